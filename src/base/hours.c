#include "base/hours.h"

#include <string.h>
#include <time.h>

#define DAY (24 * 60)

/* "07:00"; moves *text behind it. */
static bool read_minute(const char **text, int *minute)
{
	const char *at = *text;
	int parts[2];

	for (int i = 0; i < 2; i++) {
		if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
			return false;
		parts[i] = (at[0] - '0') * 10 + (at[1] - '0');
		at += 2;
		if (i == 0 && *at++ != ':')
			return false;
	}
	*text = at;
	*minute = parts[0] * 60 + parts[1];
	return parts[1] < 60 && *minute <= DAY;
}

static bool read_range(struct hours *hours, const char **text)
{
	int from, until;

	*text += strspn(*text, " ");
	if (!read_minute(text, &from) || *(*text)++ != '-' || !read_minute(text, &until) ||
	    from == until || from == DAY || hours->count == HOURS_MAX)
		return false;
	*text += strspn(*text, " ");
	hours->ranges[hours->count].from = from;
	hours->ranges[hours->count++].until = until;
	return true;
}

/* The end of a range that this minute is in, in minutes from now; 0: it is in none. */
static int range_left(const struct hours *hours, int minute)
{
	int longest = 0;

	for (size_t i = 0; i < hours->count; i++) {
		int length = (hours->ranges[i].until - hours->ranges[i].from + DAY) % DAY;
		int gone = (minute - hours->ranges[i].from + DAY) % DAY;

		if (length == 0)
			length = DAY;
		if (gone < length && length - gone > longest)
			longest = length - gone;
	}
	return longest;
}

/* Ranges may follow each other; DAY where they never end. */
static int minutes_left(const struct hours *hours, int minute)
{
	int left = 0, more;

	while (left < DAY && (more = range_left(hours, (minute + left) % DAY)) > 0)
		left += more;
	return left < DAY ? left : DAY;
}

bool hours_parse(struct hours *hours, const char *text, struct error *err)
{
	*hours = (struct hours){ .count = 0 };
	if (!*text || strcmp(text, "none") == 0)
		return true;
	do {
		if (!read_range(hours, &text))
			return error_set(err, ERROR_USAGE,
					 "must be none, or times of the day such as "
					 "22:00-07:00, 12:30-13:30");
	} while (*text++ == ',');
	if (text[-1])
		return error_set(err, ERROR_USAGE, "must have a comma between two ranges");
	if (minutes_left(hours, 0) == DAY)
		return error_set(err, ERROR_USAGE, "must leave some of the day");
	return true;
}

int64_t hours_left_ms(const struct hours *hours, int64_t now_ms)
{
	time_t now = (time_t)(now_ms / 1000);
	struct tm local;
	int left;

	if (!hours->count || !localtime_r(&now, &local))
		return 0;
	left = minutes_left(hours, local.tm_hour * 60 + local.tm_min);
	if (!left)
		return 0;
	return ((int64_t)left * 60 - local.tm_sec) * 1000 - now_ms % 1000;
}
