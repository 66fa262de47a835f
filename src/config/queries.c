#include "config/queries.h"

#include <string.h>

#include "base/mem.h"

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool query_name_valid(const char *name)
{
	size_t length = strlen(name);

	if (!is_letter(name[0]) || length > QUERY_NAME_MAX)
		return false;
	for (size_t i = 1; i < length; i++)
		if (!is_letter(name[i]) && !(name[i] >= '0' && name[i] <= '9') && name[i] != '-' &&
		    name[i] != '_')
			return false;
	return true;
}

size_t named_queries_find(const struct named_queries *queries, const char *name)
{
	for (size_t i = 0; i < queries->count; i++)
		if (strcmp(queries->items[i].name, name) == 0)
			return i;
	return SIZE_MAX;
}

static void release(struct named_query *query)
{
	free(query->name);
	mem_wipe_free(query->text);
}

void named_queries_set(struct named_queries *queries, const char *name, const char *text,
		       bool saved, unsigned int line)
{
	const struct named_query query = { xstrdup(name), xstrdup(text), saved, line };
	size_t index = named_queries_find(queries, name);

	if (index == SIZE_MAX) {
		vec_push(queries, query);
		return;
	}
	release(&queries->items[index]);
	queries->items[index] = query;
}

void named_queries_remove(struct named_queries *queries, size_t index)
{
	release(&queries->items[index]);
	vec_remove(queries, index);
}

bool named_queries_read(struct named_queries *queries, const struct config_file *file,
			const struct config_node *group, bool saved, struct error *err)
{
	const struct config_node *all = group ? config_get(group, "queries") : NULL;

	if (all && config_type(all) != CONFIG_GROUP)
		return config_error(file, all, err, "queries must be %s, not %s",
				    config_type_words(CONFIG_GROUP),
				    config_type_words(config_type(all)));
	for (size_t i = 0; i < config_count(all); i++) {
		const struct config_node *node = config_at(all, i);
		const char *text = config_string(node);

		if (!text)
			return config_error(file, node, err, "the query %s must be %s",
					    config_name(node), config_type_words(CONFIG_STRING));
		if (!query_name_valid(config_name(node)))
			return config_error(file, node, err,
					    "a query's name is a letter, then up to %d letters, "
					    "digits, - and _",
					    QUERY_NAME_MAX - 1);
		named_queries_set(queries, config_name(node), text, saved, config_line(node));
	}
	return true;
}

void named_queries_write(const struct named_queries *queries, struct strbuf *out)
{
	strbuf_addstr(out, "# Queries that were saved in msgdeck; it writes this file anew.\n"
			   "queries = {\n");
	for (size_t i = 0; i < queries->count; i++) {
		const struct named_query *query = &queries->items[i];

		if (!query->saved)
			continue;
		strbuf_addf(out, "  %s = \"", query->name);
		for (const char *at = query->text; *at; at++) {
			if (*at == '"' || *at == '\\')
				strbuf_addch(out, '\\');
			strbuf_addch(out, *at);
		}
		strbuf_addstr(out, "\";\n");
	}
	strbuf_addstr(out, "};\n");
}

void named_queries_release(struct named_queries *queries)
{
	for (size_t i = 0; i < queries->count; i++)
		release(&queries->items[i]);
	vec_release(queries);
}
