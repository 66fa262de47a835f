#include "sandbox/links.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

/* "@" stands for a short link. */
static const struct {
	const char *text;
	const char *expected;
} cases[] = {
	{ "", "" },
	{ "no link", "no link" },
	{ "http://a", "@" },
	{ "See https://a.example/b?c=d now", "See @ now" },
	{ "HTTPS://A\nhttp://b c", "@\n@ c" },
	{ "https://", "https://" },
	{ "xhttp:/ https:/a", "xhttp:/ https:/a" },
};

static void check(const char *text, const char *expected)
{
	for (; *expected != '\0'; expected++) {
		if (*expected != '@') {
			assert_int_equal(*text++, *expected);
			continue;
		}
		assert_memory_equal(text, LINKS_DOMAIN, strlen(LINKS_DOMAIN));
		text += strlen(LINKS_DOMAIN) + 8;
	}
	assert_string_equal(text, "");
}

static void links_are_replaced(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);

		links_shorten(&out, cases[i].text, strlen(cases[i].text), 1);
		check(out.data, cases[i].expected);
		strbuf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_are_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
