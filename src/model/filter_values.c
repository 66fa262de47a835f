/*
 * filter_values.c - what the values of fields mean.
 */
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "model/filter_internal.h"

#define DAY INT64_C(86400)
#define DISTANCE_MAX_MS (INT64_C(100) * 366 * DAY * 1000)

/* Whether `text` begins the word, in any case. */
static bool begins(const char *word, const char *text, size_t length)
{
	return length > 0 && strlen(word) >= length && strncasecmp(word, text, length) == 0;
}

bool filter_parse_status(const char *text, size_t length, uint32_t *mask, const char **why)
{
	uint32_t found = 0;

	for (unsigned status = 0; status < STATUS_COUNT; status++) {
		const char *name = message_status_name((enum message_status)status);

		if (filter_equals_nocase(name, text, length)) {
			*mask |= UINT32_C(1) << status;
			return true;
		}
		if (begins(name, text, length))
			found |= UINT32_C(1) << status;
	}
	*why = found == 0 ? "is not a status" : "is the start of several statuses";
	if (found == 0 || (found & (found - 1)) != 0)
		return false;
	*mask |= found;
	return true;
}

bool filter_parse_direction(const char *text, size_t length, uint32_t *mask, const char **why)
{
	uint32_t found = 0;

	for (unsigned direction = 1; direction < DIRECTION_COUNT; direction++)
		if (begins(message_direction_name((enum message_direction)direction), text, length))
			found |= UINT32_C(1) << direction;
	if (found == 0) {
		*why = "is not a direction: in, out, outbound-api, outbound-call, outbound-reply";
		return false;
	}
	*mask |= found;
	return true;
}

bool filter_parse_state(const char *text, size_t length, uint8_t *state, const char **why)
{
	static const struct {
		const char *word;
		uint8_t state;
	} also[] = {
		{ "in", STATE_INBOUND },      { "out", STATE_OUTBOUND },
		{ "error", STATE_FAILED },    { "unfinished", STATE_WAITING },
		{ "pending", STATE_WAITING }, { "mms", STATE_MEDIA },
		{ "redacted", STATE_EMPTY },  { "new", STATE_UNREAD },
	};

	for (uint8_t i = 0; filter_state_words[i] != NULL; i++)
		if (filter_equals_nocase(filter_state_words[i], text, length)) {
			*state = i;
			return true;
		}
	for (size_t i = 0; i < ARRAY_SIZE(also); i++)
		if (filter_equals_nocase(also[i].word, text, length)) {
			*state = also[i].state;
			return true;
		}
	*why = "is not a state: failed, waiting, final, inbound, outbound, media, priced, empty, "
	       "unread or a status";
	return false;
}

/* The two sides of "a..b", either of which may be empty. */
static bool split_range(const char *text, size_t length, size_t *left, size_t *right)
{
	for (size_t i = 0; i + 1 < length; i++) {
		if (text[i] != '.' || text[i + 1] != '.')
			continue;
		*left = i;
		*right = i + 2;
		return length > 2;
	}
	return false;
}

bool filter_parse_number(const char *text, size_t length, int64_t *low, int64_t *high,
			 const char **why)
{
	size_t left;
	size_t right;

	*why = "is not a number";
	*low = INT64_MIN;
	*high = INT64_MAX;
	if (split_range(text, length, &left, &right))
		return (left == 0 || parse_int64(text, left, INT64_MIN, INT64_MAX, low)) &&
		       (right == length ||
			parse_int64(text + right, length - right, INT64_MIN, INT64_MAX, high));
	if (filter_equals_nocase("yes", text, length) ||
	    filter_equals_nocase("any", text, length)) {
		*low = 1;
		return true;
	}
	if (filter_equals_nocase("no", text, length) ||
	    filter_equals_nocase("none", text, length)) {
		*low = *high = 0;
		return true;
	}
	if (!parse_int64(text, length, INT64_MIN, INT64_MAX, low))
		return false;
	*high = *low;
	return true;
}

static bool digits_at(const char *text, size_t from, size_t count, int *value)
{
	*value = 0;
	for (size_t i = from; i < from + count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

/* From one civil time to just before another. */
static void between(struct civil from, struct civil to, enum when_zone zone, int64_t *low,
		    int64_t *high)
{
	*low = when_from_civil(&from, zone);
	*high = when_from_civil(&to, zone) - 1;
}

static struct civil day_after(struct civil day)
{
	if (day.day < date_days_in_month(day.year, day.month)) {
		day.day++;
		return day;
	}
	day.day = 1;
	day.month = day.month == 12 ? 1 : day.month + 1;
	day.year += day.month == 1;
	return day;
}

/* YYYY-MM and YYYY-MM-DD. */
static bool parse_calendar(const char *text, size_t length, enum when_zone zone, int64_t *low,
			   int64_t *high)
{
	struct civil from = { .day = 1 };
	struct civil to;

	if ((length != 7 && length != 10) || !digits_at(text, 0, 4, &from.year) || text[4] != '-' ||
	    !digits_at(text, 5, 2, &from.month))
		return false;
	if (length == 10 && (text[7] != '-' || !digits_at(text, 8, 2, &from.day)))
		return false;
	if (from.year < 1 || from.year > 9998 || from.month < 1 || from.month > 12 ||
	    from.day < 1 || from.day > date_days_in_month(from.year, from.month))
		return false;
	to = from;
	if (length == 7)
		to.day = date_days_in_month(to.year, to.month);
	between(from, day_after(to), zone, low, high);
	return true;
}

/* "HH:MM" or "HH:MM:SS" on a day. */
static bool parse_clock(const char *text, size_t length, struct civil day, enum when_zone zone,
			int64_t *low, int64_t *high)
{
	if ((length != 5 && length != 8) || text[2] != ':' || !digits_at(text, 0, 2, &day.hour) ||
	    !digits_at(text, 3, 2, &day.minute))
		return false;
	if (length == 8 && (text[5] != ':' || !digits_at(text, 6, 2, &day.second)))
		return false;
	if (day.hour > 23 || day.minute > 59 || day.second > 59)
		return false;
	*low = when_from_civil(&day, zone);
	*high = length == 5 ? *low + 59 : *low;
	return true;
}

/* The calendar day that lies `back` days before the one that holds `now`. */
static void day_before(int64_t now, int64_t back, enum when_zone zone, int64_t *low, int64_t *high)
{
	int64_t day = when_day_number(now, zone) - back;
	struct civil from;
	struct civil to;

	date_to_utc(day * DAY, &from);
	date_to_utc((day + 1) * DAY, &to);
	between(from, to, zone, low, high);
}

static bool parse_day_name(const char *text, size_t length, int64_t now, enum when_zone zone,
			   int64_t *low, int64_t *high)
{
	static const char *const names[7] = { "sunday",   "monday", "tuesday", "wednesday",
					      "thursday", "friday", "saturday" };
	int64_t today = when_day_number(now, zone);
	int64_t weekday = (today % 7 + 7 + 4) % 7; /* 1970-01-01 was a Thursday */

	if (filter_equals_nocase("today", text, length)) {
		day_before(now, 0, zone, low, high);
		return true;
	}
	if (filter_equals_nocase("yesterday", text, length)) {
		day_before(now, 1, zone, low, high);
		return true;
	}
	for (int64_t i = 0; i < 7; i++)
		if (length >= 3 && begins(names[i], text, length)) {
			day_before(now, (weekday - i + 7) % 7, zone, low, high);
			return true;
		}
	return false;
}

/* A day, or a month, in words or digits. */
static bool parse_day(const char *text, size_t length, int64_t now, enum when_zone zone,
		      int64_t *low, int64_t *high)
{
	return parse_calendar(text, length, zone, low, high) ||
	       parse_day_name(text, length, now, zone, low, high);
}

/* A day, T or a blank, and a time of that day in the zone; with a zone of its own, as base/date.h
 * reads it. */
static bool parse_moment(const char *text, size_t length, int64_t now, enum when_zone zone,
			 int64_t *low, int64_t *high)
{
	const char *colon = memchr(text, ':', length);
	size_t day = colon != NULL ? (size_t)(colon - text) : 0;
	struct civil civil;

	if (length > 19 && date_parse_iso(text, length, low)) {
		*high = *low;
		return true;
	}
	if (day < 6 || !strchr("Tt ", text[day - 3]) ||
	    !parse_day(text, day - 3, now, zone, low, high) || *high - *low > 2 * DAY)
		return false;
	date_to_utc(when_day_number(*low, zone) * DAY, &civil);
	return parse_clock(text + day - 2, length - day + 2, civil, zone, low, high);
}

bool filter_parse_time(const char *text, size_t length, int64_t now, enum when_zone zone,
		       int64_t *low, int64_t *high, bool *distance, const char **why)
{
	int64_t ms;

	*distance = false;
	*why = "is not a time: 2h, 3d, today, yesterday, mon, 2024-03-01, 2024-03-01T17:30";
	if (filter_equals_nocase("now", text, length)) {
		*low = *high = now;
		return true;
	}
	if (parse_day(text, length, now, zone, low, high) ||
	    parse_moment(text, length, now, zone, low, high))
		return true;
	/* A bare number has no unit to count in. */
	if (length < 2 || (text[length - 1] >= '0' && text[length - 1] <= '9') ||
	    !parse_duration(text, length, 1000, &ms) || ms < 0 || ms > DISTANCE_MAX_MS)
		return false;
	*distance = true;
	*low = *high = now - ms / 1000;
	return true;
}

bool filter_parse_sid(const char *text, size_t length, char out[static SID_SIZE])
{
	if (length < 2 || length > SID_LENGTH)
		return false;
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
			   (c >= 'A' && c <= 'F');

		if (i < 2 ? !letter : !hex)
			return false;
		out[i] = letter ? (char)(c | 0x20) : c;
	}
	out[length] = '\0';
	return true;
}
