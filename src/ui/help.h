/*
 * help.h - the page of all keys and commands of a screen, generated from keymap and command tables.
 */
#ifndef MSGDECK_UI_HELP_H
#define MSGDECK_UI_HELP_H

#include "ui/command.h"
#include "ui/keymap.h"
#include "ui/pager.h"
#include "ui/table.h"

/* What the page is made from. One section a scope (scopes of one name together), the screen's own first:
 * keys, command with arguments, help; then the columns when there are any. */
struct help_page {
	const char *title;
	const char *text; /* a sentence about the view */
	const struct command_scope *scopes;
	size_t scope_count;
	const char *own; /* the name of the screen's own scope; NULL: all in their order */
	const struct table_column *columns;
	size_t column_count;
	/* The word at an index that the view's filter knows, and what it means; false behind the last.
	 * NULL: it has none. */
	bool (*word)(void *context, size_t index, struct strbuf *name, struct strbuf *help);
	void *context;
};

struct help;

/* Copies what it needs. */
struct help *help_new(const struct help_page *page, const struct keymap *keymap);
void help_free(struct help *help);
/* The page for a pager; data: struct help. */
extern const struct pager_source help_source;

#endif
