#include <ctype.h>
#include <math.h>

#include "base/clock.h"
#include "base/mem.h"
#include "figures.h"
#include "measure.h"
#include "parts.h"
#include "reference.h"
#include "support/fail.h"
#include "support/term.h"

/* A row with somebody's number in it. */
#define ANY_ROW "\\+[0-9]{6}|\\+[0-9]+ [0-9]{2}"
#define SIZE .cols = 120, .rows = 40

struct load {
	double first_s;  /* rows are on the screen */
	double sent_s;   /* all that was sent is in the cache */
	double all_s;    /* what was never sent, too: it is looked for page after page */
	double cpu_s;    /* until sent_s */
	double server_s; /* the sandbox's for that */
	double requests, refused, settled;
};

static double seconds_since(int64_t start_ns)
{
	return (double)(clock_mono_ns() - start_ns) / 1e9;
}

static void read_status(const struct term *term, struct strbuf *text)
{
	term_row(term, term_rows(term) - 2, text);
}

/* The number that ends before `end`: "12,345" is 12345. */
static double number_before(const char *text, const char *end)
{
	double number = 0, unit = 1;

	for (; end > text && (isdigit((unsigned char)end[-1]) || end[-1] == ','); end--) {
		if (end[-1] == ',')
			continue;
		number += (end[-1] - '0') * unit;
		unit *= 10;
	}
	return number;
}

/* The status line says how many there are, and, while any are missing, that more are loading. */
static double messages_loaded(const struct term *term)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *end;
	double number = 0;

	read_status(term, &text);
	end = strstr(text.data, " messages");
	if (end && !strstr(text.data, "loading"))
		number = number_before(text.data, end);
	strbuf_release(&text);
	return number;
}

static bool has_what_was_sent(const struct term *term, const void *context)
{
	(void)context;
	return messages_loaded(term) > 0;
}

/* How many requests at a time it has come to, as the activity screen says. */
static double limit_shown(struct term *term)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *end;
	double limit;

	term_keys(term, "<F2>");
	term_expect(term, "at a time");
	term_row(term, 1, &text);
	end = strstr(text.data, " at a time");
	limit = end ? number_before(text.data, end) : 0;
	strbuf_release(&text);
	return limit;
}

static void count_requests(struct sandbox *sandbox, size_t before, struct load *load)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(sandbox, &count);

	load->requests = (double)(count - before);
	for (size_t i = before; i < count; i++)
		load->refused += requests[i].status == 429;
}

static void run(struct sandbox *sandbox, size_t messages, struct load *load)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	struct term_options options = { SIZE, .env = sandbox_environment(sandbox) };
	struct term *term;
	size_t before;

	*load = (struct load){ 0 };
	sandbox_requests(sandbox, &before);
	int64_t start = clock_mono_ns();
	double server = process_cpu(sandbox_process(sandbox));
	term = term_open(&options, msgdeck);
	term_expect_match(term, ANY_ROW);
	load->first_s = seconds_since(start);
	term_wait_until(term, has_what_was_sent, NULL, "the history");
	load->sent_s = seconds_since(start);
	load->cpu_s = process_cpu(term_process(term));
	load->server_s = process_cpu(sandbox_process(sandbox)) - server;
	count_requests(sandbox, before, load);
	term_settle(term);
	load->all_s = seconds_since(start);
	if (messages_loaded(term) != (double)messages)
		test_fail("%.0f of %zu messages came", messages_loaded(term), messages);
	load->settled = limit_shown(term);
	term_close(term);
}

static void judge(bool near, bool unlimited, bool gzip, const struct reference *reference,
		  const struct load *load, double each)
{
	if (near) {
		figure_set(gzip ? FIGURE_WALL_GZIP : FIGURE_WALL, load->sent_s / reference->all_s,
			   reference->all_s);
		if (!gzip)
			figure_set(FIGURE_CPU, load->cpu_s * each, reference->cpu_s * each);
		figure_set(FIGURE_FIRST_ROWS, (load->first_s - reference->first_s) * 1e3,
			   reference->first_s * 1e3);
	} else if (unlimited) {
		figure_set(FIGURE_HISTORY, reference->all_s / load->sent_s, reference->all_s);
	} else {
		figure_set(FIGURE_LIMIT_REFUSED, load->refused, 0);
		figure_set(FIGURE_LIMIT_SETTLED, fabs(load->settled - 4), 0);
	}
}

static void measure(size_t messages, const char *latency, const char *limit, bool gzip)
{
	char count[32];
	const char *options[] = { "--messages",
				  count,
				  "--latency",
				  latency,
				  "--concurrency",
				  limit,
				  gzip ? NULL : "--no-gzip",
				  NULL };
	struct sandbox *sandbox;
	struct reference reference;
	struct load load;
	double each = 1e6 / (double)messages;

	snprintf(count, sizeof(count), "%zu", messages);
	sandbox = sandbox_start(options, 0);
	reference_read(sandbox, gzip, NULL, &reference);
	run(sandbox, messages, &load);
	sandbox_stop(sandbox);
	printf("  %4s ms %5s %5s %7.2f %6.2f %7.0f %7.0f %7.2f %6.2f %6.1f %6.2f %6.2f %8.0f %5.0f %5.0f %8.2f\n",
	       latency, strcmp(limit, "0") == 0 ? "none" : limit, gzip ? "gzip" : "plain",
	       reference.all_s, reference.cpu_s * each, reference.first_s * 1e3, load.first_s * 1e3,
	       load.sent_s, load.sent_s / reference.all_s, reference.all_s / load.sent_s,
	       load.cpu_s * each, load.server_s * each, load.requests, load.refused, load.settled,
	       load.all_s);
	judge(strcmp(latency, "0") == 0, strcmp(limit, "0") == 0, gzip, &reference, &load, each);
}

void bench_history(const struct bench *bench)
{
	printf("\nHistory of %zu messages, from the start of the program, against curl: pages of 1,000, one\n"
	       "after another, thrown away. us: processor time a message, user and system, TLS and cache\n"
	       "included; its: the sandbox's for the same. sent: all that was sent has come; x: curl's time, and curl's by ours.\n"
	       "429: refused; at: requests at a time in the end; unsent: what was never sent, too\n",
	       bench->messages);
	printf("  latency limit answers  curl s  us each  page ms rows ms  sent s      x  times  us each    its "
	       "requests  429    at   unsent\n");
	measure(bench->messages, "0", "0", false);
	measure(bench->messages, "0", "0", true);
	measure(bench->messages, "100", "0", false);
	measure(bench->messages, "100", "4", false);
}
