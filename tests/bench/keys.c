#include "base/mem.h"
#include "measure.h"
#include "parts.h"
#include "support/sandbox.h"
#include "support/term.h"

/* What is pressed: `prepare` once, then `first` and `second` in turn. */
static const struct step {
	const char *name, *prepare, *first, *second;
	bool burst;
} steps[] = {
	{ "messages: cursor moves", "2g", "j", "k", false },
	{ "messages: lines scroll", "g<j*60>", "j", "j", false },
	{ "messages: page down", "", "<PgDn>", "<PgDn>", false },
	{ "messages: page up", "", "<PgUp>", "<PgUp>", false },
	{ "messages: 50 keys at once", "", "<j*50>", "<k*50>", true },
	{ "conversations: cursor", "1g", "j", "k", false },
	{ "conversations: lines", "g<j*30>", "j", "j", false },
};

struct result {
	struct samples bytes, first_ms, last_ms;
	double writes; /* a key */
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
		result->writes += (double)cost.writes / repeats;
	}
}

static struct term *open_program(const char *const *argv, struct sandbox *sandbox, bool count,
				 int cols, int rows)
{
	struct term_options options = { .cols = cols, .rows = rows, .count_writes = count };
	struct term *term;

	if (sandbox)
		options.env = sandbox_environment(sandbox);
	term = term_open(&options, argv);
	term_settle(term);
	return term;
}

/* Every step twice: once for time and bytes, once more, followed with ptrace, for writes. */
static void play_all(const char *const *argv, struct sandbox *sandbox, const struct bench *bench,
		     int cols, int rows, struct result results[ARRAY_SIZE(steps)])
{
	struct term *term = open_program(argv, sandbox, false, cols, rows);

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		play(term, &steps[i], bench->repeats, &results[i]);
	term_close(term);
	term = open_program(argv, sandbox, true, cols, rows);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		struct result counted = { 0 };

		play(term, &steps[i], 20, &counted);
		results[i].writes = counted.writes;
		samples_release(&counted.bytes);
		samples_release(&counted.first_ms);
		samples_release(&counted.last_ms);
	}
	term_close(term);
}

static void release(struct result results[ARRAY_SIZE(steps)])
{
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		samples_release(&results[i].bytes);
		samples_release(&results[i].first_ms);
		samples_release(&results[i].last_ms);
	}
}

static void print_row(const struct step *step, const struct result *ours,
		      const struct result *plain)
{
	double bytes = samples_mean(&ours->bytes), median = samples_at(&ours->last_ms, 50);

	printf("  %-26s %8.0f %8.0f %6.2f   %7.2f %7.2f %7.2f %6.2f   %6.1f\n", step->name,
	       samples_at(&ours->bytes, 50), bytes, bytes / samples_mean(&plain->bytes),
	       samples_at(&ours->first_ms, 50), median, samples_at(&ours->last_ms, 99),
	       median / samples_at(&plain->last_ms, 50), ours->writes);
}

static void measure(const struct bench *bench, struct sandbox *sandbox, int cols, int rows)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	struct result ours[ARRAY_SIZE(steps)] = { 0 }, plain[ARRAY_SIZE(steps)] = { 0 };
	char lines[32];
	const char *reference[] = { "tests/support/echoapp", lines, NULL };

	snprintf(lines, sizeof(lines), "%zu", bench->messages);
	play_all(reference, NULL, bench, cols, rows, plain);
	play_all(msgdeck, sandbox, bench, cols, rows, ours);
	printf("\nKeys at %dx%d with %zu messages, %d times each (x: against a plain ncurses list)\n",
	       cols, rows, bench->messages, bench->repeats);
	printf("  %-26s %8s %8s %6s   %7s %7s %7s %6s   %6s\n", "", "bytes", "mean", "x", "first",
	       "last", "p99 ms", "x", "writes");
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		print_row(&steps[i], &ours[i], &plain[i]);
	release(ours);
	release(plain);
}

void bench_keys(const struct bench *bench)
{
	char messages[32];
	const char *options[] = { "--messages", messages, NULL };
	struct sandbox *sandbox;

	snprintf(messages, sizeof(messages), "%zu", bench->messages);
	sandbox = sandbox_start(options, 0);
	measure(bench, sandbox, 80, 24);
	measure(bench, sandbox, 120, 40);
	sandbox_stop(sandbox);
}
