#include "views/manual.h"

#include <string.h>

#include "base/mem.h"
#include "model/filter.h"
#include "ui/form.h"
#include "ui/keymap.h"
#include "ui/keytext.h"
#include "ui/page_search.h"
#include "ui/pager.h"
#include "ui/shell.h"
#include "ui/table.h"
#include "views/list/languages.h"
#include "views/messages/thread.h"
#include "views/tasks.h"
#include "views/views.h"

/* Text that roff would read as something else. */
static void add_roff(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\')
			strbuf_addstr(out, "\\e");
		else if (*text == '-')
			strbuf_addstr(out, "\\-");
		else if ((*text == '.' || *text == '\'') &&
			 (!out->length || out->data[out->length - 1] == '\n'))
			strbuf_addf(out, "\\&%c", *text);
		else
			strbuf_addch(out, *text);
	}
}

/* The keys that run the command, as the context binds them by default. */
static void add_keys(struct strbuf *out, const struct keymap *keymap, const char *context,
		     const char *command)
{
	size_t length = strlen(command);
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i);
		if (strcmp(binding->context, context) != 0 ||
		    strncmp(binding->command, command, length) != 0 ||
		    (binding->command[length] != '\0' && binding->command[length] != ' '))
			continue;
		if (keys.length)
			strbuf_addstr(&keys, ", ");
		key_sequence_format(&keys, &binding->keys);
	}
	if (keys.length) {
		strbuf_addstr(out, " (");
		add_roff(out, keys.data);
		strbuf_addch(out, ')');
	}
	strbuf_release(&keys);
}

static void add_commands(struct strbuf *out, const struct keymap *keymap, const char *context,
			 const struct command *commands, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct command *command = &commands[i];
		if (command->flags & COMMAND_HIDDEN)
			continue;
		strbuf_addstr(out, ".TP\n\\fB");
		add_roff(out, command->name);
		strbuf_addstr(out, "\\fR");
		if (*command->args) {
			strbuf_addstr(out, " \\fI");
			add_roff(out, command->args);
			strbuf_addstr(out, "\\fR");
		}
		add_keys(out, keymap, context, command->name);
		strbuf_addch(out, '\n');
		add_roff(out, command->help);
		strbuf_addstr(out, ".\n");
	}
}

static void add_section(struct strbuf *out, const char *title, const char *text)
{
	strbuf_addstr(out, ".SS ");
	add_roff(out, title);
	strbuf_addch(out, '\n');
	add_roff(out, text);
	strbuf_addch(out, '\n');
}

static void add_columns(struct strbuf *out, const struct view_ops *ops)
{
	if (!ops->column_count)
		return;
	strbuf_addstr(out, ".PP\nColumns:");
	for (size_t i = 0; i < ops->column_count; i++) {
		strbuf_addstr(out, i ? ", " : " ");
		add_roff(out, ops->columns[i].name);
	}
	strbuf_addstr(out, ".\n");
}

static struct keymap *default_keys(void)
{
	struct keymap *keymap = keymap_new();

	keymap_parse(keymap, keymap_default_text, strlen(keymap_default_text), "keys", true, NULL);
	keymap_parse(keymap, views_default_keys, strlen(views_default_keys), "keys", true, NULL);
	return keymap;
}

static void write_keys(struct strbuf *out)
{
	struct keymap *keymap = default_keys();
	size_t count;
	const struct command *commands = views_commands(&count);

	for (size_t i = 0; i < views_count(); i++) {
		const struct view_ops *ops = views_at(i);
		add_section(out, ops->name, ops->help);
		add_commands(out, keymap, ops->name, ops->commands, ops->command_count);
		add_columns(out, ops);
	}
	add_section(out, "thread", "In every thread.");
	add_commands(out, keymap, "thread", thread_commands, thread_command_count);
	add_section(out, "list", "In every list.");
	add_commands(out, keymap, "list", table_commands, table_command_count);
	add_section(out, "pager", "In everything that is read.");
	add_commands(out, keymap, "pager", pager_commands, pager_command_count);
	add_section(out, "page", "In what is read, but for threads and what a command prints.");
	add_commands(out, keymap, "page", page_commands, page_command_count);
	add_section(out, "search", "The same, while something is searched for.");
	add_commands(out, keymap, "search", page_search_commands, page_search_command_count);
	add_section(out, "form", "In every form.");
	add_commands(out, keymap, "form", form_commands, form_command_count);
	add_section(out, "field", "While a field of a form is edited.");
	add_commands(out, keymap, "field", form_field_commands, form_field_command_count);
	add_section(out, "area", "The same, where it has several lines.");
	add_commands(out, keymap, "area", form_field_commands, form_field_command_count);
	add_section(out, "global", "Everywhere.");
	add_commands(out, keymap, "global", commands, count);
	add_commands(out, keymap, "global", shell_commands, shell_command_count);
	keymap_free(keymap);
}

static void write_fields(struct strbuf *out, const struct filter_language *language)
{
	for (size_t i = 0; i < language->count; i++) {
		const struct filter_field *field = &language->fields[i];

		strbuf_addstr(out, ".TP\n\\fB");
		add_roff(out, field->name);
		strbuf_addstr(out, ":\\fR");
		if (field->alias) {
			strbuf_addstr(out, ", \\fB");
			add_roff(out, field->alias);
			strbuf_addstr(out, ":\\fR");
		}
		strbuf_addstr(out, " (");
		add_roff(out, field->example);
		strbuf_addstr(out, ")\n");
		add_roff(out, field->help);
		strbuf_addstr(out, ".\n");
	}
}

/* What to do, with the default keys. */
static void write_tasks(struct strbuf *out)
{
	struct keymap *keymap = default_keys();
	size_t number;
	const struct task_help *all = tasks(&number);

	for (size_t i = 0; i < number; i++) {
		strbuf_addstr(out, ".TP\n.B ");
		add_roff(out, all[i].title);
		strbuf_addch(out, '\n');
		for (size_t k = 0; k < TASK_STEPS_MAX && all[i].steps[k]; k++) {
			struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

			keytext_expand(keymap, all[i].steps[k], &text);
			strbuf_addstr(out, k ? ".br\n" : "");
			add_roff(out, text.data);
			strbuf_addch(out, '\n');
			strbuf_release(&text);
		}
	}
	keymap_free(keymap);
}

static void write_query(struct strbuf *out)
{
	const struct named_language *named;

	for (size_t i = 0; (named = languages_at(i)); i++) {
		strbuf_addstr(out, ".SS Of ");
		add_roff(out, named->name);
		strbuf_addstr(out, "\n");
		write_fields(out, named->language);
	}
}

bool manual_names(const char *what, struct strbuf *out)
{
	bool screens = strcmp(what, "screens") == 0;

	if (!screens && strcmp(what, "commands") != 0)
		return false;
	for (size_t i = 0; i < views_count(); i++) {
		const struct view_ops *ops = views_at(i);

		if (screens)
			strbuf_addf(out, "%s\t%s\n", ops->name, ops->help);
		for (size_t k = 0; !screens && k < ops->command_count; k++)
			strbuf_addf(out, "%s\t%s\t%s\n", ops->name, ops->commands[k].name,
				    ops->commands[k].args);
	}
	return true;
}

bool manual_write(const char *part, struct strbuf *out)
{
	if (strcmp(part, "keys") == 0)
		write_keys(out);
	else if (strcmp(part, "tasks") == 0)
		write_tasks(out);
	else if (strcmp(part, "query") == 0)
		write_query(out);
	else
		return false;
	return true;
}
