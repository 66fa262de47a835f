#include "model/template.h"

#include <string.h>

static bool is_name(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_';
}

/* Which character the byte at `at` belongs to, from 1. */
static size_t place_of(const char *text, size_t at)
{
	size_t place = 1;

	for (size_t i = 0; i < at; i++)
		place += ((unsigned char)text[i + 1] & 0xC0) != 0x80;
	return place;
}

static enum template_kind fault(const char *text, size_t at, struct template_part *part,
				struct error *err, const char *what)
{
	part->place = place_of(text, at);
	error_set(err, ERROR_USAGE, "the %c at character %zu %s", text[at], part->place, what);
	return TEMPLATE_FAULT;
}

static enum template_kind variable(const char *text, size_t *at, struct template_part *part,
				   struct error *err)
{
	size_t from = *at + 1, end = from;

	while (is_name(text[end]))
		end++;
	if (!strchr(text + from, '}'))
		return fault(text, *at, part, err, "is not closed; {{ stands for a brace");
	if (text[end] != '}' || end == from || end - from > TEMPLATE_NAME_MAX)
		return fault(text, *at, part, err,
			     "begins no variable: a name of letters, digits and _ as in {name}");
	*part = (struct template_part){ text + from, end - from, place_of(text, *at) };
	*at = end + 1;
	return TEMPLATE_VARIABLE;
}

enum template_kind template_next(const char *text, size_t *at, struct template_part *part,
				 struct error *err)
{
	size_t from = *at, length;

	if (!text[from])
		return TEMPLATE_END;
	if ((text[from] == '{' || text[from] == '}') && text[from + 1] == text[from]) {
		*part = (struct template_part){ text + from, 1, 0 };
		*at = from + 2;
		return TEMPLATE_TEXT;
	}
	if (text[from] == '}')
		return fault(text, from, part, err, "closes nothing; }} stands for a brace");
	if (text[from] == '{')
		return variable(text, at, part, err);
	length = strcspn(text + from, "{}");
	*part = (struct template_part){ text + from, length, 0 };
	*at = from + length;
	return TEMPLATE_TEXT;
}

bool template_check(const char *text, struct error *err)
{
	struct template_part part;
	enum template_kind kind;
	size_t at = 0;

	do {
		kind = template_next(text, &at, &part, err);
	} while (kind == TEMPLATE_TEXT || kind == TEMPLATE_VARIABLE);
	return kind == TEMPLATE_END;
}

bool template_fill(const char *text,
		   const char *(*value)(void *context, const char *name, size_t length),
		   void *context, bool keep, struct strbuf *out, struct error *err)
{
	struct template_part part;
	enum template_kind kind;
	size_t at = 0;

	while ((kind = template_next(text, &at, &part, err)) != TEMPLATE_END) {
		const char *filled = NULL;

		if (kind == TEMPLATE_FAULT)
			return false;
		if (kind == TEMPLATE_VARIABLE)
			filled = value(context, part.data, part.length);
		if (filled)
			strbuf_addstr(out, filled);
		else if (kind == TEMPLATE_TEXT)
			strbuf_add(out, part.data, part.length);
		else if (keep)
			strbuf_addf(out, "{%.*s}", (int)part.length, part.data);
		else
			return error_set(err, ERROR_USAGE, "{%.*s} at character %zu has no value",
					 (int)part.length, part.data, part.place);
	}
	return true;
}
