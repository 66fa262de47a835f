#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/term_type.h"

static void test_names(void **state)
{
	static const struct {
		const char *type, *promise;
		int colors;
		const char *expected; /* those that fit */
	} cases[] = {
		{ "xterm-256color", NULL, -1, "xterm-256color " },
		{ "xterm-256color", "truecolor", -1, "xterm-direct xterm-256color " },
		{ "tmux-256color", "24bit", 1 << 24, "tmux-direct tmux-256color " },
		{ "xterm-256color", "truecolor", 256, "xterm-256color " },
		{ "xterm-256color", "yes", -1, "xterm-256color " },
		{ "xterm", "truecolor", -1, "xterm " },
		{ "", "truecolor", -1, "" },
		{ NULL, "truecolor", -1, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf names = STRBUF_INIT(STRBUF_LINE);
		struct term_types types;

		term_types_find(&types, cases[i].type, cases[i].promise, cases[i].colors);
		for (size_t at = 0; at < types.fitting; at++)
			strbuf_addf(&names, "%s ", types.names[at]);
		assert_string_equal(names.length ? names.data : "", cases[i].expected);
		assert_true(types.count > types.fitting && types.count <= TERM_TYPES_MAX);
		assert_string_equal(types.names[types.fitting], "xterm-256color");
		assert_string_equal(types.names[types.count - 1], "ansi");
		strbuf_release(&names);
	}
}

/* A name that is too long to be cut is not tried in part. */
static void test_a_long_name(void **state)
{
	char type[300];
	struct term_types types;

	(void)state;
	memset(type, 'x', sizeof(type));
	memcpy(type + sizeof(type) - sizeof("-256color"), "-256color", sizeof("-256color"));
	term_types_find(&types, type, "truecolor", -1);
	assert_int_equal(types.fitting, 1);
	assert_string_equal(types.names[0], type);
}

static void test_sentences(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	term_types_explain(&text, "nonsense", "xterm");
	assert_string_equal(text.data, "TERM=nonsense is not known here: drawing as for xterm");
	strbuf_reset(&text);
	term_types_explain(&text, "", "vt100");
	assert_string_equal(text.data, "TERM is not set: drawing as for vt100");
	strbuf_release(&text);
}

static void test_families(void **state)
{
	(void)state;
	assert_true(term_type_is_xterm("xterm"));
	assert_true(term_type_is_xterm("screen.xterm-256color"));
	assert_true(term_type_is_xterm("st-256color"));
	assert_false(term_type_is_xterm("linux"));
	assert_false(term_type_is_xterm("vt100"));
	assert_false(term_type_is_xterm(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_a_long_name),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_families),
	};

	return cmocka_run_group_tests_name("ui/term_type", tests, NULL, NULL);
}
