#include "sandbox/sid.h"

#include <string.h>

#include "base/parse.h"
#include "sandbox/rng.h"

#define ROUNDS 4

struct halves {
	uint64_t number;
	uint64_t check;
};

static uint64_t check_of(uint64_t key, enum sid_kind kind)
{
	return mix(key, 0x51d0 + (uint64_t)kind);
}

/* A Feistel network, so that it runs backwards whatever mix() does. */
static void scramble(uint64_t key, struct halves *h)
{
	for (uint64_t round = 0; round < ROUNDS; round++) {
		uint64_t next = h->number ^ mix(key + round, h->check);

		h->number = h->check;
		h->check = next;
	}
}

static void unscramble(uint64_t key, struct halves *h)
{
	for (uint64_t round = ROUNDS; round-- > 0;) {
		uint64_t next = h->check ^ mix(key + round, h->number);

		h->check = h->number;
		h->number = next;
	}
}

static void write_hex(uint64_t value, char *text)
{
	for (int i = 15; i >= 0; i--) {
		text[i] = "0123456789abcdef"[value & 15];
		value >>= 4;
	}
}

static bool read_hex(const char *text, uint64_t *value)
{
	*value = 0;
	for (int i = 0; i < 16; i++) {
		int digit = parse_hex_digit(text[i]);

		if (digit < 0)
			return false;
		*value = *value << 4 | (uint64_t)digit;
	}
	return true;
}

void sid_format(uint64_t key, enum sid_kind kind, const char *prefix, uint64_t number,
		char text[static SID_SIZE])
{
	struct halves h = { .number = number, .check = check_of(key, kind) };

	scramble(key, &h);
	memcpy(text, prefix, 2);
	write_hex(h.number, text + 2);
	write_hex(h.check, text + 18);
	text[SID_LENGTH] = '\0';
}

bool sid_parse(uint64_t key, enum sid_kind kind, const char *text, uint64_t *number)
{
	struct halves h;

	if (!read_hex(text + 2, &h.number) || !read_hex(text + 18, &h.check))
		return false;
	unscramble(key, &h);
	if (h.check != check_of(key, kind))
		return false;
	*number = h.number;
	return true;
}

bool sid_is_wellformed(const char *text, size_t length, const char *prefix)
{
	if (length != SID_LENGTH || memcmp(text, prefix, 2) != 0)
		return false;
	for (size_t i = 2; i < SID_LENGTH; i++)
		if (parse_hex_digit(text[i]) < 0)
			return false;
	return true;
}
