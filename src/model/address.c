#include "model/address.h"

#include <stdio.h>
#include <string.h>

#include "model/address_plan.h"

#define DIGITS_MIN 7
#define DIGITS_MAX 15
#define SHORT_CODE_MIN 3
#define SHORT_CODE_MAX 8
#define CHANNEL_MAX 20

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool all_digits(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_digit(text[i]))
			return false;
	return length > 0;
}

/* Bytes of "name" in "name:…", 0 when there is no such start. */
static size_t channel_length(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && at < CHANNEL_MAX &&
	       (is_letter(text[at]) || (at > 0 && (is_digit(text[at]) || text[at] == '_'))))
		at++;
	return at < length && text[at] == ':' ? at : 0;
}

/* How many bytes of prefix are at the start of the digits; 0 when it is not there. Of the several hundred
 * that are tried most differ in the first byte or two. */
static size_t matches(const char *prefix, const char *digits, size_t length)
{
	size_t at = 0;

	while (at < length && prefix[at] && prefix[at] == digits[at])
		at++;
	return prefix[at] ? 0 : at;
}

const char *address_country_of(const char *digits, size_t length)
{
	const char *country = "";
	size_t longest = 0;

	for (size_t i = 0; i < plan_country_count; i++) {
		size_t size = matches(plan_countries[i].prefix, digits, length);

		if (size > longest) {
			longest = size;
			country = plan_countries[i].country;
		}
	}
	return country;
}

const char *address_region_of(const char *digits, size_t length)
{
	if (length < 4 || digits[0] != '1')
		return "";
	for (size_t i = 0; i < plan_region_count; i++)
		for (const char *code = plan_regions[i].codes; *code; code += strspn(code, " "))
			if (memcmp(code, digits + 1, 3) == 0)
				return plan_regions[i].region;
			else
				code += 3;
	return "";
}

/* Zone 1 and zone 7 have one digit, these two, all others three. */
size_t address_country_code(const char *digits, size_t length)
{
	static const char two_digits[] =
		"20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 "
		"53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 "
		"93 94 95 98";

	if (length == 0 || digits[0] == '0')
		return 0;
	if (digits[0] == '1' || digits[0] == '7')
		return 1;
	for (size_t i = 0; length >= 2 && i + 1 < sizeof(two_digits); i += 3)
		if (memcmp(two_digits + i, digits, 2) == 0)
			return 2;
	return length >= 3 ? 3 : 0;
}

static enum address_kind kind_of(struct text value)
{
	if (value.length == 0)
		return ADDRESS_NONE;
	if (value.data[0] == '+' && value.length - 1 >= DIGITS_MIN &&
	    value.length - 1 <= DIGITS_MAX && all_digits(value.data + 1, value.length - 1))
		return ADDRESS_PHONE;
	if (value.length >= SHORT_CODE_MIN && value.length <= SHORT_CODE_MAX &&
	    all_digits(value.data, value.length))
		return ADDRESS_SHORT_CODE;
	return ADDRESS_NAME;
}

void address_parse(struct text text, struct address *address)
{
	size_t channel = text.data == NULL ? 0 : channel_length(text.data, text.length);
	size_t skipped = channel > 0 ? channel + 1 : 0;

	*address = (struct address){ .kind = ADDRESS_NONE };
	if (text.data == NULL)
		return;
	if (channel > 0)
		address->channel = (struct text){ .data = text.data, .length = channel };
	address->value =
		(struct text){ .data = text.data + skipped, .length = text.length - skipped };
	address->kind = kind_of(address->value);
	if (address->kind == ADDRESS_PHONE)
		snprintf(address->country, sizeof(address->country), "%s",
			 address_country_of(address->value.data + 1, address->value.length - 1));
}

static const char *groups_for(const char *digits, size_t length)
{
	const char *groups = "";
	size_t longest = 0;

	for (size_t i = 0; i < plan_group_count; i++) {
		size_t size = matches(plan_groups[i].prefix, digits, length);

		if (size > longest) {
			longest = size;
			groups = plan_groups[i].groups;
		}
	}
	return groups;
}

/* By threes from the front, the last group of two to four. */
static void format_threes(struct strbuf *out, const char *digits, size_t length)
{
	while (length > 4) {
		strbuf_addch(out, ' ');
		strbuf_add(out, digits, 3);
		digits += 3;
		length -= 3;
	}
	strbuf_addch(out, ' ');
	strbuf_add(out, digits, length);
}

/* Which group takes more or fewer digits than its number: the last of two, else the one before. */
static size_t elastic_group(const char *groups)
{
	size_t count = strlen(groups);

	return count < 3 ? count - 1 : count - 2;
}

/* Digits left for the elastic group. */
static size_t elastic_size(const char *groups, size_t length)
{
	size_t others = 0;

	for (size_t i = 0; groups[i] != '\0'; i++)
		if (i != elastic_group(groups))
			others += (size_t)(groups[i] - '0');
	return length > others ? length - others : 0;
}

static void format_groups(struct strbuf *out, const char *groups, const char *digits, size_t length)
{
	for (size_t i = 0; groups[i] != '\0'; i++) {
		size_t size = i == elastic_group(groups) ? elastic_size(groups, length)
							 : (size_t)(groups[i] - '0');

		strbuf_addch(out, ' ');
		strbuf_add(out, digits, size);
		digits += size;
	}
}

static void format_phone(struct strbuf *out, const char *digits, size_t length)
{
	size_t code = address_country_code(digits, length);
	const char *groups = groups_for(digits, length);

	strbuf_addch(out, '+');
	strbuf_add(out, digits, code);
	if (code == 0)
		strbuf_add(out, digits, length);
	else if (groups[0] != '\0' && elastic_size(groups, length - code) > 1)
		format_groups(out, groups, digits + code, length - code);
	else
		format_threes(out, digits + code, length - code);
}

void address_format(struct strbuf *out, struct text text)
{
	struct address address;

	address_parse(text, &address);
	if (address.kind != ADDRESS_PHONE) {
		strbuf_add(out, text.data == NULL ? "" : text.data, text.length);
		return;
	}
	if (address.channel.data != NULL) {
		strbuf_add(out, address.channel.data, address.channel.length);
		strbuf_addch(out, ':');
	}
	format_phone(out, address.value.data + 1, address.value.length - 1);
}

/* Bytes of a character that people put between digits; 0 when it is none. */
static size_t separator(const char *text, size_t length)
{
	static const char *const wide[] = {
		"\u00a0", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u202f", "\u2009",
	};

	if (strchr(" \t-.()/", text[0]) != NULL && text[0] != '\0')
		return 1;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (matches(wide[i], text, length) > 0)
			return strlen(wide[i]);
	return 0;
}

/* Appends the digits, with a plus where one was in front; false when there is anything else. */
static bool add_number(struct strbuf *out, const char *text, size_t length)
{
	size_t digits = 0;

	for (size_t i = 0; i < length;) {
		size_t skipped = separator(text + i, length - i);

		if (is_digit(text[i]) || (text[i] == '+' && digits == 0)) {
			strbuf_addch(out, text[i]);
			digits += is_digit(text[i]);
			i++;
		} else if (skipped > 0) {
			i += skipped;
		} else {
			return false;
		}
	}
	return digits > 0;
}

bool address_normalise(struct strbuf *out, const char *typed, size_t length)
{
	struct strbuf number = STRBUF_INIT(STRBUF_LINE);
	size_t channel = channel_length(typed, length);
	size_t skipped = channel > 0 ? channel + 1 : 0;
	bool is_number = add_number(&number, typed + skipped, length - skipped);

	if (!is_number) {
		strbuf_add(out, typed, length);
		strbuf_release(&number);
		return false;
	}
	for (size_t i = 0; i < channel; i++)
		strbuf_addch(out, is_letter(typed[i]) ? (char)(typed[i] | 0x20) : typed[i]);
	if (channel > 0)
		strbuf_addch(out, ':');
	if (number.length > 2 && memcmp(number.data, "00", 2) == 0) {
		strbuf_addch(out, '+');
		strbuf_add(out, number.data + 2, number.length - 2);
	} else {
		strbuf_add(out, number.data, number.length);
	}
	strbuf_release(&number);
	return true;
}

/* -- sorting ----------------------------------------------------------------------------------- */

#define DIGIT_BITS 4
#define CLASS_SHIFT (DIGIT_BITS * DIGITS_MAX)

enum sort_class { BEFORE_NUMBERS, NUMBERS, BEHIND_NUMBERS };

/* What stands behind the plus sign, four bits a digit up to the first that is none, in the order of the
 * bytes: an end is 0, what sorts before a digit 1, digits 2 to 11, what sorts behind them 12. */
static uint64_t digits_key(struct text text, bool *whole)
{
	uint64_t key = 0;
	size_t at = 1;

	for (; at < text.length && at <= DIGITS_MAX && is_digit(text.data[at]); at++)
		key |= (uint64_t)(text.data[at] - '0' + 2) << DIGIT_BITS * (DIGITS_MAX - at);
	*whole = at >= text.length;
	if (!*whole && at <= DIGITS_MAX)
		key |= (uint64_t)((unsigned char)text.data[at] < '0' ? 1 : 12)
		       << DIGIT_BITS * (DIGITS_MAX - at);
	return key;
}

uint64_t address_sort_key(struct text text, bool *whole)
{
	enum sort_class class = NUMBERS;
	uint64_t key = 0;

	if (text.length && text.data[0] == '+')
		return (uint64_t) class << CLASS_SHIFT | digits_key(text, whole);
	*whole = false;
	class = text.length && (unsigned char)text.data[0] > '+' ? BEHIND_NUMBERS : BEFORE_NUMBERS;
	for (size_t i = 0; i < sizeof(key); i++)
		key = key << 8 | (i < text.length ? (unsigned char)text.data[i] : 0);
	return (uint64_t) class << CLASS_SHIFT | key >> (64 - CLASS_SHIFT);
}
