/*
 * The terminal harness itself, on a small program that obeys the test protocol.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/fail.h"
#include "support/screen.h"
#include "support/svg.h"
#include "support/term.h"

static const char *const echoapp[] = { "tests/support/echoapp", NULL };
static const char counted[] = "xterm-256color"; /* as this, with its writes counted */

/* *state keeps the terminal for close_left_over(). */
static struct term *open_app(void **state, const char *type)
{
	struct term_options options = { .type = type, .count_writes = type == counted };
	struct term *term = term_open(&options, echoapp);

	*state = term;
	term_settle(term);
	return term;
}

static void quit_app(void **state)
{
	struct term *term = *state;

	term_keys(term, "j");
	term_send(term, "q");
	assert_int_equal(term_wait_exit(term), 3);
	assert_true(term_is_restored(term));
	term_expect_clean(term);
	term_close(term);
	*state = NULL;
}

static int close_left_over(void **state)
{
	term_close(*state);
	return 0;
}

static void keys_reach_the_program_as_each_terminal_sends_them(void **state)
{
	static const char *const types[] = { "xterm-256color", "screen-256color", "tmux-256color",
					     "linux", "vt100" };
	static const struct {
		const char *keys, *name;
	} cases[] = {
		{ "j", "j" },
		{ "<Up>", "KEY_UP" },
		{ "<PgDn>", "KEY_NPAGE" },
		{ "<Enter>", "^M" },
		{ "<Esc>", "^[" },
		{ "<Esc>k", "k" },
		{ "<C-f>", "^F" },
		{ "<F1>", "KEY_F(1)" },
		{ "<Space>", "space" },
		{ "<BS>", "KEY_BACKSPACE" },
		{ "<lt>", "<" },
		{ "<Left*3>", "KEY_LEFT" },
		{ "<Tab>", "^I" },
		{ "<Home>", "KEY_HOME" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		struct term *term = open_app(state, types[i]);

		for (size_t j = 0; j < ARRAY_SIZE(cases); j++) {
			char line[64];

			if (strcmp(types[i], "vt100") == 0 &&
			    (strcmp(cases[j].keys, "<PgDn>") == 0 ||
			     strcmp(cases[j].keys, "<Home>") == 0))
				continue; /* no such keys there */
			snprintf(line, sizeof(line), "echoapp 80x24 key %s", cases[j].name);
			term_keys(term, cases[j].keys);
			if (!term_is_on_screen(term, line))
				fail_msg("%s: %s is not on the screen", types[i], line);
		}
		quit_app(state);
	}
}

static void every_terminal_shows_the_same(void **state)
{
	static const char *const types[] = { "xterm-256color", "screen-256color", "tmux-256color",
					     "linux" };
	struct strbuf first = STRBUF_INIT(STRBUF_TEXT), text = STRBUF_INIT(STRBUF_TEXT);

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		struct term *term = open_app(state, types[i]);

		term_keys(term, "<j*40>kkjkjz");
		strbuf_reset(&text);
		term_text(term, &text);
		if (i == 0)
			strbuf_addstr(&first, text.data);
		assert_string_equal(text.data, first.data);
		quit_app(state);
	}
	strbuf_release(&first);
	strbuf_release(&text);
}

static void attributes_and_colours_arrive_in_the_cells(void **state)
{
	static const struct {
		int row, col;
		unsigned attributes;
		int foreground;
		const char *text;
		int width;
	} cases[] = {
		{ 3, 2, 0, TERM_DEFAULT, "n", 1 },
		{ 4, 2, TERM_BOLD, TERM_DEFAULT, "b", 1 },
		{ 5, 2, TERM_DIM, TERM_DEFAULT, "f", 1 },
		{ 6, 2, TERM_UNDERLINE, TERM_DEFAULT, "u", 1 },
		{ 7, 2, TERM_REVERSE, TERM_DEFAULT, "r", 1 },
		{ 8, 2, TERM_ITALIC, TERM_DEFAULT, "i", 1 },
		{ 3, 20, 0, 1, "c", 1 },
		{ 9, 20, 0, 7, "c", 1 },
		{ 11, 2, 0, TERM_DEFAULT, "ご", 2 },
		{ 11, 3, 0, TERM_DEFAULT, "", 0 },
		{ 11, 21, 0, TERM_DEFAULT, "👋", 2 },
		{ 11, 33, 0, TERM_DEFAULT, "e\xcc\x81", 1 },
		{ 12, 2, 0, TERM_DEFAULT, "─", 1 },
		{ 13, 41, 0, TERM_DEFAULT, "=", 1 },
	};
	struct term *term = open_app(state, NULL);

	term_keys(term, "z");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct term_cell cell;

		term_cell(term, cases[i].row, cases[i].col, &cell);
		assert_string_equal(cell.text, cases[i].text);
		assert_int_equal(cell.width, cases[i].width);
		assert_int_equal(cell.attributes, cases[i].attributes);
		assert_int_equal(cell.foreground, cases[i].foreground);
		assert_int_equal(cell.background, TERM_DEFAULT);
	}
	quit_app(state);
}

static void compares_whole_screens(void **state)
{
	static const struct screen_mask masks[] = {
		{ .row = 1, .col = 0, .rows = 2, .cols = 80 },
		{ .pattern = "of [0-9]+" },
		{ 0 },
	};
	struct term *term = open_app(state, NULL);

	screen_check(term, "harness-list", &(struct screen_options){ .masks = masks });
	term_keys(term, "z");
	screen_check(term, "harness-gallery", &(struct screen_options){ .styled = true });
	quit_app(state);
}

static size_t occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		count++;
	return count;
}

static void draws_pictures(void **state)
{
	struct term *term = open_app(state, NULL);
	struct strbuf picture = STRBUF_INIT(STRBUF_TEXT), again = STRBUF_INIT(STRBUF_TEXT);

	term_keys(term, "z<lt>");
	svg_write(term, &(struct svg_look){ .title = "a & b" }, &picture);
	svg_write(term, &(struct svg_look){ .title = "a & b" }, &again);
	assert_string_equal(picture.data, again.data);
	/* One element a word, placed in its cell and as long as its cells. */
	assert_non_null(strstr(picture.data, ">echoapp 80x24 key &lt;</text>"));
	assert_non_null(strstr(picture.data, "x=\"182.00\""));
	assert_non_null(strstr(picture.data, "textLength=\"67.20\">colour 1</text>"));
	assert_non_null(strstr(picture.data, "font-weight=\"bold\" textLength=\"33.60\">bold<"));
	assert_non_null(strstr(picture.data, "<title>a &amp; b</title>"));
	/* A wide character in the middle of two cells; lines and bars as shapes. */
	assert_non_null(strstr(picture.data, "x=\"39.20\" y=\"245.20\" fill=\"#d3d7e0\" "
					     "text-anchor=\"middle\">ご</text>"));
	assert_null(strstr(picture.data, "─"));
	assert_null(strstr(picture.data, "▄"));
	assert_int_equal(occurrences(picture.data, "<text "),
			 occurrences(picture.data, "</text>\n"));
	strbuf_release(&picture);
	strbuf_release(&again);
	quit_app(state);
}

static jmp_buf after_failure;
static char *failure;

static void keep_failure(const char *text)
{
	failure = xstrdup(text);
	longjmp(after_failure, 1);
}

static void a_screen_that_differs_fails_the_test(void **state)
{
	struct term *term = open_app(state, NULL);

	term_keys(term, "j");
	unsetenv("UPDATE_SCREENS");
	if (setjmp(after_failure) == 0) {
		test_on_failure(keep_failure);
		screen_check(term, "harness-gallery", NULL);
	}
	test_on_failure(NULL);
	assert_non_null(failure);
	assert_non_null(strstr(failure, "\n- echoapp 80x24 key z\n+ echoapp 80x24 key j\n"));
	free(failure);
	quit_app(state);
}

static void waits_for_work_that_a_key_started(void **state)
{
	struct term *term = open_app(state, NULL);

	term_keys(term, "wjw");
	term_expect_not(term, "working");
	term_send(term, "w");
	term_expect(term, "working");
	term_settle(term);
	term_expect_match(term, "^echoapp 80x24 key w$");
	quit_app(state);
}

static void resizes(void **state)
{
	struct term *term = open_app(state, NULL);

	term_resize(term, 120, 40);
	assert_true(term_is_on_screen(term, "echoapp 120x40"));
	term_keys(term, "j");
	term_resize(term, 60, 15);
	assert_true(term_is_on_screen(term, "echoapp 60x15"));
	assert_false(term_is_on_screen(term, "120x40"));
	quit_app(state);
}

static void stops_and_continues(void **state)
{
	struct term *term = open_app(state, NULL);

	term_keys(term, "jj");
	term_send(term, "<C-z>");
	term_wait_stopped(term);
	assert_true(term_is_restored(term));
	term_continue(term);
	term_keys(term, "j");
	term_expect(term, "> line 3");
	assert_false(term_is_restored(term));
	quit_app(state);
}

static void tells_how_a_program_ends(void **state)
{
	struct term *term = open_app(state, NULL);

	term_send(term, "x");
	assert_int_equal(term_wait_exit(term), -SIGABRT);
	term_close(term);
	*state = NULL;
	term = open_app(state, NULL);
	term_signal(term, SIGKILL);
	assert_int_equal(term_wait_exit(term), -SIGKILL);
	assert_false(term_is_restored(term));
}

static void reads_the_clipboard(void **state)
{
	struct term *term = open_app(state, NULL);

	assert_null(term_clipboard(term));
	term_keys(term, "c");
	assert_string_equal(term_clipboard(term), "SM1234");
	quit_app(state);
}

static void measures_what_a_key_costs(void **state)
{
	struct term *term = open_app(state, counted);
	struct term_cost cost;

	term_measure(term);
	term_measured(term, &cost);
	assert_int_equal(cost.bytes, 0);
	assert_int_equal(cost.writes, 0);
	assert_true(cost.first_ns == -1 && cost.last_ns == -1);
	term_keys(term, "d");
	term_measured(term, &cost);
	assert_int_equal(cost.bytes, 5);
	assert_int_equal(cost.writes, 5 + 1); /* the idle sequence is one too */
	assert_true(cost.first_ns > 0 && cost.last_ns >= cost.first_ns);
	term_measure(term);
	term_burst(term, "<d*9>");
	term_measured(term, &cost);
	assert_int_equal(cost.bytes % 5, 0);
	assert_in_range(cost.bytes, 5, 9 * 5);
	quit_app(state);
}

/* The end of the work is news; another key, which has none, counts to its end. */
static void measures_apart_what_comes_later(void **state)
{
	struct term *term = open_app(state, NULL);
	struct term_cost cost;

	term_measure(term);
	term_keys(term, "w");
	term_measured(term, &cost);
	assert_true(cost.first_ns > 0 && cost.last_ns >= cost.first_ns);
	assert_in_range(cost.news_bytes, 1, cost.bytes - 1);
	assert_true(cost.news_ns >= cost.last_ns);
	term_keys(term, "j");
	term_measured(term, &cost);
	assert_int_equal(cost.news_bytes, 0);
	assert_true(cost.last_ns == cost.news_ns);
	quit_app(state);
}

#define TEST(function) cmocka_unit_test_teardown(function, close_left_over)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(keys_reach_the_program_as_each_terminal_sends_them),
		TEST(every_terminal_shows_the_same),
		TEST(attributes_and_colours_arrive_in_the_cells),
		TEST(compares_whole_screens),
		TEST(waits_for_work_that_a_key_started),
		TEST(resizes),
		TEST(stops_and_continues),
		TEST(tells_how_a_program_ends),
		TEST(reads_the_clipboard),
		TEST(draws_pictures),
		TEST(measures_what_a_key_costs),
		TEST(measures_apart_what_comes_later),
		TEST(a_screen_that_differs_fails_the_test),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
