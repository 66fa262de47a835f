/*
 * duelist.h - items that wait for their time, the next one first (a binary heap).
 */
#ifndef MSGDECK_OPS_DUELIST_H
#define MSGDECK_OPS_DUELIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

struct due {
	int64_t when; /* ms */
	uint32_t item;
};

/* Zeroed memory is an empty list. */
struct duelist VEC(struct due);

void duelist_add(struct duelist *list, int64_t when, uint32_t item);
/* When the next one is due; -1 when there is none. */
int64_t duelist_next(const struct duelist *list);
/* Takes the next one if it is due. */
bool duelist_take(struct duelist *list, int64_t now, uint32_t *item);
/* All are due now. */
void duelist_hurry(struct duelist *list, int64_t now);
void duelist_release(struct duelist *list);

#endif
