/*
 * when.h - times as people read them: short and relative in lists, whole in details.
 *
 * The zone is that of TZ (WHEN_LOCAL) or UTC. `now` is given, so that nothing here reads a clock.
 * Words are English, as the whole program is; the locale plays no part.
 */
#ifndef MSGDECK_MODEL_WHEN_H
#define MSGDECK_MODEL_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum when_zone { WHEN_LOCAL, WHEN_UTC };

/* Room for any of the texts below. All functions end them with NUL and return their length;
 * DATE_NONE gives "". */
#define WHEN_SIZE 40

/* For a column of 10 cells: "now", "2m", "3h", "Mon" within the last six days, "12 Nov" within the
 * last half year or the same year, else "2024-03-01". What is to come: "in 2m", "in 3h", then a
 * date. A day counts by the calendar, not by 24 hours. */
size_t when_relative(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE]);
/* For the same column without counting: "17:02" today, else the date as above. */
size_t when_absolute(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE]);
/* For a log, in at most 12 cells and as exact as it matters: "09:12:44" today, "12 Nov 09:12" this
 * year, else "2024-03-01". */
size_t when_exact(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE]);
/* Beside a full time: "just now", "2 min ago", "3 h ago", "5 days ago", "in 4 days". */
size_t when_distance(int64_t when, int64_t now, char text[static WHEN_SIZE]);
/* "17:02". */
size_t when_clock(int64_t when, enum when_zone zone, char text[static WHEN_SIZE]);
/* "Mon 23 Nov 2026 09:12:44 UTC", with the zone's abbreviation where one is known. */
size_t when_full(int64_t when, enum when_zone zone, char text[static WHEN_SIZE]);
/* Between the days of a thread: "today", "yesterday", "Thu 20 Nov", "Thu 20 Nov 2025". */
size_t when_day(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE]);
/* A number that is equal for two times exactly when they are on the same day; days in a row have
 * numbers in a row. */
int64_t when_day_number(int64_t when, enum when_zone zone);
/* What the zone's clocks and calendar show at that time. */
void when_civil(int64_t when, enum when_zone zone, struct civil *civil);
/* The time at which the zone's clocks show this (members up to `second`). Where they show it twice
 * the first time; where they skip it the time as far behind the gap. */
int64_t when_from_civil(const struct civil *civil, enum when_zone zone);

#endif
