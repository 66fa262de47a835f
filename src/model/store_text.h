/*
 * store_text.h - the texts of the messages, in chunks. Internal to the store.
 *
 * A text lies behind its length in a chunk of 256 KiB (a longer one in a chunk of its own) and is
 * known by a reference of 32 bits: chunk and offset. A text that is dropped is overwritten at once;
 * a chunk of which a quarter is dead moves its living texts to the end of the newest chunk, is
 * overwritten and freed. So at most a quarter of the chunks' bytes is dead.
 *
 * A chunk knows the lowest and highest row that put a text into it, and finds its living texts by
 * looking at the references of those rows: no text needs to name its row.
 *
 * Cost of a text: its bytes, 1 for a length below 128 and 2 below 16,384, and at most a third of
 * both in dead bytes.
 */
#ifndef MSGDECK_MODEL_STORE_TEXT_H
#define MSGDECK_MODEL_STORE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "model/message.h"
#include "model/store_rows.h"

#define TEXT_CHUNK_BITS 18
/* References are below this; TEXT_NULL and TEXT_EMPTY, above it, stand for texts without bytes. */
#define TEXT_REFERENCE_MAX (UINT32_MAX - (UINT32_C(1) << TEXT_CHUNK_BITS))
#define TEXT_EMPTY (UINT32_MAX - 1)
/* Bytes of one text. */
#define TEXT_LENGTH_MAX (UINT32_C(64) * 1024 * 1024)

struct text_chunk {
	char *bytes; /* NULL: the number is free */
	uint32_t size;
	uint32_t used;
	uint32_t dead;
	uint32_t row_low; /* all rows with a text here are in [row_low, row_high] */
	uint32_t row_high;
};

struct texts {
	struct text_chunk *chunks;
	uint32_t count; /* chunk numbers in use or free */
	uint32_t capacity;
	uint32_t current;  /* where the next text goes; UINT32_MAX: none yet */
	uint32_t free;     /* numbers below count that are free */
	uint64_t alive;    /* bytes of living texts, without their lengths */
	uint64_t occupied; /* bytes used in chunks, dead ones too */
	uint64_t bytes;    /* allocated */
};

#define TEXTS_INIT                    \
	{                             \
		.current = UINT32_MAX \
	}

/* Overwrites everything. */
void texts_release(struct texts *texts);
/* Copies the text and sets the row's reference. The row's old text must have been dropped. */
void texts_set(struct texts *texts, struct rows *rows, uint32_t row, struct text text);
struct text texts_get(const struct texts *texts, uint32_t reference);
/* Overwrites the row's text; its reference becomes TEXT_NULL. May move other texts. */
void texts_drop(struct texts *texts, struct rows *rows, uint32_t row);
/* References are about to run out: no further text can be set. */
bool texts_full(const struct texts *texts);

#endif
