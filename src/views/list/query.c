#include "views/list/query.h"

#include <string.h>

#include "model/filter.h"
#include "views/list/query_values.h"
#include "views/list/search.h"

/* Characters that may stand before a field's name. */
#define OPENERS "-!("
/* Characters that stand between a field's name and its value. */
#define OPERATORS ":=!<>"

/* Behind the last of these bytes that is in no quotes; where there is none, `from`. */
static size_t behind_last(const char *line, size_t from, size_t length, const char *bytes)
{
	size_t start = from;
	bool quoted = false;

	for (size_t i = from; i < length; i++) {
		if (quoted && line[i] == '\\' && i + 1 < length)
			i++;
		else if (line[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(bytes, line[i]))
			start = i + 1;
	}
	return start;
}

static size_t word_start(const char *line, size_t length)
{
	size_t start = behind_last(line, 0, length, " \t");

	while (start < length && strchr(OPENERS, line[start]))
		start++;
	return start;
}

static void offer_fields(const struct filter_language *language, struct completion *completion)
{
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < language->count; i++) {
		strbuf_reset(&word);
		strbuf_addf(&word, "%s:", language->fields[i].name);
		completion_add(completion, word.data, language->fields[i].help);
	}
	strbuf_release(&word);
}

static void offer_names(const struct search *search, const char *typed,
			struct completion *completion)
{
	completion->prefix = typed;
	if (search->own)
		offer_fields(search->own, completion);
	offer_fields(search->language, completion);
	completion->prefix = "";
}

/* The language that has the field: the list's, or that of what goes with each message. */
static const struct filter_language *language_of(const struct search *search, const char *name,
						 size_t length, const struct filter_field **field)
{
	const struct filter_language *own = search->own;

	*field = own ? filter_field_find(own, name, length) : NULL;
	if (*field)
		return own;
	*field = filter_field_find(search->language, name, length);
	return search->language;
}

void query_complete(struct search *search, const char *line, size_t length,
		    struct completion *completion)
{
	size_t start = word_start(line, length), end = start;
	const struct filter_language *language = search->language;
	const struct filter_field *field = NULL;
	char typed[FILTER_WORD_MAX];

	while (end < length && !strchr(OPERATORS, line[end]))
		end++;
	if (end < length) {
		language = language_of(search, line + start, end - start, &field);
		if (!field)
			return;
		while (end < length && strchr(OPERATORS, line[end]))
			end++;
		start = behind_last(line, end, length, ",");
	}
	snprintf(typed, sizeof(typed), "%.*s", (int)(length - start), line + start);
	completion->replace_from = start;
	if (field)
		query_offer_values(search, language, field, typed, completion);
	else
		offer_names(search, typed, completion);
}

bool query_word(void *session, const void *data, size_t index, struct strbuf *name,
		struct strbuf *help)
{
	const struct filter_language *language = data;
	const struct filter_field *field = &language->fields[index];

	(void)session;
	if (index >= language->count)
		return false;
	strbuf_addf(name, "%s:", field->name);
	strbuf_addf(help, "%s, e.g. %s", field->help, field->example);
	return true;
}
