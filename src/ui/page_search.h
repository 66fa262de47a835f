/*
 * page_search.h - searching in what is read: / takes words, n and N go from line to line that has them,
 * Esc ends it.
 *
 * For a pager without items under its cursor (no PAGER_ITEMS). The words are one phrase, found in any
 * case. While something is searched for there is a scope more, "search", whose keys are free of what the
 * screen binds else. Thread: UI.
 */
#ifndef MSGDECK_UI_PAGE_SEARCH_H
#define MSGDECK_UI_PAGE_SEARCH_H

#include "ui/chrome.h"
#include "ui/pager.h"
#include "ui/prompt.h"

struct shell;

struct page_search {
	struct shell *shell;
	struct pager *pager;
	struct strbuf typed;    /* "": nothing is searched for */
	struct marks otherwise; /* what is marked then */
	struct prompt_history history;
};

/* The pager must outlive it. */
void page_search_init(struct page_search *search, struct shell *shell, struct pager *pager);
void page_search_release(struct page_search *search);
/* These words are marked while nothing is searched for. Copied. */
void page_search_mark(struct page_search *search, const struct marks *marks);
/* For view_ops.escape: false when nothing was searched for. */
bool page_search_end(struct page_search *search);
/* What is searched for, and in how many lines it is. */
void page_search_status(const struct page_search *search, struct bar *bar);
/* Its scopes and the pager's, for view_ops.scopes. */
#define PAGE_SEARCH_SCOPES 3
size_t page_search_scopes(struct page_search *search, struct command_scope *scopes, size_t max);

/* The commands of the context "page" and, while something is searched for, "search". The target is the
 * struct page_search. */
extern const struct command page_commands[];
extern const size_t page_command_count;
extern const struct command page_search_commands[];
extern const size_t page_search_command_count;

#endif
