#include "ui/help.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define KEY_CELLS 16
#define NAME_CELLS 30

static void pad(struct strbuf *out, size_t start, size_t cells)
{
	size_t used = text_width(out->data + start, out->length - start);

	if (used < cells)
		strbuf_addn(out, ' ', cells - used);
	strbuf_addch(out, ' ');
}

/* All keys of the context that run a command line beginning with this command. */
static void add_keys(struct strbuf *out, const struct keymap *keymap, const char *context,
		     const char *command)
{
	size_t length = strlen(command);
	size_t start = out->length;

	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i);

		if (strcmp(binding->context, context) != 0 ||
		    strncmp(binding->command, command, length) != 0 ||
		    (binding->command[length] && binding->command[length] != ' '))
			continue;
		if (out->length > start)
			strbuf_addstr(out, ", ");
		key_sequence_format(out, &binding->keys);
	}
}

static void add_command(struct strbuf *out, const struct keymap *keymap, const char *context,
			const struct command *command)
{
	size_t start = out->length;

	strbuf_addstr(out, "  ");
	add_keys(out, keymap, context, command->name);
	pad(out, start, KEY_CELLS);
	start = out->length;
	strbuf_addstr(out, command->name);
	if (*command->args)
		strbuf_addf(out, " %s", command->args);
	pad(out, start, NAME_CELLS);
	strbuf_addf(out, "%s\n", command->help);
}

static void add_scope(struct strbuf *out, const struct keymap *keymap,
		      const struct command_scope *scope)
{
	strbuf_addf(out, "\n%s\n", scope->name);
	for (size_t i = 0; i < scope->count; i++)
		if (!(scope->commands[i].flags & COMMAND_HIDDEN))
			add_command(out, keymap, scope->name, &scope->commands[i]);
}

void help_write(const struct help_page *page, const struct keymap *keymap, struct strbuf *out)
{
	strbuf_addf(out, "%s\n", page->title);
	if (page->text && *page->text)
		strbuf_addf(out, "%s\n", page->text);
	for (size_t i = 0; i < page->scope_count; i++)
		add_scope(out, keymap, &page->scopes[i]);
	if (!page->column_count)
		return;
	strbuf_addstr(out, "\ncolumns\n");
	for (size_t i = 0; i < page->column_count; i++) {
		size_t start = out->length;

		strbuf_addf(out, "  %s", page->columns[i].name);
		pad(out, start, KEY_CELLS);
		strbuf_addf(out, "%s\n", page->columns[i].help ? page->columns[i].help : "");
	}
}

struct pager *help_pager(const struct help_page *page, const struct keymap *keymap,
			 struct pager_document **document)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct pager *pager;

	help_write(page, keymap, &text);
	*document = pager_document_new(text.data, text.length);
	pager = pager_new(&pager_document_source, *document, 0);
	strbuf_release(&text);
	return pager;
}
