/*
 * help.h - the page of all keys and commands, generated from keymap and command tables.
 */
#ifndef MSGDECK_UI_HELP_H
#define MSGDECK_UI_HELP_H

#include "base/strbuf.h"
#include "ui/command.h"
#include "ui/keymap.h"
#include "ui/pager.h"
#include "ui/table.h"

/* One section a scope: keys, command with arguments, help; then the columns when there are any. */
struct help_page {
	const char *title;
	const char *text; /* a sentence about the view */
	const struct command_scope *scopes;
	size_t scope_count;
	const struct table_column *columns;
	size_t column_count;
};

/* Appends the page as lines of plain text, for the overlay, the man page and the lint. */
void help_write(const struct help_page *page, const struct keymap *keymap, struct strbuf *out);
/* The page as a pager, which is the caller's to free together with its document. */
struct pager *help_pager(const struct help_page *page, const struct keymap *keymap,
			 struct pager_document **document);

#endif
