/*
 * search.h - the search of a list: words are typed, and the rows that have all of them stay.
 *
 * Case does not matter. Rows are narrowed as one types; giving up brings back what was there before.
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SEARCH_H
#define MSGDECK_VIEWS_SEARCH_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "ui/chrome.h"
#include "ui/command.h"
#include "ui/prompt.h"
#include "ui/table.h"

struct shell;

struct search {
	struct shell *shell;
	struct table *table;
	bool part;            /* see search_part() */
	struct strbuf typed;  /* as typed */
	struct strbuf folded; /* the same, folded */
	struct strbuf before; /* when the prompt was opened */
	struct prompt_history history;
};

void search_init(struct search *search, struct shell *shell, struct table *table);
void search_release(struct search *search);
/* Searches for this; "" shows all. */
void search_set(struct search *search, const char *text);
bool search_is_on(const struct search *search);
/* Whether a text, original or cleaned, has all of the words. */
bool search_matches(const struct search *search, const struct strbuf *text);
/* The command "filter [TEXT]"; without a text it opens the prompt. */
unsigned search_command(struct search *search, struct command_call *call);
/* For view_ops.escape: true when there was a search to end. */
bool search_escape(struct search *search);
/* "12 match  berlin". */
void search_status(const struct search *search, struct bar *bar);
/* The list shows only a part of its rows in any case: the source's match() is asked also while nothing
 * is searched. To be called again when it is another part. */
void search_part(struct search *search, bool part);

#endif
