/*
 * list_view.h - what the screens that are one list do alike: opening, closing, slices of work, Esc,
 * the search.
 *
 * Such a screen's struct begins with a struct list_view; its view_ops take the functions here, or call
 * them from its own. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_LIST_VIEW_H
#define MSGDECK_VIEWS_LIST_LIST_VIEW_H

#include "model/store.h"
#include "ui/view.h"
#include "views/list/search.h"
#include "views/session/session.h"

struct list_view {
	struct view base;
	struct session *session;
	struct table *table;
	struct search search;
	struct strbuf notice; /* for the words of a struct table_notice, as long as it is drawn */
};

/* Makes the table of the ops' columns on a source and its data. Rows are searched in the language;
 * NULL: only words can be. Whether the operator chose the columns. */
bool list_view_open(struct list_view *view, const struct table_source *source, void *rows,
		    const struct filter_language *language);
void list_view_close(struct view *view);
/* Goes on with work that was left while another screen was shown. */
void list_view_show(struct view *view);
/* Rows, or the names of services that are searched for, may have changed. EFFECT_REDRAW. */
unsigned list_view_result(struct view *view, const void *news);
bool list_view_work(struct view *view, int64_t deadline_ns, unsigned *effects);
void list_view_draw(struct list_view *view, const struct pane *pane,
		    const struct table_notice *notice);
size_t list_view_scopes(struct view *view, struct command_scope *scopes, size_t max);
/* What is selected, and what is searched for. */
void list_view_status(struct view *view, struct bar *bar);
/* Ends the selection, or else the search. */
bool list_view_escape(struct view *view);
const struct marks *list_view_marks(const struct view *view);
unsigned list_view_run_filter(struct command_call *call);
/* The command; `words` is its help. */
#define FILTER_COMMAND(rank, words)                                                   \
	{                                                                             \
		.name = "filter", .args = "[QUERY]", .help = words, .hint = "filter", \
		.hint_rank = rank, .max_args = -1, .run = list_view_run_filter,       \
	}

/* For store_observe(), with the view, where its rows are those of the store. */
void list_view_store_changed(const struct store_event *event, void *view);

#endif
