#include <ctype.h>

#include "base/clock.h"
#include "base/mem.h"
#include "figures.h"
#include "measure.h"
#include "parts.h"
#include "reference.h"
#include "support/term.h"

#define MANY 1000000
#define SCREENFUL 36
#define REST_MS 2000 /* what has just been done may be shown once more */
#define IDLE_MS 5000
#define MB 1e6

static const char *const msgdeck[] = { "msgdeck", NULL };

/* -- yardsticks -------------------------------------------------------------------------------- */

static uint32_t mix(uint32_t value)
{
	value *= 2654435761u;
	return value ^ value >> 15;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static double sort_numbers(void)
{
	uint32_t *numbers = xcalloc(MANY, sizeof(*numbers));

	for (uint32_t i = 0; i < MANY; i++)
		numbers[i] = mix(i);
	int64_t start = clock_mono_ns();
	qsort(numbers, MANY, sizeof(*numbers), compare_numbers);
	double took = (double)(clock_mono_ns() - start) / 1e6;
	free(numbers);
	return took;
}

/* Texts of 60 letters, many of which begin alike, as messages do. */
static double sort_texts(void)
{
	char(*texts)[61] = xcalloc(MANY, sizeof(*texts));
	const char **order = xcalloc(MANY, sizeof(*order));

	for (uint32_t i = 0; i < MANY; i++) {
		snprintf(texts[i], sizeof(*texts), "Your code is %06u and %u", mix(i) % 1000000,
			 mix(i + 7));
		order[i] = texts[i];
	}
	int64_t start = clock_mono_ns();
	qsort(order, MANY, sizeof(*order), compare_texts);
	double took = (double)(clock_mono_ns() - start) / 1e6;
	free(order);
	free(texts);
	return took;
}

/* How long memmem() looks for a word in each of the texts, one after another. */
static double search_texts(const struct bodies *texts, const char *word)
{
	const char *at = texts->bytes.items;
	size_t length = strlen(word), found = 0;
	int64_t start = clock_thread_ns();

	for (size_t i = 0; i < texts->lengths.count; at += texts->lengths.items[i++])
		found += memmem(at, texts->lengths.items[i], word, length) != NULL;
	double took = (double)(clock_thread_ns() - start) / 1e6;
	return found <= texts->lengths.count ? took : 0; /* so that it is done at all */
}

/* -- what is on the screen --------------------------------------------------------------------- */

/* "12,345 match" in the status line; -1: it does not say. */
static double matches_shown(const struct term *term)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	double number = -1, unit = 1;
	char *end = NULL;

	for (int row = term_rows(term) - 3; row < term_rows(term) && !end; row++) {
		strbuf_reset(&text);
		term_row(term, row, &text);
		end = strstr(text.data, " match");
	}
	for (; end && end > text.data && (isdigit((unsigned char)end[-1]) || end[-1] == ',');
	     end--) {
		if (end[-1] == ',')
			continue;
		number = (number < 0 ? 0 : number) + (end[-1] - '0') * unit;
		unit *= 10;
	}
	strbuf_release(&text);
	return number;
}

/* Of the query that has just been typed: the status line says which. */
static bool shows_a_screenful(const struct term *term, const void *context)
{
	return matches_shown(term) >= SCREENFUL && term_is_on_screen(term, context);
}

/* -- figures ----------------------------------------------------------------------------------- */

/* One key: the last one of the query. Where many match, so did many before it. */
static void measure_filter(struct term *term, const char *query, bool many,
			   const struct bodies *texts)
{
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE), begun = STRBUF_INIT(STRBUF_LINE);
	size_t last = strlen(query) - 1;
	struct term_cost cost;
	double first_ms = 0;

	strbuf_addf(&shown, " match %s", query);
	strbuf_addf(&begun, "/%.*s", (int)last, query);
	term_keys(term, begun.data);
	term_measure(term);
	double cpu = process_cpu(term_process(term));
	int64_t start = clock_mono_ns();
	term_send(term, query + last);
	if (many) {
		term_wait_until(term, shows_a_screenful, shown.data, "a screenful of matches");
		first_ms = (double)(clock_mono_ns() - start) / 1e6;
	}
	term_settle(term);
	cpu = process_cpu(term_process(term)) - cpu;
	term_measured(term, &cost);
	double last_ms = (double)cost.last_ns / 1e6;

	printf("  filter %-18s %9.0f %8.1f %8.1f %8.1f %8.1f", query, matches_shown(term),
	       (double)cost.first_ns / 1e6, many ? first_ms : last_ms, last_ms, cpu * 1e3);
	if (many)
		figure_set(FIGURE_FILTER_FIRST, first_ms, 0);
	if (strchr(query, ':')) {
		printf("\n");
	} else {
		double yardstick = search_texts(texts, query);

		printf(" %8.1f\n", yardstick);
		figure_set(FIGURE_FILTER, last_ms, yardstick);
	}
	term_keys(term, "<Enter><Esc>");
	strbuf_release(&shown);
	strbuf_release(&begun);
}

static void measure_sort(struct term *term, const char *column, double yardstick)
{
	char keys[64];
	struct term_cost cost;

	snprintf(keys, sizeof(keys), ":sort %s", column);
	term_keys(term, keys);
	term_measure(term);
	double cpu = process_cpu(term_process(term));
	term_keys(term, "<Enter>");
	cpu = process_cpu(term_process(term)) - cpu;
	term_measured(term, &cost);
	printf("  sort %-20s %9.1f %8.1f %8.1f %8.1f   x %.2f\n", column, yardstick,
	       (double)cost.first_ns / 1e6, (double)cost.last_ns / 1e6, cpu * 1e3,
	       cpu * 1e3 / yardstick);
	figure_set(strcmp(column, "text") == 0 ? FIGURE_SORT_TEXT : FIGURE_SORT,
		   (double)cost.last_ns / 1e6, yardstick);
}

struct idle {
	double bytes, wakeups;
};

static void measure_idle(struct term *term, const char *name, struct idle *idle)
{
	struct term_cost cost;

	term_watch(term, REST_MS);
	double before = process_wakeups(term_process(term));
	term_measure(term);
	term_watch(term, IDLE_MS);
	term_measured(term, &cost);
	idle->bytes = (double)cost.bytes;
	idle->wakeups = process_wakeups(term_process(term)) - before;
	printf("  idle for %d s: %-16s %7.0f bytes   %4.0f wake-ups\n", IDLE_MS / 1000, name,
	       idle->bytes, idle->wakeups);
}

static void measure_memory(const struct term *term, double texts)
{
	double used = process_memory(term_process(term));
	double allowed = texts + 96.0 * MANY + 30 * MB;

	printf("  memory %.1f MB; texts %.1f MB + 96 B a message + 30 MB are %.1f MB: x %.2f\n",
	       used / MB, texts / MB, allowed / MB, used / allowed);
	figure_set(FIGURE_MEMORY, used / allowed, texts / MB);
}

void bench_scale(const struct bench *bench)
{
	const char *options[] = { "--messages", "1000000", "--no-gzip", NULL };
	static const char *const plain[] = { "tests/support/echoapp", "1000000", NULL };
	struct reference reference;
	struct bodies all = { 0 };
	struct idle ours, theirs;

	(void)bench;
	struct sandbox *sandbox = sandbox_start(options, 0);
	reference_read(sandbox, false, &all, &reference);
	struct term *term = term_open(&(struct term_options){ .cols = 120,
							      .rows = 40,
							      .env = sandbox_environment(sandbox) },
				      msgdeck);
	term_settle(term);
	printf("\nWith 1,000,000 messages, at 120x40\n");
	measure_memory(term, (double)all.bytes.count);
	measure_idle(term, "msgdeck", &ours);
	term_keys(term, "2");
	printf("  the last key, ms            matches     echo a screen      all      cpu   memmem\n");
	measure_filter(term, "code", true, &all);
	measure_filter(term, "reminder", true, &all);
	measure_filter(term, "nowhere-at-all", false, &all);
	measure_filter(term, "status:failed", true, &all);
	bodies_release(&all);
	double numbers = sort_numbers(), texts = sort_texts();
	printf("  ms                           qsort    first      all      cpu   cpu by qsort\n");
	measure_sort(term, "segments", numbers);
	measure_sort(term, "status", numbers);
	measure_sort(term, "contact", numbers);
	measure_sort(term, "time", numbers);
	measure_sort(term, "text", texts);
	term_close(term);
	sandbox_stop(sandbox);
	term = term_open(&(struct term_options){ .cols = 120, .rows = 40 }, plain);
	term_settle(term);
	measure_idle(term, "a plain list", &theirs);
	figure_set(FIGURE_IDLE_BYTES, ours.bytes, theirs.bytes);
	figure_set(FIGURE_IDLE_WAKEUPS, ours.wakeups, theirs.wakeups);
	term_close(term);
}
