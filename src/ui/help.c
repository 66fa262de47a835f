#include "ui/help.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "ui/wrap.h"

/* Most cells of the keys and of the commands; what is longer pushes the text to the next line. */
#define KEYS_MAX 14
#define NAME_MAX_CELLS 18
#define INDENT 2
#define GAP 2

enum kind { TITLE, TEXT, ENTRY };

struct entry {
	enum kind kind;
	char *keys;
	char *name;
	char *text;
};

/* Around keys that do not run what they are bound to. */
#define HIDDEN_TEXT \
	"Keys in [ ] do something else here: your own keys go before them, or they before yours."

struct help {
	struct help_entries VEC(struct entry) entries;
	int keys_width;
	int name_width;
	bool any_hidden;
};

static int cells(const char *text)
{
	return (int)text_width(text, strlen(text));
}

static void widen(int *width, const char *text, int max)
{
	int wanted = cells(text);

	if (wanted > *width)
		*width = wanted < max ? wanted : max;
}

static void add(struct help *help, enum kind kind, const char *keys, const char *name,
		const char *text)
{
	struct entry entry = { kind, xstrdup(keys), xstrdup(name), xstrdup(text) };

	vec_push(&help->entries, entry);
	if (kind != ENTRY)
		return;
	widen(&help->keys_width, keys, KEYS_MAX);
	widen(&help->name_width, name, NAME_MAX_CELLS);
}

static void insert_text(struct help *help, size_t at, const char *text)
{
	struct entry entry;

	add(help, TEXT, "", "", text);
	entry = help->entries.items[help->entries.count - 1];
	memmove(&help->entries.items[at + 1], &help->entries.items[at],
		(help->entries.count - 1 - at) * sizeof(entry));
	help->entries.items[at] = entry;
}

/* -- making --------------------------------------------------------------------------------- */

static bool runs(const struct keymap_binding *binding, const char *context, const char *command)
{
	size_t length = strlen(command);

	return strcmp(binding->context, context) == 0 &&
	       strncmp(binding->command, command, length) == 0 &&
	       (binding->command[length] == '\0' || binding->command[length] == ' ');
}

/* What the operator did not bind, nor what is in its way, is meant to be as it is. */
static bool is_hidden(const struct help_page *page, const struct keymap *keymap,
		      const struct keymap_binding *binding)
{
	const char *contexts[COMMAND_SCOPES_MAX];
	const struct keymap_binding *other;

	for (size_t i = 0; i < page->scope_count; i++)
		contexts[i] = page->scopes[i].name;
	other = keymap_in_the_way(keymap, contexts, page->scope_count, binding);
	return other && !(binding->is_default && other->is_default) &&
	       strcmp(other->command, binding->command) != 0;
}

static void add_command(struct help *help, const struct help_page *page,
			const struct keymap *keymap, const char *context,
			const struct command *command)
{
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i);

		if (!runs(binding, context, command->name))
			continue;
		if (keys.length)
			strbuf_addch(&keys, ' ');
		bool hidden = is_hidden(page, keymap, binding);
		help->any_hidden |= hidden;
		strbuf_addstr(&keys, hidden ? "[" : "");
		key_sequence_format(&keys, &binding->keys);
		strbuf_addstr(&keys, hidden ? "]" : "");
	}
	strbuf_addf(&name, "%s%s%s", command->name, *command->args ? " " : "", command->args);
	add(help, ENTRY, keys.data, name.data, command->help);
	strbuf_release(&keys);
	strbuf_release(&name);
}

static bool is_first_of_its_name(const struct help_page *page, size_t scope)
{
	for (size_t i = 0; i < scope; i++)
		if (strcmp(page->scopes[i].name, page->scopes[scope].name) == 0)
			return false;
	return true;
}

static void add_scope(struct help *help, const struct help_page *page, size_t scope,
		      const struct keymap *keymap)
{
	const char *name = page->scopes[scope].name;

	add(help, TEXT, "", "", "");
	add(help, TITLE, "", "", name);
	for (size_t i = scope; i < page->scope_count; i++) {
		if (strcmp(page->scopes[i].name, name) != 0)
			continue;
		for (size_t k = 0; k < page->scopes[i].count; k++)
			if (!(page->scopes[i].commands[k].flags & COMMAND_HIDDEN))
				add_command(help, page, keymap, name, &page->scopes[i].commands[k]);
	}
}

/* What is particular to a screen is looked for more often than how one moves on it. */
static void add_scopes(struct help *help, const struct help_page *page, const struct keymap *keymap,
		       bool own)
{
	for (size_t i = 0; i < page->scope_count; i++) {
		bool is_own = page->own && strcmp(page->scopes[i].name, page->own) == 0;

		if (is_own == own && is_first_of_its_name(page, i))
			add_scope(help, page, i, keymap);
	}
}

static void add_words(struct help *help, const struct help_page *page)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; page->word && page->word(page->context, i, &name, &text); i++) {
		if (!i) {
			add(help, TEXT, "", "", "");
			add(help, TITLE, "", "", "filter");
		}
		add(help, ENTRY, "", name.data, text.data);
		strbuf_reset(&name);
		strbuf_reset(&text);
	}
	strbuf_release(&name);
	strbuf_release(&text);
}

struct help *help_new(const struct help_page *page, const struct keymap *keymap)
{
	struct help *help = xcalloc(1, sizeof(*help));

	add(help, TITLE, "", "", page->title);
	if (page->text && *page->text)
		add(help, TEXT, "", "", page->text);
	size_t top = help->entries.count;
	add_scopes(help, page, keymap, true);
	add_scopes(help, page, keymap, false);
	if (help->any_hidden)
		insert_text(help, top, HIDDEN_TEXT);
	add_words(help, page);
	if (page->column_count) {
		add(help, TEXT, "", "", "");
		add(help, TITLE, "", "", "columns");
	}
	for (size_t i = 0; i < page->column_count; i++)
		add(help, ENTRY, "", page->columns[i].name,
		    page->columns[i].help ? page->columns[i].help : "");
	return help;
}

void help_free(struct help *help)
{
	if (!help)
		return;
	for (size_t i = 0; i < help->entries.count; i++) {
		free(help->entries.items[i].keys);
		free(help->entries.items[i].name);
		free(help->entries.items[i].text);
	}
	vec_release(&help->entries);
	free(help);
}

/* -- as a pager's source -------------------------------------------------------------------- */

static size_t count(void *data)
{
	const struct help *help = data;

	return help->entries.count;
}

static uint64_t key(void *data, size_t index)
{
	(void)data;
	return (uint64_t)index + 1;
}

static bool find(void *data, uint64_t wanted, size_t *index)
{
	*index = (size_t)wanted - 1;
	return wanted >= 1 && wanted <= count(data);
}

/* A text in a column of `width` cells; returns false when it is longer and the line is full. */
static bool add_cell(struct pager_lines *lines, unsigned style, const char *text, int width)
{
	int used = cells(text);

	pager_span(lines, style, text, strlen(text));
	pager_format(lines, STYLE_TEXT, "%*s", used < width ? width - used + GAP : GAP, "");
	return used <= width;
}

static void build_entry(const struct help *help, const struct entry *entry, int width,
			struct pager_lines *lines)
{
	int column = INDENT + help->keys_width + GAP + help->name_width + GAP;
	struct wrap wrap;
	struct wrap_line line;
	bool room;

	pager_line(lines, INDENT);
	room = add_cell(lines, STYLE_KEY, entry->keys, help->keys_width);
	if (!room)
		pager_line(lines, INDENT + help->keys_width + GAP);
	room = add_cell(lines, STYLE_STRONG, entry->name, help->name_width);
	wrap_start(&wrap, entry->text, strlen(entry->text),
		   width > column + 10 ? (size_t)(width - column) : 10);
	while (wrap_next(&wrap, &line)) {
		if (!room)
			pager_line(lines, column);
		pager_span(lines, STYLE_TEXT, line.text, line.length);
		room = false;
	}
}

static void build(void *data, size_t index, int width, struct pager_lines *lines)
{
	const struct help *help = data;
	const struct entry *entry = &help->entries.items[index];

	switch (entry->kind) {
	case TITLE:
		pager_line(lines, 0);
		pager_span(lines, STYLE_TITLE, entry->text, strlen(entry->text));
		break;
	case TEXT:
		pager_text(lines, STYLE_TEXT, 0, width, entry->text, strlen(entry->text));
		break;
	case ENTRY:
		build_entry(help, entry, width, lines);
		break;
	}
}

const struct pager_source help_source = {
	.count = count,
	.key = key,
	.find = find,
	.build = build,
};
