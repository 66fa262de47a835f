/*
 * view.h - what a screen is: a row in a table of functions, and an instance.
 *
 * A new screen is one file with static functions and one struct view_ops. Its state is a struct of
 * its own whose first member is `struct view`; the shell allocates ops->size zeroed bytes, sets the
 * base members, calls open(), and frees it after close(). A view keeps keys (SIDs), never pointers
 * into the cache. Unused functions are left out (NULL).
 *
 *	struct messages_view {
 *		struct view base;
 *		struct table *table;
 *	};
 *
 * Thread: UI.
 */
#ifndef MSGDECK_UI_VIEW_H
#define MSGDECK_UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "ui/chrome.h"
#include "ui/command.h"
#include "ui/loop.h"
#include "ui/mouse.h"
#include "ui/surface.h"
#include "ui/table.h"

#define VIEW_WIDGETS_MAX 2

struct shell;
struct view_ops;

struct view {
	const struct view_ops *ops;
	struct shell *shell;
	void *app;  /* what shell_new() was given: the program's own context */
	bool shown; /* it is the one on the screen */
	char *line; /* what it was opened with: its name and arguments, quoted */
};

struct view_ops {
	const char *name;  /* "messages": for `open messages`, and the keymap's context */
	const char *title; /* on its tab */
	const char *help;  /* one sentence for the help page */
	size_t size;       /* of the state struct */
	const struct command *commands; /* their target is the view */
	size_t command_count;
	const struct table_column *columns; /* for help and completion; may be NULL */
	size_t column_count;
	const void *language; /* of its filter, NULL: none; the program's: see shell_ops.word */

	/* argv[0] is the view's name. On failure the view is not shown, and close() is not called:
	 * release what was taken. */
	bool (*open)(struct view *view, int argc, const char *const *argv, struct error *err);
	void (*close)(struct view *view);
	/* It came to the front, or went behind another. */
	void (*show)(struct view *view);
	void (*hide)(struct view *view);
	/* The operator wants fresh data (EFFECT_REFETCH). */
	void (*refresh)(struct view *view);
	/* Something arrived (shell_news): called for all living views, shown or not. Effects. */
	unsigned (*result)(struct view *view, const void *news);
	/* Draws the panes of these levels (enum loop_level bits); what it does not draw stays. With both
	 * levels it must draw every cell of the pane. */
	void (*draw)(struct view *view, const struct pane *pane, unsigned levels);
	/* A key before the keymap sees it: effects, or EFFECT_PASS. */
	unsigned (*key)(struct view *view, uint32_t key);
	/* Something is clicked or scrolled at this cell of the screen: what is there gets the focus. True when
	 * it had not got it before. */
	bool (*point)(struct view *view, int column, int row);
	/* What the mouse did that no widget of the view took: effects, or EFFECT_PASS. See mouse.h. */
	unsigned (*mouse)(struct view *view, struct mouse *mouse);
	/* A paste while no prompt or dialog is open: effects, or EFFECT_PASS. */
	unsigned (*paste)(struct view *view, const char *bytes, size_t length);
	/* The scopes inside the view, innermost first: the focused widget's. The shell adds the view's own
	 * and the global one. Returns how many. */
	size_t (*scopes)(struct view *view, struct command_scope *scopes, size_t max);
	/* The names that scopes() gives while the focus is not on a list, innermost first: what keys can be
	 * bound for there. "search", which comes and goes, is not among them. */
	const char *widgets[VIEW_WIDGETS_MAX];
	/* A slice of work; see loop_set_work(). Sets effects in *effects. Returns whether there is more. */
	bool (*work)(struct view *view, int64_t deadline_ns, unsigned *effects);
	/* Appends what is seen here, for the window title and the crumbs: "Message SM8f…c21e". */
	void (*describe)(struct view *view, struct strbuf *out);
	/* Adds to the footer's upper line: counts, selection, progress. */
	void (*status)(struct view *view, struct bar *bar);
	/* Esc before it closes the view: e.g. clear filter or selection. True when it did something. */
	bool (*escape)(struct view *view);
	/* The words that are marked in it, NULL: none; and those of the view below, once, as it opens. */
	const struct marks *(*marks)(const struct view *view);
	void (*mark)(struct view *view, const struct marks *marks);
	/* Which messages it shows, or counts, by a query as it was typed; NULL: all, or it shows none. */
	const char *(*query)(const struct view *view);
	/* The list that is the screen's, whatever has the focus; NULL: the one that scopes() gives. */
	struct table *(*table)(struct view *view);
	/* Whether keys go into a field now: the footer then offers no letters. */
	bool (*typing)(const struct view *view);
	/* Whether something would be lost with the view; appends what, as a sentence: "2 changes to the
	 * service are not saved." The shell asks before it closes the view. */
	bool (*unsaved)(const struct view *view, struct strbuf *what);
};

#endif
