/*
 * dates.h - the spellings of a date that the API's documents show for filters and SendAt.
 */
#ifndef MSGDECK_SANDBOX_DATES_H
#define MSGDECK_SANDBOX_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes "2024-05-01", ISO 8601 with a time ("T" or a blank, fractions, a zone or none),
 * "06/11/2019 22:05:25 MST" and RFC 2822. Without a zone it is GMT. *day_only: no time was given. */
bool dates_parse(const char *text, size_t length, int64_t *when, bool *day_only);

#endif
