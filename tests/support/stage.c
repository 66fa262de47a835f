#include "support/stage.h"

#include "base/mem.h"
#include "base/vec.h"
#include "support/fail.h"

static struct {
	struct sandbox *sandbox;
	struct term *term;
} set;

/* The text goes out as comments of the test protocol, whose own lines are short. */
static void fail_test(const char *text)
{
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");

		printf("# %.*s\n", (int)length, line);
		line += length + (line[length] == '\n');
	}
	fflush(stdout);
	fail();
}

static bool is_any(const char *const list[])
{
	return list[0] != NULL;
}

/* Nothing happens by itself: what a story wants to arrive it asks for. */
static const char *const quiet[] = {
	"MSGDECK_POLL_INTERVAL=1d",
	"MSGDECK_POLL_INTERVAL_IDLE=1d",
	"MSGDECK_LIVE_RELOAD=no",
	NULL,
};

static void open_term(const struct stage_options *options)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	struct term_options term = {
		.type = options->type,
		.cols = options->cols,
		.rows = options->rows,
		.count_writes = options->count_writes,
		.synchronizes = options->synchronizes,
		.no_answers = options->no_answers,
	};
	struct VEC(const char *) env = { 0 };
	const char *const *each;

	for (each = set.sandbox ? sandbox_environment(set.sandbox) : NULL; each && *each; each++)
		vec_push(&env, *each);
	for (each = quiet; *each; each++)
		vec_push(&env, *each);
	for (each = options->env; *each; each++)
		vec_push(&env, *each);
	vec_push(&env, NULL);
	term.env = env.items;
	set.term = term_open(&term, is_any(options->argv) ? options->argv : msgdeck);
	vec_release(&env);
}

static void end_program(void)
{
	term_close(set.term);
	set.term = NULL;
}

static void end_sandbox(void)
{
	struct sandbox *sandbox = set.sandbox;

	set.sandbox = NULL;
	sandbox_stop(sandbox);
}

void stage_set(const struct stage_options *options)
{
	test_on_failure(fail_test);
	end_program();
	if (is_any(options->sandbox)) {
		end_sandbox();
		set.sandbox = sandbox_start(options->sandbox, 0);
	}
	open_term(options);
	if (!options->no_wait)
		term_settle(set.term);
}

int strike(void **state)
{
	(void)state;
	end_program();
	end_sandbox();
	return 0;
}

struct term *on_stage(void)
{
	return set.term;
}

struct term *stage_keep(void)
{
	struct term *term = set.term;

	set.term = NULL;
	return term;
}

struct sandbox *behind_stage(void)
{
	return set.sandbox;
}

void press(const char *keys)
{
	term_keys(set.term, keys);
}

void see(const char *text)
{
	term_expect(set.term, text);
}

void see_match(const char *regex)
{
	term_expect_match(set.term, regex);
}

void see_not(const char *text)
{
	term_expect_not(set.term, text);
}

void see_screen(const char *name)
{
	screen_check(set.term, name, NULL);
}

void see_rows(const char *name)
{
	screen_check(set.term, name, &(struct screen_options){ .no_cursor = true });
}

#define REQUEST_IDS                      \
	{                                \
		.pattern = "RQ[0-9a-f]+" \
	}

void see_but_ids(const char *name)
{
	static const struct screen_mask masks[] = { REQUEST_IDS, { 0 } };

	screen_check(set.term, name, &(struct screen_options){ .masks = masks });
}

void see_but_tabs(const char *name)
{
	static const struct screen_mask masks[] = {
		REQUEST_IDS,
		{ .row = 0, .rows = 1, .cols = 200 },
		{ 0 },
	};

	screen_check(set.term, name, &(struct screen_options){ .masks = masks });
}

void see_styled(const char *name)
{
	screen_check(set.term, name, &(struct screen_options){ .styled = true });
}

void resize(int cols, int rows)
{
	term_resize(set.term, cols, rows);
}

/* A sanitizer's report, say, is on the screen that the program gave back. */
static void fail_with_last_words(int ended, int status)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text, "it ended with %d, not %d; the screen is:\n", ended, status);
	term_text(set.term, &text);
	test_fail_buffer(&text);
}

void leave(const char *keys, int status)
{
	int ended;

	term_send(set.term, keys);
	ended = term_wait_exit(set.term);
	if (ended != status)
		fail_with_last_words(ended, status);
	if (!term_is_restored(set.term))
		test_fail("it did not give the terminal back as it was");
	end_program();
}
