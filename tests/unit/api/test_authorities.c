#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/authorities.h"
#include "base/mem.h"

#define OURS "-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----"
#define THEIRS "-----BEGIN CERTIFICATE-----\ntheirs\n-----END CERTIFICATE-----\n"

enum file { NO_FILE, MISSING, EMPTY, OUR_FILE, THEIR_FILE, FILES };

static const char *const contents[FILES] = {
	[EMPTY] = "", [OUR_FILE] = OURS, [THEIR_FILE] = THEIRS
};
static char folder[] = "authorities.XXXXXX";
static char names[FILES][sizeof(folder) + 8];

static const char *name_of(enum file file)
{
	return file == NO_FILE ? NULL : names[file];
}

static int write_files(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = MISSING; i < FILES; i++) {
		snprintf(names[i], sizeof(names[i]), "%s/%zu", folder, i);
		FILE *file = contents[i] ? fopen(names[i], "w") : NULL;
		if (!file)
			continue;
		fputs(contents[i], file);
		fclose(file);
	}
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = MISSING; i < FILES; i++)
		unlink(names[i]);
	return rmdir(folder);
}

static void test_cases(void **state)
{
	static const struct {
		enum file ca_file, system_file;
		const char *system_folder;
		const char *expected; /* NULL: it fails … */
		enum error_kind kind; /* … with this */
	} cases[] = {
		{ NO_FILE, THEIR_FILE, NULL, "", ERROR_NONE },
		{ OUR_FILE, THEIR_FILE, NULL, OURS "\n" THEIRS, ERROR_NONE },
		{ OUR_FILE, THEIR_FILE, "/etc/ssl/certs", "", ERROR_NONE },
		{ OUR_FILE, NO_FILE, NULL, "", ERROR_NONE },
		{ EMPTY, THEIR_FILE, NULL, NULL, ERROR_USAGE },
		{ EMPTY, THEIR_FILE, "/etc/ssl/certs", NULL, ERROR_USAGE },
		{ MISSING, THEIR_FILE, NULL, NULL, ERROR_IO },
		{ OUR_FILE, MISSING, NULL, NULL, ERROR_IO },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(AUTHORITIES_MAX_BYTES);
		struct error err = ERROR_INIT;
		bool good = authorities_load(&out, name_of(cases[i].ca_file),
					     name_of(cases[i].system_file), cases[i].system_folder,
					     &err);

		assert_int_equal(good, cases[i].expected != NULL);
		assert_int_equal(err.kind, cases[i].kind);
		if (good)
			assert_string_equal(out.length ? out.data : "", cases[i].expected);
		strbuf_release(&out);
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests_name("api/authorities", tests, write_files, remove_files);
}
