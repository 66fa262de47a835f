#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "config/saved_session.h"

#define ACCOUNT "AC0123456789abcdef0123456789abcdef"

static char folder[512], path[700];

static int set_up(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof(folder), "%s/saved.XXXXXX", base ? base : "/tmp");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/msgdeck/sessions/" ACCOUNT ".conf", folder);
	return setenv("XDG_STATE_HOME", folder, 1);
}

static void test_what_is_written_is_read(void **state)
{
	struct saved_session saved = { .screen = NULL }, again = { .screen = NULL };
	const struct saved_list *list;
	struct stat about;

	(void)state;
	assert_true(saved_session_read(&saved, ACCOUNT, NULL));
	assert_null(saved.screen);
	saved.screen = xstrdup("messages");
	vec_push(&saved.above, xstrdup("traffic 'a \"b\" \\\\ c'"));
	saved_session_set_list(&saved, &(struct saved_list){ .screen = (char[]){ "messages" },
							     .sort = (char[]){ "time" },
							     .descending = true,
							     .query = (char[]){ "a \"b\"\n" } });
	saved_session_set_list(&saved, &(struct saved_list){ .screen = (char[]){ "media" } });
	saved_session_set_list(&saved, &(struct saved_list){ .screen = (char[]){ "media" },
							     .sort = (char[]){ "size" } });
	assert_true(saved_session_write(&saved, ACCOUNT, NULL));
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_true(saved_session_read(&again, ACCOUNT, NULL));
	assert_string_equal(again.screen, "messages");
	assert_int_equal(again.above.count, 1);
	assert_string_equal(again.above.items[0], saved.above.items[0]);
	assert_int_equal(again.lists.count, 2);
	list = saved_session_list(&again, "messages");
	assert_string_equal(list->sort, "time");
	assert_true(list->descending);
	assert_string_equal(list->query, "a \"b\"\n");
	list = saved_session_list(&again, "media");
	assert_string_equal(list->sort, "size");
	assert_false(list->descending);
	assert_null(list->query);
	assert_null(saved_session_list(&again, "prices"));
	saved_session_release(&saved);
	saved_session_release(&again);
	assert_true(saved_session_forget(ACCOUNT, NULL));
	assert_int_equal(access(path, F_OK), -1);
	assert_true(saved_session_forget(ACCOUNT, NULL));
}

static void test_what_is_wrong_is_none(void **state)
{
	static const char *const texts[] = {
		"",
		"version = 2;",
		"version = \"1\";",
		"version = 1; screen = 1;",
		"version = 1; screen = \"a\"; above = [ \"a\", 2 ];",
		"version = 1; lists = { a = 1; };",
		"version = 1; lists = { a = { sort = 1; }; };",
		"version = 1; lists = { a = { query = true; }; };",
	};
	struct saved_session saved = { .screen = NULL };

	(void)state;
	assert_true(saved_session_write(&saved, ACCOUNT, NULL));
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct error err = ERROR_INIT;

		assert_true(file_write_private(path, texts[i], strlen(texts[i]), NULL));
		assert_false(saved_session_read(&saved, ACCOUNT, &err));
		assert_non_null(strstr(error_text(&err), ACCOUNT ".conf"));
		assert_null(saved.screen);
		assert_int_equal(saved.above.count + saved.lists.count, 0);
		error_release(&err);
	}
	assert_true(saved_session_write(&saved, ACCOUNT, NULL));
	assert_int_equal(chmod(path, 0640), 0);
	assert_false(saved_session_read(&saved, ACCOUNT, NULL));
	assert_true(saved_session_forget(ACCOUNT, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_written_is_read),
		cmocka_unit_test(test_what_is_wrong_is_none),
	};

	return cmocka_run_group_tests_name("saved_session", tests, set_up, NULL);
}
