/*
 * store_rare.h - the scalars of the few messages that do not fit the columns. Internal to the
 * store.
 *
 * Cost: about 200 bytes for such a message.
 */
#ifndef MSGDECK_MODEL_STORE_RARE_H
#define MSGDECK_MODEL_STORE_RARE_H

#include <stddef.h>
#include <stdint.h>

#include "model/idset.h"
#include "model/message.h"

struct rare {
	uint32_t row;
	struct message scalars; /* from, to and body null; owns error_message and price_unit */
};

struct rare_table {
	struct rare **items; /* NULL: free, listed in `free` */
	uint32_t count;
	uint32_t capacity;
	uint32_t *free;
	uint32_t free_count;
	struct idset by_row;
	uint64_t bytes; /* allocated */
};

/* The object must not move afterwards. */
void rare_table_init(struct rare_table *table);
void rare_table_release(struct rare_table *table);
/* Copies the message's scalars. The row must not be in the table. */
void rare_table_add(struct rare_table *table, uint32_t row, const struct message *message);
/* The row must be in the table. */
const struct message *rare_table_get(const struct rare_table *table, uint32_t row);
void rare_table_remove(struct rare_table *table, uint32_t row);

#endif
