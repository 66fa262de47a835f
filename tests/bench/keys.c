#include "base/mem.h"
#include "figures.h"
#include "measure.h"
#include "parts.h"
#include "support/fail.h"
#include "support/sandbox.h"
#include "support/term.h"

/* What is pressed: `prepare` once, then `first` and `second` in turn. */
static const struct step {
	const char *name, *prepare, *first, *second;
	bool burst;
	enum figure bytes, bar_bytes; /* FIGURES: nothing is asked of it */
	enum figure median, p99;
} steps[] = {
	{ "messages: cursor moves", "2g", "j", "k", false, FIGURE_CURSOR_BYTES,
	  FIGURE_BAR_CURSOR_BYTES, FIGURE_KEY_MEDIAN, FIGURE_KEY_P99 },
	{ "messages: lines scroll", "g<j*60>", "j", "j", false, FIGURE_LINE_BYTES,
	  FIGURE_BAR_LINE_BYTES, FIGURE_KEY_MEDIAN, FIGURE_KEY_P99 },
	{ "messages: page down", "", "<PgDn>", "<PgDn>", false, FIGURE_PAGE_BYTES, FIGURES,
	  FIGURE_KEY_MEDIAN, FIGURE_KEY_P99 },
	{ "messages: page up", "", "<PgUp>", "<PgUp>", false, FIGURE_PAGE_BYTES, FIGURES,
	  FIGURE_KEY_MEDIAN, FIGURE_KEY_P99 },
	{ "messages: 50 keys at once", "", "<j*50>", "<k*50>", true, FIGURE_BURST_BYTES, FIGURES,
	  FIGURES, FIGURES },
	{ "messages: open, back", "", "<Enter>", "h", false, FIGURES, FIGURES, FIGURE_OPEN_MEDIAN,
	  FIGURE_OPEN_P99 },
	{ "another screen", "", "1", "2", false, FIGURES, FIGURES, FIGURE_KEY_MEDIAN,
	  FIGURE_KEY_P99 },
	{ "conversations: cursor", "1g", "j", "k", false, FIGURE_THREAD_BYTES, FIGURES, FIGURES,
	  FIGURES },
	{ "conversations: lines", "g<j*30>", "j", "j", false, FIGURE_THREAD_BYTES, FIGURES, FIGURES,
	  FIGURES },
};

struct result {
	struct samples bytes, first_ms, last_ms;
	struct samples
		news_ms; /* of those keys after which something came in before the program rested */
	double writes;   /* a key; the harness's mark of rest is one */
};

static void release(struct result *result)
{
	samples_release(&result->bytes);
	samples_release(&result->first_ms);
	samples_release(&result->last_ms);
	samples_release(&result->news_ms);
}

#define EXTRA_MAX 4

/* What of it is compared with what is to be reached. */
enum judged { JUDGED_NOTHING, JUDGED_BYTES, JUDGED_BAR, JUDGED_TIMES };

/* What is measured: where, and in which state. */
struct setting {
	const char *title;
	struct sandbox *sandbox; /* NULL for the plain list */
	const char *const *argv;
	int cols, rows, repeats;
	enum judged judged;
	bool synchronizes;            /* the terminal: it also repeats characters */
	const char *extra[EXTRA_MAX]; /* of the environment */
};

static void play(struct term *term, const struct step *step, int repeats, struct result *result)
{
	struct term_cost cost;

	term_keys(term, step->prepare);
	for (int i = 0; i < repeats; i++) {
		const char *keys = i % 2 ? step->second : step->first;

		term_measure(term);
		if (step->burst)
			term_burst(term, keys);
		else
			term_keys(term, keys);
		term_measured(term, &cost);
		samples_add(&result->bytes, (double)cost.bytes);
		samples_add(&result->first_ms, (double)cost.first_ns / 1e6);
		samples_add(&result->last_ms, (double)cost.last_ns / 1e6);
		if (cost.news_bytes)
			samples_add(&result->news_ms, (double)cost.news_ns / 1e6);
		result->writes += (double)cost.writes / repeats;
	}
}

#define ENV_MAX 32

static struct term *open_program(const struct setting *setting, bool count)
{
	struct term_options options = { .cols = setting->cols,
					.rows = setting->rows,
					.count_writes = count,
					.synchronizes = setting->synchronizes };
	const char *env[ENV_MAX] = { NULL };
	size_t used = 0;

	for (const char *const *from = setting->sandbox ? sandbox_environment(setting->sandbox)
							: env;
	     *from; from++) {
		if (used == ENV_MAX - EXTRA_MAX - 1)
			test_fail("too many variables");
		env[used++] = *from;
	}
	for (size_t i = 0; i < EXTRA_MAX && setting->extra[i]; i++)
		env[used++] = setting->extra[i];
	env[used] = NULL;
	options.env = env;
	struct term *term = term_open(&options, setting->argv);
	term_settle(term);
	return term;
}

/* Every step twice: once for time and bytes, once more, followed with ptrace, for writes. */
static void play_all(const struct setting *setting, struct result results[ARRAY_SIZE(steps)])
{
	struct term *term = open_program(setting, false);

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		play(term, &steps[i], setting->repeats, &results[i]);
	term_close(term);
	term = open_program(setting, true);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		struct result counted = { 0 };

		play(term, &steps[i], 20, &counted);
		results[i].writes = counted.writes;
		release(&counted);
	}
	term_close(term);
}

static void print_row(const struct step *step, const struct result *ours,
		      const struct result *plain)
{
	double bytes = samples_mean(&ours->bytes), median = samples_at(&ours->last_ms, 50);

	printf("  %-26s %8.0f %8.0f %6.2f   %7.2f %7.2f   %7.2f %7.2f %6.2f   %6.1f", step->name,
	       samples_at(&ours->bytes, 50), bytes, bytes / samples_mean(&plain->bytes),
	       samples_at(&ours->first_ms, 50), samples_at(&ours->first_ms, 99), median,
	       samples_at(&ours->last_ms, 99), median / samples_at(&plain->last_ms, 50),
	       ours->writes);
	if (ours->news_ms.count)
		printf("   %5zu %7.2f %7.2f", ours->news_ms.count, samples_at(&ours->news_ms, 50),
		       samples_at(&ours->news_ms, 99));
	printf("\n");
}

static void set_figure(enum figure figure, double value, double yardstick)
{
	if (figure != FIGURES)
		figure_set(figure, value, yardstick);
}

static void judge(const struct step *step, enum judged judged, const struct result *ours,
		  const struct result *plain)
{
	double bytes = samples_mean(&ours->bytes), theirs = samples_mean(&plain->bytes);
	bool asks;

	switch (judged) {
	case JUDGED_NOTHING:
		break;
	case JUDGED_BYTES:
		set_figure(step->bytes, bytes, theirs);
		if (step->bytes == FIGURE_CURSOR_BYTES)
			/* One is the mark of rest. */
			figure_set(FIGURE_WRITES,
				   (double)(long)(ours->writes * 100 + 0.5) / 100 - 1, 0);
		break;
	case JUDGED_BAR:
		set_figure(step->bar_bytes, bytes, theirs);
		break;
	case JUDGED_TIMES:
		/* Opening asks for the message: beside it stands when the answer had been shown. */
		asks = step->median == FIGURE_OPEN_MEDIAN;
		set_figure(step->median, samples_at(&ours->last_ms, 50),
			   samples_at(asks ? &ours->news_ms : &plain->last_ms, 50));
		set_figure(step->p99, samples_at(&ours->last_ms, 99),
			   samples_at(asks ? &ours->news_ms : &plain->last_ms, 99));
		break;
	}
}

static void measure(const struct setting *setting)
{
	static const char *const plain_list[] = { "tests/support/echoapp", "1000000", NULL };
	struct result ours[ARRAY_SIZE(steps)] = { 0 }, plain[ARRAY_SIZE(steps)] = { 0 };
	struct setting reference = *setting;

	reference.sandbox = NULL;
	reference.argv = plain_list;
	reference.extra[0] = NULL;
	play_all(&reference, plain);
	play_all(setting, ours);
	printf("\nKeys at %dx%d, %s, %d times each (x: against a plain ncurses list)\n",
	       setting->cols, setting->rows, setting->title, setting->repeats);
	printf("  %-26s %8s %8s %6s   %7s %7s   %7s %7s %6s   %6s   %5s %7s %7s\n", "", "bytes",
	       "mean", "x", "first", "p99", "last", "p99 ms", "x", "writes", "news", "last",
	       "p99 ms");
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		print_row(&steps[i], &ours[i], &plain[i]);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		judge(&steps[i], setting->judged, &ours[i], &plain[i]);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		release(&ours[i]);
		release(&plain[i]);
	}
}

/* The first screen of messages, after the first look at the screen that is shown first. */
static void measure_first_screen(struct sandbox *sandbox)
{
	static const char *const argv[] = { "msgdeck", NULL };
	struct setting setting = { .sandbox = sandbox, .argv = argv, .cols = 120, .rows = 40 };
	struct term *term = open_program(&setting, false);
	struct term_cost cost;

	term_measure(term);
	term_keys(term, "2");
	term_measured(term, &cost);
	printf("\nThe first screen of messages at 120x40: %zu bytes\n", cost.bytes);
	figure_set(FIGURE_FIRST_SCREEN_BYTES, (double)cost.bytes, 0);
	term_measure(term);
	term_keys(term, "<C-l>");
	term_measured(term, &cost);
	printf("The whole screen drawn anew: %zu bytes\n", cost.bytes);
	term_close(term);
}

static void measure_terminals(const struct setting *setting)
{
	static const char *const types[] = { "xterm-256color", "screen-256color", "tmux-256color",
					     "linux" };

	printf("\nBytes a key on other terminals at 120x40 (mean)\n  %-16s %8s %8s %8s\n", "",
	       "cursor", "line", "page");
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		struct term_options options = { .type = types[i],
						.cols = setting->cols,
						.rows = setting->rows,
						.env = sandbox_environment(setting->sandbox) };
		struct term *term = term_open(&options, setting->argv);

		term_settle(term);
		printf("  %-16s", types[i]);
		for (size_t step = 0; step < 3; step++) {
			struct result result = { 0 };

			play(term, &steps[step], setting->repeats, &result);
			printf(" %8.0f", samples_mean(&result.bytes));
			release(&result);
		}
		printf("\n");
		term_close(term);
	}
}

/* One account of a million messages, and more that arrive while keys are pressed. */
static void measure_alive(const struct bench *bench)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	static const char *const options[] = { "--messages", "1000000", "--no-gzip", "--live",
					       "--rate",     "1200",    NULL };
	struct sandbox *sandbox = sandbox_start(options, 0);

	measure(&(struct setting){
		.title = "1,000,000 messages and 20 more a second",
		.sandbox = sandbox,
		.argv = msgdeck,
		.cols = 120,
		.rows = 40,
		.repeats = bench->repeats,
		.judged = JUDGED_TIMES,
		.extra = { "MSGDECK_POLL_INTERVAL=1s", "MSGDECK_POLL_INTERVAL_IDLE=1s" },
	});
	sandbox_stop(sandbox);
}

void bench_keys(const struct bench *bench)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	char messages[32], title[64];
	const char *options[] = { "--messages", messages, NULL };

	snprintf(messages, sizeof(messages), "%zu", bench->messages);
	snprintf(title, sizeof(title), "%zu messages, marker", bench->messages);
	struct sandbox *sandbox = sandbox_start(options, 0);
	struct setting setting = { .title = title,
				   .sandbox = sandbox,
				   .argv = msgdeck,
				   .cols = 80,
				   .rows = 24,
				   .repeats = bench->repeats };

	measure(&setting);
	setting.cols = 120;
	setting.rows = 40;
	setting.judged = JUDGED_BYTES;
	measure(&setting);
	measure_others(sandbox);
	measure_terminals(&setting);
	measure_first_screen(sandbox);
	setting.title = "the same, the cursor a bar";
	setting.judged = JUDGED_NOTHING;
	setting.extra[0] = "MSGDECK_CURSOR=bar";
	measure(&setting);
	setting.title = "a bar, on a terminal with synchronized output";
	setting.judged = JUDGED_BAR;
	setting.synchronizes = true;
	measure(&setting);
	sandbox_stop(sandbox);
	measure_alive(bench);
}
