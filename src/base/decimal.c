#include "base/decimal.h"

#include <stdio.h>
#include <string.h>

#include "base/parse.h"

#define EXPONENT_MAX 99

__extension__ typedef __int128 wide;

/* 19 digits of units and DECIMAL_SCALE_MAX zeros fit 128 bits. */
static wide scaled(struct decimal value, uint8_t scale)
{
	wide units = value.units;

	for (; value.scale < scale; value.scale++)
		units *= 10;
	return units;
}

static uint8_t larger_scale(struct decimal a, struct decimal b)
{
	return a.scale > b.scale ? a.scale : b.scale;
}

bool decimal_parse(const char *text, size_t length, struct decimal *value)
{
	size_t at = length && (text[0] == '-' || text[0] == '+');
	bool negative = at && text[0] == '-';
	size_t digits = 0; /* since the sign or the point */
	bool point = false;
	struct decimal parsed = { 0 };

	for (; at < length; at++) {
		if (text[at] == '.') {
			if (point || !digits)
				return false;
			point = true;
			digits = 0;
			continue;
		}
		int digit = text[at] - '0';
		if (digit < 0 || digit > 9)
			return false;
		if (point && ++parsed.scale > DECIMAL_SCALE_MAX)
			return false;
		if (__builtin_mul_overflow(parsed.units, 10, &parsed.units) ||
		    __builtin_add_overflow(parsed.units, digit, &parsed.units))
			return false;
		digits++;
	}
	if (!digits)
		return false;
	*value = negative ? decimal_negate(parsed) : parsed;
	return true;
}

/* Times a power of ten; false when that has too many digits, in front of the point or behind it. */
static bool shift(struct decimal *value, int64_t exponent)
{
	int64_t scale = value->scale - exponent;

	for (; scale < 0 && value->units; scale++)
		if (__builtin_mul_overflow(value->units, 10, &value->units))
			return false;
	for (; scale > DECIMAL_SCALE_MAX && value->units && value->units % 10 == 0; scale--)
		value->units /= 10;
	if (!value->units)
		scale = 0;
	value->scale = (uint8_t)scale;
	return scale <= DECIMAL_SCALE_MAX;
}

bool decimal_parse_number(const char *text, size_t length, struct decimal *value)
{
	const char *e = memchr(text, 'e', length);
	int64_t exponent;

	if (!e)
		e = memchr(text, 'E', length);
	if (!e)
		return decimal_parse(text, length, value);
	struct decimal parsed;
	const char *power = e + 1;
	if (!decimal_parse(text, (size_t)(e - text), &parsed) ||
	    !parse_int64(power, (size_t)(text + length - power), -EXPONENT_MAX, EXPONENT_MAX,
			 &exponent) ||
	    !shift(&parsed, exponent))
		return false;
	*value = parsed;
	return true;
}

size_t decimal_format(struct decimal value, char text[static DECIMAL_SIZE])
{
	char digits[DECIMAL_SIZE];
	uint64_t magnitude = value.units < 0 ? -(uint64_t)value.units : (uint64_t)value.units;
	const char *sign = value.units < 0 ? "-" : "";

	/* At least one digit stays in front of the point. */
	int count = snprintf(digits, sizeof(digits), "%0*llu", value.scale + 1,
			     (unsigned long long)magnitude);
	int whole = count - value.scale;
	return (size_t)snprintf(text, DECIMAL_SIZE, "%s%.*s%s%s", sign, whole, digits,
				value.scale ? "." : "", digits + whole);
}

bool decimal_add(struct decimal *sum, struct decimal value)
{
	uint8_t scale = larger_scale(*sum, value);
	wide total = scaled(*sum, scale) + scaled(value, scale);

	if (total > INT64_MAX || total < -INT64_MAX)
		return false;
	*sum = (struct decimal){ .units = (int64_t)total, .scale = scale };
	return true;
}

bool decimal_times(struct decimal *value, uint64_t count)
{
	int64_t units;

	if (count > INT64_MAX || __builtin_mul_overflow(value->units, (int64_t)count, &units))
		return false;
	value->units = units;
	return true;
}

int decimal_compare(struct decimal a, struct decimal b)
{
	uint8_t scale = larger_scale(a, b);
	wide left = scaled(a, scale);
	wide right = scaled(b, scale);

	return (left > right) - (left < right);
}

struct decimal decimal_negate(struct decimal value)
{
	value.units = -value.units;
	return value;
}

bool decimal_is_zero(struct decimal value)
{
	return value.units == 0;
}

int64_t decimal_share(struct decimal part, struct decimal whole, uint16_t parts)
{
	uint8_t scale = larger_scale(part, whole);
	wide of = scaled(whole, scale);
	wide times = scaled(part, scale);
	bool negative = times < 0;

	if (of <= 0)
		return 0;
	if (negative)
		times = -times;
	/* 16 bits more than scaled() gives fit, too. */
	wide shares = (times * parts + of / 2) / of;
	if (shares > INT64_MAX)
		shares = INT64_MAX;
	return (int64_t)(negative ? -shares : shares);
}
