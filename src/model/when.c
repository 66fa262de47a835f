#include "model/when.h"

#include <stdio.h>

#define MINUTE INT64_C(60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define HALF_YEAR_DAYS 183

static const char weekdays[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
				    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

void when_civil(int64_t when, enum when_zone zone, struct civil *civil)
{
	if (zone == WHEN_UTC)
		date_to_utc(when, civil);
	else
		date_to_local(when, civil);
}

static int64_t civil_seconds(const struct civil *civil)
{
	return date_from_civil(civil->year, civil->month, civil->day, civil->hour, civil->minute,
			       civil->second);
}

static int64_t floor_days(int64_t seconds)
{
	return seconds >= 0 ? seconds / DAY : -((-seconds + DAY - 1) / DAY);
}

int64_t when_day_number(int64_t when, enum when_zone zone)
{
	struct civil civil;

	when_civil(when, zone, &civil);
	return floor_days(civil_seconds(&civil));
}

/* An offset in force around that time turns the clock's time into a time; the two that can be in
 * force are those a day before and after. */
int64_t when_from_civil(const struct civil *civil, enum when_zone zone)
{
	int64_t shown = civil_seconds(civil);
	struct civil before;
	struct civil after;
	struct civil check;
	int64_t first;

	if (zone == WHEN_UTC)
		return shown;
	date_to_local(shown - DAY, &before);
	date_to_local(shown + DAY, &after);
	first = shown - before.offset;
	date_to_local(first, &check);
	if (check.offset == before.offset)
		return first;
	date_to_local(shown - after.offset, &check);
	return check.offset == after.offset ? shown - after.offset : first;
}

static size_t finish(int length)
{
	return length > 0 ? (size_t)length : 0;
}

static size_t format_date(const struct civil *civil, bool near, char text[static WHEN_SIZE])
{
	if (near)
		return finish(
			snprintf(text, WHEN_SIZE, "%d %s", civil->day, months[civil->month - 1]));
	return finish(
		snprintf(text, WHEN_SIZE, "%04d-%02d-%02d", civil->year, civil->month, civil->day));
}

static size_t none(char text[static WHEN_SIZE])
{
	text[0] = '\0';
	return 0;
}

static size_t format_short(int64_t distance, const char *before, char text[static WHEN_SIZE])
{
	if (distance < HOUR)
		return finish(snprintf(text, WHEN_SIZE, "%s%dm", before, (int)(distance / MINUTE)));
	return finish(snprintf(text, WHEN_SIZE, "%s%dh", before, (int)(distance / HOUR)));
}

/* A date beside today's: without its year where no other is meant. */
static size_t format_day(const struct civil *civil, const struct civil *today, int64_t days,
			 char text[static WHEN_SIZE])
{
	return format_date(civil,
			   civil->year == today->year ||
				   (days < HALF_YEAR_DAYS && days > -HALF_YEAR_DAYS),
			   text);
}

size_t when_absolute(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE])
{
	struct civil civil, today;
	int64_t days;

	if (when == DATE_NONE)
		return none(text);
	when_civil(when, zone, &civil);
	when_civil(now, zone, &today);
	days = when_day_number(now, zone) - when_day_number(when, zone);
	if (days == 0)
		return when_clock(when, zone, text);
	return format_day(&civil, &today, days, text);
}

size_t when_exact(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE])
{
	struct civil civil, today;

	if (when == DATE_NONE)
		return none(text);
	when_civil(when, zone, &civil);
	when_civil(now, zone, &today);
	if (when_day_number(when, zone) == when_day_number(now, zone))
		return finish(snprintf(text, WHEN_SIZE, "%02d:%02d:%02d", civil.hour, civil.minute,
				       civil.second));
	if (civil.year == today.year)
		return finish(snprintf(text, WHEN_SIZE, "%2d %s %02d:%02d", civil.day,
				       months[civil.month - 1], civil.hour, civil.minute));
	return format_date(&civil, false, text);
}

size_t when_relative(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE])
{
	struct civil civil;
	struct civil today;
	int64_t days;

	if (when == DATE_NONE)
		return none(text);
	if (when > now - MINUTE && when < now + MINUTE)
		return finish(snprintf(text, WHEN_SIZE, "now"));
	if (when <= now && when > now - DAY)
		return format_short(now - when, "", text);
	if (when > now && when < now + DAY)
		return format_short(when - now, "in ", text);
	when_civil(when, zone, &civil);
	when_civil(now, zone, &today);
	days = when_day_number(now, zone) - when_day_number(when, zone);
	if (days >= 0 && days <= 6)
		return finish(snprintf(text, WHEN_SIZE, "%s", weekdays[civil.weekday]));
	return format_day(&civil, &today, days, text);
}

size_t when_distance(int64_t when, int64_t now, char text[static WHEN_SIZE])
{
	const char *before = when > now ? "in " : "";
	const char *after = when > now ? "" : " ago";
	int64_t distance;
	int64_t days;

	if (when == DATE_NONE)
		return none(text);
	distance = when > now ? when - now : now - when;
	if (distance < MINUTE)
		return finish(snprintf(text, WHEN_SIZE, "just now"));
	if (distance < HOUR)
		return finish(snprintf(text, WHEN_SIZE, "%s%d min%s", before,
				       (int)(distance / MINUTE), after));
	if (distance < 2 * DAY)
		return finish(snprintf(text, WHEN_SIZE, "%s%d h%s", before, (int)(distance / HOUR),
				       after));
	days = distance / DAY;
	return finish(snprintf(text, WHEN_SIZE, "%s%lld days%s", before, (long long)days, after));
}

size_t when_clock(int64_t when, enum when_zone zone, char text[static WHEN_SIZE])
{
	struct civil civil;

	if (when == DATE_NONE)
		return none(text);
	when_civil(when, zone, &civil);
	return finish(snprintf(text, WHEN_SIZE, "%02d:%02d", civil.hour, civil.minute));
}

size_t when_full(int64_t when, enum when_zone zone, char text[static WHEN_SIZE])
{
	struct civil civil;

	if (when == DATE_NONE)
		return none(text);
	when_civil(when, zone, &civil);
	return finish(snprintf(text, WHEN_SIZE, "%s %d %s %d %02d:%02d:%02d%s%s",
			       weekdays[civil.weekday], civil.day, months[civil.month - 1],
			       civil.year, civil.hour, civil.minute, civil.second,
			       civil.zone[0] != '\0' ? " " : "", civil.zone));
}

size_t when_day(int64_t when, int64_t now, enum when_zone zone, char text[static WHEN_SIZE])
{
	struct civil civil;
	struct civil today;
	int64_t days;

	if (when == DATE_NONE)
		return none(text);
	days = when_day_number(now, zone) - when_day_number(when, zone);
	if (days == 0 || days == 1)
		return finish(snprintf(text, WHEN_SIZE, "%s", days == 0 ? "today" : "yesterday"));
	when_civil(when, zone, &civil);
	when_civil(now, zone, &today);
	if (civil.year == today.year)
		return finish(snprintf(text, WHEN_SIZE, "%s %d %s", weekdays[civil.weekday],
				       civil.day, months[civil.month - 1]));
	return finish(snprintf(text, WHEN_SIZE, "%s %d %s %d", weekdays[civil.weekday], civil.day,
			       months[civil.month - 1], civil.year));
}
