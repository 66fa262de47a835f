#include "sandbox/spoil.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

#define RECORD                                                                                   \
	"{\"sid\": \"MG1\", \"friendly_name\": \"a \\\"b\\\", {c}\", \"usecase\": \"poll\", "    \
	"\"period\": 60, \"ok\": true, \"url\": null, \"links\": {\"a\": [1, {\"b\": \"}\"}]}, " \
	"\"tags\": [\"x\"]}"

static void types_are_turned(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	strbuf_addstr(&out, "[" RECORD);
	spoil_types(&out, 1);
	assert_string_equal(out.data,
			    "[{\"sid\": \"MG1\", \"friendly_name\": 14, \"usecase\": 6, "
			    "\"period\": \"60\", \"ok\": \"true\", \"url\": null, "
			    "\"links\": {\"a\": [1, {\"b\": \"}\"}]}, \"tags\": [\"x\"]}");
	strbuf_release(&out);
}

static const struct {
	enum broken broken;
	const char *has;
	const char *has_not;
} cases[] = {
	{ BROKEN_SURROGATE, "\\ud83d", "{c}" },
	{ BROKEN_NUL, "before\\u0000after", "{c}" },
	{ BROKEN_MISSING, "\"usecase\": \"poll\"", "friendly_name" },
	{ BROKEN_STATUS, "\"usecase\": \"partially_delivered_2\"", "poll" },
	{ BROKEN_NULL_FROM, "\"friendly_name\": null", "{c}" },
	{ BROKEN_NULL_ALL, "\"links\": null, \"tags\": null}", "60" },
	{ BROKEN_LONG, "xxxxxxxxxxxxxxxxxxxx", "{c}" },
};

static void records_are_broken_as_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

		strbuf_addstr(&out, RECORD);
		spoil_record(&out, 0, cases[i].broken);
		assert_non_null(strstr(out.data, "\"sid\": \"MG1\""));
		assert_non_null(strstr(out.data, cases[i].has));
		assert_null(strstr(out.data, cases[i].has_not));
		strbuf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_are_turned),
		cmocka_unit_test(records_are_broken_as_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
