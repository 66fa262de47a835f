#include "support/term.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <regex.h>
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/parse.h"
#include "support/clipboard.h"
#include "support/display.h"
#include "support/fail.h"
#include "support/idle.h"
#include "support/inspect.h"
#include "support/keys.h"
#include "support/place.h"
#include "support/pty.h"
#include "support/stream.h"

/* Everything that one program may write during one test or one bench. */
#define STREAM_MAX (512 * 1024 * 1024)

struct term {
	struct pty pty;
	struct keys *keys;
	struct display *display;
	unsigned bells;
	struct stream tokens;
	struct strbuf stream;
	struct place *place;
	char *name; /* argv[0], for messages */
	int cols, rows;
	size_t keys_sent;
	struct idle idle;
	bool idle_seen;
	bool no_answers;
	bool synchronizes;
	bool stopped, ended, closed; /* closed: no byte will come any more */
	int status;                  /* once ended: exit status, or minus the signal */
	char *clipboard;
	size_t payload;  /* bytes that were not an idle sequence */
	int64_t read_ns; /* when those that are being looked at came */
	int64_t patience_ms;
	/* since term_measure() */
	struct {
		size_t payload;
		uint64_t writes;
		int64_t sent_ns, first_ns;
		int64_t drawn_ns; /* last_ns when the last key was said to be drawn; -1: it was not */
		size_t drawn_payload;
		int64_t last_ns;
		int longest_us;
	} measured;
};

/* -- what arrives ---------------------------------------------------------------------------- */

static void take_clipboard(struct term *term, const struct token *token)
{
	char *text = clipboard_text(token);

	if (!text)
		return;
	free(term->clipboard);
	term->clipboard = text;
}

/* Whether the terminal has synchronized output (DEC mode 2026), and that it has. */
static const char asks_sync[] = "\033[?2026$p", has_sync[] = "\033[?2026;2$y";

static void answer(const char *bytes, size_t length, void *context)
{
	struct term *term = context;

	if (!term->no_answers && write(term->pty.fd, bytes, length) < 0 && errno != EIO)
		test_fail("the terminal's answer was not taken: %m");
}

static void take_idle(struct term *term, const struct idle *idle)
{
	if (!idle->cols) {
		if (idle->keys < term->keys_sent)
			return;
		term->measured.drawn_ns = term->measured.last_ns;
		term->measured.drawn_payload = term->payload;
		return;
	}
	if (idle->longest_us > term->measured.longest_us)
		term->measured.longest_us = idle->longest_us;
	term->idle = *idle;
	term->idle_seen = true;
}

static void take_token(const struct token *token, void *context)
{
	struct term *term = context;
	struct idle idle;

	if (idle_parse(token, &idle)) {
		take_idle(term, &idle);
		return;
	}
	take_clipboard(term, token);
	term->bells += token->kind == TOKEN_CONTROL && token->codepoint == '\a';
	term->payload += token->length;
	if (term->measured.first_ns < 0)
		term->measured.first_ns = term->read_ns;
	term->measured.last_ns = term->read_ns;
	display_take(term->display, token);
	if (term->synchronizes && token->length == sizeof(asks_sync) - 1 &&
	    memcmp(token->bytes, asks_sync, token->length) == 0)
		answer(has_sync, sizeof(has_sync) - 1, term);
}

static void take_output(struct term *term)
{
	char bytes[65536];
	ssize_t count = read(term->pty.fd, bytes, sizeof(bytes));

	term->read_ns = clock_mono_ns();
	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (count <= 0) {
		term->closed = true;
		return;
	}
	if (!strbuf_add(&term->stream, bytes, (size_t)count))
		test_fail("%s wrote more than %d bytes", term->name, STREAM_MAX);
	stream_feed(&term->tokens, bytes, (size_t)count);
	display_flush(term->display);
}

static void take_event(struct term *term)
{
	enum pty_event event;
	int number;

	if (!pty_event(&term->pty, &event, &number)) {
		term->ended = true;
		return;
	}
	term->stopped = event == PTY_STOPPED;
	if (event == PTY_EXITED || event == PTY_KILLED) {
		term->ended = true;
		term->status = event == PTY_EXITED ? number : -number;
	}
}

/* Waits for one thing to arrive and takes it. False when the time is over. */
static bool pump(struct term *term, int64_t deadline_ms)
{
	struct pollfd fds[2] = {
		{ .fd = term->closed ? -1 : term->pty.fd, .events = POLLIN },
		{ .fd = term->ended ? -1 : term->pty.events, .events = POLLIN },
	};
	int64_t left = deadline_ms - clock_mono_ms();
	int ready;

	/* What has ended may still have bytes on the way, but nothing to wait for. */
	if (term->ended)
		left = 0;
	ready = poll(fds, 2, left > 0 ? (int)left : 0);
	if (ready < 0 && errno != EINTR)
		test_fail("poll: %m");
	if (ready <= 0) {
		term->closed = term->closed || term->ended;
		return ready < 0;
	}
	if (fds[0].revents)
		take_output(term);
	else if (fds[1].revents)
		take_event(term);
	return true;
}

/* -- waiting --------------------------------------------------------------------------------- */

static noreturn void fail_with_screen(const struct term *term, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static noreturn void fail_with_screen(const struct term *term, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	strbuf_addstr(&text, "; the screen is:\n");
	term_text(term, &text);
	if (term->ended)
		strbuf_addf(&text, "(%s has ended: %s %d)\n", term->name,
			    term->status < 0 ? "signal" : "exit status", abs(term->status));
	strbuf_addf(&text, "(%zu keys sent, the program has handled %zu at %dx%d)", term->keys_sent,
		    term->idle.keys, term->idle.cols, term->idle.rows);
	test_fail_buffer(&text);
}

/* Reads until `is_so` says yes. False when the time is over or the program has ended before. */
static bool wait_until(struct term *term, term_predicate *is_so, const void *context)
{
	int64_t deadline = clock_mono_ms() + term->patience_ms;

	while (!is_so(term, context))
		if ((term->closed && term->ended) || !pump(term, deadline))
			return is_so(term, context);
	return true;
}

static bool has_settled(const struct term *term, const void *context)
{
	(void)context;
	return term->idle_seen && term->idle.keys >= term->keys_sent &&
	       term->idle.cols == term->cols && term->idle.rows == term->rows;
}

void term_settle(struct term *term)
{
	if (!wait_until(term, has_settled, NULL))
		fail_with_screen(term, "the program did not come to rest");
	if (term->idle.keys > term->keys_sent)
		fail_with_screen(term, "the program counts keys that nobody pressed");
}

void term_wait_until(struct term *term, term_predicate *is_so, const void *context,
		     const char *what)
{
	if (!wait_until(term, is_so, context))
		fail_with_screen(term, "%s did not come", what);
}

static bool shows_text(const struct term *term, const void *context)
{
	return term_is_on_screen(term, context);
}

void term_expect(struct term *term, const char *text)
{
	if (!wait_until(term, shows_text, text))
		fail_with_screen(term, "\"%s\" did not appear", text);
}

static bool shows_match(const struct term *term, const void *context)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	bool found = false;

	for (int row = 0; row < term->rows && !found; row++) {
		strbuf_reset(&line);
		term_row(term, row, &line);
		found = regexec(context, line.data, 0, NULL, 0) == 0;
	}
	strbuf_release(&line);
	return found;
}

void term_expect_match(struct term *term, const char *regex)
{
	regex_t compiled;
	bool found;

	if (regcomp(&compiled, regex, REG_EXTENDED | REG_NOSUB) != 0)
		test_fail("not a regular expression: %s", regex);
	found = wait_until(term, shows_match, &compiled);
	regfree(&compiled);
	if (!found)
		fail_with_screen(term, "nothing that matches \"%s\" appeared", regex);
}

void term_expect_not(struct term *term, const char *text)
{
	if (term_is_on_screen(term, text))
		fail_with_screen(term, "\"%s\" is there, but must not be", text);
}

static bool has_stopped(const struct term *term, const void *context)
{
	(void)context;
	return term->stopped;
}

void term_wait_stopped(struct term *term)
{
	if (!wait_until(term, has_stopped, NULL))
		fail_with_screen(term, "the program did not stop itself");
}

void term_continue(struct term *term)
{
	term->stopped = false;
	pty_continue(&term->pty);
	term_settle(term);
}

static bool has_ended(const struct term *term, const void *context)
{
	(void)context;
	return term->ended && term->closed;
}

int term_wait_exit(struct term *term)
{
	if (!wait_until(term, has_ended, NULL))
		fail_with_screen(term, "the program did not end");
	return term->status;
}

/* -- what is sent ---------------------------------------------------------------------------- */

/* Reading goes on meanwhile: a program that cannot write does not read either. */
static void send_bytes(struct term *term, const char *bytes, size_t length)
{
	int64_t deadline = clock_mono_ms() + term->patience_ms;

	while (length) {
		struct pollfd fd = { .fd = term->pty.fd, .events = POLLIN | POLLOUT };
		ssize_t count;

		if (term->measured.sent_ns < 0)
			term->measured.sent_ns = clock_mono_ns();
		term->measured.drawn_ns = -1;
		count = write(term->pty.fd, bytes, length);
		if (count > 0) {
			bytes += count;
			length -= (size_t)count;
			continue;
		}
		if (errno != EAGAIN && errno != EINTR)
			fail_with_screen(term, "the program takes no keys any more");
		if (clock_mono_ms() > deadline)
			fail_with_screen(term, "the program does not read its keys");
		poll(&fd, 1, 1000);
		if (fd.revents & POLLIN)
			take_output(term);
	}
}

static bool next_key(struct term *term, const char **keys, struct key *key)
{
	return keys_next(term->keys, keys, &display_modes(term->display)->keys, key);
}

void term_keys(struct term *term, const char *keys)
{
	struct key key = KEY_INIT;

	while (next_key(term, &keys, &key)) {
		for (size_t i = 0; i < key.times; i++) {
			term->keys_sent += key.events;
			send_bytes(term, key.bytes.data, key.bytes.length);
			term_settle(term);
		}
	}
	strbuf_release(&key.bytes);
}

void term_send(struct term *term, const char *keys)
{
	struct key key = KEY_INIT;
	struct strbuf bytes = STRBUF_INIT(STRBUF_TEXT);

	while (next_key(term, &keys, &key)) {
		if (key.alone && *keys)
			test_fail("Esc and what follows it in one write would be another key");
		term->keys_sent += key.events * key.times;
		for (size_t i = 0; i < key.times; i++)
			strbuf_add(&bytes, key.bytes.data, key.bytes.length);
	}
	send_bytes(term, bytes.data, bytes.length);
	strbuf_release(&bytes);
	strbuf_release(&key.bytes);
}

void term_burst(struct term *term, const char *keys)
{
	term_send(term, keys);
	term_settle(term);
}

void term_resize(struct term *term, int cols, int rows)
{
	/* First our side, so that what is drawn for the new size meets a screen of that size. */
	display_resize(term->display, cols, rows);
	term->cols = cols;
	term->rows = rows;
	pty_resize(&term->pty, cols, rows);
	term_settle(term);
}

void term_signal(struct term *term, int number)
{
	kill(term->pty.program, number);
}

/* -- life ------------------------------------------------------------------------------------ */

static int64_t patience_ms(void)
{
	const char *text = getenv("TEST_PATIENCE");
	int64_t seconds = TERM_PATIENCE;

	if (text && !parse_int64(text, strlen(text), 1, 86400, &seconds))
		test_fail("TEST_PATIENCE is not a number of seconds: %s", text);
	return seconds * 1000;
}

struct term *term_open(const struct term_options *options, const char *const argv[])
{
	static const struct term_options defaults;
	struct term *term = xcalloc(1, sizeof(*term));
	struct pty_options pty = { 0 };
	const char *type;
	char *path;

	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	options = options ? options : &defaults;
	type = options->type ? options->type : "xterm-256color";
	term->cols = pty.cols = options->cols ? options->cols : 80;
	term->rows = pty.rows = options->rows ? options->rows : 24;
	term->no_answers = options->no_answers;
	term->synchronizes = options->synchronizes;
	term->patience_ms = patience_ms();
	term->name = xstrdup(argv[0]);
	term->keys = keys_new(type);
	term->display = display_new(term->cols, term->rows, answer, term);
	stream_init(&term->tokens, take_token, term);
	term->tokens.linux_console = strcmp(type, "linux") == 0;
	strbuf_init(&term->stream, STREAM_MAX);
	term_measure(term);
	term->place = place_new(type, options->now ? options->now : TERM_NOW, options->env);
	if (options->count_writes) /* the leak sanitizer cannot work in a program that is traced */
		place_append(term->place, "ASAN_OPTIONS", "detect_leaks=0");
	path = place_program(argv[0]);
	pty.env = place_environment(term->place);
	pty.directory = place_home(term->place);
	pty.count_writes = options->count_writes;
	pty_open(&term->pty, &pty, path, argv);
	free(path);
	return term;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	pty_close(&term->pty);
	place_free(term->place);
	keys_free(term->keys);
	display_free(term->display);
	stream_release(&term->tokens);
	strbuf_release(&term->stream);
	free(term->clipboard);
	free(term->name);
	free(term);
}

/* -- looking --------------------------------------------------------------------------------- */

int term_cols(const struct term *term)
{
	return term->cols;
}

int term_rows(const struct term *term)
{
	return term->rows;
}

void term_cell(const struct term *term, int row, int col, struct term_cell *cell)
{
	display_cell(term->display, row, col, cell);
}

void term_row(const struct term *term, int row, struct strbuf *out)
{
	display_row(term->display, row, out);
}

void term_text(const struct term *term, struct strbuf *out)
{
	for (int row = 0; row < term->rows; row++) {
		display_row(term->display, row, out);
		strbuf_addch(out, '\n');
	}
}

void term_cursor(const struct term *term, int *row, int *col, bool *visible)
{
	display_cursor(term->display, row, col);
	*visible = !display_modes(term->display)->hidden_cursor;
}

bool term_is_on_screen(const struct term *term, const char *text)
{
	struct strbuf screen = STRBUF_INIT(STRBUF_TEXT);
	bool found;

	term_text(term, &screen);
	found = strstr(screen.data, text) != NULL;
	strbuf_release(&screen);
	return found;
}

bool term_wants_mouse(const struct term *term)
{
	return display_modes(term->display)->keys.mouse;
}

bool term_is_restored(const struct term *term)
{
	const struct display_modes *modes = display_modes(term->display);

	return pty_is_restored(&term->pty) && !modes->alternate && !modes->hidden_cursor &&
	       !modes->keypad && !modes->keys.mouse && !modes->synchronized &&
	       !modes->keys.application && !modes->keys.bracketed_paste;
}

void term_expect_clean(const struct term *term)
{
	struct strbuf complaint = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&complaint, "%s sent what must not reach a terminal:\n", term->name);
	if (!inspect_bytes(term->stream.data, term->stream.length, term->tokens.linux_console,
			   &complaint))
		test_fail_buffer(&complaint);
	strbuf_release(&complaint);
}

const char *term_clipboard(const struct term *term)
{
	return term->clipboard;
}

const struct strbuf *term_stream(const struct term *term)
{
	return &term->stream;
}

uint64_t term_writes(const struct term *term)
{
	return pty_writes(&term->pty);
}

unsigned term_bells(const struct term *term)
{
	return term->bells;
}

int term_process(const struct term *term)
{
	return (int)term->pty.program;
}

const char *term_home(const struct term *term)
{
	return place_home(term->place);
}

void term_watch(struct term *term, int milliseconds)
{
	int64_t deadline = clock_mono_ms() + milliseconds;

	while (pump(term, deadline))
		;
}

void term_measure(struct term *term)
{
	term->measured.payload = term->payload;
	term->measured.writes = term->pty.writes ? pty_writes(&term->pty) : 0;
	term->measured.sent_ns = term->measured.first_ns = term->measured.last_ns = -1;
	term->measured.drawn_ns = -1;
	term->measured.longest_us = 0;
}

void term_measured(const struct term *term, struct term_cost *cost)
{
	bool answered = term->measured.first_ns >= 0, drawn = term->measured.drawn_ns >= 0;

	cost->bytes = term->payload - term->measured.payload;
	cost->writes = pty_writes(&term->pty) - term->measured.writes;
	cost->first_ns = answered ? term->measured.first_ns - term->measured.sent_ns : -1;
	cost->news_ns = answered ? term->measured.last_ns - term->measured.sent_ns : -1;
	cost->last_ns = drawn ? term->measured.drawn_ns - term->measured.sent_ns : cost->news_ns;
	cost->news_bytes = drawn ? term->payload - term->measured.drawn_payload : 0;
	cost->longest_us = term->measured.longest_us;
}
