/*
 * form.h - fields one under another, edited in place: text, choice, yes or no, several lines.
 *
 * A form is a table of fields with designated initialisers, and values. It knows which differ from
 * what they were, and says so beside them; groups have a heading; the field under the cursor has its
 * explanation below. It edits text like the prompt does (ui/prompt.h), choices with Left, Right and
 * Space, a list of lines with one field a line. Nothing is checked before the operator leaves a
 * field or saves; then the field's own check() says what is wrong, and the form points at it.
 *
 * Enter begins to edit a field and ends it; Tab and S-Tab go to the next and the previous one, and go
 * on editing where a field is edited; Esc gives the edited field its old value back. Where Enter makes
 * a new line Esc ends, and ^C gives the old value back. While a field is edited the keys that are not
 * its editor's are looked up in the context "field", or "area" where there are several lines: so ^S can
 * save at any time. Saving and leaving are commands of the view.
 *
 * A text's completions are shown below it as it is typed; Down and Up choose. A paste begins to edit.
 * A flag is changed by Enter, too. What the form says beside a value stands at its right where it fits,
 * below it where it does not.
 *
 * A click goes to a field, another one on the same does what Enter does, and one in what is edited puts
 * the caret there; the wheel goes from field to field.
 *
 * Values are NUL-terminated UTF-8; a choice may hold a value that is not among its choices, as the
 * server gave it. Thread: UI.
 */
#ifndef MSGDECK_UI_FORM_H
#define MSGDECK_UI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "ui/command.h"
#include "ui/surface.h"

#define FORM_FIELDS_MAX 64
#define FORM_VALUE_MAX (16 * 1024)

enum form_kind {
	FORM_TEXT,   /* one line */
	FORM_AREA,   /* several lines, wrapped; Enter is a new line, Esc or Tab ends */
	FORM_CHOICE, /* one of field.choices */
	FORM_FLAG,   /* "true" or "false" */
	FORM_LIST,   /* several one-line values, one a line: media URLs */
};

struct form_choice {
	const char *value;
	const char *title; /* NULL: the value */
};

struct form_field {
	const char *name;  /* the API's parameter, and what commands call it: "FriendlyName" */
	const char *title; /* "Friendly name" */
	const char
		*group; /* heading above it, when it differs from the field's before; may be NULL */
	const char *help; /* a sentence or two; what it is for and what follows from it */
	enum form_kind kind;
	const struct form_choice *choices; /* FORM_CHOICE: ends with a NULL value */
	int rows;                          /* FORM_AREA: at least; 0: 3 */
	bool more;                         /* shown only after "more" */
	bool fixed;                        /* shown, not changed by the operator */
	bool secret;
	bool required;
	/* Whether the value is good; the error says what to do. NULL: anything is. */
	bool (*check)(void *context, const char *value, struct error *err);
	/* Offers values for what is typed, each to take its place as a whole. Unless it sets
	 * completion->prefix to "", only those that begin like it are taken. NULL: none. */
	void (*complete)(void *context, const char *line, size_t length,
			 struct completion *completion);
	/* Finds the next part of the value to be marked, at or after *from: false when there is none.
	 * NULL: none ever. FORM_TEXT and FORM_AREA. */
	bool (*next_mark)(void *context, const char *value, size_t *from, size_t *length);
	/* Adds what is to be seen beside or below the value: counts, a warning, a UTC time. NULL: none. */
	void (*remark)(void *context, const char *value, struct strbuf *out, enum style_role *role);
};

struct form;

/* The fields must outlive the form. Values are "" or the first choice or "false" at first. */
struct form *form_new(const struct form_field *fields, size_t count, void *context);
/* Wipes values. NULL is allowed. */
void form_free(struct form *form);
/* Sets what the field was: edits are compared with it. */
void form_set_original(struct form *form, const char *name, const char *value);
/* What it was. Never NULL. */
const char *form_original(const struct form *form, const char *name);
/* Sets what is in it now. */
void form_set(struct form *form, const char *name, const char *value);
/* Never NULL. A list's values are separated by newlines. */
const char *form_value(const struct form *form, const char *name);
bool form_changed(const struct form *form, const char *name);
size_t form_changes(const struct form *form);
/* The n-th field that differs, by table order; NULL beyond the last. */
const struct form_field *form_change(const struct form *form, size_t n, const char **from,
				     const char **to);
/* How a value of the field reads: a choice's title, "yes", "no"; else the value. */
const char *form_field_title(const struct form_field *field, const char *value);
/* Checks all fields; on failure goes to the first that is wrong, and shows why there. */
bool form_check(struct form *form, struct error *err);
/* Shows a fault at a field: e.g. what the API said of it. */
void form_fault(struct form *form, const char *name, const char *text);
/* What was said of fields is not true any more: they are about to be looked at again. */
void form_forget_faults(struct form *form);
void form_go(struct form *form, const char *name);
const struct form_field *form_cursor(const struct form *form);
bool form_editing(const struct form *form);
void form_show_more(struct form *form, bool more);
bool form_shows_more(const struct form *form);
/* What is filled in is something new: neither marks nor old values are shown. */
void form_set_new(struct form *form, bool is_new);
/* Nothing can be changed by the operator: trying says why. NULL: as usual. */
void form_set_fixed(struct form *form, const char *why);
/* Told after each change by the operator, also while a value is typed. */
void form_on_change(struct form *form, void (*changed)(void *context, const char *name));

/* For view_ops.key: takes the keys of the editor while a field is edited; EFFECT_PASS else. */
unsigned form_key(struct form *form, uint32_t key);
unsigned form_paste(struct form *form, const char *bytes, size_t length);
/* Ends the editing of a field as Esc does; true when one was edited. For view_ops.escape. */
bool form_escape(struct form *form);
/* The explanation of the field under the cursor stands at the bottom of the pane. */
void form_draw(struct form *form, const struct pane *pane, bool focused);

/* The commands of the context "form": up, down, top, bottom, page-up, page-down, edit, set FIELD VALUE,
 * clear, undo, more, next-field, previous-field, choose-next, choose-previous. The target is the form. */
extern const struct command form_commands[];
extern const size_t form_command_count;
/* The commands of the contexts "field" and "area", while a field is edited: accept, discard, next-field,
 * previous-field, set. */
extern const struct command form_field_commands[];
extern const size_t form_field_command_count;
/* The context that holds now. */
struct command_scope form_scope(struct form *form);

#endif
