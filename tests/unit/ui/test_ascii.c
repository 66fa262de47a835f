/*
 * test_ascii.c - whatever ui and views, and the words of model and ops, draw has a form in ASCII: no
 * symbol of ours becomes a question mark where a terminal has no more.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* The characters of texts in quotes; comments may have any. */
static size_t check_file(const char *path)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	bool quoted = false, comment = false;
	size_t found = 0;

	assert_true(file_read(path, &text, NULL));
	for (size_t at = 0; at < text.length;) {
		uint32_t codepoint;
		size_t length = text_decode(text.data + at, text.length - at, &codepoint);

		if (!quoted && strncmp(text.data + at, "/*", 2) == 0)
			comment = true;
		else if (comment && strncmp(text.data + at, "*/", 2) == 0)
			comment = false;
		else if (!comment && codepoint == '"' && (at == 0 || text.data[at - 1] != '\\'))
			quoted = !quoted;
		else if (quoted && codepoint >= 0x80) {
			char substitute = text_ascii_substitute(codepoint);

			if (!substitute || substitute == '?')
				fail_msg("%s: U+%04X has no form in ASCII", path, codepoint);
			found++;
		}
		at += length;
	}
	strbuf_release(&text);
	return found;
}

static void every_symbol_of_ours_has_a_form_in_ascii(void **state)
{
	static const char *const layers[] = { "ui", "views", "ops" };
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(layers); i++) {
		struct strbuf path = STRBUF_INIT(4096);
		const struct dirent *entry;
		DIR *folder;

		strbuf_addf(&path, "%s/src/%s", getenv("srcdir"), layers[i]);
		folder = opendir(path.data);
		assert_non_null(folder);
		while ((entry = readdir(folder))) {
			struct strbuf file = STRBUF_INIT(4096);

			strbuf_addf(&file, "%s/%s", path.data, entry->d_name);
			if (strcmp(file.data + file.length - 2, ".c") == 0)
				found += check_file(file.data);
			strbuf_release(&file);
		}
		closedir(folder);
		strbuf_release(&path);
	}
	assert_true(found > 50); /* it looked where they are */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_symbol_of_ours_has_a_form_in_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
