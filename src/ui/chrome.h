/*
 * chrome.h - the lines around a view: header, tabs, footer, hints.
 *
 * A bar is a row of segments, each with a style and a rank. When they do not all fit, the ones with
 * the highest rank number go first, whole; what remains keeps its order. Texts are cleaned on the
 * way in (bar_add_foreign) or our own.
 */
#ifndef MSGDECK_UI_CHROME_H
#define MSGDECK_UI_CHROME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/command.h"
#include "ui/keymap.h"
#include "ui/surface.h"

#define BAR_SEGMENTS_MAX 48
#define BAR_TEXT_MAX 4096

struct bar_segment {
	size_t start, length; /* in bar.text */
	int cells;            /* columns that it takes */
	unsigned style;
	int rank;     /* 1 stays longest */
	bool right;   /* aligned to the right edge */
	bool glued;   /* no blank before it; goes when the one before it goes */
	bool foreign; /* becomes shorter before it goes */
	double share; /* >= 0: a progress bar of `cells` cells */
};

struct bar {
	struct strbuf text;
	struct bar_segment segments[BAR_SEGMENTS_MAX];
	size_t count;
	bool right; /* what is added now goes to the right side */
};

void bar_init(struct bar *bar);
void bar_release(struct bar *bar);
void bar_reset(struct bar *bar);
/* What is added from here on stands at the right. */
void bar_to_right(struct bar *bar);
/* Printf-like, our own words. */
void bar_add(struct bar *bar, unsigned style, int rank, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* What anybody may have written. Where there is no room for all of it, it ends with "…". */
void bar_add_foreign(struct bar *bar, unsigned style, int rank, const char *text, size_t length);
/* The same in at most so many cells; "…" at its end says that there is more. */
void bar_add_short(struct bar *bar, unsigned style, int rank, int cells, const char *text,
		   size_t length);
/* Appends to the segment before it, in another style. */
void bar_glue(struct bar *bar, unsigned style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* ▕█████▏          ▏ of this many cells, share 0..1. */
void bar_add_progress(struct bar *bar, unsigned style, int rank, int cells, double share);
/* Draws in one row of the pane, filling the rest in `ground`. */
void bar_draw(const struct bar *bar, const struct pane *pane, int row, unsigned ground);

/* The key that stands at a column of a bar drawn so wide, or whose words do: appends what is written
 * (STYLE_KEY), and says which cell of it was hit (SIZE_MAX: its words). False where there is none. */
bool bar_key_at(const struct bar *bar, int width, int column, struct strbuf *label, size_t *cell);

/* " 1 Conversations 2 Messages …", the active one marked. When there is no room names become shorter;
 * when there is less, the active one and its neighbours have theirs, and of the others it is said by
 * which keys they are reached: "1…3 4 Services 5▸Numbers 6…8". */
struct bar_tab {
	const char *key; /* "1"; " ": none */
	const char *name;
};
void bar_add_tabs(struct bar *bar, const struct bar_tab *tabs, size_t count, size_t active,
		  int width);

/* Hints "key word" for the commands of the scopes that have a hint and a key, by hint_rank; a key
 * that an inner scope takes is not offered for an outer one, nor is a command with one of the flags
 * in `refused` (command.h), nor, while a text is typed, a key that types. */
void bar_add_hints(struct bar *bar, const struct keymap *keymap, const struct command_scope *scopes,
		   size_t count, unsigned refused, bool typing);

#endif
