#include "sandbox/dates.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"

#define TEXT_MAX 64

static const struct {
	const char *name;
	int hours;
} zones[] = {
	{ "GMT", 0 },  { "UTC", 0 },  { "Z", 0 },    { "EST", -5 }, { "EDT", -4 }, { "CST", -6 },
	{ "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
};

/* Exactly `count` digits as a number. */
static bool read_digits(const char **at, int count, int *number)
{
	*number = 0;
	for (int i = 0; i < count; i++, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*number = *number * 10 + (**at - '0');
	}
	return true;
}

static bool read_char(const char **at, char c)
{
	return *(*at)++ == c;
}

static bool is_date(int year, int month, int day)
{
	struct civil back;

	if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	date_to_utc(date_from_civil(year, month, day, 0, 0, 0), &back);
	return back.day == day;
}

static bool parse_american(const char *text, int64_t *when)
{
	int month, day, year, hour, minute, second;

	if (!read_digits(&text, 2, &month) || !read_char(&text, '/') ||
	    !read_digits(&text, 2, &day) || !read_char(&text, '/') ||
	    !read_digits(&text, 4, &year) || !read_char(&text, ' ') ||
	    !read_digits(&text, 2, &hour) || !read_char(&text, ':') ||
	    !read_digits(&text, 2, &minute) || !read_char(&text, ':') ||
	    !read_digits(&text, 2, &second) || !is_date(year, month, day) || hour > 23 ||
	    minute > 59 || second > 59)
		return false;
	*when = date_from_civil(year, month, day, hour, minute, second);
	if (*text == '\0')
		return true;
	for (size_t i = 0; *text == ' ' && i < ARRAY_SIZE(zones); i++) {
		if (strcmp(text + 1, zones[i].name) == 0) {
			*when -= zones[i].hours * 3600;
			return true;
		}
	}
	return false;
}

bool dates_parse(const char *text, size_t length, int64_t *when, bool *day_only)
{
	char copy[TEXT_MAX];
	bool has_zone;

	*day_only = false;
	if (length < 10 || length >= sizeof(copy) - 1 || memchr(text, '\0', length) != NULL)
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (length == 10 && date_parse_iso(copy, length, when)) {
		*day_only = true;
		return true;
	}
	if (date_parse_rfc2822(copy, length, when) || parse_american(copy, when))
		return true;
	if (length < 16 || copy[4] != '-' || (copy[10] != ' ' && copy[10] != 'T'))
		return false;
	copy[10] = 'T';
	has_zone = copy[length - 1] == 'Z' || strpbrk(copy + 10, "+-") != NULL;
	if (!has_zone) {
		copy[length] = 'Z';
		copy[++length] = '\0';
	}
	return date_parse_iso(copy, length, when);
}
