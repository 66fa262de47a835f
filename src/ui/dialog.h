/*
 * dialog.h - boxes that want an answer: a message, yes or no, one of a few ways, or a word to type.
 *
 * A dialog that confirms, or that offers ways, starts on Cancel. The lighter ones are answered with y or
 * n, ways with their letters; the heavy ones want the count or the name typed. Esc, q and n cancel. While
 * one is open the list under it does not move.
 *
 * The mouse presses buttons and scrolls. What goes on wants two clicks, one to go there and one to press:
 * a click that was meant for the terminal's window confirms nothing.
 */
#ifndef MSGDECK_UI_DIALOG_H
#define MSGDECK_UI_DIALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "ui/mouse.h"
#include "ui/prompt.h"
#include "ui/surface.h"

enum dialog_kind {
	DIALOG_MESSAGE, /* [ OK ] */
	DIALOG_ERROR,   /* the same, in STYLE_BAD */
	DIALOG_CONFIRM, /* [ back ] [ go_on ]; n and y */
	DIALOG_TYPE,    /* the word must be typed, then Enter */
	DIALOG_CHOOSE,  /* Cancel, or one of the choices */
};

/* One way of several. The strings must outlive the dialog. */
struct dialog_choice {
	char key;         /* that chooses it; not n, q, j or k */
	const char *name; /* "Delete" */
	const char *help; /* what comes of it, a few words that fit beside the name */
};

struct dialog_spec {
	enum dialog_kind kind;
	const char *title; /* our own words */
	const char *text;  /* lines; foreign parts are cleaned when drawn */
	const char *go_on; /* button: "Delete"; NULL for "Yes" */
	const char *back;  /* the other one, where "Cancel" could be taken for the deed; or NULL */
	const char *word;  /* DIALOG_TYPE: what must be typed */
	const struct dialog_choice *choices; /* DIALOG_CHOOSE; must outlive the dialog */
	size_t choice_count;
	const char *
		mark; /* what must not be missed, above the text in STYLE_PRODUCTION; NULL: nothing */
};

enum dialog_answer {
	DIALOG_OPEN,
	DIALOG_YES,
	DIALOG_NO,
	DIALOG_CHOICE, /* DIALOG_CHOOSE: the first of the choices; one more for each after it */
};

struct dialog;

/* Copies the spec. */
struct dialog *dialog_new(const struct dialog_spec *spec);
void dialog_free(struct dialog *dialog);
enum dialog_answer dialog_key(struct dialog *dialog, uint32_t key);
enum dialog_answer dialog_paste(struct dialog *dialog, const char *bytes, size_t length);
enum dialog_answer dialog_mouse(struct dialog *dialog, const struct mouse *mouse);
/* In the middle of the pane; scrolls when the text is too long. */
void dialog_draw(struct dialog *dialog, const struct pane *pane);

#endif
