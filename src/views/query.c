#include "views/query.h"

#include <string.h>

#include "base/text.h"
#include "model/filter.h"

/* Characters that may stand before a field's name. */
#define OPENERS "-!("

static size_t word_start(const char *line, size_t length)
{
	size_t start = length;

	while (start > 0 && !strchr(" \t", line[start - 1]))
		start--;
	while (start < length && strchr(OPENERS, line[start]))
		start++;
	return start;
}

static void offer_fields(struct completion *completion)
{
	size_t count;
	const struct filter_field *fields = filter_fields(&count);
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < count; i++) {
		strbuf_reset(&word);
		strbuf_addf(&word, "%s:", fields[i].name);
		completion_add(completion, word.data, fields[i].help);
	}
	strbuf_release(&word);
}

static void offer_values(const struct filter_field *field, struct completion *completion)
{
	struct strbuf help = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&help, "e.g. %s", field->example);
	for (const char *const *value = field->values; value && *value; value++)
		completion_add(completion, *value, help.data);
	strbuf_release(&help);
}

void query_complete(const char *line, size_t length, struct completion *completion)
{
	size_t start = word_start(line, length);
	const char *colon = memchr(line + start, ':', length - start);
	char prefix[FILTER_WORD_MAX];

	if (colon) {
		const struct filter_field *field =
			filter_field_find(line + start, (size_t)(colon - line) - start);
		if (!field)
			return;
		start = (size_t)(colon - line) + 1;
		for (size_t i = start; i < length; i++)
			if (line[i] == ',')
				start = i + 1;
		snprintf(prefix, sizeof(prefix), "%.*s", (int)(length - start), line + start);
		completion->prefix = prefix;
		completion->replace_from = start;
		offer_values(field, completion);
	} else {
		snprintf(prefix, sizeof(prefix), "%.*s", (int)(length - start), line + start);
		completion->prefix = prefix;
		completion->replace_from = start;
		offer_fields(completion);
	}
	completion->prefix = "";
}

static bool is_bare(const char *word, size_t length)
{
	static const char *const operators[] = { "or", "and", "not", "|", "&" };

	if (strchr(OPENERS, *word) || memchr(word, ':', length))
		return false;
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
		if (strlen(operators[i]) == length && !strncasecmp(word, operators[i], length))
			return false;
	return true;
}

void query_highlight(const char *query, struct strbuf *out)
{
	while (*query) {
		query += strspn(query, " \t");
		bool quoted = *query == '"';
		const char *word = query + quoted;
		size_t length = strcspn(word, quoted ? "\"" : " \t");
		if (length && (quoted || is_bare(word, length))) {
			text_fold(out, word, length);
			return;
		}
		query = word + length + (quoted && word[length]);
	}
}
