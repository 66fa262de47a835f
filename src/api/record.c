#include "api/record.h"

#include <string.h>

#include "base/date.h"
#include "base/parse.h"

/* Longest text of a value that is no free text: dates, SIDs, prices, words. */
#define SHORT_MAX 64

static size_t field_size(enum field_kind kind)
{
	switch (kind) {
	case FIELD_TEXT:
		return sizeof(struct text);
	case FIELD_SID:
		return sizeof(struct sid);
	case FIELD_RFC2822:
	case FIELD_ISO8601:
		return sizeof(int64_t);
	case FIELD_DECIMAL:
		return sizeof(struct decimal);
	case FIELD_UINT16:
		return sizeof(uint16_t);
	case FIELD_INT32:
		return sizeof(int32_t);
	case FIELD_WORD:
	case FIELD_FLAGS:
		return sizeof(uint8_t);
	case FIELD_BOOL:
		return sizeof(bool);
	case FIELD_SKIP:
		break;
	}
	return 0;
}

static void field_clear(const struct record_shape *shape, const struct field *field, char *record)
{
	memcpy(record + field->offset, (const char *)shape->empty + field->offset,
	       field_size(field->kind));
	if (field->kind == FIELD_DECIMAL || (field->kind == FIELD_UINT16 && field->flag))
		record[field->flag] = false;
	else if (field->kind == FIELD_WORD)
		*(struct text *)(void *)(record + field->flag) = (struct text){ .data = NULL };
}

static bool two_digits(const char *p, int max, int *value)
{
	unsigned tens = (unsigned)(p[0] - '0');
	unsigned ones = (unsigned)(p[1] - '0');
	*value = (int)(tens * 10 + ones);
	return tens < 10 && ones < 10 && *value <= max;
}

/* "Fri, 24 May 2019 17:44:50 +0000": the day from memory where it is the same again. */
static bool read_date(const char *text, size_t length, struct date_memory *memory, int64_t *when)
{
	const size_t day = sizeof(memory->day);
	int hour, minute, second;
	bool usual = length == day + 14 && memcmp(text + day + 8, " +0000", 6) == 0;
	if (usual && memory->known && memcmp(text, memory->day, day) == 0 &&
	    two_digits(text + day, 23, &hour) && text[day + 2] == ':' &&
	    two_digits(text + day + 3, 59, &minute) && text[day + 5] == ':' &&
	    two_digits(text + day + 6, 59, &second)) {
		*when = memory->midnight + hour * 3600 + minute * 60 + second;
		return true;
	}
	if (!date_parse_rfc2822(text, length, when))
		return false;
	memory->known = usual;
	if (usual) {
		memcpy(memory->day, text, day);
		memory->midnight = date_utc_midnight(*when);
	}
	return true;
}

static bool store_text(const struct jsonstream *js, struct text *text, struct arena *arena)
{
	char *bytes = arena_bytes(arena, js->length + 1);
	if (js->escaped) {
		text->length = jsonstream_decode(js, bytes);
	} else {
		memcpy(bytes, js->text, js->length);
		text->length = js->length;
	}
	text->data = bytes;
	return true;
}

static bool store_integer(const struct field *field, const char *text, size_t length, char *record)
{
	char *place = record + field->offset;
	int64_t number;
	if (field->kind == FIELD_UINT16) {
		if (!parse_int64(text, length, 0, UINT16_MAX, &number))
			return false;
		*(uint16_t *)(void *)place = (uint16_t)number;
		if (field->flag)
			record[field->flag] = true;
		return true;
	}
	if (!parse_int64(text, length, INT32_MIN, INT32_MAX, &number))
		return false;
	*(int32_t *)(void *)place = (int32_t)number;
	return true;
}

static void store_word(const struct field *field, const char *text, size_t length, char *record,
		       struct arena *arena)
{
	struct text *unknown = (struct text *)(void *)(record + field->flag);
	uint8_t word = field->word(text, length);
	*(uint8_t *)(record + field->offset) = word;
	*unknown = (struct text){ .data = NULL };
	if (word == 0)
		*unknown = (struct text){ arena_strndup(arena, text, length), length };
}

static bool store_short(const struct field *field, const char *text, size_t length, char *record,
			struct arena *arena, struct date_memory *memory)
{
	char *place = record + field->offset;
	switch (field->kind) {
	case FIELD_SID:
		return sid_parse(text, length, (struct sid *)(void *)place);
	case FIELD_RFC2822:
		return read_date(text, length, memory, (int64_t *)(void *)place) ||
		       date_parse_iso(text, length, (int64_t *)(void *)place);
	case FIELD_ISO8601:
		return date_parse_iso(text, length, (int64_t *)(void *)place) ||
		       date_parse_rfc2822(text, length, (int64_t *)(void *)place);
	case FIELD_DECIMAL:
		record[field->flag] = true;
		return decimal_parse_number(text, length, (struct decimal *)(void *)place);
	case FIELD_WORD:
		store_word(field, text, length, record, arena);
		return true;
	case FIELD_UINT16:
	case FIELD_INT32:
		return store_integer(field, text, length, record);
	case FIELD_BOOL:
	case FIELD_FLAGS:
		return false;
	case FIELD_TEXT:
	case FIELD_SKIP:
		break;
	}
	return true;
}

static bool takes_number(enum field_kind kind)
{
	return kind == FIELD_UINT16 || kind == FIELD_INT32 || kind == FIELD_DECIMAL;
}

enum field_result field_store(const struct record_shape *shape, const struct field *field,
			      const struct jsonstream *js, enum token_kind kind, void *record,
			      struct arena *arena, struct date_memory *memory)
{
	char decoded[SHORT_MAX];
	const char *text = js->text;
	size_t length = js->length;
	bool good = false;

	if (kind == TOKEN_NULL) {
		field_clear(shape, field, record);
		return FIELD_EMPTY;
	}
	if (kind == TOKEN_STRING && field->kind == FIELD_TEXT) {
		good = store_text(js, (struct text *)(void *)((char *)record + field->offset),
				  arena);
	} else if (kind == TOKEN_STRING || (kind == TOKEN_NUMBER && takes_number(field->kind))) {
		if (kind == TOKEN_STRING && js->escaped && length <= sizeof(decoded)) {
			length = jsonstream_decode(js, decoded);
			text = decoded;
		}
		good = store_short(field, text, length, record, arena, memory);
	} else if (field->kind == FIELD_BOOL && (kind == TOKEN_TRUE || kind == TOKEN_FALSE)) {
		*(bool *)((char *)record + field->offset) = kind == TOKEN_TRUE;
		good = true;
	}
	if (good)
		return FIELD_SET;
	field_clear(shape, field, record);
	return FIELD_BAD;
}

uint8_t field_flag(const struct field *field, const struct jsonstream *js)
{
	char decoded[SHORT_MAX];

	if (!js->escaped || js->length > sizeof(decoded))
		return field->word(js->text, js->length);
	return field->word(decoded, jsonstream_decode(js, decoded));
}

void field_store_flags(const struct record_shape *shape, const struct field *field,
		       const uint8_t *flags, void *record)
{
	if (flags)
		*((uint8_t *)record + field->offset) = *flags;
	else
		field_clear(shape, field, record);
}
