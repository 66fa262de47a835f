#include "base/json_input.h"

#include <stdint.h>
#include <string.h>

#include "base/parse.h"
#include "base/text.h"

enum {
	MARK = 0xFDD0,
	NUL_BEHIND_MARK = 0xFDD1,
	SURROGATES_BEHIND_MARK = 0x10F800,
	REPLACEMENT = 0xFFFD,
	REAL_DIGITS_MAX = 308, /* in front of the point, for any double */
};

struct input {
	struct strbuf *out;
	const char *at;
	const char *end;
	bool marked;
};

static bool is_high_surrogate(uint32_t unit)
{
	return unit >> 10 == 0xD800 >> 10;
}

static bool is_low_surrogate(uint32_t unit)
{
	return unit >> 10 == 0xDC00 >> 10;
}

static void put(struct strbuf *out, uint32_t codepoint)
{
	char bytes[4];

	strbuf_add(out, bytes, text_encode(codepoint, bytes));
}

static void put_mark(struct input *in, uint32_t behind)
{
	put(in->out, MARK);
	put(in->out, behind);
	in->marked = true;
}

static void copy(struct input *in, size_t length)
{
	strbuf_add(in->out, in->at, length);
	in->at += length;
}

/* "\uXXXX" at this place. */
static bool peek_unit(const char *at, const char *end, uint32_t *unit)
{
	if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
		return false;
	*unit = 0;
	for (int i = 2; i < 6; i++) {
		char c = at[i];
		uint32_t digit;
		if (c >= '0' && c <= '9')
			digit = (uint32_t)(c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (uint32_t)((c | 0x20) - 'a' + 10);
		else
			return false;
		*unit = *unit << 4 | digit;
	}
	return true;
}

static void take_escape(struct input *in)
{
	uint32_t unit;
	uint32_t second;

	if (!peek_unit(in->at, in->end, &unit)) {
		copy(in, in->end - in->at < 2 || (in->at[1] & 0x80) ? 1 : 2);
		return;
	}
	if (is_high_surrogate(unit) && peek_unit(in->at + 6, in->end, &second) &&
	    is_low_surrogate(second)) {
		copy(in, 12);
		return;
	}
	if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
		put_mark(in, SURROGATES_BEHIND_MARK + (unit - 0xD800));
	} else if (unit == 0) {
		put_mark(in, NUL_BEHIND_MARK);
	} else if (unit == MARK) {
		put_mark(in, MARK);
	} else {
		copy(in, 6);
		return;
	}
	in->at += 6;
}

static void take_encoded(struct input *in)
{
	uint32_t codepoint;
	size_t used = text_decode(in->at, (size_t)(in->end - in->at), &codepoint);

	if (codepoint == MARK)
		put_mark(in, MARK);
	else
		put(in->out, is_high_surrogate(codepoint) || is_low_surrogate(codepoint)
				     ? REPLACEMENT
				     : codepoint);
	in->at += used;
}

/* Up to and with the closing quote. */
static void take_string(struct input *in)
{
	copy(in, 1);
	while (in->at < in->end) {
		const char *plain = in->at;
		while (plain < in->end && *plain != '"' && *plain != '\\' && !(*plain & 0x80))
			plain++;
		copy(in, (size_t)(plain - in->at));
		if (in->at == in->end)
			return;
		if (*in->at == '"') {
			copy(in, 1);
			return;
		}
		if (*in->at == '\\')
			take_escape(in);
		else
			take_encoded(in);
	}
}

static const char *skip_digits(const char *at, const char *end)
{
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at;
}

/* The parts of a number; those that are not there are empty. */
struct number {
	const char *start; /* with the sign */
	const char *whole;
	const char *whole_end;
	const char *fraction;
	const char *fraction_end;
	const char *power; /* with its sign */
	const char *power_digits;
	const char *end;
};

/* Whether that is a number; its end is known in any case. */
static bool scan_number(const char *at, const char *end, struct number *number)
{
	number->start = at;
	number->whole = at + (*at == '-');
	number->whole_end = skip_digits(number->whole, end);
	number->end = number->whole_end;
	number->fraction = number->fraction_end = number->power = number->power_digits = end;
	if (number->end < end && *number->end == '.') {
		number->fraction = number->end + 1;
		number->fraction_end = number->end = skip_digits(number->fraction, end);
		if (number->fraction == number->fraction_end)
			return false;
	}
	if (number->end < end && (*number->end | 0x20) == 'e') {
		number->power = number->power_digits = number->end + 1;
		if (number->power < end && (*number->power == '+' || *number->power == '-'))
			number->power_digits++;
		number->end = skip_digits(number->power_digits, end);
		if (number->power_digits == number->end)
			return false;
	}
	return number->whole_end - number->whole == 1 ||
	       (number->whole < number->whole_end && *number->whole != '0');
}

/* Whether a number is so large that a double might not hold it. */
static bool is_huge(const struct number *number)
{
	int64_t power = 0;
	int64_t digits = number->whole_end - number->whole; /* in front of the point */

	if (*number->whole == '0') {
		const char *first = number->fraction;
		while (first < number->fraction_end && *first == '0')
			first++;
		if (first == number->fraction_end)
			return false;
		digits = number->fraction - first;
	}
	if (number->power < number->end &&
	    !parse_int64(number->power, (size_t)(number->end - number->power), INT32_MIN, INT32_MAX,
			 &power))
		return *number->power != '-';
	return digits + power > REAL_DIGITS_MAX;
}

static void take_number(struct input *in)
{
	struct number number;
	int64_t value;

	if (!scan_number(in->at, in->end, &number)) {
		copy(in, (size_t)(number.end - in->at));
	} else if (is_huge(&number)) {
		strbuf_addstr(in->out, *in->at == '-' ? "-1e308" : "1e308");
		in->at = number.end;
	} else {
		size_t length = (size_t)(number.end - in->at);
		bool too_long = number.end == number.whole_end &&
				!parse_int64(in->at, length, INT64_MIN, INT64_MAX, &value);
		copy(in, length);
		if (too_long)
			strbuf_addstr(in->out, "e0");
	}
}

bool json_input_prepare(struct strbuf *out, const char *bytes, size_t length, bool *marked)
{
	struct input in = { .out = out, .at = bytes, .end = bytes + length };

	while (in.at < in.end && !out->overflow) {
		char c = *in.at;
		if (c == '"')
			take_string(&in);
		else if (c == '-' || (c >= '0' && c <= '9'))
			take_number(&in);
		else if (c & 0x80)
			take_encoded(&in);
		else
			copy(&in, 1);
	}
	*marked = in.marked;
	return !out->overflow;
}

size_t json_input_restore(char *bytes, size_t length, bool plain)
{
	static const char mark[] = { '\xEF', '\xB7', '\x90' };
	char *to = bytes;
	const char *from = bytes;
	const char *end = bytes + length;

	for (;;) {
		const char *found = memmem(from, (size_t)(end - from), mark, sizeof(mark));
		size_t before = (size_t)((found ? found : end) - from);
		memmove(to, from, before);
		to += before;
		from += before;
		if (!found)
			return (size_t)(to - bytes);

		uint32_t behind;
		from += sizeof(mark);
		from += text_decode(from, (size_t)(end - from), &behind);
		uint32_t codepoint = MARK;
		if (behind == NUL_BEHIND_MARK)
			codepoint = 0;
		else if (behind >= SURROGATES_BEHIND_MARK)
			codepoint = 0xD800 + (behind - SURROGATES_BEHIND_MARK);
		if (plain && codepoint != MARK)
			codepoint = REPLACEMENT;
		char encoded[4];
		size_t size = text_encode(codepoint, encoded);
		memcpy(to, encoded, size);
		to += size;
	}
}
