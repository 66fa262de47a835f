#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/mem.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: outside there is no four-digit year. */
#define FIRST_SECOND INT64_C(-62135596800)
#define LAST_SECOND INT64_C(253402300799)

static const char *const day_names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const month_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static int64_t floor_div(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

/* Days since 1970-01-01. Years are counted from March, so that the leap day is a year's last. */
static int64_t days_from_civil(int year, int month, int day)
{
	int64_t months = (int64_t)year * 12 + month - 3;
	int64_t y = floor_div(months, 12);
	int64_t march_based = months - y * 12;
	int64_t days_before_month = (march_based * 153 + 2) / 5;

	return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) +
	       days_before_month + day - 1 - 719468;
}

int64_t date_from_civil(int year, int month, int day, int hour, int minute, int second)
{
	return days_from_civil(year, month, day) * DAY + (int64_t)hour * HOUR +
	       (int64_t)minute * MINUTE + second;
}

static int64_t clamp(int64_t when)
{
	if (when < FIRST_SECOND)
		return FIRST_SECOND;
	return when > LAST_SECOND ? LAST_SECOND : when;
}

static void set_day(struct civil *out, int64_t days)
{
	int year = (int)(1970 + floor_div(days * 400, 146097));

	while (days < days_from_civil(year, 1, 1))
		year--;
	while (days >= days_from_civil(year + 1, 1, 1))
		year++;
	int month = 1;
	while (month < 12 && days >= days_from_civil(year, month + 1, 1))
		month++;
	out->year = year;
	out->month = month;
	out->day = (int)(days - days_from_civil(year, month, 1)) + 1;
	out->weekday = (int)(days + 4 - floor_div(days + 4, 7) * 7);
}

void date_to_utc(int64_t when, struct civil *out)
{
	int64_t days = floor_div(clamp(when), DAY);
	int rest = (int)(clamp(when) - days * DAY);

	*out = (struct civil){
		.hour = rest / HOUR,
		.minute = rest % HOUR / MINUTE,
		.second = rest % MINUTE,
		.zone = "UTC",
	};
	set_day(out, days);
}

void date_to_local(int64_t when, struct civil *out)
{
	time_t seconds = clamp(when);
	struct tm tm;

	if (!localtime_r(&seconds, &tm)) {
		date_to_utc(when, out);
		return;
	}
	*out = (struct civil){
		.year = tm.tm_year + 1900,
		.month = tm.tm_mon + 1,
		.day = tm.tm_mday,
		.hour = tm.tm_hour,
		.minute = tm.tm_min,
		.second = tm.tm_sec < 59 ? tm.tm_sec : 59,
		.weekday = tm.tm_wday,
		.offset = (int)tm.tm_gmtoff,
	};
	snprintf(out->zone, sizeof(out->zone), "%.7s", tm.tm_zone ? tm.tm_zone : "");
}

int64_t date_utc_midnight(int64_t when)
{
	return floor_div(when, DAY) * DAY;
}

/* A reader that takes pieces off the front of a text; each take_ function returns false, and the
 * reader's place is then of no further use, when the piece is not there. */
struct reader {
	const char *at;
	const char *end;
};

static bool take_char(struct reader *in, char wanted)
{
	if (in->at == in->end || *in->at != wanted)
		return false;
	in->at++;
	return true;
}

static bool take_blanks(struct reader *in)
{
	const char *start = in->at;

	while (take_char(in, ' ') || take_char(in, '\t'))
		;
	return in->at > start;
}

static bool take_number(struct reader *in, int least_digits, int most_digits, int *number)
{
	int value = 0;
	int digits = 0;

	for (; digits < most_digits && in->at < in->end; digits++, in->at++) {
		if (*in->at < '0' || *in->at > '9')
			break;
		value = value * 10 + (*in->at - '0');
	}
	*number = value;
	return digits >= least_digits;
}

static bool take_word(struct reader *in, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(in->end - in->at) < length || strncasecmp(in->at, word, length) != 0)
		return false;
	in->at += length;
	return true;
}

static bool take_name(struct reader *in, const char *const *names, size_t count, int *index)
{
	for (size_t i = 0; i < count; i++) {
		if (take_word(in, names[i])) {
			*index = (int)i;
			return true;
		}
	}
	return false;
}

/* "hh:mm" or "hh:mm:ss". */
static bool take_time(struct reader *in, struct civil *date)
{
	date->second = 0;
	if (!take_number(in, 2, 2, &date->hour) || !take_char(in, ':') ||
	    !take_number(in, 2, 2, &date->minute))
		return false;
	return !take_char(in, ':') || take_number(in, 2, 2, &date->second);
}

/* "+hhmm" or "+hh:mm"; just "+hh" as well where the standard has it. */
static bool take_offset(struct reader *in, bool hours_alone, struct civil *date)
{
	int hours;
	int minutes = 0;
	bool west = take_char(in, '-');

	if (!west && !take_char(in, '+'))
		return false;
	if (!take_number(in, 2, 2, &hours))
		return false;
	bool colon = take_char(in, ':');
	bool ended = in->at == in->end;
	if ((!ended || colon || !hours_alone) && !take_number(in, 2, 2, &minutes))
		return false;
	if (hours > 23 || minutes > 59)
		return false;
	date->offset = (west ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
	return true;
}

int date_days_in_month(int year, int month)
{
	return (int)(days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1));
}

/* A leap second counts as the second after it, as in POSIX time. */
static bool finish(const struct reader *in, const struct civil *date, int64_t *when)
{
	if (in->at != in->end || date->year < 1 || date->month < 1 || date->month > 12 ||
	    date->day < 1 || date->day > date_days_in_month(date->year, date->month) ||
	    date->hour > 23 || date->minute > 59 || date->second > 60)
		return false;
	int64_t utc = date_from_civil(date->year, date->month, date->day, date->hour, date->minute,
				      date->second) -
		      date->offset;
	if (utc < FIRST_SECOND || utc > LAST_SECOND)
		return false;
	*when = utc;
	return true;
}

bool date_parse_rfc2822(const char *text, size_t length, int64_t *when)
{
	static const char *const universal[] = { "GMT", "UTC", "UT", "Z" };
	struct reader in = { text, text + length };
	struct civil date = { 0 };
	int index;

	if (take_name(&in, day_names, ARRAY_SIZE(day_names), &index)) {
		if (!take_char(&in, ','))
			return false;
		take_blanks(&in);
	}
	if (!take_number(&in, 1, 2, &date.day) || !take_blanks(&in) ||
	    !take_name(&in, month_names, ARRAY_SIZE(month_names), &index) || !take_blanks(&in) ||
	    !take_number(&in, 4, 4, &date.year) || !take_blanks(&in) || !take_time(&in, &date) ||
	    !take_blanks(&in))
		return false;
	date.month = index + 1;
	if (!take_name(&in, universal, ARRAY_SIZE(universal), &index) &&
	    !take_offset(&in, false, &date))
		return false;
	return finish(&in, &date, when);
}

bool date_parse_iso(const char *text, size_t length, int64_t *when)
{
	struct reader in = { text, text + length };
	struct civil date = { 0 };

	if (!take_number(&in, 4, 4, &date.year) || !take_char(&in, '-') ||
	    !take_number(&in, 2, 2, &date.month) || !take_char(&in, '-') ||
	    !take_number(&in, 2, 2, &date.day))
		return false;
	if (in.at == in.end)
		return finish(&in, &date, when);
	if (!take_word(&in, "T") && !take_char(&in, ' '))
		return false;
	if (!take_time(&in, &date))
		return false;
	if (take_char(&in, '.')) {
		int digit;
		if (!take_number(&in, 1, 1, &digit))
			return false;
		while (take_number(&in, 1, 1, &digit))
			;
	}
	if (in.at < in.end && !take_word(&in, "Z") && !take_offset(&in, true, &date))
		return false;
	return finish(&in, &date, when);
}

size_t date_format_rfc2822(int64_t when, char text[static DATE_RFC2822_SIZE])
{
	struct civil date;

	text[0] = '\0';
	if (when == DATE_NONE)
		return 0;
	date_to_utc(when, &date);
	return (size_t)snprintf(text, DATE_RFC2822_SIZE, "%s, %02d %s %04d %02d:%02d:%02d +0000",
				day_names[date.weekday], date.day, month_names[date.month - 1],
				date.year, date.hour, date.minute, date.second);
}

static void write_two(int number, char *text)
{
	text[0] = (char)('0' + number / 10 % 10);
	text[1] = (char)('0' + number % 10);
}

/* Exports write three of these a message: no printf. */
static size_t format_day(int64_t when, struct civil *date, char *text)
{
	text[0] = '\0';
	if (when == DATE_NONE)
		return 0;
	date_to_utc(when, date);
	write_two(date->year / 100, text);
	write_two(date->year % 100, text + 2);
	text[4] = '-';
	write_two(date->month, text + 5);
	text[7] = '-';
	write_two(date->day, text + 8);
	text[10] = '\0';
	return 10;
}

size_t date_format_iso(int64_t when, char text[static DATE_ISO_SIZE])
{
	struct civil date;

	if (!format_day(when, &date, text))
		return 0;
	text[10] = 'T';
	write_two(date.hour, text + 11);
	text[13] = ':';
	write_two(date.minute, text + 14);
	text[16] = ':';
	write_two(date.second, text + 17);
	text[19] = 'Z';
	text[20] = '\0';
	return 20;
}

size_t date_format_day(int64_t when, char text[static DATE_ISO_SIZE])
{
	struct civil date;

	return format_day(when, &date, text);
}
