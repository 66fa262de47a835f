/*
 * The inspector of byte streams: what it lets through and what it finds. It stands between hostile
 * messages and a terminal in the end to end tests, so it must not be blind.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "support/display.h"
#include "support/hostile.h"
#include "support/inspect.h"
#include "support/stream.h"

static void lets_through(const char *bytes)
{
	struct strbuf complaint = STRBUF_INIT(STRBUF_TEXT);

	if (!inspect_bytes(bytes, strlen(bytes), false, &complaint))
		fail_msg("refused: %s", complaint.data);
	strbuf_release(&complaint);
}

static void refuses(const char *bytes, size_t length, const char *what)
{
	struct strbuf complaint = STRBUF_INIT(STRBUF_TEXT);

	if (inspect_bytes(bytes, length, false, &complaint))
		fail_msg("let through: %s", what);
	strbuf_release(&complaint);
}

static void lets_through_what_a_terminal_layer_sends(void **state)
{
	static const char *const cases[] = {
		"\033[?1049h\033[22;0;0t\033[1;24r\033(B\033[m\033[4l\033[?7h",
		"\033[?1h\033=\033[?2004h\033[?1000;1006h\033[?25l",
		"\033[?2026$p\033[?2026h\033[H\033[2J\033[?2026l",
		"\033[3;5H\033[1;38;5;208mtext\033[38;2;1;2;3m\033[K\r\n\b\t",
		"\033[10@\033[2P\033[3L\033[1M\033[2S\033[4X=\033[20b\033[12d\033[3G",
		"\016qqq\017\033(0x\033(B\033)0\0337\0338\033M",
		"\033]7770;12;80x24\a\033]52;c;U00=\a\033]104\a",
		"Danke! 👋 ご予約 é\xcc\x81\xcc\xa7 ✓ ← ─│ العربية",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		lets_through(cases[i]);
}

/* Texts that are only odd, whose raw form does a terminal no harm. */
static bool is_harmless(const char *name)
{
	static const char *const names[] = { "bell",       "charset", "backspace", "return",
					     "shift",      "wide",    "hangul",    "thai",
					     "arabic",     "private", "ligature",  "orphan",
					     "unassigned", "format",  "formula",   "markup" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void finds_each_hostile_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < hostile_count; i++)
		if (!is_harmless(hostile_texts[i].name))
			refuses(hostile_texts[i].bytes, hostile_texts[i].length,
				hostile_texts[i].name);
}

static void finds_a_sequence_that_is_split_over_writes(void **state)
{
	(void)state;
	refuses("abc\033]0;title", 12, "an unfinished title");
	refuses("\xe3\x81", 2, "half a character");
}

#define WIDE 4000

static void draw(const struct token *token, void *display)
{
	display_take(display, token);
}

static void no_answer(const char *bytes, size_t length, void *context)
{
	(void)bytes;
	(void)length;
	(void)context;
}

/* Cleaned, each of them is let through, and a terminal gives it as many cells as we reckon. */
static void cleaned_texts_are_as_wide_as_they_are_drawn(void **state)
{
	(void)state;
	for (size_t i = 0; i < hostile_count; i++) {
		const struct hostile *text = &hostile_texts[i];
		struct display *display = display_new(WIDE, 1, no_answer, NULL);
		struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
		struct stream stream;
		int row, col;

		text_clean(&clean, text->bytes, text->length, TEXT_ONE_LINE);
		lets_through(clean.data);
		stream_init(&stream, draw, display);
		stream_feed(&stream, clean.data, clean.length);
		display_flush(display);
		display_cursor(display, &row, &col);
		if ((size_t)col != text_width(clean.data, clean.length))
			fail_msg("%s is %d cells wide, not %zu", clean.data, col,
				 text_width(clean.data, clean.length));
		stream_release(&stream);
		strbuf_release(&clean);
		display_free(display);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lets_through_what_a_terminal_layer_sends),
		cmocka_unit_test(finds_each_hostile_text),
		cmocka_unit_test(finds_a_sequence_that_is_split_over_writes),
		cmocka_unit_test(cleaned_texts_are_as_wide_as_they_are_drawn),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
