#include "base/clock.h"
#include "base/mem.h"
#include "parts.h"
#include "reference.h"
#include "support/term.h"

/* A row with somebody's number in it. */
#define ANY_ROW "\\+[0-9]{6}|\\+[0-9]+ [0-9]{2}"
/* Some messages cannot be had in parallel: those that were never sent may be hidden by a filter on
 * the date, and are looked for afterwards. */
#define NEARLY_ALL 0.99

static double seconds_since(int64_t start_ns)
{
	return (double)(clock_mono_ns() - start_ns) / 1e9;
}

/* How many messages the status line says there are: "12,345 messages", "12,345 of ~20,000 loaded". */
static double messages_shown(const struct term *term)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *end;
	double number = 0, unit = 1;

	term_row(term, term_rows(term) - 2, &text);
	end = strstr(text.data, " of ~");
	if (!end)
		end = strstr(text.data, " messages");
	for (; end && end > text.data && strchr("0123456789,", end[-1]); end--) {
		if (end[-1] == ',')
			continue;
		number += (end[-1] - '0') * unit;
		unit *= 10;
	}
	strbuf_release(&text);
	return number;
}

static bool shows_as_many(const struct term *term, const void *wanted)
{
	return messages_shown(term) >= *(const double *)wanted;
}

static void measure(size_t messages, int latency_ms)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	char count[32], latency[32];
	const char *options[] = { "--messages", count, "--latency", latency, NULL };
	struct reference reference;
	struct sandbox *sandbox;
	struct term *term;
	double first_s, nearly_s, all_s, wanted = NEARLY_ALL * (double)messages;
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
	term_wait_until(term, shows_as_many, &wanted, "the history");
	nearly_s = seconds_since(start);
	term_settle(term);
	all_s = seconds_since(start);
	term_close(term);
	sandbox_stop(sandbox);
	printf("  %4d ms   %8.2f %8.2f   %8.2f %6.2f %8.2f %6.2f %8.2f %6.2f   %9.0f\n", latency_ms,
	       reference.first_s, reference.all_s, first_s, first_s / reference.first_s, nearly_s,
	       nearly_s / reference.all_s, all_s, all_s / reference.all_s, wanted / nearly_s);
}

void bench_history(const struct bench *bench)
{
	printf("\nHistory of %zu messages, seconds from the start (x: against the client; msgdeck's own\n"
	       "start is in its numbers; the rest: what must be looked for page after page)\n",
	       bench->messages);
	printf("  latency   client: page, all    msgdeck: rows       99 %%  and the rest          "
	       "a second\n");
	measure(bench->messages, 0);
	measure(bench->messages, 100);
}
