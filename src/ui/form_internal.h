/*
 * form_internal.h - the form's own struct, shared by the files of the widget: form.c (values, cursor,
 * faults), form_edit.c (keys of a field that is edited), form_layout.c (which lines there are),
 * form_draw.c, form_mouse.c, form_commands.c.
 */
#ifndef MSGDECK_UI_FORM_INTERNAL_H
#define MSGDECK_UI_FORM_INTERNAL_H

#include "base/vec.h"
#include "ui/editor.h"
#include "ui/form.h"
#include "ui/mouse.h"
#include "ui/prompt.h"

struct form_item {
	char *value;
	char *original;
	char *fault; /* NULL: none known */
};

struct form {
	const struct form_field *fields;
	size_t count;
	void *context;
	struct form_item *items;
	size_t cursor;
	bool more;
	bool is_new; /* originals are not shown */
	char *fixed; /* why nothing can be changed; NULL: it can */
	void (*changed)(void *context, const char *name);

	bool editing;
	char *before;         /* the value when the editing began */
	struct prompt prompt; /* FORM_TEXT */
	struct editor area;   /* FORM_AREA, FORM_LIST */

	int top;                 /* first line shown */
	int height;              /* lines shown at the last drawing */
	struct mouse_area drawn; /* where they were; and what is offered over them */
	struct mouse_area menu;
};

bool form_is_shown(const struct form *form, size_t index);
/* Whether the field is to be seen as changed. */
bool form_is_marked(const struct form *form, size_t index);
/* FORM_AREA and FORM_LIST. */
bool form_has_lines(const struct form_field *field);
bool form_is_typed(const struct form_field *field);
/* Takes a value that the operator chose or typed, and tells whoever wants to know. */
void form_take(struct form *form, size_t index, const char *value);
/* Checks one field, and keeps what is wrong. */
bool form_check_field(struct form *form, size_t index, struct error *err);
/* Moves the cursor among what is shown; false when it is at the end. */
bool form_move(struct form *form, int step);
/* The value of the cursor's field goes on to the next of its choices, or back. */
bool form_choose(struct form *form, int step);
bool form_may_edit(const struct form *form, struct error *err);

/* form_edit.c */
bool form_edit(struct form *form, struct error *err);
/* Ends with what was typed, or with what was there before. */
void form_accept(struct form *form);
void form_discard(struct form *form);
/* The editor of the field that is edited. */
struct editor *form_editor(struct form *form);

/* form_mouse.c */
unsigned form_mouse(void *target, struct mouse *mouse);

/* form_layout.c */
enum form_line_kind {
	FORM_LINE_BLANK,
	FORM_LINE_HEADING,
	FORM_LINE_VALUE,
	FORM_LINE_NOTE, /* below the value */
	FORM_LINE_MORE, /* that there are more fields */
};

/* Our own and cleaned words about a value. */
struct form_note {
	size_t start, length; /* in the layout's texts */
	int cells;
	enum style_role role;
};

#define FORM_NOTES_MAX 3

struct form_line {
	enum form_line_kind kind;
	size_t field;
	bool first;      /* of its field */
	size_t from, to; /* FORM_LINE_VALUE: bytes of the value; FORM_LINE_NOTE: of the texts */
	unsigned style;
	struct form_note notes[FORM_NOTES_MAX]; /* right of the value, on the first line */
	size_t note_count;
	int note_column; /* where the first of them begins */
};

struct form_layout {
	struct VEC(struct form_line) lines;
	struct strbuf texts;
	int width;  /* of the whole */
	int column; /* where values begin */
	int cells;  /* for a value */
};

void form_lay_out(const struct form *form, const struct pane *pane, struct form_layout *layout);
void form_layout_release(struct form_layout *layout);

#endif
