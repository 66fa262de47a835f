#include "oracle.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/parse.h"

static struct text get_text(struct arena *arena, const struct json *object, const char *name)
{
	struct text text = { .data = NULL };
	const char *bytes = json_as_string(json_get(object, name), &text.length);
	if (bytes)
		text.data = arena_strndup(arena, bytes, text.length);
	else
		text.length = 0;
	return text;
}

static int64_t get_date(const struct json *object, const char *name)
{
	size_t length;
	int64_t when;
	const char *text = json_as_string(json_get(object, name), &length);
	return text && (date_parse_rfc2822(text, length, &when) ||
			date_parse_iso(text, length, &when))
		       ? when
		       : DATE_NONE;
}

static bool read_number(const struct json *object, const char *name, int64_t min, int64_t max,
			int64_t *number)
{
	const struct json *value = json_get(object, name);
	size_t length;
	const char *text = json_as_string(value, &length);
	if (text)
		return parse_int64(text, length, min, max, number);
	return json_as_integer(value, number) && *number >= min && *number <= max;
}

static int64_t get_number(const struct json *object, const char *name, int64_t min, int64_t max)
{
	int64_t number;
	return read_number(object, name, min, max, &number) ? number : 0;
}

/* How a real was written is lost in the tree. */
#define SCALE_LOST UINT8_MAX

static bool get_price(const struct json *value, struct decimal *price)
{
	int64_t whole;
	size_t length;
	const char *text = json_as_string(value, &length);
	if (text)
		return decimal_parse_number(text, length, price);
	*price = (struct decimal){ .scale = SCALE_LOST };
	if (json_as_integer(value, &whole))
		*price = (struct decimal){ .units = whole };
	return json_kind(value) == JSON_KIND_INTEGER || json_kind(value) == JSON_KIND_REAL;
}

static void get_sid(const struct json *object, const char *name, struct sid *sid)
{
	size_t length;
	const char *text = json_as_string(json_get(object, name), &length);
	memset(sid, 0, sizeof(*sid));
	if (text && !sid_parse(text, length, sid))
		memset(sid, 0, sizeof(*sid));
}

static bool get_message(struct arena *arena, const struct json *object, struct message *message)
{
	int64_t media;
	size_t length;
	const char *text;
	memset(message, 0, sizeof(*message));
	if (json_kind(object) != JSON_KIND_OBJECT)
		return false;
	get_sid(object, "sid", &message->sid);
	get_sid(object, "messaging_service_sid", &message->service);
	message->from = get_text(arena, object, "from");
	message->to = get_text(arena, object, "to");
	message->body = get_text(arena, object, "body");
	message->error_message = get_text(arena, object, "error_message");
	message->price_unit = get_text(arena, object, "price_unit");
	message->date_created = get_date(object, "date_created");
	message->date_sent = get_date(object, "date_sent");
	message->date_updated = get_date(object, "date_updated");
	message->error_code = (int32_t)get_number(object, "error_code", INT32_MIN, INT32_MAX);
	message->num_segments = (uint16_t)get_number(object, "num_segments", 0, UINT16_MAX);
	message->has_num_media = read_number(object, "num_media", 0, UINT16_MAX, &media);
	message->num_media = message->has_num_media ? (uint16_t)media : 0;
	text = json_as_string(json_get(object, "status"), &length);
	if (text)
		message->status = (uint8_t)message_status_parse(text, length);
	text = json_as_string(json_get(object, "direction"), &length);
	if (text)
		message->direction = (uint8_t)message_direction_parse(text, length);
	message->has_price = get_price(json_get(object, "price"), &message->price);
	return message->sid.kind != SID_NONE;
}

static bool is_a(const struct json *root, const char *name, enum json_kind kind)
{
	const struct json *value = json_get(root, name);
	return !value || json_kind(value) == kind;
}

bool oracle_page(const char *bytes, size_t length, struct page *page)
{
	struct json *root = json_parse(bytes, length, NULL);
	const struct json *list = json_get(root, "messages");
	*page = (struct page){ .count = 0 };
	if (json_kind(root) != JSON_KIND_OBJECT || json_kind(list) != JSON_KIND_ARRAY ||
	    (!is_a(root, "meta", JSON_KIND_OBJECT) && !is_a(root, "meta", JSON_KIND_NULL)) ||
	    (!is_a(root, "next_page_uri", JSON_KIND_STRING) &&
	     !is_a(root, "next_page_uri", JSON_KIND_NULL))) {
		json_free(root);
		return false;
	}
	struct message *messages =
		arena_calloc(&page->arena, json_count(list) + 1, sizeof(*messages));
	for (size_t i = 0; i < json_count(list); i++) {
		if (get_message(&page->arena, json_at(list, i), &messages[page->count]))
			page->count++;
		else
			page->bad_records++;
	}
	page->records = messages;
	page->next = get_text(&page->arena, root, "next_page_uri");
	if (!page->next.length)
		page->next.data = NULL;
	json_free(root);
	return true;
}

static bool same_text(struct text a, struct text b)
{
	if (!a.data || !b.data)
		return !a.data && !b.data;
	return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

static const char *message_difference(const struct message *a, const struct message *b)
{
	if (!sid_equal(&a->sid, &b->sid))
		return "sid";
	if (!sid_equal(&a->service, &b->service))
		return "messaging_service_sid";
	if (!same_text(a->from, b->from))
		return "from";
	if (!same_text(a->to, b->to))
		return "to";
	if (!same_text(a->body, b->body))
		return "body";
	if (!same_text(a->error_message, b->error_message))
		return "error_message";
	if (!same_text(a->price_unit, b->price_unit))
		return "price_unit";
	if (a->date_created != b->date_created || a->date_sent != b->date_sent ||
	    a->date_updated != b->date_updated)
		return "dates";
	if (a->error_code != b->error_code)
		return "error_code";
	if (a->num_segments != b->num_segments || a->num_media != b->num_media ||
	    a->has_num_media != b->has_num_media)
		return "counts";
	if (a->status != b->status || a->direction != b->direction)
		return "status or direction";
	if (b->has_price && b->price.scale == SCALE_LOST)
		return NULL;
	if (a->has_price != b->has_price)
		return "price there";
	if (a->has_price && (a->price.units != b->price.units || a->price.scale != b->price.scale))
		return "price";
	return NULL;
}

const char *oracle_difference(const struct page *a, const struct page *b)
{
	const struct message *left = a->records, *right = b->records;
	if (a->count != b->count)
		return "count";
	if (a->bad_records != b->bad_records)
		return "bad records";
	if (!same_text(a->next, b->next))
		return "next link";
	for (size_t i = 0; i < a->count; i++) {
		const char *difference = message_difference(&left[i], &right[i]);
		if (difference)
			return difference;
	}
	return NULL;
}
