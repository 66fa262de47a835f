/*
 * fuzz_date.c - a date that is accepted survives being written and read again.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int64_t when)
{
	char text[DATE_RFC2822_SIZE];
	char iso[DATE_ISO_SIZE];
	int64_t again;

	if (!date_parse_rfc2822(text, date_format_rfc2822(when, text), &again) || again != when)
		abort();
	if (!date_parse_iso(iso, date_format_iso(when, iso), &again) || again != when)
		abort();
	if (!date_parse_iso(iso, date_format_day(when, iso), &again) ||
	    again != date_utc_midnight(when))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	int64_t when;

	if (date_parse_rfc2822(text, size, &when))
		check(when);
	if (date_parse_iso(text, size, &when))
		check(when);
	return 0;
}
