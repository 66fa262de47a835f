/*
 * suggest.h - "did you mean": the known name that is nearest to a misspelt one.
 */
#ifndef MSGDECK_CONFIG_SUGGEST_H
#define MSGDECK_CONFIG_SUGGEST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap of neighbours) between two names, '-' and '_' being equal
 * and letters compared without case; at most `limit` + 1. */
size_t suggest_distance(const char *a, const char *b, size_t limit);

struct suggestion {
	const char *wanted;
	const char *best; /* NULL while nothing is near enough */
	size_t distance;
};

/* One edit for every three characters is near enough, and so is the beginning of a name, from three
 * characters on. Start with { .wanted = name }, offer every known name, read .best. */
void suggest_offer(struct suggestion *suggestion, const char *known);

#endif
