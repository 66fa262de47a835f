/*
 * Every kind of terminal, and all that happens to one: sizes, stops, signals, no colour, bytes.
 */
#include <signal.h>

#include "support/api.h"
#include "support/hostile.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define MESSAGES "/2010-04-01/Accounts/{account}/Messages.json"
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void every_terminal_shows_the_same(void **state)
{
	static const char *const types[] = { "xterm-256color", "screen-256color", "tmux-256color",
					     "linux",          "vt100",           "never-heard-of" };

	(void)state;
	for (size_t i = 0; i < COUNT(types); i++) {
		stage(ACCOUNT, .type = types[i]);
		press("<Down><Down><Up>2<j*30><k*5><PgDn>1");
		see_rows("terminals");
		term_expect_clean(on_stage());
		leave("q", 0);
	}
}

static void without_colour_nothing_is_lost(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "NO_COLOR=1" });
	see_styled("no-color");
	press("2/status:undelivered<Enter>");
	see_styled("no-color-messages");
	leave("q", 0);
}

static void an_ascii_terminal_gets_ascii(void **state)
{
	const struct strbuf *stream;

	(void)state;
	stage(ACCOUNT, .env = { "LC_ALL=C" });
	press("2<Enter>");
	see_screen("ascii-message");
	stream = term_stream(on_stage());
	for (size_t i = 0; i < stream->length; i++)
		assert_true((unsigned char)stream->data[i] < 0x80);
	leave("q", 0);
}

static void too_small_a_window_is_told_politely(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("jj");
	resize(50, 12);
	see_screen("too-small");
	resize(10, 3);
	resize(1, 1);
	resize(80, 24);
	see("CONTACT");
	resize(300, 100);
	see("CONTACT");
	leave("q", 0);
}

static void it_stops_and_comes_back(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("jj");
	term_send(on_stage(), "<C-z>");
	term_wait_stopped(on_stage());
	assert_true(term_is_restored(on_stage()));
	term_continue(on_stage());
	see("CONTACT");
	press("j");
	see_screen("conversations-fourth");
	leave("q", 0);
}

static void signals_end_it_in_order(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };

	(void)state;
	for (size_t i = 0; i < COUNT(signals); i++) {
		stage(ACCOUNT);
		term_signal(on_stage(), signals[i]);
		assert_int_equal(term_wait_exit(on_stage()), 128 + signals[i]);
		assert_true(term_is_restored(on_stage()));
	}
}

static void a_crash_gives_the_terminal_back(void **state)
{
	static const int signals[] = { SIGABRT,
				       SIGQUIT }; /* sanitizers leave these to the program */

	(void)state;
	for (size_t i = 0; i < COUNT(signals); i++) {
		stage(ACCOUNT);
		term_signal(on_stage(), signals[i]);
		assert_int_equal(term_wait_exit(on_stage()), -signals[i]);
		assert_true(term_is_restored(on_stage()));
	}
}

static size_t count_in_stream(size_t from, const char *bytes)
{
	const struct strbuf *stream = term_stream(on_stage());
	size_t count = 0;

	for (const char *at = stream->data + from; (at = strstr(at, bytes)); at++)
		count++;
	return count;
}

/* A page is a frame that is shown at once; a cursor's move is too small to be torn, and costs nothing. */
static void large_frames_are_synchronized_where_the_terminal_can(void **state)
{
	for (int can = 0; can < 2; can++) {
		(void)state;
		stage(ACCOUNT, .synchronizes = can);
		press("2");
		size_t before = term_stream(on_stage())->length;
		press("<PgDn>");
		assert_int_equal(count_in_stream(before, "\033[?2026h"), can);
		assert_int_equal(count_in_stream(before, "\033[?2026l"), can);
		before = term_stream(on_stage())->length;
		press("k");
		assert_int_equal(count_in_stream(before, "2026"), 0);
		leave("q", 0);
	}
}

static void a_frame_is_one_write(void **state)
{
	struct term_cost cost;

	(void)state;
	stage(ACCOUNT, .count_writes = true);
	press("2jj");
	for (int i = 0; i < 40; i++) {
		term_measure(on_stage());
		press("j");
		term_measured(on_stage(), &cost);
		/* The frame, perhaps a second for what may come later, and the idle sequence. */
		assert_in_range(cost.writes, 2, 3);
	}
	leave("q", 0);
}

/* The title goes along with it. */
static void another_screen_is_one_write(void **state)
{
	struct term_cost cost;

	(void)state;
	stage(ACCOUNT, .count_writes = true);
	press("21");
	size_t before = term_stream(on_stage())->length;
	term_measure(on_stage());
	press("2");
	term_measured(on_stage(), &cost);
	assert_int_equal(cost.writes, 2);
	assert_int_equal(count_in_stream(before, "\033]2;Messages\a"), 1);
	leave("q", 0);
}

/* What has to be asked for comes after all that is known, and is told from it. */
static void what_is_known_is_drawn_before_the_answer(void **state)
{
	struct term_cost cost;

	(void)state;
	stage(.sandbox = { "--messages", "50", "--latency", "300" });
	press("2");
	term_measure(on_stage());
	press("<Enter>");
	term_measured(on_stage(), &cost);
	assert_in_range(cost.news_bytes, 1, cost.bytes / 2);
	term_measure(on_stage());
	press("h");
	term_measured(on_stage(), &cost);
	assert_int_equal(cost.news_bytes, 0);
	leave("q", 0);
}

static void what_is_typed_ahead_is_drawn_once(void **state)
{
	struct term_cost one, burst;

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2g<PgDn>");
	term_measure(on_stage());
	press("<PgDn>");
	term_measured(on_stage(), &one);
	term_measure(on_stage());
	term_burst(on_stage(), "<PgUp*3><PgDn*3>");
	term_measured(on_stage(), &burst);
	/* Six pages drawn one by one would take six times as much. */
	assert_true(burst.bytes < 3 * one.bytes);
	leave("q", 0);
}

static void hostile_texts_do_nothing(void **state)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT);
	struct api *api;

	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 30);
	leave("q", 0);
	api = api_open(behind_stage());
	for (size_t i = 0; i < hostile_count; i++)
		if (hostile_texts[i].is_unicode)
			api_post(api, MESSAGES,
				 (const char *[]){ "To", "+447700900438", "From", "+447700900700",
						   "Body", hostile_texts[i].bytes, NULL },
				 201, &answer);
	api_close(api);
	strbuf_release(&answer);
	stage(.cols = 100, .rows = 30);
	see_screen("hostile-conversations");
	press("<Enter><PgUp*12><Esc>2<j*70>g");
	for (size_t i = 0; i < hostile_count; i++)
		press("<Enter>J<Esc><Esc>j");
	press("/pay<Enter><Esc>");
	term_expect_clean(on_stage());
	assert_null(term_clipboard(on_stage()));
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(every_terminal_shows_the_same),
		story(without_colour_nothing_is_lost),
		story(an_ascii_terminal_gets_ascii),
		story(too_small_a_window_is_told_politely),
		story(it_stops_and_comes_back),
		story(signals_end_it_in_order),
		story(a_crash_gives_the_terminal_back),
		story(large_frames_are_synchronized_where_the_terminal_can),
		story(a_frame_is_one_write),
		story(another_screen_is_one_write),
		story(what_is_known_is_drawn_before_the_answer),
		story(what_is_typed_ahead_is_drawn_once),
		story(hostile_texts_do_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
