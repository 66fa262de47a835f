#include "model/period.h"

#define MINUTES_5 INT64_C(300)
#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)
#define WEEK_DAYS 7
#define MONTH_DAYS 30
#define QUARTERS 4

const char *period_name(enum period_kind kind)
{
	static const char *const names[PERIOD_KINDS] = {
		[PERIOD_HOUR] = "last hour",   [PERIOD_DAY] = "last 24 h",
		[PERIOD_WEEK] = "last 7 days", [PERIOD_MONTH] = "last 30 days",
		[PERIOD_ALL] = "all there is",
	};

	return names[kind];
}

const char *period_word(enum period_kind kind)
{
	static const char *const words[PERIOD_KINDS] = {
		[PERIOD_HOUR] = "hour",   [PERIOD_DAY] = "day", [PERIOD_WEEK] = "week",
		[PERIOD_MONTH] = "month", [PERIOD_ALL] = "all",
	};

	return words[kind];
}

const char *period_unit_name(enum period_unit unit)
{
	static const char *const names[] = {
		[PERIOD_BY_MINUTES] = "by 5 minutes", [PERIOD_BY_HOUR] = "by hour",
		[PERIOD_BY_QUARTER] = "by 6 hours",   [PERIOD_BY_DAY] = "by day",
		[PERIOD_BY_WEEK] = "by week",         [PERIOD_BY_MONTH] = "by month",
	};

	return names[unit];
}

size_t period_bucket(const struct period *period, int64_t when)
{
	size_t low = 0;
	size_t high = period->buckets;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (period->edges[middle] <= when)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* So many seconds by the clock after the beginning of a day (when_day_number). */
static int64_t clock_at(int64_t day, int64_t seconds, enum when_zone zone)
{
	struct civil civil;

	date_to_utc(day * DAY + seconds, &civil);
	return when_from_civil(&civil, zone);
}

static int64_t seconds_of_day(int64_t when, enum when_zone zone)
{
	struct civil civil;

	when_civil(when, zone, &civil);
	return civil.hour * HOUR + civil.minute * 60 + civil.second;
}

/* Buckets of so many seconds, the last of which ends at `end`. */
static void even(struct period *period, int64_t end, int64_t step, int64_t now)
{
	int64_t length = (int64_t)period->buckets * step;

	end -= length * period->back;
	for (size_t i = 0; i <= period->buckets; i++)
		period->edges[i] = end - (int64_t)(period->buckets - i) * step;
	period->before_from = period->edges[0] - length;
	period->before_to = period->back ? period->edges[0] : now + 1 - length;
}

/* Whole days, each cut into as many buckets. */
static void by_days(struct period *period, int64_t days, int64_t parts, int64_t now,
		    enum when_zone zone)
{
	int64_t today = when_day_number(now, zone);
	int64_t first = today - (period->back + 1) * days + 1;

	for (size_t i = 0; i <= period->buckets; i++)
		period->edges[i] = clock_at(first + (int64_t)i / parts,
					    (int64_t)i % parts * (DAY / parts), zone);
	period->before_from = clock_at(first - days, 0, zone);
	period->before_to = period->edges[0];
	if (!period->back)
		period->before_to = clock_at(today - days, seconds_of_day(now, zone), zone) + 1;
}

static int64_t month_at(int64_t month, enum when_zone zone)
{
	struct civil civil = { .year = (int)(month / 12),
			       .month = (int)(month % 12) + 1,
			       .day = 1 };

	return when_from_civil(&civil, zone);
}

static void by_months(struct period *period, int64_t oldest, int64_t now, enum when_zone zone)
{
	struct civil first, last;
	int64_t month;

	when_civil(oldest, zone, &first);
	when_civil(now, zone, &last);
	period->unit = PERIOD_BY_MONTH;
	month = first.year * INT64_C(12) + first.month - 1;
	period->buckets = (size_t)(last.year * INT64_C(12) + last.month - month);
	if (period->buckets > PERIOD_BUCKETS_MAX) {
		month += (int64_t)period->buckets - PERIOD_BUCKETS_MAX;
		period->buckets = PERIOD_BUCKETS_MAX;
	}
	for (size_t i = 0; i <= period->buckets; i++)
		period->edges[i] = month_at(month + (int64_t)i, zone);
	if (period->edges[0] > oldest)
		period->edges[0] = oldest;
}

static void everything(struct period *period, int64_t oldest, int64_t now, enum when_zone zone)
{
	int64_t today = when_day_number(now, zone);
	int64_t step = 1;
	int64_t first;

	period->back = 0;
	period->before_from = period->before_to = DATE_NONE;
	if (oldest == DATE_NONE || oldest > now)
		oldest = now;
	first = when_day_number(oldest, zone);
	period->unit = PERIOD_BY_DAY;
	if (today - first >= PERIOD_BUCKETS_MAX) {
		period->unit = PERIOD_BY_WEEK;
		step = WEEK_DAYS;
		first -= ((first + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
	}
	if (today - first >= PERIOD_BUCKETS_MAX * step) {
		by_months(period, oldest, now, zone);
		return;
	}
	period->buckets = (size_t)((today - first) / step) + 1;
	for (size_t i = 0; i <= period->buckets; i++)
		period->edges[i] = clock_at(first + (int64_t)i * step, 0, zone);
}

void period_set(struct period *period, enum period_kind kind, unsigned back, int64_t now,
		int64_t oldest, enum when_zone zone)
{
	*period = (struct period){ .kind = kind, .back = back };
	switch (kind) {
	case PERIOD_HOUR:
		period->unit = PERIOD_BY_MINUTES;
		period->buckets = 12;
		even(period, now - now % MINUTES_5 + MINUTES_5, MINUTES_5, now);
		break;
	case PERIOD_DAY:
		period->unit = PERIOD_BY_HOUR;
		period->buckets = 24;
		even(period, now - seconds_of_day(now, zone) % HOUR + HOUR, HOUR, now);
		break;
	case PERIOD_WEEK:
		period->unit = PERIOD_BY_QUARTER;
		period->buckets = (size_t)WEEK_DAYS * QUARTERS;
		by_days(period, WEEK_DAYS, QUARTERS, now, zone);
		break;
	case PERIOD_MONTH:
		period->unit = PERIOD_BY_DAY;
		period->buckets = MONTH_DAYS;
		by_days(period, MONTH_DAYS, 1, now, zone);
		break;
	case PERIOD_ALL:
	case PERIOD_KINDS:
		everything(period, oldest, now, zone);
		break;
	}
}
