/*
 * editor.h - text and a caret, and the keys that change it: what the prompt and forms share.
 *
 * The text is UTF-8; the caret stands between user-visible characters (a base and its marks). Emacs'
 * keys (^A ^E ^B ^F ^D ^H ^K ^U ^W ^Y, A-b A-f A-d), arrows, Home and End. The text has one line, or
 * several: then Enter begins another one, the keys of a line mean the caret's, and Up and Down go
 * from row to row as the lines are wrapped on the screen. What would pass the maximum is refused
 * whole. Control characters are never taken. Pure.
 */
#ifndef MSGDECK_UI_EDITOR_H
#define MSGDECK_UI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

enum editor_answer {
	EDITOR_IGNORED, /* not a key of the editor */
	EDITOR_MOVED,   /* at most the caret */
	EDITOR_CHANGED, /* the text */
};

struct editor {
	struct strbuf text;
	size_t caret; /* byte offset, on a boundary */
	struct strbuf killed;
	bool lines; /* there may be several */
	int width;  /* cells of a row on the screen, for Up and Down; whoever draws sets it */
	int column; /* where Up and Down go to; -1: where the caret is */
};

void editor_init(struct editor *editor, size_t max);
/* Wipes. */
void editor_release(struct editor *editor);
/* Puts the caret behind the text. */
void editor_set(struct editor *editor, const char *text);
enum editor_answer editor_key(struct editor *editor, uint32_t key);
/* Newlines become blanks where the text has one line, tabs always; control characters are dropped,
 * blanks at the end too. */
enum editor_answer editor_paste(struct editor *editor, const char *bytes, size_t length);

/* -- rows on the screen (editor_rows.c) -------------------------------------------------------- */

/* A row of a text that is wrapped by words, with every byte of it on some row. */
struct editor_row {
	size_t from, to; /* bytes; blanks at its end may pass the width */
	size_t next;     /* where the next row begins; beyond the length: there is none */
};

/* The row that begins at `from`, of at most `width` cells. An empty text has one row. */
void editor_row(const char *text, size_t length, size_t from, int width, struct editor_row *row);
/* The row in which a byte of the text is, and its number from 0. */
size_t editor_find_row(const char *text, size_t length, size_t byte, int width,
		       struct editor_row *row);
/* Cells of what is shown of text[from, to). */
int editor_cells(const char *text, size_t from, size_t to);
/* Puts the caret at a cell of the row, of so many cells, that begins at the byte `from`. */
void editor_point(struct editor *editor, size_t from, int width, int column);
/* Moves the caret by rows, keeping its column. */
void editor_move_rows(struct editor *editor, int rows);

#endif
