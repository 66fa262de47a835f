#include "figures.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/mem.h"

static const struct target {
	const char *name, *unit;
	bool at_least;
	double value;
	const char *yardstick, *yardstick_unit;
} targets[FIGURES] = {
	[FIGURE_HISTORY] = { "history, 100 ms a request: faster than curl", "x", true, 8, "curl",
			     "s" },
	[FIGURE_LIMIT_REFUSED] = { "  four at a time: refused with 429", "", false, 5, "", "" },
	[FIGURE_LIMIT_SETTLED] = { "  settled so far from four", "", false, 1, "", "" },
	[FIGURE_CPU] = { "whole client, 0 ms: processor time a message", "us", false, 5, "curl",
			 "us" },
	[FIGURE_WALL] = { "  wall time, of curl's", "x", false, 2, "curl", "s" },
	[FIGURE_WALL_GZIP] = { "  with gzip, of curl's with gzip", "x", false, 2, "curl", "s" },
	[FIGURE_DECODE] = { "decoding: faster than a tree", "x", true, 15, "jansson", "ms" },
	[FIGURE_DECODE_RATE] = { "  bytes", "MB/s", true, 800, "", "" },
	[FIGURE_CACHE] = { "cache beyond the text: 600 contacts", "B", false, 84, "", "" },
	[FIGURE_CACHE_CONTACTS] = { "  a third as many as messages", "B", false, 96, "", "" },
	[FIGURE_MEMORY] = { "  whole program, of what is allowed", "x", false, 1, "texts", "MB" },
	[FIGURE_EXPORT] = { "export, 100 ms: faster than curl", "x", true, 8, "curl", "s" },
	[FIGURE_EXPORT_MEMORY] = { "  memory, any length", "MB", false, 30, "", "" },
	[FIGURE_FIRST_ROWS] = { "first rows: on top of the request", "ms", false, 50, "curl",
				"ms" },
	[FIGURE_KEY_MEDIAN] = { "key to last byte: cursor, page, screen", "ms", false, 0.6,
				"plain list", "ms" },
	[FIGURE_KEY_P99] = { "  p99", "ms", false, 5, "plain list", "ms" },
	[FIGURE_OPEN_MEDIAN] = { "  open", "ms", false, 0.6, "and its answer", "ms" },
	[FIGURE_OPEN_P99] = { "  open, p99", "ms", false, 5, "and its answer", "ms" },
	[FIGURE_CURSOR_BYTES] = { "bytes a key: cursor", "B", false, 60, "plain list", "B" },
	[FIGURE_LINE_BYTES] = { "  line scrolled", "B", false, 200, "plain list", "B" },
	[FIGURE_PAGE_BYTES] = { "  page", "B", false, 3400, "plain list", "B" },
	[FIGURE_BAR_CURSOR_BYTES] = { "  bar, synchronized terminal: cursor", "B", false, 250,
				      "plain list", "B" },
	[FIGURE_BAR_LINE_BYTES] = { "  bar: line scrolled", "B", false, 280, "plain list", "B" },
	[FIGURE_FIRST_SCREEN_BYTES] = { "  first screen", "B", false, 6000, "", "" },
	[FIGURE_BURST_BYTES] = { "  50 keys at once", "B", false, 4096, "plain list", "B" },
	[FIGURE_WRITES] = { "  writes a frame", "", false, 1, "", "" },
	[FIGURE_THREAD_BYTES] = { "  thread open: cursor and thread", "B", false, 3000, "", "" },
	[FIGURE_FILTER_FIRST] = { "filter, a key: a screenful", "ms", false, 30, "", "" },
	[FIGURE_FILTER] = { "  all", "ms", false, 150, "memmem", "ms" },
	[FIGURE_LOOKS] = { "keyboard: longest work between two looks", "ms", false, 5, "", "" },
	[FIGURE_SORT] = { "sort: numbers, addresses", "ms", false, 300, "qsort", "ms" },
	[FIGURE_SORT_TEXT] = { "  text", "ms", false, 1500, "qsort", "ms" },
	[FIGURE_IDLE_BYTES] = { "idle: bytes", "B", false, 0, "plain list", "B" },
	[FIGURE_IDLE_WAKEUPS] = { "  wake-ups in 5 s", "", false, 0, "plain list", "" },
	[FIGURE_CHANGES] = { "redaction, 100 ms: faster than one by one", "x", true, 8,
			     "one by one", "/s" },
};

static struct {
	bool known;
	double value, yardstick;
} figures[FIGURES];

void figure_set(enum figure figure, double value, double yardstick)
{
	if (figures[figure].known && (value < figures[figure].value) != targets[figure].at_least)
		return;
	figures[figure].known = true;
	figures[figure].value = value;
	figures[figure].yardstick = yardstick;
}

/* So many digits that two figures can be told apart. */
static int digits(double value)
{
	return value == (double)(long)value ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0;
}

static void print_row(enum figure figure)
{
	const struct target *target = &targets[figure];
	double value = figures[figure].value, yardstick = figures[figure].yardstick;
	bool reached = target->at_least ? value >= target->value : value <= target->value;

	printf("  %-46s %s %6.*f %-4s  %8.*f  %-3s", target->name,
	       target->at_least ? ">=" : "<=", digits(target->value), target->value, target->unit,
	       digits(value), value, reached ? "yes" : "NO");
	if (*target->yardstick)
		printf("  %s %.*f %s", target->yardstick, digits(yardstick), yardstick,
		       target->yardstick_unit);
	printf("\n");
}

void figures_print(void)
{
	size_t count = 0, reached = 0;

	printf("\nWhat is to be reached\n  %-46s %14s  %8s\n", "", "target", "this run");
	for (enum figure i = 0; i < FIGURES; i++) {
		if (!figures[i].known)
			continue;
		count++;
		reached += targets[i].at_least ? figures[i].value >= targets[i].value
					       : figures[i].value <= targets[i].value;
		print_row(i);
	}
	printf("  %zu of %zu\n", reached, count);
}
