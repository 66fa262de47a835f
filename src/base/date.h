/*
 * date.h - the date formats of the API, without locale and without time zone state.
 *
 * Times are int64_t seconds since 1970-01-01T00:00:00Z. DATE_NONE is "no date" (JSON null).
 */
#ifndef MSGDECK_BASE_DATE_H
#define MSGDECK_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT64_MIN

struct civil {
	int year;     /* 1..9999 */
	int month;    /* 1..12 */
	int day;      /* 1..31 */
	int hour;     /* 0..23 */
	int minute;   /* 0..59 */
	int second;   /* 0..59 */
	int weekday;  /* 0 = Sunday */
	int offset;   /* seconds east of UTC */
	char zone[8]; /* abbreviation, "" where unknown */
};

/* RFC 2822 as the 2010 API writes it: "Fri, 24 May 2019 17:44:50 +0000". The day name is optional,
 * any numeric zone or GMT/UTC/Z is accepted. Strict: the whole text must match. */
bool date_parse_rfc2822(const char *text, size_t length, int64_t *when);
/* ISO 8601: "2019-05-24", "2019-05-24T17:44:50Z", with fractions (dropped) and zones. */
bool date_parse_iso(const char *text, size_t length, int64_t *when);

#define DATE_RFC2822_SIZE 32
#define DATE_ISO_SIZE 32
/* All write NUL-terminated text and return its length; DATE_NONE gives "" and 0. Times outside the
 * years 1 to 9999 are shown as the nearest within. */
size_t date_format_rfc2822(int64_t when, char text[static DATE_RFC2822_SIZE]);
size_t date_format_iso(int64_t when, char text[static DATE_ISO_SIZE]); /* …T…Z */
size_t date_format_day(int64_t when, char text[static DATE_ISO_SIZE]); /* YYYY-MM-DD, UTC */

/* Proleptic Gregorian, UTC. Months, days, hours, … outside their range carry over. */
int64_t date_from_civil(int year, int month, int day, int hour, int minute, int second);
void date_to_utc(int64_t when, struct civil *out);
/* 28 to 31, of the month 1 to 12. */
int date_days_in_month(int year, int month);
/* In the zone of TZ (localtime_r). */
void date_to_local(int64_t when, struct civil *out);
/* Start of the UTC day that holds `when`. */
int64_t date_utc_midnight(int64_t when);

#endif
