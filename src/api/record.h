/*
 * record.h - one member of a record: from the token that holds its value to its place in the
 * struct, as its row in the table says. The lower half of page.h.
 */
#ifndef MSGDECK_API_RECORD_H
#define MSGDECK_API_RECORD_H

#include "api/jsonstream.h"
#include "api/page.h"

/* The day of the date last read, since neighbours in a list mostly share it. */
struct date_memory {
	char day[17]; /* "Fri, 24 May 2019 " */
	int64_t midnight;
	bool known;
};

enum field_result {
	FIELD_SET,
	FIELD_EMPTY, /* null: as in the empty record */
	FIELD_BAD,   /* not of its kind: as in the empty record */
};

/* Stores the scalar token that js has just given. Texts are copied into the arena. */
enum field_result field_store(const struct record_shape *shape, const struct field *field,
			      const struct jsonstream *js, enum token_kind kind, void *record,
			      struct arena *arena, struct date_memory *memory);

/* Of FIELD_FLAGS: the bits of the name or string that js has just given. */
uint8_t field_flag(const struct field *field, const struct jsonstream *js);
/* Stores them, or what the empty record has where `flags` is NULL. */
void field_store_flags(const struct record_shape *shape, const struct field *field,
		       const uint8_t *flags, void *record);

#endif
