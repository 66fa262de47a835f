/*
 * schedule.h - when a message is to be sent: a time typed in words, and the window that Twilio has.
 *
 * Source: https://www.twilio.com/docs/messaging/features/message-scheduling and error 35115: SendAt
 * lies more than 5 minutes and at most 35 days ahead. Pure: now and zone are given.
 */
#ifndef MSGDECK_MODEL_SCHEDULE_H
#define MSGDECK_MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "model/when.h"

#define SCHEDULE_MIN_S (5 * 60)
#define SCHEDULE_MAX_S (35 * 24 * 3600)
/* Until the request arrives, the window moves: this much is kept from its near edge. */
#define SCHEDULE_MARGIN_S 15

/* Reads a time to come:
 *	in 2h, in 1 day 4 hours, 90m	from now
 *	18:30, 6:30pm, noon		the next time that clocks show this
 *	tomorrow 9:00, fri 17:00	that day (a weekday is never today), with a time
 *	2026-11-25 09:00, 25 Nov 9am	a date, with a time; without a year the next such date
 *	2026-11-25T09:00:00Z		ISO 8601; without a zone it is in `zone`
 * in any order of day and time. The error says how to say it. */
bool schedule_parse(const char *text, int64_t now, enum when_zone zone, int64_t *when,
		    struct error *err);
/* Whether Twilio takes a message for this time. */
bool schedule_check(int64_t when, int64_t now, struct error *err);

#endif
