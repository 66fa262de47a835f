#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "model/template.h"

static const char *value(void *context, const char *name, size_t length)
{
	(void)context;
	if (length == 4 && memcmp(name, "name", 4) == 0)
		return "Ada";
	return length == 5 && memcmp(name, "empty", 5) == 0 ? "" : NULL;
}

static void test_fill(void **state)
{
	static const struct {
		const char *text, *filled; /* NULL: an error */
		const char *error, *kept;
	} cases[] = {
		{ "", "", NULL, "" },
		{ "plain", "plain", NULL, "plain" },
		{ "Hi {name}!", "Hi Ada!", NULL, "Hi Ada!" },
		{ "{name}{name}{empty}.", "AdaAda.", NULL, "AdaAda." },
		{ "{{name}} {{{name}}}", "{name} {Ada}", NULL, "{name} {Ada}" },
		{ "Grüße {when}", NULL, "{when} at character 7 has no value", "Grüße {when}" },
	};
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		bool good = template_fill(cases[i].text, value, NULL, false, &out, &err);

		assert_int_equal(good, cases[i].filled != NULL);
		assert_string_equal(good ? out.data : error_text(&err),
				    good ? cases[i].filled : cases[i].error);
		error_release(&err);
		strbuf_reset(&out);
		assert_true(template_fill(cases[i].text, value, NULL, true, &out, NULL));
		assert_string_equal(out.data, cases[i].kept);
		strbuf_reset(&out);
		assert_true(template_check(cases[i].text, NULL));
	}
	strbuf_release(&out);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "é {name", "the { at character 3 is not closed; {{ stands for a brace" },
		{ "a } b", "the } at character 3 closes nothing; }} stands for a brace" },
		{ "{}", "the { at character 1 begins no variable: a name of letters, digits and _ "
			"as in {name}" },
		{ "x{a b}",
		  "the { at character 2 begins no variable: a name of letters, digits and "
		  "_ as in {name}" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;

		assert_false(template_check(cases[i].text, &err));
		assert_string_equal(error_text(&err), cases[i].error);
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
