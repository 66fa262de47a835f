/*
 * figures.h - what msgdeck is to reach, and the table at the end of `make bench` that says what of it
 * was reached in this run.
 *
 * A part says what it has measured as it goes; what is measured several times counts as the worst of it.
 */
#ifndef MSGDECK_BENCH_FIGURES_H
#define MSGDECK_BENCH_FIGURES_H

/* In the order of the table. */
enum figure {
	FIGURE_HISTORY,
	FIGURE_LIMIT_REFUSED,
	FIGURE_LIMIT_SETTLED,
	FIGURE_CPU,
	FIGURE_WALL,
	FIGURE_WALL_GZIP,
	FIGURE_DECODE,
	FIGURE_DECODE_RATE,
	FIGURE_CACHE,
	FIGURE_CACHE_CONTACTS,
	FIGURE_MEMORY,
	FIGURE_EXPORT,
	FIGURE_EXPORT_MEMORY,
	FIGURE_FIRST_ROWS,
	FIGURE_KEY_MEDIAN,
	FIGURE_KEY_P99,
	FIGURE_OPEN_MEDIAN,
	FIGURE_OPEN_P99,
	FIGURE_CURSOR_BYTES,
	FIGURE_LINE_BYTES,
	FIGURE_PAGE_BYTES,
	FIGURE_BAR_CURSOR_BYTES,
	FIGURE_BAR_LINE_BYTES,
	FIGURE_FIRST_SCREEN_BYTES,
	FIGURE_BURST_BYTES,
	FIGURE_WRITES,
	FIGURE_THREAD_BYTES,
	FIGURE_FILTER_FIRST,
	FIGURE_FILTER,
	FIGURE_LOOKS,
	FIGURE_SORT,
	FIGURE_SORT_TEXT,
	FIGURE_IDLE_BYTES,
	FIGURE_IDLE_WAKEUPS,
	FIGURE_CHANGES,
	FIGURES
};

/* What it came to, in the table's unit, and what the yardstick did in the same run; 0: it has none. */
void figure_set(enum figure figure, double value, double yardstick);
/* The table, of what has been measured. */
void figures_print(void);

#endif
