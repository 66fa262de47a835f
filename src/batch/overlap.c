#include "batch/overlap.h"

#include "base/date.h"

void overlap_init(struct overlap *overlap)
{
	*overlap = (struct overlap){ .oldest = DATE_NONE, .floor = DATE_NONE };
}

void overlap_release(struct overlap *overlap)
{
	vec_release(&overlap->rows);
	sid_set_release(&overlap->sids);
}

void overlap_expect(struct overlap *overlap, int64_t floor)
{
	overlap->floor = floor;
}

/* Rows that stand before all that must be remembered, and are not among the last ones. */
static size_t count_stale(const struct overlap *overlap)
{
	const size_t last = overlap->rows.count - OVERLAP_ROWS;
	int64_t kept = overlap->oldest;
	size_t at = 0;

	if (overlap->floor != DATE_NONE && overlap->floor > kept)
		kept = overlap->floor;
	while (at < last &&
	       (overlap->rows.items[at].sent == DATE_NONE || overlap->rows.items[at].sent > kept))
		at++;
	return at;
}

static void forget(struct overlap *overlap, size_t stale)
{
	overlap->rows.count -= stale;
	memmove(overlap->rows.items, overlap->rows.items + stale,
		overlap->rows.count * sizeof(*overlap->rows.items));
	sid_set_clear(&overlap->sids);
	for (size_t i = 0; i < overlap->rows.count; i++)
		sid_set_add(&overlap->sids, &overlap->rows.items[i].sid);
}

void overlap_add(struct overlap *overlap, const struct sid *sid, int64_t sent)
{
	const struct overlap_row row = { .sid = *sid, .sent = sent };

	vec_push(&overlap->rows, row);
	sid_set_add(&overlap->sids, sid);
	if (sent != DATE_NONE && (overlap->oldest == DATE_NONE || sent < overlap->oldest))
		overlap->oldest = sent;
	if (overlap->rows.count >= (size_t)2 * OVERLAP_ROWS &&
	    overlap->rows.count % OVERLAP_ROWS == 0)
		forget(overlap, count_stale(overlap));
}

bool overlap_has(const struct overlap *overlap, const struct sid *sid, int64_t sent)
{
	if (sent != DATE_NONE && overlap->oldest != DATE_NONE && sent < overlap->oldest)
		return false;
	return sid_set_has(&overlap->sids, sid);
}
