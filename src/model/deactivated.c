#include "model/deactivated.h"

#include "base/date.h"
#include "model/filter.h"

#define DAY 86400

int64_t deactivated_last_day(int64_t now)
{
	return date_utc_midnight(now) - DAY;
}

bool deactivated_parse_day(const char *text, size_t length, int64_t now, int64_t *day,
			   struct error *err)
{
	char last_text[DATE_ISO_SIZE];
	int64_t first, last;

	if (!filter_time(text, length, now, WHEN_UTC, &first, &last, err))
		return false;
	first = date_utc_midnight(first);
	date_format_day(deactivated_last_day(now), last_text);
	if (first < DEACTIVATED_FIRST_DAY)
		return error_set(err, ERROR_USAGE,
				 "there is no list of a day before 2020-08-27 (30113)");
	if (first > deactivated_last_day(now))
		return error_set(
			err, ERROR_USAGE,
			"there is no list of this day yet (30114); the last is of %s (UTC)",
			last_text);
	*day = first;
	return true;
}

/* -- lines ------------------------------------------------------------------------------------- */

#define DIGITS_MIN 7
#define DIGITS_MAX 15
#define NATIONAL 10 /* digits of a number without the 1 in front */
#define NATIONAL_ONE UINT64_C(10000000000)

enum state {
	EMPTY,  /* blanks at most */
	PLUS,   /* digits must come */
	DIGITS, /* some have */
	AFTER,  /* blanks, after digits */
	BAD,
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void take_digit(struct deactivated_lines *lines, char c)
{
	/* No country's code begins with 0. */
	if (++lines->digits > DIGITS_MAX || (lines->digits == 1 && c == '0')) {
		lines->state = BAD;
		return;
	}
	lines->number = lines->number * 10 + (uint64_t)(c - '0');
	lines->state = DIGITS;
}

static void take_char(struct deactivated_lines *lines, char c)
{
	switch ((enum state)lines->state) {
	case EMPTY:
		if (c == '+')
			lines->state = PLUS;
		else if (c >= '0' && c <= '9')
			take_digit(lines, c);
		else if (!is_blank(c))
			lines->state = BAD;
		break;
	case PLUS:
	case DIGITS:
		if (c >= '0' && c <= '9')
			take_digit(lines, c);
		else
			lines->state = is_blank(c) && lines->state == DIGITS ? AFTER : BAD;
		break;
	case AFTER:
		if (!is_blank(c))
			lines->state = BAD;
		break;
	case BAD:
		break;
	}
}

bool deactivated_lines_end(struct deactivated_lines *lines, uint64_t *number)
{
	bool has_digits = lines->state == DIGITS || lines->state == AFTER;
	bool good = has_digits && lines->digits >= DIGITS_MIN;

	if (good)
		*number = lines->digits == NATIONAL ? lines->number + NATIONAL_ONE : lines->number;
	else if (lines->state != EMPTY)
		lines->bad++;
	lines->state = EMPTY;
	lines->number = 0;
	lines->digits = 0;
	return good;
}

size_t deactivated_lines_feed(struct deactivated_lines *lines, const char *bytes, size_t length,
			      uint64_t *numbers, size_t room, size_t *taken)
{
	size_t count = 0, at = 0;

	for (; at < length && count < room; at++) {
		if (bytes[at] == '\n')
			count += deactivated_lines_end(lines, &numbers[count]);
		else
			take_char(lines, bytes[at]);
	}
	*taken = at;
	return count;
}
