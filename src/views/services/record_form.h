/*
 * record_form.h - the screen that changes one record of the account: its members in a form.
 *
 * A kind of record is a table: the form's fields, where the record has the value of each, and what is
 * to be said before they are saved. The screen reads the record again when it is opened and before it is
 * saved, sends only what was changed, after a review that shows the difference to what the server has
 * then, and stays open until that has succeeded: when Twilio refuses, its words stand at the field that
 * they are about, and nothing typed is lost. What comes from the server meanwhile never overwrites what
 * was typed; what somebody else has changed meanwhile, and would be lost, the review says.
 *
 * The same screen makes a new record, where the API can: all fields are then sent.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_RECORD_FORM_H
#define MSGDECK_VIEWS_SERVICES_RECORD_FORM_H

#include "ops/plan.h"
#include "ui/form.h"
#include "ui/view.h"
#include "views/session/session.h"

/* Where the record has what a field of the form shows. */
enum record_member_kind { RECORD_TEXT, RECORD_FLAG, RECORD_NUMBER };

struct record_member {
	enum record_member_kind kind;
	size_t offset;      /* of struct text, bool or int32_t */
	const char *preset; /* of a new record; NULL: empty, no, or the first choice */
	int code;           /* Twilio's error that is about it; 0: none */
};

struct record_form;

struct record_kind {
	const char *title; /* "Short code" */
	enum resource resource;
	enum sid_kind sid;
	enum op update;
	enum op create; /* OP_COUNT: cannot be made */
	const struct form_field *fields;
	const struct record_member *members; /* one a field */
	size_t count;
	/* Appends what the record is called: "55501". Cleaned. */
	void (*name)(const void *record, struct strbuf *out);
	/* Adds to the review what follows from the changes. NULL: nothing. */
	void (*warn)(const struct record_form *view, struct plan *plan);
};

struct record_form {
	struct view base;
	const struct record_kind *kind;
	struct session *session;
	struct form *form;
	struct sid sid;          /* SID_NONE: it is to be made */
	bool known;              /* the form has the record's values */
	struct strbuf name;      /* what it is called */
	uint64_t job;            /* that reads it; 0: none */
	struct error error;      /* why it could not be read */
	const struct plan *plan; /* that saves it; only compared. NULL: none */
	bool asked_to_save;      /* the review comes when the record was read */
	bool saving;
	struct strbuf others; /* titles of what others have changed and saving overwrites */
	struct strbuf fault;  /* why it was not saved, where no field is to blame */
};

/* For the view_ops of a kind of record. argv[1] is the record's SID; "new" or nothing: make one. */
bool record_form_open(struct record_form *view, const struct record_kind *kind, int argc,
		      const char *const *argv, struct error *err);
/* The record as it is cached; NULL: it is not there. */
const void *record_form_record(const struct record_form *view);
/* Fills the form with the record; what was typed stays. */
void record_form_adopt(struct record_form *view, const void *record);

#define RECORD_COMMAND_COUNT 2
extern const struct command record_commands[RECORD_COMMAND_COUNT]; /* save, copy-sid */
void record_form_close(struct view *view);
void record_form_refresh(struct view *view);
unsigned record_form_result(struct view *view, const void *news);
void record_form_draw(struct view *view, const struct pane *pane, unsigned levels);
unsigned record_form_key(struct view *view, uint32_t key);
unsigned record_form_paste(struct view *view, const char *bytes, size_t length);
size_t record_form_scopes(struct view *view, struct command_scope *scopes, size_t max);
void record_form_describe(struct view *view, struct strbuf *out);
bool record_form_escape(struct view *view);
bool record_form_typing(const struct view *view);
bool record_form_unsaved(const struct view *view, struct strbuf *what);

#define RECORD_FORM_OPS                                                                         \
	.size = sizeof(struct record_form), .commands = record_commands,                        \
	.command_count = RECORD_COMMAND_COUNT, .close = record_form_close,                      \
	.refresh = record_form_refresh, .result = record_form_result, .draw = record_form_draw, \
	.key = record_form_key, .paste = record_form_paste, .scopes = record_form_scopes,       \
	.widgets = { "form" }, .describe = record_form_describe, .escape = record_form_escape,  \
	.typing = record_form_typing, .unsaved = record_form_unsaved

/* -- record_save.c ----------------------------------------------------------------------------- */

/* Whether there is something that can be saved. Effects: EFFECT_FAILED with err set, EFFECT_NONE when
 * nothing was changed. */
unsigned record_form_may_save(struct record_form *view, struct error *err);
/* Plans what was changed, and opens the review. Effects. */
unsigned record_form_save(struct record_form *view, struct error *err);
/* Looks what has become of it. */
void record_form_follow(struct record_form *view);

/* -- what fields have in common (record_checks.c): for form_field.check and .remark ------------- */

/* Empty, or http or https with a host. */
bool record_check_url(void *context, const char *value, struct error *err);
/* Says that http is not encrypted. */
void record_remark_url(void *context, const char *value, struct strbuf *out, enum style_role *role);
#define RECORD_NAME_MAX 64 /* characters */
bool record_check_name(void *context, const char *value, struct error *err);
extern const struct form_choice record_methods[]; /* POST, GET */

#endif
