#include "sandbox/jsonout.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

#define DAY 86400

static const char hex[] = "0123456789abcdef";

static void add_escape(struct strbuf *out, uint32_t unit)
{
	char escape[6] = {
		'\\',          'u', hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15],
		hex[unit & 15]
	};

	strbuf_add(out, escape, sizeof(escape));
}

static void add_codepoint(struct strbuf *out, uint32_t codepoint, bool utf8)
{
	static const char letters[] = "btn\1fr"; /* \b is 8; 11 has no letter */
	char bytes[4];

	if (codepoint == '"' || codepoint == '\\') {
		strbuf_addch(out, '\\');
		strbuf_addch(out, (char)codepoint);
	} else if (codepoint >= 8 && codepoint <= 13 && codepoint != 11) {
		strbuf_addch(out, '\\');
		strbuf_addch(out, letters[codepoint - 8]);
	} else if (codepoint < 0x20 || (codepoint >= 0xd800 && codepoint < 0xe000)) {
		add_escape(out, codepoint);
	} else if (utf8) {
		strbuf_add(out, bytes, text_encode(codepoint, bytes));
	} else if (codepoint >= 0x10000) {
		add_escape(out, 0xd800 + ((codepoint - 0x10000) >> 10));
		add_escape(out, 0xdc00 + ((codepoint - 0x10000) & 0x3ff));
	} else {
		add_escape(out, codepoint);
	}
}

static bool is_plain(char c)
{
	return (signed char)c >= 0x20 && c != '"' && c != '\\';
}

void out_string(struct strbuf *out, const char *text, size_t length, bool utf8)
{
	size_t at = 0;

	strbuf_addch(out, '"');
	while (at < length) {
		size_t plain = at;
		uint32_t codepoint;

		while (plain < length && is_plain(text[plain]))
			plain++;
		strbuf_add(out, text + at, plain - at);
		at = plain;
		if (at == length)
			break;
		at += text_decode(text + at, length - at, &codepoint);
		add_codepoint(out, codepoint, utf8);
	}
	strbuf_addch(out, '"');
}

void out_text(struct strbuf *out, const char *text)
{
	if (text == NULL)
		strbuf_addstr(out, "null");
	else
		out_string(out, text, strlen(text), true);
}

void out_number(struct strbuf *out, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	strbuf_add(out, digits + at, sizeof(digits) - at);
}

/* Neighbours in a list mostly have the same day, whose part is kept. */
void out_date_text(struct strbuf *out, int64_t when)
{
	static int64_t last_day = INT64_MIN;
	static char text[DATE_RFC2822_SIZE];
	static size_t length;
	int64_t day = when / DAY;
	int64_t second = when % DAY;
	char *clock;

	if (day != last_day) {
		length = date_format_rfc2822(day * DAY, text);
		last_day = day;
	}
	clock = text + length - strlen("00:00:00 +0000");
	clock[0] = (char)('0' + second / 36000);
	clock[1] = (char)('0' + second / 3600 % 10);
	clock[3] = (char)('0' + second / 600 % 6);
	clock[4] = (char)('0' + second / 60 % 10);
	clock[6] = (char)('0' + second / 10 % 6);
	clock[7] = (char)('0' + second % 10);
	strbuf_add(out, text, length);
}

void out_date(struct strbuf *out, int64_t when)
{
	if (when == DATE_NONE) {
		strbuf_addstr(out, "null");
		return;
	}
	strbuf_addch(out, '"');
	out_date_text(out, when);
	strbuf_addch(out, '"');
}

void out_iso_date(struct strbuf *out, int64_t when)
{
	char text[DATE_ISO_SIZE];

	if (when == DATE_NONE) {
		strbuf_addstr(out, "null");
		return;
	}
	date_format_iso(when, text);
	strbuf_addf(out, "\"%s\"", text);
}

void out_member(struct strbuf *out, const char *name)
{
	strbuf_addf(out, ", \"%s\": ", name);
}

void out_member_text(struct strbuf *out, const char *name, const char *value)
{
	out_member(out, name);
	out_text(out, value);
}

void out_member_bool(struct strbuf *out, const char *name, bool value)
{
	out_member(out, name);
	strbuf_addstr(out, value ? "true" : "false");
}
