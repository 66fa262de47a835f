#include "ui/keytext.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static void test_expand(void **state)
{
	static const char bindings[] = "bind messages / filter\nbind global 0 'open 10'\n"
				       "bind list <Space> select\n";
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "", "" },
		{ "no keys at all", "no keys at all" },
		{ "{messages filter} filters", "/ filters" },
		{ "{global open 10}: {list select}", "0: Space" },
		/* What no key runs is run by its name. */
		{ "{messages export}", ":export" },
		{ "{global open 4}", ":open 4" },
		/* What is no name of keys stays. */
		{ "a { brace", "a { brace" },
		{ "\":text Hello {name}\"", "\":text Hello {name}\"" },
	};
	struct keymap *keymap = keymap_new();

	(void)state;
	assert_true(keymap_parse(keymap, bindings, strlen(bindings), "keys", true, NULL));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);
		keytext_expand(keymap, cases[i].text, &out);
		assert_string_equal(out.data, cases[i].expected);
		strbuf_release(&out);
	}
	keymap_free(keymap);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_expand) };

	return cmocka_run_group_tests_name("ui/keytext", tests, NULL, NULL);
}
