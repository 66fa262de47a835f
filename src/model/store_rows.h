/*
 * store_rows.h - the columns of the cache. Internal to the store.
 *
 * Rows live in chunks of 2048, so that growth copies nothing. A chunk has three columns: the digits
 * of the SIDs (looked at when one is searched), the references of the texts (looked at when texts
 * move), and all the rest, which is read and written together.
 *
 * Cost of a message: 16 + 4 + 40 = 60 bytes.
 *
 * A freed row is used again. Its generation, which is part of a message's key, counts how often,
 * and a row that has been used 255 times is retired, so that no key is ever used twice.
 */
#ifndef MSGDECK_MODEL_STORE_ROWS_H
#define MSGDECK_MODEL_STORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "model/sid.h"

#define ROWS_BITS 11
#define ROWS_PER_CHUNK (UINT32_C(1) << ROWS_BITS)
/* Rows fit an idset. */
#define ROWS_MAX (UINT32_C(1) << 25)
#define ROWS_NONE UINT32_MAX
/* References to texts are of store_text.h; this one is the null text. */
#define TEXT_NULL UINT32_MAX

enum row_flags {
	ROW_LIVE = 1,
	ROW_RARE = 2,     /* store_codec.c: a member did not fit; all scalars are in a side table */
	ROW_UNSENT = 4,   /* no date_sent: `time` is date_created */
	ROW_REDACTED = 8, /* redacted here: no later record brings its text back */
	ROW_UNREAD = 16,
	ROW_BEYOND = 32, /* put by store_put_beyond(): not held otherwise */
};

struct row {
	uint32_t older; /* contact chain; of a free row: the next free one */
	uint32_t newer;
	uint32_t from; /* numbers in store->addresses */
	uint32_t to;
	uint32_t time;    /* date_sent, or date_created with ROW_UNSENT */
	uint32_t updated; /* date_updated, 0: none */
	/* time - date_created, ROW_LAG_NONE: no date_created */
	int32_t lag : 24;
	uint32_t segments : 8;
	uint32_t sid_kind : 4;
	uint32_t sid_upper : 1;
	uint32_t status : 4;
	uint32_t direction : 3;
	uint32_t error : 20; /* number in store->errors */
	uint16_t service;    /* number in store->services */
	uint16_t price;      /* number in store->prices */
	uint8_t media;
	uint8_t generation;
	uint8_t flags; /* enum row_flags */
	uint8_t reserved;
};

_Static_assert(sizeof(struct row) == 40, "the budget of a row is 40 bytes");

#define ROW_LAG_MAX ((INT32_C(1) << 23) - 1)
#define ROW_LAG_MIN (-ROW_LAG_MAX)
#define ROW_LAG_NONE (-ROW_LAG_MAX - 1)

struct rows_chunk {
	uint8_t sids[ROWS_PER_CHUNK][16];
	uint32_t texts[ROWS_PER_CHUNK];
	struct row rows[ROWS_PER_CHUNK];
};

struct rows {
	struct rows_chunk **chunks;
	uint32_t chunk_count;
	uint32_t limit;     /* rows below this have been used */
	uint32_t free_head; /* ROWS_NONE: none */
	uint32_t live;
};

#define ROWS_INIT                      \
	{                              \
		.free_head = ROWS_NONE \
	}
#define ROWS_COST (sizeof(struct rows_chunk) / ROWS_PER_CHUNK)

/* A live row with its generation and the null text; all else is for the caller to set. */
uint32_t rows_take(struct rows *rows);
/* The row's text must have been dropped. */
void rows_give(struct rows *rows, uint32_t row);
bool rows_full(const struct rows *rows);
void rows_release(struct rows *rows);
uint64_t rows_bytes(const struct rows *rows);

static inline struct row *rows_at(const struct rows *rows, uint32_t row)
{
	return &rows->chunks[row >> ROWS_BITS]->rows[row & (ROWS_PER_CHUNK - 1)];
}

static inline uint8_t *rows_sid(const struct rows *rows, uint32_t row)
{
	return rows->chunks[row >> ROWS_BITS]->sids[row & (ROWS_PER_CHUNK - 1)];
}

static inline struct sid rows_whole_sid(const struct rows *rows, uint32_t number)
{
	const struct row *row = rows_at(rows, number);
	struct sid sid = { .kind = row->sid_kind, .upper = row->sid_upper };

	memcpy(sid.bytes, rows_sid(rows, number), sizeof(sid.bytes));
	return sid;
}

static inline uint32_t *rows_text(const struct rows *rows, uint32_t row)
{
	return &rows->chunks[row >> ROWS_BITS]->texts[row & (ROWS_PER_CHUNK - 1)];
}

static inline bool rows_is_live(const struct rows *rows, uint32_t row)
{
	return row < rows->limit && (rows_at(rows, row)->flags & ROW_LIVE) != 0;
}

#endif
