#include "batch/overlap.h"

#include "base/date.h"

void overlap_init(struct overlap *overlap)
{
	*overlap = (struct overlap){ .oldest = DATE_NONE, .floor = DATE_NONE };
}

void overlap_release(struct overlap *overlap)
{
	vec_release(&overlap->rows);
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

void overlap_add(struct overlap *overlap, const struct sid *sid, int64_t sent)
{
	const struct overlap_row row = { .sid = *sid, .sent = sent };
	size_t stale;

	vec_push(&overlap->rows, row);
	if (sent != DATE_NONE && (overlap->oldest == DATE_NONE || sent < overlap->oldest))
		overlap->oldest = sent;
	if (overlap->rows.count < (size_t)2 * OVERLAP_ROWS || overlap->rows.count % OVERLAP_ROWS)
		return;
	stale = count_stale(overlap);
	overlap->rows.count -= stale;
	memmove(overlap->rows.items, overlap->rows.items + stale,
		overlap->rows.count * sizeof(row));
	overlap->hint = 0;
}

bool overlap_has(struct overlap *overlap, const struct sid *sid, int64_t sent)
{
	const size_t count = overlap->rows.count;

	if (sent != DATE_NONE && overlap->oldest != DATE_NONE && sent < overlap->oldest)
		return false;
	/* What follows one that was found is mostly the next. */
	for (size_t i = 0; i < count; i++) {
		size_t at = (overlap->hint + i) % count;

		if (!sid_equal(&overlap->rows.items[at].sid, sid))
			continue;
		overlap->hint = at + 1;
		return true;
	}
	return false;
}
