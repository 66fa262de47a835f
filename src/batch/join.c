#include "batch/join.h"

#include "base/date.h"
#include "batch/overlap.h"

struct join {
	const struct spool *spool;
	struct target *target;
	struct overlap overlap;
	struct sid_set written_unsent; /* of what once had no date_sent: what has been written */
	struct strbuf page;
	uint64_t written;
	bool newest;   /* this is the first window */
	bool begun;    /* a message with date_sent has come of this window */
	bool catching; /* it began again: what comes stands above what it had reached */
	void (*tick)(void *context);
	void *context;
};

/* Whether it stands where the window was before it began again: until something is met that is
 * remembered, or older than all that came. */
static bool is_above(struct join *join, const struct spool_row *row, bool known)
{
	int64_t reached = join->overlap.oldest;

	if (known || reached == DATE_NONE || (row->sent != DATE_NONE && row->sent < reached))
		join->catching = false;
	return join->catching;
}

/* One that was sent between two looks at the list, perhaps between two runs, is in two places of it,
 * once without its date: what comes first in the list's order is the newer. */
static bool is_elsewhere(struct join *join, const struct spool_row *row)
{
	return sid_set_has(&join->spool->unsent, &row->sid) &&
	       !sid_set_add(&join->written_unsent, &row->sid);
}

static bool is_wanted(struct join *join, const struct spool_row *row)
{
	bool known = overlap_has(&join->overlap, &row->sid, row->sent);

	if (row->sent == DATE_NONE && !join->begun && !join->newest)
		return false;
	return !is_above(join, row, known) && !known && !is_elsewhere(join, row);
}

static bool add_row(struct join *join, const struct spool_row *row, const char *bytes,
		    struct error *err)
{
	bool wanted = is_wanted(join, row);
	struct strbuf *out;

	join->begun |= row->sent != DATE_NONE;
	if (!wanted)
		return true;
	overlap_add(&join->overlap, &row->sid, row->sent);
	out = target_row(join->target, row->when, err);
	if (!out)
		return false;
	strbuf_add(out, bytes, row->length);
	join->written++;
	return target_write(join->target, err);
}

static bool add_page(struct join *join, const struct spool_page *page, struct error *err)
{
	struct spool_row row;
	bool ok;

	strbuf_reset(&join->page);
	ok = spool_read(join->spool, page, &join->page, err);
	if (page->again)
		join->catching = true;
	for (size_t at = 0; ok && at < join->page.length; at += sizeof(row) + row.length) {
		memcpy(&row, join->page.data + at, sizeof(row));
		ok = add_row(join, &row, join->page.data + at + sizeof(row), err);
	}
	if (ok)
		spool_forget(join->spool, page);
	join->tick(join->context);
	return ok;
}

/* The pages of one window, or of the walk to the list's end. */
static bool add_window(struct join *join, uint32_t window, bool sweep, struct error *err)
{
	for (size_t i = 0; i < join->spool->pages.count; i++) {
		const struct spool_page *page = &join->spool->pages.items[i];

		if (page->sweep == sweep && (sweep || page->window == window) &&
		    !add_page(join, page, err))
			return false;
	}
	return true;
}

/* Whether there was a walk to the list's end, and it was needed. */
static bool has_sweep(const struct spool *spool)
{
	if (spool->unsent_shown)
		return false;
	for (size_t i = 0; i < spool->pages.count; i++)
		if (spool->pages.items[i].sweep)
			return true;
	return false;
}

/* When what is still to come begins. Mostly that is the next window; but one that was asked for by day
 * may begin above one that was asked for by the hour of the same day. */
static int64_t newest_below(const struct spool *spool, size_t from, size_t count)
{
	int64_t newest = DATE_NONE;

	for (size_t i = from; i < count; i++) {
		int64_t first = spool->windows.items[i].first_time;

		if (first != DATE_NONE && (newest == DATE_NONE || first > newest))
			newest = first;
	}
	return newest;
}

static size_t count_unfiltered(const struct spool *spool)
{
	size_t count = 0;

	while (count < spool->windows.count && spool->windows.items[count].bound == DATE_NONE)
		count++;
	return count;
}

bool join_windows(const struct spool *spool, struct target *target, uint64_t *written,
		  void (*tick)(void *context), void *context, struct error *err)
{
	struct join join = {
		.spool = spool,
		.target = target,
		.page = STRBUF_INIT(STRBUF_TEXT),
		.newest = true,
		.tick = tick,
		.context = context,
	};
	/* Such a walk has all that is older than the newest windows, and knows its place. */
	const bool swept = has_sweep(spool);
	const size_t count = swept ? count_unfiltered(spool) : spool->windows.count;
	bool ok = true;

	overlap_init(&join.overlap);
	for (size_t i = 0; ok && i < count; i++) {
		overlap_expect(&join.overlap, newest_below(spool, i + 1, count));
		join.begun = join.catching = false;
		ok = add_window(&join, spool->windows.items[i].id, false, err);
		join.newest = false;
	}
	join.newest = true;
	ok = ok && (!swept || add_window(&join, 0, true, err));
	*written = join.written;
	overlap_release(&join.overlap);
	sid_set_release(&join.written_unsent);
	strbuf_wipe(&join.page);
	return ok;
}
