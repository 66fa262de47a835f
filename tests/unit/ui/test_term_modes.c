#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/term_modes.h"

static bool has_rmcup;

/* Each ability as its name in brackets, one with padding. */
static const char *ability(const char *name)
{
	static char text[16];

	if (strcmp(name, "rmcup") == 0 && !has_rmcup)
		return "";
	snprintf(text, sizeof(text), strcmp(name, "sgr0") == 0 ? "[%s$<5>]" : "[%s]", name);
	return text;
}

static void assert_bytes(struct strbuf *out, const char *expected)
{
	assert_string_equal(out->length ? out->data : "", expected);
	strbuf_reset(out);
}

static void test_what_is_taken_is_given_back(void **state)
{
	static const struct {
		struct term_modes modes;
		bool rmcup;
		const char *enter, *again, *leave;
	} cases[] = {
		{ { .xterm = false, .mouse = true },
		  false,
		  "",
		  "[smcup][smkx][cnorm]",
		  "[rmkx][sgr0]<row>[cnorm]\r\n" },
		{ { .xterm = true },
		  true,
		  "\033[?2004h\033[?2026$p",
		  "[smcup][smkx][cnorm]\033[?2004h",
		  "\033[?2004l[rmkx][sgr0]<row>[cnorm][rmcup]" },
		{ { .xterm = true, .mouse = true, .syncs = true, .titled = true, .colors = true },
		  true,
		  "\033[?2004h\033[?1000h\033[?1006h\033[?2026$p",
		  "[smcup][smkx][cnorm]\033[?2004h\033[?1000h\033[?1006h\033[22;2t",
		  "\033[?2026l\033[?1006l\033[?1000l\033[?2004l\033[23;2t"
		  "[rmkx][sgr0][op]<row>[cnorm][rmcup]" },
	};
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		has_rmcup = cases[i].rmcup;
		term_modes_enter(&out, &cases[i].modes);
		assert_bytes(&out, cases[i].enter);
		term_modes_again(&out, &cases[i].modes, ability, true);
		assert_bytes(&out, cases[i].again);
		term_modes_leave(&out, &cases[i].modes, ability, "<row>");
		assert_bytes(&out, cases[i].leave);
	}
	term_modes_again(&out, &cases[0].modes, ability, false);
	assert_bytes(&out, "[smcup][smkx][civis]");
	strbuf_release(&out);
}

static void test_title(void **state)
{
	struct term_modes modes = { .xterm = true };
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);
	char longer[300];

	(void)state;
	term_modes_title(&out, &modes, NULL, true);
	assert_bytes(&out, "");
	term_modes_title(&out, &modes, "Inbox", true);
	assert_bytes(&out, "\033[22;2t\033]2;Inbox\a");
	term_modes_title(&out, &modes, "a \033]2;b\a", true);
	assert_bytes(&out, "\033]2;a \u241b]2;b\u2407\a");
	term_modes_title(&out, &modes, "M\u00fcller \u2026", false);
	assert_bytes(&out, "\033]2;Muller ~\a");
	memset(longer, 'x', sizeof(longer));
	longer[sizeof(longer) - 1] = '\0';
	term_modes_title(&out, &modes, longer, true);
	assert_int_equal(out.length, strlen("\033]2;\a") + 100);
	strbuf_reset(&out);
	assert_true(modes.titled);
	term_modes_title(&out, &modes, "", true);
	assert_bytes(&out, "\033[23;2t");
	assert_false(modes.titled);
	modes.xterm = false;
	term_modes_title(&out, &modes, "Inbox", true);
	assert_bytes(&out, "");
	assert_false(modes.titled);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_taken_is_given_back),
		cmocka_unit_test(test_title),
	};

	return cmocka_run_group_tests_name("ui/term_modes", tests, NULL, NULL);
}
