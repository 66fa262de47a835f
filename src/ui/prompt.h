/*
 * prompt.h - the one-line editor, for ':' and '/' and dialogs. Pure but for drawing.
 *
 * It edits as ui/editor.h says; Up and Down walk the history (where there is none,
 * the completions), Tab and S-Tab the completions. A paste
 * goes in as one line. The text is shown cleaned, and kept as typed.
 *
 * Whoever reads the text as it is typed can say what is wrong with it, and where: the fault is shown
 * until the text changes.
 */
#ifndef MSGDECK_UI_PROMPT_H
#define MSGDECK_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "ui/command.h"
#include "ui/editor.h"
#include "ui/surface.h"

#define PROMPT_MAX COMMAND_LINE_MAX
#define PROMPT_HISTORY_MAX 200

/* Lines entered before, oldest first; no repetition of the last one. Zeroed memory is empty. */
struct prompt_history {
	char **lines;
	size_t count, capacity;
};

void prompt_history_add(struct prompt_history *history, const char *line);
void prompt_history_release(struct prompt_history *history);

enum prompt_answer {
	PROMPT_IGNORED,   /* not a key of the editor */
	PROMPT_MOVED,     /* only the caret or the menu */
	PROMPT_CHANGED,   /* the text */
	PROMPT_DONE,      /* Enter */
	PROMPT_CANCELLED, /* Esc, ^C, ^G, or Backspace in an empty line */
};

struct prompt {
	char *label;      /* ":" or "/" or words; not cleaned: our own */
	const char *hint; /* stands there while nothing is typed; NULL: nothing */
	struct editor edit;
	struct prompt_history *history; /* NULL: none. Not owned */
	size_t history_at;
	struct strbuf draft; /* what was typed before walking the history */
	/* Fills completions for text[0..caret]. NULL: none. */
	void (*complete)(void *context, const char *line, size_t length,
			 struct completion *completion);
	void *context;
	struct completion menu;
	size_t menu_at;                  /* index, or menu.count when nothing is chosen */
	struct strbuf typed;             /* the line before the menu put a word in */
	bool plain;                      /* completions are put in as they are, without quotes */
	bool secret;                     /* shows dots */
	struct strbuf fault;             /* what is wrong with the text; empty: nothing */
	size_t fault_from, fault_length; /* where: bytes of the text; length may be 0 */
};

void prompt_init(struct prompt *prompt, const char *label);
void prompt_release(struct prompt *prompt);
void prompt_set(struct prompt *prompt, const char *text);
enum prompt_answer prompt_key(struct prompt *prompt, uint32_t key);
/* Opens the menu of what suits the text, without choosing, where the caret is behind it. */
void prompt_suggest(struct prompt *prompt);
enum prompt_answer prompt_paste(struct prompt *prompt, const char *bytes, size_t length);
/* What is wrong with the text and where, in bytes of it; NULL or "": nothing. */
void prompt_set_fault(struct prompt *prompt, const char *fault, size_t from, size_t length);
bool prompt_has_fault(const struct prompt *prompt);
/* One row with the caret; scrolls sideways when the text is longer. */
void prompt_draw(const struct prompt *prompt, const struct pane *pane, int row);
/* The fault, for the row above: a mark over its place and what is wrong beside it. `pane` must be as
 * wide as the one that the prompt is drawn in. */
void prompt_draw_fault(const struct prompt *prompt, const struct pane *pane, int row);
/* Rows that the menu takes at most `max` of, 0 when closed; and the menu itself. */
int prompt_menu_rows(const struct prompt *prompt, int max);
void prompt_draw_menu(const struct prompt *prompt, const struct pane *pane);

#endif
