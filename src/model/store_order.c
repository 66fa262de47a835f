/*
 * store_order.c - the messages by time, and those of them that are not final.
 */
#include <string.h>

#include "base/date.h"
#include "model/store_internal.h"

struct order_key order_key_of(const struct store *store, uint32_t row)
{
	return (struct order_key){ .time = store_time(store, row), .sid = store_sid(store, row) };
}

int order_compare(const struct store *store, const struct order_key *key, uint32_t number)
{
	const struct row *row = rows_at(&store->rows, number);
	int64_t time = row->flags & ROW_RARE ? codec_time(store, number) : row->time;
	int order;

	if (key->time != time)
		return key->time > time ? -1 : 1;
	order = memcmp(rows_sid(&store->rows, number), key->sid.bytes, sizeof(key->sid.bytes));
	return order != 0 ? order : (int)row->sid_kind - (int)key->sid.kind;
}

static int compare(uint32_t item, const void *wanted, void *context)
{
	return order_compare(context, wanted, item);
}

static size_t rank_in(const struct store *store, const struct seq *seq, const struct order_key *key)
{
	return seq_lower_bound(seq, compare, key, (void *)(uintptr_t)store);
}

/* Whether the key belongs just before the item at this rank. */
static bool belongs_at(const struct store *store, const struct seq *seq, size_t rank,
		       const struct order_key *key)
{
	size_t count = seq_count(seq);

	if (rank > count)
		return false;
	if (rank < count && order_compare(store, key, seq_at(seq, rank)) > 0)
		return false;
	return rank == 0 || order_compare(store, key, seq_at(seq, rank - 1)) > 0;
}

/* Pages come newest first: the next message mostly belongs right behind the one before. */
static size_t rank_for(struct store *store, const struct order_key *key)
{
	size_t next = store->hint + 1;

	if (belongs_at(store, store->by_time, next, key))
		return next;
	return rank_in(store, store->by_time, key);
}

void order_link(struct store *store, uint32_t row)
{
	struct order_key key = order_key_of(store, row);
	size_t rank = rank_for(store, &key);

	seq_insert(store->by_time, rank, row);
	store->hint = rank;
	order_link_unfinished(store, row);
}

void order_unlink(struct store *store, uint32_t row)
{
	order_unlink_unfinished(store, row);
	seq_remove(store->by_time, store_rank(store, row));
}

void order_link_unfinished(struct store *store, uint32_t row)
{
	struct order_key key;
	size_t count = seq_count(store->unfinished);

	if (message_status_is_final(store_status(store, row)))
		return;
	key = order_key_of(store, row);
	if (belongs_at(store, store->unfinished, count, &key))
		seq_append(store->unfinished, row);
	else
		seq_insert(store->unfinished, rank_in(store, store->unfinished, &key), row);
}

void order_unlink_unfinished(struct store *store, uint32_t row)
{
	struct order_key key;

	if (message_status_is_final(store_status(store, row)))
		return;
	key = order_key_of(store, row);
	seq_remove(store->unfinished, rank_in(store, store->unfinished, &key));
}

uint32_t store_at(const struct store *store, size_t rank)
{
	return rank < seq_count(store->by_time) ? seq_at(store->by_time, rank) : STORE_NO_ROW;
}

void store_slice(const struct store *store, size_t rank, uint32_t *rows, size_t count)
{
	seq_copy(store->by_time, rank, rows, count);
}

size_t store_rank(const struct store *store, uint32_t row)
{
	struct order_key key = order_key_of(store, row);

	return rank_in(store, store->by_time, &key);
}

static int compare_time(uint32_t item, const void *wanted, void *context)
{
	const int64_t *when = wanted;

	return *when < store_time(context, item) ? 1 : -1;
}

size_t store_rank_at(const struct store *store, int64_t when)
{
	return seq_lower_bound(store->by_time, compare_time, &when, (void *)(uintptr_t)store);
}

void store_each_unfinished(const struct store *store, int64_t since,
			   bool (*visit)(uint32_t row, void *context), void *context)
{
	uint32_t rows[256];
	size_t rank = 0;
	size_t count;

	while ((count = seq_copy(store->unfinished, rank, rows, 256)) > 0) {
		for (size_t i = 0; i < count; i++) {
			if (store_time(store, rows[i]) <= since && since != DATE_NONE)
				return;
			if (!visit(rows[i], context))
				return;
		}
		rank += count;
	}
}

int store_compare(const struct store *store, uint32_t a, uint32_t b)
{
	struct order_key key;

	if (a == b)
		return 0;
	key = order_key_of(store, a);
	return order_compare(store, &key, b);
}
