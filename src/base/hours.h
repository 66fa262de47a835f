/*
 * hours.h - times of the day in which something rests: "22:00-07:00, 12:30-13:30", local time.
 *
 * A range begins with its first minute and ends before its last; one whose end comes first goes over
 * midnight. Thread: any.
 */
#ifndef MSGDECK_BASE_HOURS_H
#define MSGDECK_BASE_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define HOURS_MAX 8

struct hours {
	struct {
		int from, until; /* minutes of the day; until: up to 24 * 60 */
	} ranges[HOURS_MAX];
	size_t count;
};

/* ERROR_USAGE for anything else than ranges, and for ranges that leave no minute of the day. "" and "none"
 * are no range. */
bool hours_parse(struct hours *hours, const char *text, struct error *err);
/* Milliseconds until the rest is over; 0: it is none now. `now_ms` is since 1970; the time zone that
 * is set decides. On a day when clocks change it may end an hour early or late: ask again then. */
int64_t hours_left_ms(const struct hours *hours, int64_t now_ms);

#endif
