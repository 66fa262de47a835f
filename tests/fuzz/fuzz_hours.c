/*
 * fuzz_hours.c - quiet hours that are accepted are the same when they are written and read again, rest at
 * exactly the minutes of their ranges, and end when they say.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hours.h"
#include "base/mem.h"

#define MINUTE_MS INT64_C(60000)
#define DAY (24 * 60)
/* Mon 23 Nov 2026 00:00 UTC */
#define MIDNIGHT_MS INT64_C(1795392000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_again(const struct hours *hours)
{
	char text[HOURS_MAX * sizeof("22:00-07:00,")] = "";
	struct hours again;
	size_t length = 0;

	for (size_t i = 0; i < hours->count; i++) {
		int from = hours->ranges[i].from, until = hours->ranges[i].until;

		length += (size_t)snprintf(text + length, sizeof(text) - length,
					   "%s%02d:%02d-%02d:%02d", i ? "," : "", from / 60,
					   from % 60, until / 60, until % 60);
	}
	demand(hours_parse(&again, text, NULL) && again.count == hours->count);
	for (size_t i = 0; i < hours->count; i++)
		demand(again.ranges[i].from == hours->ranges[i].from &&
		       again.ranges[i].until == hours->ranges[i].until);
}

static bool rests(const struct hours *hours, int minute)
{
	for (size_t i = 0; i < hours->count; i++) {
		int from = hours->ranges[i].from, until = hours->ranges[i].until;
		bool after = minute >= from, before = minute < until;

		if (from < until ? after && before : after || before)
			return true;
	}
	return false;
}

static void check_minutes(const struct hours *hours)
{
	for (int minute = 0; minute < DAY; minute++) {
		int64_t now = MIDNIGHT_MS + minute * MINUTE_MS;
		int64_t left = hours_left_ms(hours, now);

		demand((left > 0) == rests(hours, minute));
		demand(left >= 0 && left < DAY * MINUTE_MS);
		if (left)
			demand(hours_left_ms(hours, now + left) == 0 &&
			       hours_left_ms(hours, now + left - 1) == 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size);
	struct error err = ERROR_INIT;
	struct hours hours;

	setenv("TZ", "UTC", 1);
	tzset();
	if (hours_parse(&hours, text, &err)) {
		demand(hours.count <= HOURS_MAX);
		check_again(&hours);
		check_minutes(&hours);
	} else {
		demand(err.kind == ERROR_USAGE && *error_text(&err));
	}
	error_release(&err);
	free(text);
	return 0;
}
