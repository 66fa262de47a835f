#include "model/schedule.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/parse.h"

#define DAY_S 86400
#define WORDS_MAX 12
#define WORD_SIZE 32

/* What the words said so far. */
struct reading {
	int64_t now;
	enum when_zone zone;
	struct civil today;
	bool has_day, has_time, has_distance;
	bool has_year;
	int year, month, day; /* day and month may come in either order */
	int hour, minute, second;
	int64_t distance;
};

struct words {
	size_t count;
	char text[WORDS_MAX][WORD_SIZE];
};

/* -- words ------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == ',';
}

static bool split(const char *text, struct words *words)
{
	words->count = 0;
	for (;;) {
		size_t length;

		while (is_blank(*text))
			text++;
		if (!*text)
			return words->count > 0;
		length = strcspn(text, " \t,");
		if (words->count == WORDS_MAX || length >= WORD_SIZE)
			return false;
		memcpy(words->text[words->count], text, length);
		words->text[words->count++][length] = '\0';
		text += length;
	}
}

/* The digits at the start, as a number up to 9999; returns how many there are. */
static size_t number_of(const char *text, int *number)
{
	size_t length = strspn(text, "0123456789");
	int64_t value = 0;

	if (length == 0 || length > 4 || !parse_int64(text, length, 0, 9999, &value))
		return 0;
	*number = (int)value;
	return length;
}

/* Whether `text` is the word or, from `least` letters on, its beginning. */
static bool names(const char *text, const char *word, size_t least)
{
	size_t length = strlen(text);

	return length >= least && length <= strlen(word) && strncasecmp(text, word, length) == 0;
}

/* -- days -------------------------------------------------------------------------------------- */

static void set_day(struct reading *reading, int64_t day_number)
{
	struct civil civil;

	date_to_utc(day_number * DAY_S, &civil);
	reading->year = civil.year;
	reading->month = civil.month;
	reading->day = civil.day;
	reading->has_day = reading->has_year = true;
}

static bool read_day_name(struct reading *reading, const char *word)
{
	static const char *const weekdays[7] = { "sunday",   "monday", "tuesday", "wednesday",
						 "thursday", "friday", "saturday" };
	int64_t today = when_day_number(reading->now, reading->zone);

	if (reading->has_day)
		return false;
	if (names(word, "today", 3)) {
		set_day(reading, today);
		return true;
	}
	if (names(word, "tomorrow", 3)) {
		set_day(reading, today + 1);
		return true;
	}
	for (int i = 0; i < 7; i++) {
		if (!names(word, weekdays[i], 3))
			continue;
		int ahead = (i - reading->today.weekday + 7) % 7;
		set_day(reading, today + (ahead ? ahead : 7));
		return true;
	}
	return false;
}

static bool read_month(struct reading *reading, const char *word)
{
	static const char *const months[12] = { "january",   "february", "march",    "april",
						"may",       "june",     "july",     "august",
						"september", "october",  "november", "december" };

	if (reading->has_day || reading->month)
		return false;
	for (int i = 0; i < 12; i++)
		if (names(word, months[i], 3))
			reading->month = i + 1;
	return reading->month != 0;
}

/* 2026-11-25 */
static bool read_date(struct reading *reading, const char *word)
{
	if (reading->has_day || strlen(word) != 10 || number_of(word, &reading->year) != 4 ||
	    word[4] != '-' || number_of(word + 5, &reading->month) != 2 || word[7] != '-' ||
	    number_of(word + 8, &reading->day) != 2)
		return false;
	reading->has_day = reading->has_year = true;
	return true;
}

/* "25", "25th" beside a month, or the year after both. */
static bool read_day_of_month(struct reading *reading, const char *word)
{
	int number;
	size_t length = number_of(word, &number);
	const char *end = word + length;

	if (length == 4 && !*end && reading->month && reading->day && !reading->has_year) {
		reading->year = number;
		reading->has_year = true;
		return true;
	}
	if (length == 0 || length > 2 || reading->day)
		return false;
	if (*end == '.')
		end++;
	if (*end && strcasecmp(end, "st") != 0 && strcasecmp(end, "nd") != 0 &&
	    strcasecmp(end, "rd") != 0 && strcasecmp(end, "th") != 0)
		return false;
	reading->day = number;
	return true;
}

/* -- times ------------------------------------------------------------------------------------- */

/* "am" and "pm" behind an hour of 1 to 12. */
static bool read_half(struct reading *reading, const char *word)
{
	bool afternoon = strcasecmp(word, "pm") == 0;

	if ((!afternoon && strcasecmp(word, "am") != 0) || reading->hour < 1 || reading->hour > 12)
		return false;
	reading->hour = reading->hour % 12 + (afternoon ? 12 : 0);
	return true;
}

/* 9:00, 09:00:30, 9am, 9:30pm, noon, midnight */
static bool read_clock(struct reading *reading, const char *word)
{
	size_t length = number_of(word, &reading->hour);
	const char *rest = word + length;

	if (reading->has_time)
		return false;
	reading->has_time = true;
	if (strcasecmp(word, "noon") == 0 || strcasecmp(word, "midnight") == 0) {
		reading->hour = *word == 'n' || *word == 'N' ? 12 : 0;
		return true;
	}
	if (length && length <= 2 && *rest == ':' && number_of(rest + 1, &reading->minute) == 2) {
		rest += 3;
		if (*rest == ':' && number_of(rest + 1, &reading->second) == 2)
			rest += 3;
		if (!*rest || read_half(reading, rest))
			return true;
	} else if (length && length <= 2 && read_half(reading, rest)) {
		return true;
	}
	reading->has_time = false;
	reading->hour = reading->minute = reading->second = 0;
	return false;
}

/* "2h", or "2" and the unit as the next word; how many words it took, 0: it is none. */
static size_t read_distance(struct reading *reading, const struct words *words, size_t at)
{
	static const struct {
		const char *word;
		size_t least;
		int64_t seconds;
	} units[] = {
		{ "minutes", 1, 60 }, { "mins", 3, 60 },    { "hours", 1, 3600 },
		{ "hrs", 2, 3600 },   { "days", 1, DAY_S }, { "weeks", 1, 7 * DAY_S },
	};
	const char *word = words->text[at] + (words->text[at][0] == '+');
	int number;
	size_t length = number_of(word, &number);
	const char *unit = word + length;
	size_t took = 1;

	if (!length)
		return 0;
	if (!*unit && at + 1 < words->count) {
		unit = words->text[at + 1];
		took = 2;
	}
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (!names(unit, units[i].word, units[i].least))
			continue;
		reading->distance += number * units[i].seconds;
		reading->has_distance = true;
		return took;
	}
	return 0;
}

/* -- the whole --------------------------------------------------------------------------------- */

static bool read_words(struct reading *reading, const struct words *words)
{
	for (size_t i = 0; i < words->count;) {
		const char *word = words->text[i];
		size_t took = read_distance(reading, words, i);

		if (!took && (strcasecmp(word, "in") == 0 || strcasecmp(word, "at") == 0 ||
			      strcasecmp(word, "on") == 0 || strcasecmp(word, "next") == 0))
			took = 1;
		if (!took && reading->has_time && read_half(reading, word))
			took = 1;
		if (!took && (read_day_name(reading, word) || read_date(reading, word) ||
			      read_clock(reading, word) || read_month(reading, word) ||
			      read_day_of_month(reading, word)))
			took = 1;
		if (!took)
			return false;
		i += took;
	}
	return true;
}

static int64_t time_of(const struct reading *reading)
{
	struct civil civil = {
		.year = reading->year,
		.month = reading->month,
		.day = reading->day,
		.hour = reading->hour,
		.minute = reading->minute,
		.second = reading->second,
	};

	return when_from_civil(&civil, reading->zone);
}

/* The day that was meant where no day, or no year, was said: the first that is not over. */
static void fill_in(struct reading *reading)
{
	int64_t today = when_day_number(reading->now, reading->zone);

	if (reading->has_year)
		return;
	if (!reading->month) {
		set_day(reading, today);
		if (time_of(reading) <= reading->now)
			set_day(reading, today + 1);
		return;
	}
	reading->year = reading->today.year;
	if (time_of(reading) <= reading->now)
		reading->year++;
}

static bool is_valid(const struct reading *reading)
{
	return reading->year >= 1 && reading->year <= 9998 && reading->month >= 1 &&
	       reading->month <= 12 && reading->day >= 1 &&
	       reading->day <= date_days_in_month(reading->year, reading->month) &&
	       reading->hour <= 23 && reading->minute <= 59 && reading->second <= 59;
}

/* YYYY-MM-DDTHH:MM[:SS] is in the zone that is given, with a zone of its own in that. */
static bool read_iso(struct reading *reading, const char *text, int64_t *when)
{
	char word[WORD_SIZE];
	size_t length = strlen(text);

	if (length >= sizeof(word) || length < 16 || (text[10] != 'T' && text[10] != 't'))
		return false;
	if (length > 19 || text[length - 1] == 'Z' || text[length - 1] == 'z')
		return date_parse_iso(text, length, when);
	memcpy(word, text, 10);
	word[10] = '\0';
	if (!read_date(reading, word) || !read_clock(reading, text + 11) || !is_valid(reading))
		return false;
	*when = time_of(reading);
	return true;
}

bool schedule_parse(const char *text, int64_t now, enum when_zone zone, int64_t *when,
		    struct error *err)
{
	struct reading reading = { .now = now, .zone = zone };
	struct words words;

	if (zone == WHEN_UTC)
		date_to_utc(now, &reading.today);
	else
		date_to_local(now, &reading.today);
	while (is_blank(*text))
		text++;
	if (read_iso(&reading, text, when))
		return true;
	reading = (struct reading){ .now = now, .zone = zone, .today = reading.today };
	if (!split(text, &words) || !read_words(&reading, &words) ||
	    (reading.day != 0) != (reading.month != 0) ||
	    (reading.has_distance && (reading.has_time || reading.day)))
		return error_set(err, ERROR_USAGE,
				 "Say when like this: in 2h, 18:30, tomorrow 9:00, fri 17:00, "
				 "25 Nov 9am or 2026-11-25T09:00");
	if (reading.has_distance) {
		*when = now + reading.distance;
		return true;
	}
	if (!reading.has_time)
		return error_set(err, ERROR_USAGE, "Say at what time of that day, too: 9:00");
	fill_in(&reading);
	if (!is_valid(&reading))
		return error_set(err, ERROR_USAGE, "There is no such day or time");
	*when = time_of(&reading);
	return true;
}

bool schedule_check(int64_t when, int64_t now, struct error *err)
{
	char text[WHEN_SIZE];

	if (when <= now)
		return error_set(err, ERROR_USAGE, "That time is over");
	if (when <= now + SCHEDULE_MIN_S + SCHEDULE_MARGIN_S)
		return error_set(err, ERROR_USAGE,
				 "Twilio schedules from 5 minutes ahead on; send it now instead");
	if (when > now + SCHEDULE_MAX_S) {
		when_full(now + SCHEDULE_MAX_S, WHEN_LOCAL, text);
		return error_set(err, ERROR_USAGE,
				 "Twilio schedules at most 35 days ahead: until %s", text);
	}
	return true;
}
