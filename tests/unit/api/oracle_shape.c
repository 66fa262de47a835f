#include "oracle_shape.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/parse.h"

static struct text copy(struct arena *arena, const char *bytes, size_t length)
{
	return (struct text){ arena_strndup(arena, bytes, length), length };
}

static bool get_number(const struct json *value, int64_t min, int64_t max, int64_t *number)
{
	size_t length;
	const char *text = json_as_string(value, &length);
	if (text)
		return parse_int64(text, length, min, max, number);
	return json_as_integer(value, number) && *number >= min && *number <= max;
}

/* How a real was written is lost in the tree. */
#define SCALE_LOST UINT8_MAX

static bool get_real(const struct json *value, struct decimal *decimal)
{
	int64_t whole;
	*decimal = (struct decimal){ .scale = SCALE_LOST };
	if (json_as_integer(value, &whole))
		*decimal = (struct decimal){ .units = whole };
	return json_kind(value) == JSON_KIND_INTEGER || json_kind(value) == JSON_KIND_REAL;
}

static bool get_flags(const struct field *field, const struct json *value, uint8_t *flags)
{
	size_t length;
	*flags = 0;
	if (json_kind(value) == JSON_KIND_OBJECT) {
		for (size_t i = 0; i < json_count(value); i++) {
			const char *name;
			const struct json *member = json_member_at(value, i, &name);
			uint8_t flag = field->word(name, strlen(name));
			bool on = false;
			if (!json_as_bool(member, &on) && json_kind(member) != JSON_KIND_NULL &&
			    flag != field->word("", 0))
				return false;
			if (on)
				*flags |= flag;
		}
		return true;
	}
	if (json_kind(value) != JSON_KIND_ARRAY)
		return false;
	for (size_t i = 0; i < json_count(value); i++) {
		const char *text = json_as_string(json_at(value, i), &length);
		if (!text)
			return false;
		*flags |= field->word(text, length);
	}
	return true;
}

static bool get_text(const struct field *field, const char *text, size_t length, char *record,
		     struct arena *arena)
{
	void *place = record + field->offset;
	switch (field->kind) {
	case FIELD_TEXT:
		*(struct text *)place = copy(arena, text, length);
		return true;
	case FIELD_SID:
		return sid_parse(text, length, place);
	case FIELD_RFC2822:
	case FIELD_ISO8601:
		return date_parse_rfc2822(text, length, place) ||
		       date_parse_iso(text, length, place);
	case FIELD_DECIMAL:
		*(bool *)(record + field->flag) = decimal_parse_number(text, length, place);
		return *(bool *)(record + field->flag);
	case FIELD_WORD:
		*(uint8_t *)place = field->word(text, length);
		if (!*(uint8_t *)place)
			*(struct text *)(void *)(record + field->flag) = copy(arena, text, length);
		return true;
	default:
		return false;
	}
}

/* False when there is a value that is not of its kind; *there: whether one was stored. */
static bool get_field(const struct field *field, const struct json *value, char *record,
		      struct arena *arena, bool *there)
{
	void *place = record + field->offset;
	int64_t number;
	size_t length;
	*there = false;
	if (json_kind(value) == JSON_KIND_NULL || field->kind == FIELD_SKIP)
		return true;
	if (field->kind == FIELD_UINT16) {
		*there = get_number(value, 0, UINT16_MAX, &number);
		if (*there)
			*(uint16_t *)place = (uint16_t)number;
	} else if (field->kind == FIELD_INT32) {
		*there = get_number(value, INT32_MIN, INT32_MAX, &number);
		if (*there)
			*(int32_t *)place = (int32_t)number;
	} else if (field->kind == FIELD_DECIMAL && !json_as_string(value, NULL)) {
		*there = get_real(value, place);
		*(bool *)(record + field->flag) = *there;
	} else if (field->kind == FIELD_BOOL) {
		*there = json_as_bool(value, place);
	} else if (field->kind == FIELD_FLAGS) {
		uint8_t flags;
		*there = get_flags(field, value, &flags);
		if (*there)
			*(uint8_t *)place = flags;
	} else {
		const char *text = json_as_string(value, &length);
		*there = text && get_text(field, text, length, record, arena);
	}
	return *there;
}

static bool get_record(const struct record_shape *shape, const struct json *object, char *record,
		       struct page *page)
{
	bool whole = true;
	memcpy(record, shape->empty, shape->size);
	if (json_kind(object) != JSON_KIND_OBJECT)
		return false;
	for (size_t i = 0; i < shape->field_count; i++) {
		bool there;
		page->bad_members += !get_field(&shape->fields[i],
						json_get(object, shape->fields[i].name), record,
						&page->arena, &there);
		whole &= there || !shape->fields[i].required;
	}
	return whole;
}

static bool get_list(const struct page_shape *shape, const struct json *root, struct page *page)
{
	const struct json *list = json_get(root, shape->list);
	const struct json *next = json_get(root, "next_page_uri");
	size_t length;
	if (json_kind(list) != JSON_KIND_ARRAY)
		return false;
	if (json_kind(json_get(root, "meta")) == JSON_KIND_OBJECT)
		next = json_get(json_get(root, "meta"), "next_page_url");
	const char *link = json_as_string(next, &length);
	if (link && length)
		page->next = copy(&page->arena, link, length);
	page->records = arena_calloc(&page->arena, json_count(list) + 1, shape->record->size);
	for (size_t i = 0; i < json_count(list); i++) {
		char *record = (char *)page->records + page->count * shape->record->size;
		if (get_record(shape->record, json_at(list, i), record, page))
			page->count++;
		else
			page->bad_records++;
	}
	return true;
}

bool oracle_shape_page(const struct page_shape *shape, const char *bytes, size_t length,
		       struct page *page)
{
	struct json *root = json_parse(bytes, length, NULL);
	bool good;
	*page = (struct page){ .count = 0 };
	if (shape->list) {
		good = get_list(shape, root, page);
	} else {
		page->records = arena_calloc(&page->arena, 1, shape->record->size);
		good = get_record(shape->record, root, page->records, page);
		page->count = good;
	}
	json_free(root);
	return good;
}

static bool same_text(const void *a, const void *b)
{
	const struct text *left = a, *right = b;
	if (!left->data || !right->data)
		return !left->data && !right->data;
	return left->length == right->length && memcmp(left->data, right->data, left->length) == 0;
}

static bool same_field(const struct field *field, const char *a, const char *b)
{
	const void *left = a + field->offset, *right = b + field->offset;
	switch (field->kind) {
	case FIELD_TEXT:
		return same_text(left, right);
	case FIELD_SID:
		return sid_equal(left, right);
	case FIELD_RFC2822:
	case FIELD_ISO8601:
		return *(const int64_t *)left == *(const int64_t *)right;
	case FIELD_DECIMAL:
		if (a[field->flag] != b[field->flag])
			return false;
		if (((const struct decimal *)right)->scale == SCALE_LOST)
			return true;
		return !a[field->flag] || decimal_compare(*(const struct decimal *)left,
							  *(const struct decimal *)right) == 0;
	case FIELD_UINT16:
		return *(const uint16_t *)left == *(const uint16_t *)right;
	case FIELD_INT32:
		return *(const int32_t *)left == *(const int32_t *)right;
	case FIELD_WORD:
		return *(const uint8_t *)left == *(const uint8_t *)right &&
		       same_text(a + field->flag, b + field->flag);
	case FIELD_FLAGS:
		return *(const uint8_t *)left == *(const uint8_t *)right;
	case FIELD_BOOL:
		return *(const bool *)left == *(const bool *)right;
	case FIELD_SKIP:
		break;
	}
	return true;
}

const char *oracle_shape_difference(const struct page_shape *shape, const struct page *a,
				    const struct page *b)
{
	const struct record_shape *record = shape->record;
	if (a->count != b->count)
		return "count";
	if (a->bad_records != b->bad_records)
		return "bad records";
	if (a->bad_members != b->bad_members)
		return "bad members";
	if (!same_text(&a->next, &b->next))
		return "next link";
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < record->field_count; j++)
			if (!same_field(&record->fields[j], (char *)a->records + i * record->size,
					(char *)b->records + i * record->size))
				return record->fields[j].name;
	return NULL;
}
