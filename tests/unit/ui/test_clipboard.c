#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/clipboard.h"

static void test_sequences(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t length;
		const char *base64;
	} cases[] = {
		{ "", 0, "" },
		{ "f", 1, "Zg==" },
		{ "fo", 2, "Zm8=" },
		{ "foo", 3, "Zm9v" },
		{ "foobar", 6, "Zm9vYmFy" },
		{ "\xff\xfe\xfd", 3, "//79" },
		{ "a\0\033", 3, "YQAb" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(256);
		struct strbuf expected = STRBUF_INIT(256);

		clipboard_sequence(&out, cases[i].text, cases[i].length);
		strbuf_addf(&expected, "\033]52;c;%s\a", cases[i].base64);
		assert_string_equal(out.data, expected.data);
		strbuf_release(&out);
		strbuf_release(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sequences),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
