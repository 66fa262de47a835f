#include "model/sid.h"

#include <string.h>

static const char kind_letters[SID_KINDS][2] = {
	[SID_NONE] = { '-', '-' }, [SID_AC] = { 'A', 'C' }, [SID_SM] = { 'S', 'M' },
	[SID_MM] = { 'M', 'M' },   [SID_ME] = { 'M', 'E' }, [SID_MG] = { 'M', 'G' },
	[SID_PN] = { 'P', 'N' },   [SID_SC] = { 'S', 'C' }, [SID_AI] = { 'A', 'I' },
	[SID_XE] = { 'X', 'E' },   [SID_HX] = { 'H', 'X' }, [SID_SK] = { 'S', 'K' },
	[SID_RQ] = { 'R', 'Q' },
};

static uint8_t parse_kind(const char *text)
{
	for (uint8_t kind = SID_NONE + 1; kind < SID_KINDS; kind++)
		if (memcmp(text, kind_letters[kind], 2) == 0)
			return kind;
	return SID_NONE;
}

enum digit_case { CASE_ANY, CASE_LOWER, CASE_UPPER, CASE_INVALID };

static enum digit_case digit_case(char digit, uint8_t *value)
{
	if (digit >= '0' && digit <= '9') {
		*value = (uint8_t)(digit - '0');
		return CASE_ANY;
	}
	if (digit >= 'a' && digit <= 'f') {
		*value = (uint8_t)(digit - 'a' + 10);
		return CASE_LOWER;
	}
	if (digit >= 'A' && digit <= 'F') {
		*value = (uint8_t)(digit - 'A' + 10);
		return CASE_UPPER;
	}
	return CASE_INVALID;
}

bool sid_parse(const char *text, size_t length, struct sid *sid)
{
	struct sid parsed = { .kind = SID_NONE };
	enum digit_case seen = CASE_ANY;

	if (length != SID_LENGTH)
		return false;
	parsed.kind = parse_kind(text);
	if (parsed.kind == SID_NONE)
		return false;
	for (size_t i = 0; i < SID_LENGTH - 2; i++) {
		uint8_t value;
		enum digit_case now = digit_case(text[i + 2], &value);

		if (now == CASE_INVALID || (now != CASE_ANY && seen != CASE_ANY && now != seen))
			return false;
		if (now != CASE_ANY)
			seen = now;
		parsed.bytes[i / 2] = (uint8_t)(parsed.bytes[i / 2] << 4 | value);
	}
	parsed.upper = seen == CASE_UPPER;
	*sid = parsed;
	return true;
}

void sid_format(const struct sid *sid, char text[static SID_SIZE])
{
	const char *digits = sid->upper ? "0123456789ABCDEF" : "0123456789abcdef";

	if (sid->kind == SID_NONE || sid->kind >= SID_KINDS) {
		text[0] = '\0';
		return;
	}
	memcpy(text, kind_letters[sid->kind], 2);
	for (size_t i = 0; i < sizeof(sid->bytes); i++) {
		text[2 + 2 * i] = digits[sid->bytes[i] >> 4];
		text[3 + 2 * i] = digits[sid->bytes[i] & 15];
	}
	text[SID_LENGTH] = '\0';
}

void sid_write(const struct sid *sid, struct strbuf *out)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	strbuf_addstr(out, text);
}

void sid_format_short(const struct sid *sid, char text[static SID_SHORT_SIZE])
{
	static const char ellipsis[] = "…";
	char full[SID_SIZE];
	size_t at = 4;

	sid_format(sid, full);
	if (full[0] == '\0') {
		text[0] = '\0';
		return;
	}
	memcpy(text, full, at);
	memcpy(text + at, ellipsis, sizeof(ellipsis) - 1);
	at += sizeof(ellipsis) - 1;
	memcpy(text + at, full + SID_LENGTH - 4, 5);
}

bool sid_equal(const struct sid *a, const struct sid *b)
{
	return a->kind == b->kind && memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

int sid_compare(const struct sid *a, const struct sid *b)
{
	int order = memcmp(a->bytes, b->bytes, sizeof(a->bytes));

	return order != 0 ? order : (int)a->kind - (int)b->kind;
}
