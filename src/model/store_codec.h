/*
 * store_codec.h - between a message and its row. Internal to the store.
 *
 * What usual values need fits the columns exactly. Where any scalar of a message does not (a time
 * outside 1970..2106, more than 97 days from creation to sending, more than 255 segments, more
 * distinct prices, services or errors than the columns can number), the row is marked ROW_RARE and
 * a side table (store_rare.h) holds all its scalars: nothing is ever rounded.
 */
#ifndef MSGDECK_MODEL_STORE_CODEC_H
#define MSGDECK_MODEL_STORE_CODEC_H

#include <stdint.h>

#include "model/message.h"

struct store;

/* Everything but links, generation, text and flags of state. */
void codec_write(struct store *store, uint32_t row, const struct message *message);
/* Frees what the side table holds of the row. */
void codec_forget(struct store *store, uint32_t row);
void codec_read(const struct store *store, uint32_t row, struct message *out);
/* Single members, as codec_read() gives them. */
int64_t codec_time(const struct store *store, uint32_t row);
uint32_t codec_segments(const struct store *store, uint32_t row);
uint32_t codec_media(const struct store *store, uint32_t row);
int32_t codec_error_code(const struct store *store, uint32_t row);

#endif
