/*
 * pager.h - the reading widget: a scroll of styled lines made from items, lazily.
 *
 * A source gives items in order (messages of a conversation, paragraphs of a help text); each is
 * built into lines only when it comes near the screen, so a conversation of 50,000 messages costs a
 * screenful. The view is anchored on an item's key and a line within it: items that are added
 * before it (older messages) or after it never move what is being read. At the end it stays at the
 * end while items are appended (PAGER_FOLLOW).
 *
 * With PAGER_ITEMS the cursor is on an item and moves from item to item (long items scroll first);
 * without it, it scrolls by lines. Thread: UI.
 */
#ifndef MSGDECK_UI_PAGER_H
#define MSGDECK_UI_PAGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "ui/command.h"
#include "ui/surface.h"

/* Lines of one item beyond which it is cut, with a line that says so. */
#define PAGER_ITEM_LINES_MAX 20000

struct pager;
struct pager_lines; /* lines being built */

struct pager_source {
	size_t (*count)(void *data);
	/* Never 0, unique. */
	uint64_t (*key)(void *data, size_t index);
	bool (*find)(void *data, uint64_t key, size_t *index);
	/* Adds the lines of an item for a given width. */
	void (*build)(void *data, size_t index, int width, struct pager_lines *lines);
};

enum pager_flags {
	PAGER_ITEMS = 1,  /* the cursor is on an item */
	PAGER_FOLLOW = 2, /* stay at the end when at the end */
};

/* -- building lines ---------------------------------------------------------------------------- */

/* Begins a line at an indentation. What follows is appended to it. */
void pager_line(struct pager_lines *lines, int indent);
/* Appends a span of our own or cleaned text. */
void pager_span(struct pager_lines *lines, unsigned style, const char *text, size_t length);
/* Appends foreign text: cleaned first, on one line. */
void pager_span_foreign(struct pager_lines *lines, unsigned style, const char *text, size_t length);
void pager_format(struct pager_lines *lines, unsigned style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* What follows on this line stands at its right edge (the width given to build). */
void pager_right(struct pager_lines *lines);
/* The line is centred. */
void pager_center(struct pager_lines *lines);
/* The line is a horizontal rule with its text in it. */
void pager_rule(struct pager_lines *lines);
/* Adds foreign text as lines of its own, wrapped to `width` cells, at an indentation. */
void pager_text(struct pager_lines *lines, unsigned style, int indent, int width, const char *text,
		size_t length);
/* The widest wrapped line of foreign text, and how many lines: for bubbles at the right edge. */
int pager_measure(const char *text, size_t length, int width, int *lines);

/* -- the widget -------------------------------------------------------------------------------- */

struct pager *pager_new(const struct pager_source *source, void *data, unsigned flags);
void pager_free(struct pager *pager);
/* The item's lines are out of date; key 0: all of them. */
void pager_changed(struct pager *pager, uint64_t key);
/* Other items altogether: forgets position and lines. */
void pager_reset(struct pager *pager);

void pager_to_start(struct pager *pager);
void pager_to_end(struct pager *pager);
bool pager_at_start(const struct pager *pager);
bool pager_at_end(const struct pager *pager);
/* Shows an item, with the cursor on it. */
bool pager_show(struct pager *pager, uint64_t key);
bool pager_scroll(struct pager *pager, long lines);
bool pager_page(struct pager *pager, double screens);
bool pager_move(struct pager *pager, long items);
/* PAGER_ITEMS: key under the cursor, 0 when empty. */
uint64_t pager_cursor(const struct pager *pager);
/* Items before the first one shown: fetch older ones when it gets small. */
size_t pager_items_above(const struct pager *pager);

/* Marks these words wherever they are shown; copied, NULL for none. */
void pager_mark(struct pager *pager, const struct marks *marks);
/* Which of the lines that have a mark was gone to. */
struct pager_found {
	size_t at, of; /* from 1; 0 of 0: there is none */
	bool wrapped;  /* past an end, so on from the other */
};
enum pager_way { PAGER_HERE, PAGER_NEXT, PAGER_PREVIOUS };
/* Goes to a line that has a mark: the first on the screen or below it, or the next (previous) of the one
 * gone to before. Looks at no more than the first PAGER_SEARCH_MAX items. */
#define PAGER_SEARCH_MAX 20000
struct pager_found pager_find(struct pager *pager, enum pager_way way);

/* Shown when there is no item, and above the first one. NULL for none. Copied. */
void pager_set_notice(struct pager *pager, enum style_role role, const char *text);
void pager_draw(struct pager *pager, const struct pane *pane, bool focused);

/* The commands of the context "pager": up, down, page-up, page-down, half-page-up, half-page-down,
 * top, bottom. The target is the
 * pager. */
extern const struct command pager_commands[];
extern const size_t pager_command_count;
struct command_scope pager_scope(struct pager *pager);

/* -- a source for fixed text ------------------------------------------------------------------- */

/* Lines of foreign text (raw JSON, help) as a pager source; the text is copied. */
struct pager_document;
struct pager_document *pager_document_new(const char *text, size_t length);
/* Adds text at its end, which may go on with the last line: pager_changed() for a pager that shows it. */
void pager_document_append(struct pager_document *document, const char *text, size_t length);
void pager_document_free(struct pager_document *document);
extern const struct pager_source pager_document_source; /* data: struct pager_document */

#endif
