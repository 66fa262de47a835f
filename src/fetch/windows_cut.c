/*
 * windows_cut.c - where a history is cut: guesses before anything is known, then where the most is left
 * to be read, as the pages that have come tell how dense the list is.
 */
#include "base/date.h"
#include "fetch/windows_internal.h"

/* A chain of so many pages knows its own density. */
#define TELLING_PAGES 0.5
/* A cut must leave so many pages to the new chain and the old one together: a little more than one,
 * which would take no longer without it. Within a day more, until such a cut has been honoured. */
#define SPLIT_PAGES 1.2
#define TIME_SPLIT_PAGES 3.0
/* The cuts before anything is known: at a 64th, a 16th and a quarter of the time that is asked for. */
#define GUESSES 3

static bool is_telling(const struct windows *windows, const struct chain *chain)
{
	return (double)chain->records >= TELLING_PAGES * windows->page;
}

/* Messages a second over all that has been read. */
static double mean_density(const struct windows *windows)
{
	double records = 0, seconds = 0;
	for (const struct chain *chain = windows->newest; chain; chain = chain->older) {
		if (!chain->begun || !is_telling(windows, chain))
			continue;
		records += (double)chain->records;
		seconds += (double)(chain->first_time - chain->reached);
	}
	return seconds > 0 ? records / seconds : windows->hint_density;
}

static double density_of(const struct windows *windows, const struct chain *chain)
{
	if (is_telling(windows, chain) && chain->first_time > chain->reached)
		return (double)chain->records / (double)(chain->first_time - chain->reached);
	return mean_density(windows);
}

/* The best cut of what a chain has still to read. */
struct cut {
	struct chain *chain;
	double left; /* messages */
	int64_t bound;
	bool by_time;
};

static int64_t upper_end(const struct windows *windows, const struct chain *chain)
{
	if (chain->reached != DATE_NONE)
		return chain->reached;
	return chain->bound != DATE_NONE ? chain->bound : windows->hint_newest;
}

static int64_t lower_end(const struct windows *windows, const struct chain *chain)
{
	if (!chain->older)
		return windows->floor;
	return chain->older->begun ? chain->older->first_time : chain->older->bound;
}

static bool find_cut(const struct windows *windows, struct chain *chain, struct cut *cut)
{
	int64_t upper = upper_end(windows, chain);
	int64_t lower = lower_end(windows, chain);
	double density = density_of(windows, chain);
	if (chain->state != CHAIN_OPEN || upper == DATE_NONE || lower == DATE_NONE ||
	    upper <= lower || density <= 0)
		return false;
	double ahead = windows->page / density; /* seconds that the page under way will take */
	double gap = (double)(upper - lower) - ahead;
	int64_t middle = lower + (int64_t)(gap / 2);
	*cut = (struct cut){ .chain = chain, .left = gap * density };
	if (cut->left < SPLIT_PAGES * windows->page)
		return false;
	cut->bound = date_utc_midnight(middle + WINDOWS_DAY / 2);
	if (cut->bound > lower && cut->bound < upper)
		return true;
	cut->bound = middle;
	cut->by_time = true;
	return !windows->day_only &&
	       (windows->time_counts || cut->left >= TIME_SPLIT_PAGES * windows->page);
}

/* Whether anything is known of the list, from a page or from an earlier history. */
static bool windows_is_known(const struct windows *windows)
{
	if (windows->hint_newest != DATE_NONE || windows->removed ||
	    (windows->newest->older && !windows->guesses))
		return true;
	for (const struct chain *chain = windows->newest; chain; chain = chain->older)
		if (chain->begun)
			return true;
	return false;
}

struct chain *windows_guess(struct windows *windows, int64_t now)
{
	struct chain *last = windows->newest;

	while (last->older)
		last = last->older;
	if (windows_is_known(windows))
		return NULL;
	const int64_t upper = windows->newest->bound != DATE_NONE ? windows->newest->bound : now;
	int64_t lower = upper - WINDOWS_RETENTION;
	if (windows->since != DATE_NONE && windows->since > lower)
		lower = windows->since;
	const int64_t before = last == windows->newest ? upper : last->bound;
	while (windows->guesses < GUESSES) {
		unsigned halves = 2 * (GUESSES - windows->guesses++);
		int64_t bound = date_utc_midnight(upper - (upper - lower) / (1 << halves));

		if (bound > lower && bound < before)
			return windows_cut(last, bound, false);
	}
	return NULL;
}

struct chain *windows_split(struct windows *windows)
{
	struct cut best = { .chain = NULL }, cut;
	if (windows->no_filter || windows->hint_newest == DATE_NONE)
		return NULL;
	for (struct chain *chain = windows->newest; chain; chain = chain->older)
		if (find_cut(windows, chain, &cut) && cut.left > best.left)
			best = cut;
	return best.chain ? windows_cut(best.chain, best.bound, best.by_time) : NULL;
}
