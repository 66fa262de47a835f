#include "sandbox/spoil.h"

#include <string.h>

#include "base/mem.h"

#define LONG_TEXT 20000

/* One member of a record, as it is written: "name": value. */
struct member {
	const char *name;
	size_t name_length;
	const char *value;
	size_t value_length;
};

static const char *const labels[] = { "friendly_name", "alpha_sender", "sender", "sender_id",
				      "short_code",    "phone_number", "country" };
static const char *const enumerations[] = { "status",      "usecase", "scan_message_content",
					    "sender_type", "type",    "campaign_status" };

static size_t string_length(const char *text)
{
	size_t length = 1;

	while (text[length] != '"')
		length += text[length] == '\\' ? 2 : 1;
	return length + 1;
}

/* Of the value that begins here, in JSON that is right. */
static size_t value_length(const char *text)
{
	size_t length = 0;
	int depth = 0;

	do {
		char c = text[length];

		if (c == '"') {
			length += string_length(text + length);
			continue;
		}
		if (depth == 0 && (c == ',' || c == '}' || c == ']'))
			return length;
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		length++;
	} while (depth > 0 || (text[length] != ',' && text[length] != '}'));
	return length;
}

/* The next member behind *at; false at the end of the record. */
static bool next_member(const char **at, struct member *member)
{
	const char *text = *at + strspn(*at, "{, ");

	if (*text != '"')
		return false;
	member->name = text + 1;
	member->name_length = string_length(text) - 2;
	text += string_length(text);
	text += strspn(text, ": ");
	member->value = text;
	member->value_length = value_length(text);
	*at = text + member->value_length;
	return true;
}

static bool is_named(const struct member *member, const char *name)
{
	return strlen(name) == member->name_length &&
	       memcmp(name, member->name, member->name_length) == 0;
}

static bool is_one_of(const struct member *member, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_named(member, names[i]))
			return true;
	return false;
}

static void begin_member(struct strbuf *out, const struct member *member)
{
	strbuf_addstr(out, out->length > 1 ? ", \"" : "\"");
	strbuf_add(out, member->name, member->name_length);
	strbuf_addstr(out, "\": ");
}

static void copy_member(struct strbuf *out, const struct member *member)
{
	begin_member(out, member);
	strbuf_add(out, member->value, member->value_length);
}

static void turn_type(struct strbuf *out, const struct member *member)
{
	char first = *member->value;

	if (is_named(member, "sid") || first == 'n' || first == '{' || first == '[') {
		copy_member(out, member);
		return;
	}
	begin_member(out, member);
	if (first == '"') {
		strbuf_addf(out, "%zu", member->value_length);
		return;
	}
	strbuf_addch(out, '"');
	strbuf_add(out, member->value, member->value_length);
	strbuf_addch(out, '"');
}

static void break_label(struct strbuf *out, const struct member *member, enum broken broken)
{
	if (broken == BROKEN_MISSING)
		return;
	begin_member(out, member);
	switch (broken) {
	case BROKEN_SURROGATE:
		strbuf_addstr(out, "\"half of a pair: \\ud83d and on\"");
		break;
	case BROKEN_NUL:
		strbuf_addstr(out, "\"before\\u0000after\"");
		break;
	case BROKEN_LONG:
		strbuf_addch(out, '"');
		strbuf_addn(out, 'x', LONG_TEXT);
		strbuf_addch(out, '"');
		break;
	default:
		strbuf_addstr(out, "null");
	}
}

static void break_member(struct strbuf *out, const struct member *member, enum broken broken)
{
	if (broken == BROKEN_NULL_ALL && !is_named(member, "sid")) {
		begin_member(out, member);
		strbuf_addstr(out, "null");
	} else if (broken == BROKEN_STATUS &&
		   is_one_of(member, enumerations, ARRAY_SIZE(enumerations))) {
		begin_member(out, member);
		strbuf_addstr(out, "\"partially_delivered_2\"");
	} else if (broken != BROKEN_STATUS && is_one_of(member, labels, ARRAY_SIZE(labels))) {
		break_label(out, member, broken);
	} else {
		copy_member(out, member);
	}
}

static void replace(struct strbuf *out, size_t begin, struct strbuf *record)
{
	strbuf_addch(record, '}');
	strbuf_truncate(out, begin);
	strbuf_add(out, record->data, record->length);
	strbuf_release(record);
}

void spoil_types(struct strbuf *out, size_t begin)
{
	struct strbuf record = STRBUF_INIT(STRBUF_TEXT);
	const char *at = out->data + begin;
	struct member member;

	strbuf_addch(&record, '{');
	while (next_member(&at, &member))
		turn_type(&record, &member);
	replace(out, begin, &record);
}

void spoil_record(struct strbuf *out, size_t begin, enum broken broken)
{
	struct strbuf record = STRBUF_INIT(STRBUF_TEXT);
	const char *at = out->data + begin;
	struct member member;

	strbuf_addch(&record, '{');
	while (next_member(&at, &member))
		break_member(&record, &member, broken);
	replace(out, begin, &record);
}

size_t spoil_point(const struct strbuf *json, int64_t nth)
{
	bool inside = false;
	size_t i;

	for (i = 0; i < json->length && nth > 0; i++) {
		char c = json->data[i];

		if (inside && c == '\\')
			i++;
		else if (c == '"' || (!inside && memchr("{}[]:,", c, 6)))
			nth--;
		inside ^= c == '"';
	}
	return i < json->length ? i : json->length;
}
