/*
 * deactivated.h - the numbers that United States carriers deactivated on a day: which days there are,
 * and the lines of a day's file.
 *
 * A number is written as its digits are: +1 415 555 0100 is 14155550100. A line holds one, with or
 * without "+", or without the country's 1; it ends with LF or CR LF. Empty lines count for nothing,
 * what else there is counts as bad.
 *
 * Sources: https://www.twilio.com/docs/messaging/api/deactivations-resource and Twilio's errors 30113
 * to 30115. Pure; any thread.
 */
#ifndef MSGDECK_MODEL_DEACTIVATED_H
#define MSGDECK_MODEL_DEACTIVATED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Days are the start of the UTC day, in seconds since 1970. */
#define DEACTIVATED_FIRST_DAY (INT64_C(18501) * 86400) /* 2020-08-27 */
/* Yesterday: a day's file is there when the day is over. */
int64_t deactivated_last_day(int64_t now);
/* What somebody who types a day means: a date, "yesterday", "3d" (model/filter.h, in UTC). False, with
 * ERROR_USAGE, when it is no day or one without a file. */
bool deactivated_parse_day(const char *text, size_t length, int64_t now, int64_t *day,
			   struct error *err);

/* The file as it comes, cut anywhere. Zeroed memory is the start. */
struct deactivated_lines {
	uint64_t bad; /* lines so far that hold no number */

	/* Private: the line so far. */
	uint64_t number;
	unsigned digits;
	unsigned state;
};

/* Takes bytes until they end or `room` numbers have been written; *taken is how many bytes. Returns how
 * many numbers were. */
size_t deactivated_lines_feed(struct deactivated_lines *lines, const char *bytes, size_t length,
			      uint64_t *numbers, size_t room, size_t *taken);
/* The file has ended: its last line may lack the end. True when there was a number in it. */
bool deactivated_lines_end(struct deactivated_lines *lines, uint64_t *number);

#endif
