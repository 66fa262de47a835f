/*
 * store_read.c - looking at the store: rows, keys, single columns, memory.
 */
#include <string.h>

#include "model/store_internal.h"

#define KEY_EPOCH_SHIFT 40
#define KEY_GENERATION_SHIFT 32

uint64_t store_hash_digits(const struct store *store, const uint8_t digits[static 16])
{
	uint64_t half[2];
	unsigned __int128 product;

	memcpy(half, digits, sizeof(half));
	product = (unsigned __int128)(half[0] ^ store->sid_key[0]) * (half[1] ^ store->sid_key[1]);
	half[0] = ((uint64_t)product ^ (uint64_t)(product >> 64)) * UINT64_C(0x9e3779b97f4a7c15);
	return half[0] ^ half[0] >> 29;
}

size_t store_count(const struct store *store)
{
	return store->rows.live;
}

uint64_t store_version(const struct store *store)
{
	return store->version;
}

uint64_t store_epoch(const struct store *store)
{
	return store->epoch;
}

uint32_t store_find(const struct store *store, const struct sid *sid)
{
	return idset_find(&store->by_sid, store_hash_digits(store, sid->bytes), sid);
}

uint64_t store_key(const struct store *store, uint32_t row)
{
	return store->epoch << KEY_EPOCH_SHIFT |
	       (uint64_t)rows_at(&store->rows, row)->generation << KEY_GENERATION_SHIFT | row;
}

uint32_t store_row(const struct store *store, uint64_t key)
{
	uint32_t row = (uint32_t)key;

	return rows_is_live(&store->rows, row) && store_key(store, row) == key ? row : STORE_NO_ROW;
}

void store_get(const struct store *store, uint32_t row, struct message *out)
{
	codec_read(store, row, out);
}

struct sid store_sid(const struct store *store, uint32_t number)
{
	return rows_whole_sid(&store->rows, number);
}

int64_t store_time(const struct store *store, uint32_t row)
{
	return codec_time(store, row);
}

uint32_t store_segments(const struct store *store, uint32_t row)
{
	return codec_segments(store, row);
}

uint32_t store_media(const struct store *store, uint32_t row)
{
	return codec_media(store, row);
}

enum message_status store_status(const struct store *store, uint32_t row)
{
	return rows_at(&store->rows, row)->status;
}

enum message_direction store_direction(const struct store *store, uint32_t row)
{
	return rows_at(&store->rows, row)->direction;
}

int32_t store_error_code(const struct store *store, uint32_t row)
{
	return codec_error_code(store, row);
}

struct text store_body(const struct store *store, uint32_t row)
{
	return texts_get(&store->texts, *rows_text(&store->rows, row));
}

struct text store_from(const struct store *store, uint32_t row)
{
	return intern_text(&store->addresses, rows_at(&store->rows, row)->from);
}

struct text store_to(const struct store *store, uint32_t row)
{
	return intern_text(&store->addresses, rows_at(&store->rows, row)->to);
}

uint32_t store_from_id(const struct store *store, uint32_t row)
{
	return rows_at(&store->rows, row)->from;
}

uint32_t store_to_id(const struct store *store, uint32_t row)
{
	return rows_at(&store->rows, row)->to;
}

uint32_t store_address_find(const struct store *store, struct text address)
{
	uint32_t number = intern_find(&store->addresses, address);

	return number == INTERN_NOT_FOUND ? INTERN_NULL : number;
}

bool store_is_unread(const struct store *store, uint32_t row)
{
	return (rows_at(&store->rows, row)->flags & ROW_UNREAD) != 0;
}

uint64_t store_bytes_in_use(const struct store *store)
{
	return store->rows.live * ROWS_COST + store->texts.occupied + store->by_sid.bytes +
	       seq_memory(store->by_time) + seq_memory(store->anchors) +
	       seq_memory(store->unfinished) + store->contacts.bytes + store->addresses.bytes +
	       store->services.bytes + store->prices.bytes + store->errors.bytes +
	       store->deleted.bytes + store->rares.bytes;
}

void store_memory(const struct store *store, struct store_memory *out)
{
	*out = (struct store_memory){
		.columns = rows_bytes(&store->rows) + store->rares.bytes + sizeof(*store),
		.indexes = store->by_sid.bytes + store->deleted.bytes + seq_memory(store->by_time) +
			   seq_memory(store->anchors) + seq_memory(store->unfinished),
		.texts = store->texts.alive,
		.text_slack = store->texts.bytes - store->texts.alive,
		.interned = store->addresses.bytes + store->contacts.bytes + store->services.bytes +
			    store->prices.bytes + store->errors.bytes,
	};
}
