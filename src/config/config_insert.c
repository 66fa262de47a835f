#include "config/config_insert.h"

#include <ctype.h>
#include <string.h>

#include "config/config.h"

void config_quote(struct strbuf *out, const char *text)
{
	strbuf_addch(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			strbuf_addch(out, '\\');
		strbuf_addch(out, *text);
	}
	strbuf_addch(out, '"');
}

/* -- finding the place ---------------------------------------------------------------------------- */

/* Behind a text in quotes or a comment that begins here; `at` where none does. */
static const char *skip(const char *at, const char *end)
{
	const char *close = NULL;

	if (*at == '"') {
		for (at++; at < end && *at != '"'; at++)
			at += *at == '\\' && at + 1 < end;
		return at < end ? at + 1 : end;
	}
	if (*at == '#' || (*at == '/' && at + 1 < end && at[1] == '/')) {
		close = memchr(at, '\n', (size_t)(end - at));
		return close ? close : end;
	}
	if (*at == '/' && at + 1 < end && at[1] == '*') {
		for (close = at + 2; close + 1 < end; close++)
			if (close[0] == '*' && close[1] == '/')
				return close + 2;
		return end;
	}
	return at;
}

static bool begins_word(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - at) > length && memcmp(at, word, length) == 0 &&
	       !isalnum((unsigned char)at[length]) && !strchr("-_*", at[length]);
}

/* The brace that closes the outermost group of this name, NULL where there is none. */
static const char *find_close(const struct strbuf *text, const char *group)
{
	const char *at = text->data, *end = text->data + text->length;
	bool inside = false;
	int depth = 0;

	while (at < end) {
		const char *next = skip(at, end);

		if (next > at) {
			at = next;
			continue;
		}
		if (isalnum((unsigned char)*at) || strchr("-_*", *at)) {
			if (depth == 0)
				inside = begins_word(at, end, group);
			while (at < end && (isalnum((unsigned char)*at) || strchr("-_*", *at)))
				at++;
			continue;
		}
		depth += strchr("{([", *at) != NULL;
		depth -= strchr("})]", *at) != NULL;
		if (depth == 0 && inside && *at == '}')
			return at;
		at++;
	}
	return NULL;
}

/* -- putting it in -------------------------------------------------------------------------------- */

static void add_line_end(struct strbuf *out)
{
	if (out->length && out->data[out->length - 1] != '\n')
		strbuf_addch(out, '\n');
}

static void put_together(const struct strbuf *old, const char *setting, const char *group,
			 const char *members, struct strbuf *out)
{
	const char *close = old->length ? find_close(old, group) : NULL;
	const char *line = close;

	while (line && line > old->data && (line[-1] == ' ' || line[-1] == '\t'))
		line--;
	if (close) {
		/* Before the blanks of a brace that has its line for itself. */
		const char *place = line == old->data || line[-1] == '\n' ? line : close;
		strbuf_add(out, old->data, (size_t)(place - old->data));
		add_line_end(out);
		strbuf_addstr(out, members);
		strbuf_add(out, place, old->length - (size_t)(place - old->data));
	} else {
		strbuf_add(out, old->data, old->length);
	}
	if (setting || !close)
		add_line_end(out);
	if (setting)
		strbuf_addf(out, "%s\n", setting);
	if (!close)
		strbuf_addf(out, "%s = {\n%s};\n", group, members);
}

/* -- proving it ----------------------------------------------------------------------------------- */

static bool same(const struct config_node *a, const struct config_node *b);

static bool same_members(const struct config_node *a, const struct config_node *b)
{
	if (config_count(a) != config_count(b))
		return false;
	for (size_t i = 0; i < config_count(a); i++) {
		const char *left = config_name(config_at(a, i));
		const char *right = config_name(config_at(b, i));

		if (left && right && strcmp(left, right) != 0)
			return false;
		if (!same(config_at(a, i), config_at(b, i)))
			return false;
	}
	return true;
}

static bool same(const struct config_node *a, const struct config_node *b)
{
	int64_t left = 0, right = 0;
	double real = 0, other = 0;
	bool yes = false, also = false;

	if (config_type(a) != config_type(b))
		return false;
	switch (config_type(a)) {
	case CONFIG_STRING:
		return strcmp(config_string(a), config_string(b)) == 0;
	case CONFIG_BOOL:
		config_bool(a, &yes);
		config_bool(b, &also);
		return yes == also;
	case CONFIG_INTEGER:
		config_integer(a, &left);
		config_integer(b, &right);
		return left == right;
	case CONFIG_REAL:
		config_real(a, &real);
		config_real(b, &other);
		return memcmp(&real, &other, sizeof(real)) == 0;
	case CONFIG_GROUP:
	case CONFIG_LIST:
		return same_members(a, b);
	default:
		return true;
	}
}

/* Everything of `part` is in `whole`, unchanged. */
static bool holds(const struct config_node *whole, const struct config_node *part,
		  const char *but_for)
{
	for (size_t i = 0; i < config_count(part); i++) {
		const struct config_node *member = config_at(part, i);

		if (but_for && strcmp(config_name(member), but_for) == 0)
			continue;
		if (!same(config_get(whole, config_name(member)), member))
			return false;
	}
	return true;
}

static bool proves(const struct config_node *before, const struct config_node *added,
		   const struct config_node *after, const char *group)
{
	size_t groups =
		config_count(config_get(before, group)) + config_count(config_get(added, group));

	return holds(after, before, group) && holds(after, added, group) &&
	       holds(config_get(after, group), config_get(before, group), NULL) &&
	       holds(config_get(after, group), config_get(added, group), NULL) &&
	       config_count(config_get(after, group)) == groups;
}

static bool check(const char *name, const struct strbuf *old, const struct strbuf *added,
		  const char *text, const char *group, struct error *err)
{
	struct config_file *before = config_file_parse(name, old->data, old->length, err);
	const struct config_node *there = before ? config_get(config_file_root(before), group)
						 : NULL;

	if (there && config_type(there) != CONFIG_GROUP) {
		config_error(before, there, err, "%s must be %s, not %s", group,
			     config_type_words(CONFIG_GROUP),
			     config_type_words(config_type(there)));
		config_file_free(before);
		return false;
	}
	struct config_file *new =
		before ? config_file_parse("what is added", added->data, added->length, err) : NULL;
	struct config_file *after = new ? config_file_parse(name, text, strlen(text), err) : NULL;
	bool ok = after != NULL;

	if (ok && !proves(config_file_root(before), config_file_root(new), config_file_root(after),
			  group))
		ok = error_set(err, ERROR_USAGE,
			       "%s is written in a way that nothing can be added to safely; add "
			       "it by hand",
			       name);
	config_file_free(before);
	config_file_free(new);
	config_file_free(after);
	return ok;
}

bool config_insert(const char *name, const struct strbuf *old, const char *setting,
		   const char *group, const char *members, struct strbuf *out, struct error *err)
{
	static const struct strbuf nothing = STRBUF_INIT(1);
	struct strbuf added = STRBUF_INIT(CONFIG_FILE_MAX);
	size_t before = out->length;
	bool ok;

	/* At once, so that growing leaves no copies of secrets behind. */
	strbuf_reserve(&added, strlen(members) + 1024);
	put_together(&nothing, setting, group, members, &added);
	put_together(old, setting, group, members, out);
	if (out->overflow || added.overflow)
		ok = error_set(err, ERROR_LIMIT, "%s would be larger than %d bytes", name,
			       CONFIG_FILE_MAX);
	else
		ok = check(name, old, &added, out->data + before, group, err);
	if (!ok)
		strbuf_truncate(out, before);
	strbuf_wipe(&added);
	return ok;
}
