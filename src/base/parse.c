#include "base/parse.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

bool parse_int64(const char *text, size_t length, int64_t min, int64_t max, int64_t *value)
{
	size_t at = length && (text[0] == '-' || text[0] == '+');
	bool negative = at && text[0] == '-';
	int64_t number = 0;

	if (at == length)
		return false;
	for (; at < length; at++) {
		int digit = text[at] - '0';
		if (digit < 0 || digit > 9)
			return false;
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, negative ? -digit : digit, &number))
			return false;
	}
	if (number < min || number > max)
		return false;
	*value = number;
	return true;
}

/* How many of the bytes in front are digits. */
static size_t count_digits(const char *text, size_t length)
{
	size_t digits = 0;

	while (digits < length && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	return digits;
}

static bool is_word(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && !strncasecmp(text, word, length);
}

bool parse_duration(const char *text, size_t length, int64_t unit_ms, int64_t *ms)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = {
		{ "ms", 1 },
		{ "s", 1000 },
		{ "m", 60 * 1000 },
		{ "h", 60 * 60 * 1000 },
		{ "d", 24 * 60 * 60 * 1000 },
		{ "w", 7 * 24 * 60 * 60 * 1000 },
	};
	size_t digits = count_digits(text, length);
	int64_t number;

	if (!parse_int64(text, digits, 0, INT64_MAX, &number))
		return false;
	if (digits == length)
		return !__builtin_mul_overflow(number, unit_ms, ms);
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		int64_t product;
		if (!is_word(text + digits, length - digits, units[i].name))
			continue;
		if (__builtin_mul_overflow(number, units[i].ms, &product))
			return false;
		*ms = product;
		return true;
	}
	return false;
}

bool parse_size(const char *text, size_t length, uint64_t *bytes)
{
	static const char *const suffixes[][3] = {
		{ "", "B", "B" },     { "K", "KB", "KiB" }, { "M", "MB", "MiB" },
		{ "G", "GB", "GiB" }, { "T", "TB", "TiB" },
	};
	size_t digits = count_digits(text, length);
	const char *rest = text + digits;
	int64_t number;

	if (!parse_int64(text, digits, 0, INT64_MAX, &number))
		return false;
	for (size_t power = 0; power < ARRAY_SIZE(suffixes); power++) {
		bool named = false;
		for (size_t i = 0; i < ARRAY_SIZE(suffixes[power]); i++)
			named |= is_word(rest, length - digits, suffixes[power][i]);
		if (!named)
			continue;
		if ((uint64_t)number > UINT64_MAX >> (10 * power))
			return false;
		*bytes = (uint64_t)number << (10 * power);
		return true;
	}
	return false;
}

bool parse_bool(const char *text, size_t length, bool *value)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
		{ "yes", true }, { "true", true },   { "on", true },   { "1", true },
		{ "no", false }, { "false", false }, { "off", false }, { "0", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (is_word(text, length, words[i].word)) {
			*value = words[i].value;
			return true;
		}
	}
	return false;
}

int parse_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

const char *parse_trim(const char *text, size_t *length)
{
	while (*length && is_blank(*text)) {
		text++;
		--*length;
	}
	while (*length && is_blank(text[*length - 1]))
		--*length;
	return text;
}
