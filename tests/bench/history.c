#include "base/clock.h"
#include "base/mem.h"
#include "parts.h"
#include "reference.h"
#include "support/term.h"

/* A row with somebody's number in it. */
#define ANY_ROW "\\+[0-9]{6}|\\+[0-9]+ [0-9]{2}"

static double seconds_since(int64_t start_ns)
{
	return (double)(clock_mono_ns() - start_ns) / 1e9;
}

static void measure(size_t messages, int latency_ms)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	char count[32], latency[32];
	const char *options[] = { "--messages", count, "--latency", latency, NULL };
	struct reference reference;
	struct sandbox *sandbox;
	struct term *term;
	double first_s, all_s;
	int64_t start;

	snprintf(count, sizeof(count), "%zu", messages);
	snprintf(latency, sizeof(latency), "%d", latency_ms);
	sandbox = sandbox_start(options, 0);
	reference_read(sandbox, false, &reference);
	start = clock_mono_ns();
	term = term_open(&(struct term_options){ .cols = 120,
						 .rows = 40,
						 .env = sandbox_environment(sandbox) },
			 msgdeck);
	term_expect_match(term, ANY_ROW);
	first_s = seconds_since(start);
	term_settle(term);
	all_s = seconds_since(start);
	term_close(term);
	sandbox_stop(sandbox);
	printf("  %4d ms   %8.2f %8.2f   %8.2f %6.2f %8.2f %6.2f   %9.0f\n", latency_ms,
	       reference.first_s, reference.all_s, first_s, first_s / reference.first_s, all_s,
	       all_s / reference.all_s, (double)messages / all_s);
}

void bench_history(const struct bench *bench)
{
	printf("\nHistory of %zu messages, seconds from the start (x: against the client; the program's\n"
	       "own start is in its numbers)\n",
	       bench->messages);
	printf("  latency   one page after another    msgdeck: first rows, all          a second\n");
	measure(bench->messages, 0);
	measure(bench->messages, 100);
}
