/*
 * intern.h - byte strings kept once and known by a small number.
 *
 * Equal strings have equal numbers; numbers start at 1 in order of appearance and 0 is the null
 * text. Strings stay until intern_release(), which overwrites them; pointers to them stay valid
 * as long. The hash is keyed (base/hash.h).
 *
 * Cost of a string: its bytes, 1 for a length below 128, 4 for its place, about 5 in the hash.
 */
#ifndef MSGDECK_MODEL_INTERN_H
#define MSGDECK_MODEL_INTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/idset.h"
#include "model/message.h"

#define INTERN_NULL 0
#define INTERN_NOT_FOUND UINT32_MAX

struct intern_chunk {
	char *bytes;
	uint32_t size;
};

struct intern {
	struct intern_chunk *chunks; /* what the strings lie in */
	size_t chunk_count;
	uint32_t used;    /* bytes of the last chunk */
	uint32_t **pages; /* number - 1 → place: chunk and offset */
	uint32_t count;   /* strings, so also the highest number */
	struct idset numbers;
	size_t bytes; /* allocated, all told */
};

/* segment_bits: see idset_init(). The object must not move afterwards. */
void intern_init(struct intern *intern, unsigned segment_bits);
void intern_release(struct intern *intern);
/* The string's number, a new one when it was not there. The table must not be full. */
uint32_t intern_add(struct intern *intern, struct text text);
/* The number or INTERN_NOT_FOUND. */
uint32_t intern_find(const struct intern *intern, struct text text);
struct text intern_text(const struct intern *intern, uint32_t number);
/* No further string can be taken. */
bool intern_full(const struct intern *intern);

#endif
