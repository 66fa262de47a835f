#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "ui/input.h"
#include "ui/key.h"

/* Events as text, with blanks between them: keys by name, other events in brackets. */
static void describe(const struct input_event *event, void *context)
{
	struct strbuf *out = context;

	if (out->length)
		strbuf_addch(out, ' ');
	switch (event->type) {
	case INPUT_KEY:
		key_format(out, event->key);
		break;
	case INPUT_PASTE:
		strbuf_addstr(out, "[paste:");
		strbuf_add(out, event->text, event->length);
		strbuf_addstr(out, event->truncated ? "…]" : "]");
		break;
	case INPUT_MOUSE:
		strbuf_addf(out, "[mouse:%d,%d,%d,%d]", event->button, event->column, event->row,
			    event->pressed);
		break;
	case INPUT_MODE:
		strbuf_addf(out, "[mode:%d=%d]", event->mode, event->state);
		break;
	case INPUT_FOCUS:
		strbuf_addf(out, "[focus:%d]", event->pressed);
		break;
	}
}

static const struct {
	const char *bytes;
	const char *events;
	const char *after_timeout; /* what comes in addition when nothing follows */
} cases[] = {
	{ "jG?", "j G ?", NULL },
	{ "\r\n\t\177\b", "<Enter> <Enter> <Tab> <BS> <BS>", NULL },
	{ "\001\006\032", "<C-a> <C-f> <C-z>", NULL },
	{ "é日😀", "é 日 😀", NULL },
	/* invalid UTF-8 gives no key, and what follows is not lost */
	{ "\303j", "j", NULL },
	{ "\377\300\200x", "x", NULL },
	{ "\355\240\200y", "y", NULL },
	{ "\302\233[A", "[ A", NULL }, /* C1 in UTF-8 is no key */
	/* cursor keys in both modes, with modifiers */
	{ "\033[A\033OB\033[1;5C\033[1;3D\033[1;2H", "<Up> <Down> <C-Right> <A-Left> <S-Home>",
	  NULL },
	{ "\033[5~\033[6~\033[3;5~\033[1~\033[8~", "<PgUp> <PgDn> <C-Del> <Home> <End>", NULL },
	{ "\033OP\033[15~\033[24~\033[[A", "<F1> <F5> <F12>", NULL },
	{ "\033[Z", "<S-Tab>", NULL },
	{ "\033OM\033Oq\033Ok", "<Enter> 1 +", NULL },
	{ "\033[97;5u\033[13;2u\033[65;2u", "<C-a> <S-Enter> A", NULL },
	{ "\033[27;5;105~", "<C-i>", NULL },
	{ "\033[97:65;6u", "<C-a>", NULL },
	/* every key in its one form, however the terminal tells it */
	{ "\033[65;5u\033[97;2u\033[97;4u\033[14;2u\033O2k", "<C-a> A <A-a> <C-n> +", NULL },
	{ "\033[155;1u\033[55296;1u\033[128;3uj", "j", NULL }, /* C1, a surrogate: no keys */
	/* Alt */
	{ "\033x\033é", "<A-x> <A-é>", NULL },
	{ "\033\033[A", "<A-Up>", NULL },
	{ "\033\033x", "<Esc> <A-x>", NULL },
	{ "\033\r", "<A-Enter>", NULL },
	/* what cannot be told yet */
	{ "\033", "", "<Esc>" },
	{ "\033\033", "", "<Esc> <Esc>" },
	{ "\033[", "", "<A-[>" },
	{ "\033O", "", "<A-O>" },
	{ "\033]", "", "<A-]>" },
	{ "\303", "", "" },
	{ "a\033[1;", "a", "" },
	/* answers and unknown sequences are no keys */
	{ "\033[?62;22cj", "j", NULL },
	{ "\033[>1;10;0cj", "j", NULL },
	{ "\033[12;40Rj", "j", NULL },
	{ "\033[?2026;2$yj", "[mode:2026=2] j", NULL },
	{ "\033[?2026;0$y", "[mode:2026=0]", NULL },
	{ "\033]11;rgb:0000/0000/0000\033\\j", "j", NULL },
	{ "\033]52;c;aGk=\aj", "j", NULL },
	{ "\033P>|XTerm(379)\033\\j", "j", NULL },
	{ "\033_Gi=1;OK\033\\j", "j", NULL },
	{ "\033[999zj", "j", NULL },
	{ "\033[1;2;3;4;5;6;7;8;9;10;11~j", "<S-Home> j", NULL },
	{ "\033[99999999999999999999~j", "j", NULL },
	{ "\033[5\033[6~", "<PgDn>", NULL },
	{ "\033[5\030j", "j", NULL },
	{ "\033]0;cut\030j", "j", NULL },
	/* mouse and focus */
	{ "\033[<0;10;5M\033[<0;10;5m\033[<65;1;1M",
	  "[mouse:0,9,4,1] [mouse:0,9,4,0] "
	  "[mouse:65,0,0,1]",
	  NULL },
	{ "\033[M !!j", "j", NULL },
	{ "\033[<0;0;5M\033[<0;5;0Mj", "j", NULL }, /* there is no cell 0 */
	{ "\033[I\033[O", "[focus:1] [focus:0]", NULL },
	/* paste */
	{ "\033[200~two\nlines\033[201~j", "[paste:two\nlines] j", NULL },
	{ "\033[200~\033[A \033[201 \033\033[201~", "[paste:\033[A \033[201 \033]", NULL },
	{ "\033[200~never ended", "", "" },
};

static void run(const char *bytes, size_t length, size_t step, bool learn, struct strbuf *out)
{
	struct input *input = input_new();

	if (learn)
		input_learn(input, "\033[[A", UIKEY_F1);
	for (size_t at = 0; at < length; at += step)
		input_feed(input, bytes + at, length - at < step ? length - at : step, describe,
			   out);
	input_free(input);
}

static void test_bytes_to_events_however_they_are_cut(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		for (size_t step = 1; step <= strlen(cases[i].bytes); step++) {
			strbuf_reset(&out);
			run(cases[i].bytes, strlen(cases[i].bytes), step, false, &out);
			assert_string_equal(out.data, cases[i].events);
		}
	}
	strbuf_release(&out);
}

static void test_what_a_pause_means(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct input *input = input_new();

		input_feed(input, cases[i].bytes, strlen(cases[i].bytes), describe, &out);
		if (!cases[i].after_timeout)
			assert_false(input_pending(input));
		strbuf_reset(&out);
		input_timeout(input, describe, &out);
		assert_string_equal(out.data, cases[i].after_timeout ? cases[i].after_timeout : "");
		assert_false(input_pending(input));
		input_free(input);
	}
	strbuf_release(&out);
}

static void test_learned_sequences(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	run("\033[[Aj", 5, 1, true, &out);
	assert_string_equal(out.data, "<F1> j");
	strbuf_release(&out);
}

static void test_long_sequences_are_swallowed_and_long_pastes_cut(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf bytes = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&bytes, "\033[");
	strbuf_addn(&bytes, '1', 5000);
	strbuf_addstr(&bytes, "~j");
	run(bytes.data, bytes.length, 4096, false, &out);
	assert_string_equal(out.data, "j");

	strbuf_reset(&bytes);
	strbuf_reset(&out);
	strbuf_addstr(&bytes, "\033[200~");
	strbuf_addn(&bytes, 'x', INPUT_PASTE_MAX + 10);
	strbuf_addstr(&bytes, "\033[201~j");
	run(bytes.data, bytes.length, 4096, false, &out);
	assert_int_equal(out.length, strlen("[paste:") + INPUT_PASTE_MAX + strlen("…] j"));
	strbuf_release(&out);
	strbuf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_to_events_however_they_are_cut),
		cmocka_unit_test(test_what_a_pause_means),
		cmocka_unit_test(test_learned_sequences),
		cmocka_unit_test(test_long_sequences_are_swallowed_and_long_pastes_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
