#include "views/services/record_form.h"

#include <string.h>

#include "base/mem.h"
#include "ui/wrap.h"
#include "views/changes/act.h"
#include "views/session/lists.h"
#include "views/views.h"

#define NAME_MAX_BYTES 1024
#define VALUE_MAX FORM_VALUE_MAX

/* -- values ------------------------------------------------------------------------------------ */

static void add_value(const struct record_member *member, const void *record, struct strbuf *out)
{
	const char *at = (const char *)record + member->offset;
	struct text text;
	int32_t number;
	bool flag;

	switch (member->kind) {
	case RECORD_TEXT:
		memcpy(&text, at, sizeof(text));
		strbuf_add(out, text.data ? text.data : "", text.length);
		break;
	case RECORD_FLAG:
		memcpy(&flag, at, sizeof(flag));
		strbuf_addstr(out, flag ? "true" : "false");
		break;
	case RECORD_NUMBER:
		memcpy(&number, at, sizeof(number));
		strbuf_addf(out, "%d", (int)number);
		break;
	}
}

void record_form_adopt(struct record_form *view, const void *record)
{
	struct strbuf value = STRBUF_INIT(VALUE_MAX);

	for (size_t i = 0; i < view->kind->count; i++) {
		const char *name = view->kind->fields[i].name;
		bool typed = form_changed(view->form, name) ||
			     (form_editing(view->form) &&
			      form_cursor(view->form) == &view->kind->fields[i]);

		strbuf_reset(&value);
		add_value(&view->kind->members[i], record, &value);
		form_set_original(view->form, name, value.data);
		if (!typed || !view->known)
			form_set(view->form, name, value.data);
	}
	strbuf_wipe(&value);
	strbuf_reset(&view->name);
	view->kind->name(record, &view->name);
	view->known = true;
}

static void preset(struct record_form *view)
{
	for (size_t i = 0; i < view->kind->count; i++) {
		const char *value = view->kind->members[i].preset;

		if (!value)
			continue;
		form_set_original(view->form, view->kind->fields[i].name, value);
		form_set(view->form, view->kind->fields[i].name, value);
	}
	form_set_new(view->form, true);
	view->known = true;
}

/* -- asking ------------------------------------------------------------------------------------ */

static struct list_id list_of(const struct record_form *view)
{
	return list_id(view->kind->resource, NULL, NULL);
}

const void *record_form_record(const struct record_form *view)
{
	struct list_id id = list_of(view);

	return collection_get(lists_peek(view->session, &id), &view->sid);
}

static void read_again(struct record_form *view)
{
	struct job job = {
		.kind = JOB_READ,
		.priority = PRIORITY_NOW,
		.list = list_of(view),
		.sid = view->sid,
	};

	if (view->sid.kind != SID_NONE && !view->job)
		view->job = session_ask(view->session, &job);
}

/* What was typed here, and is another value there than the form had. */
static void note_others(struct record_form *view, const void *record)
{
	struct strbuf value = STRBUF_INIT(VALUE_MAX);

	for (size_t i = 0; i < view->kind->count; i++) {
		const struct form_field *field = &view->kind->fields[i];

		strbuf_reset(&value);
		add_value(&view->kind->members[i], record, &value);
		if (!form_changed(view->form, field->name) ||
		    strcmp(value.data, form_original(view->form, field->name)) == 0 ||
		    strcmp(value.data, form_value(view->form, field->name)) == 0)
			continue;
		strbuf_addf(&view->others, "%s%s", view->others.length ? ", " : "", field->title);
	}
	strbuf_wipe(&value);
}

static void end_waiting(struct record_form *view)
{
	view->asked_to_save = false;
	form_set_fixed(view->form, NULL);
}

/* The record was read, or could not be: what is saved is compared with that. */
static void review_now(struct record_form *view)
{
	struct error err = ERROR_INIT;
	unsigned effects;

	end_waiting(view);
	/* Whoever has gone elsewhere meanwhile is not asked there. */
	if (!view->base.shown)
		return;
	shell_message(view->base.shell, STYLE_TEXT, "%s", "");
	effects = record_form_save(view, &err);
	if (effects & EFFECT_FAILED)
		shell_error(view->base.shell, &err);
	else if (effects == EFFECT_NONE)
		shell_message(view->base.shell, STYLE_TEXT, "It is so already");
	error_release(&err);
}

static void take_read(struct record_form *view, const struct result *result)
{
	if (result->record_count == 1) {
		if (view->asked_to_save)
			note_others(view, result->records);
		record_form_adopt(view, result->records);
	}
	if (!result->last)
		return;
	view->job = 0;
	error_release(&view->error);
	error_copy(&view->error, &result->error);
	if (view->asked_to_save)
		review_now(view);
}

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_save(struct command_call *call)
{
	struct record_form *view = call->target;
	unsigned effects = record_form_may_save(view, call->err);

	if (effects == EFFECT_NONE)
		strbuf_addstr(&call->message, "Nothing was changed");
	if (effects != EFFECT_REDRAW)
		return effects;
	if (view->sid.kind == SID_NONE)
		return record_form_save(view, call->err);
	strbuf_reset(&view->others);
	view->asked_to_save = true;
	form_set_fixed(view->form, "It is being read again first");
	strbuf_addstr(&call->message, "Reading it again, to see what others have changed…");
	read_again(view);
	return EFFECT_REDRAW;
}

static bool is_known(void *target, const char **why)
{
	const struct record_form *view = target;

	*why = view->saving          ? "It is being saved"
	       : view->asked_to_save ? "It is being read again first; Esc gives up"
				     : "Its values are not here yet";
	return view->known && !view->saving && !view->asked_to_save;
}

static unsigned run_copy_sid(struct command_call *call)
{
	const struct record_form *view = call->target;
	char text[SID_SIZE];

	sid_format(&view->sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static bool has_sid(void *target, const char **why)
{
	*why = "It has no SID before it is saved";
	return ((const struct record_form *)target)->sid.kind != SID_NONE;
}

const struct command record_commands[RECORD_COMMAND_COUNT] = {
	{
		.name = "save",
		.args = "",
		.help = "Save what was changed; a review of the difference comes first",
		.hint = "save",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_save,
		.ready = is_known,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy the SID to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 4,
		.run = run_copy_sid,
		.ready = has_sid,
	},
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool parse_target(struct record_form *view, int argc, const char *const *argv,
			 struct error *err)
{
	const char *text = argc > 1 ? argv[1] : "new";

	view->sid = (struct sid){ .kind = SID_NONE };
	if (strcmp(text, "new") == 0 && view->kind->create != OP_COUNT)
		return true;
	if (sid_parse(text, strlen(text), &view->sid) && view->sid.kind == view->kind->sid)
		return true;
	return error_set(err, ERROR_USAGE, "Give the SID of a %s",
			 resource_info(view->kind->resource)->one);
}

bool record_form_open(struct record_form *view, const struct record_kind *kind, int argc,
		      const char *const *argv, struct error *err)
{
	view->kind = kind;
	view->session = view->base.app;
	if (!parse_target(view, argc, argv, err))
		return false;
	strbuf_init(&view->name, NAME_MAX_BYTES);
	strbuf_init(&view->fault, STRBUF_LINE);
	strbuf_init(&view->others, STRBUF_TEXT);
	view->form = form_new(kind->fields, kind->count, view);
	if (view->session->options.read_only)
		form_set_fixed(view->form,
			       "Read-only: start msgdeck without --read-only to change this");
	if (view->sid.kind == SID_NONE) {
		preset(view);
		return true;
	}
	const void *record = record_form_record(view);
	if (record)
		record_form_adopt(view, record);
	read_again(view);
	return true;
}

void record_form_close(struct view *base)
{
	struct record_form *view = (struct record_form *)base;

	if (view->job)
		session_ask_no_more(view->session, view->job);
	act_forget(view->session, view);
	if (view->session->speaker == base)
		view->session->speaker = NULL;
	form_free(view->form);
	error_release(&view->error);
	strbuf_wipe(&view->name);
	strbuf_wipe(&view->fault);
	strbuf_release(&view->others);
}

void record_form_refresh(struct view *base)
{
	read_again((struct record_form *)base);
}

unsigned record_form_result(struct view *base, const void *context)
{
	struct record_form *view = (struct record_form *)base;
	const struct news *news = context;
	struct list_id id = list_of(view);
	const void *record;

	switch (news->kind) {
	case NEWS_RESULT:
		if (!view->job || news->result->job != view->job)
			return EFFECT_NONE;
		take_read(view, news->result);
		return EFFECT_REDRAW;
	case NEWS_CHANGES:
		record_form_follow(view);
		return EFFECT_REDRAW;
	case NEWS_LIST:
		record = list_id_equal(news->list, &id) ? record_form_record(view) : NULL;
		if (record)
			record_form_adopt(view, record);
		return record ? EFFECT_REDRAW : EFFECT_NONE;
	default:
		return EFFECT_NONE;
	}
}

unsigned record_form_key(struct view *base, uint32_t key)
{
	return form_key(((struct record_form *)base)->form, key);
}

unsigned record_form_paste(struct view *base, const char *bytes, size_t length)
{
	struct record_form *view = (struct record_form *)base;

	return view->known ? form_paste(view->form, bytes, length) : EFFECT_PASS;
}

size_t record_form_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	struct record_form *view = (struct record_form *)base;

	if (max < 1 || !view->known)
		return 0;
	scopes[0] = form_scope(view->form);
	return 1;
}

void record_form_describe(struct view *base, struct strbuf *out)
{
	const struct record_form *view = (const struct record_form *)base;
	const char *one = resource_info(view->kind->resource)->one;

	if (view->sid.kind == SID_NONE)
		strbuf_addf(out, "New %s", one);
	else
		strbuf_addf(out, "%s %s", view->kind->title, view->name.data);
}

bool record_form_escape(struct view *base)
{
	struct record_form *view = (struct record_form *)base;

	if (view->asked_to_save) {
		end_waiting(view);
		return true;
	}
	return form_escape(((struct record_form *)base)->form);
}

bool record_form_typing(const struct view *base)
{
	return form_editing(((const struct record_form *)base)->form);
}

bool record_form_unsaved(const struct view *base, struct strbuf *what)
{
	const struct record_form *view = (const struct record_form *)base;
	size_t changes = form_changes(view->form);

	if (!view->known || !changes || view->saving)
		return false;
	if (view->sid.kind == SID_NONE)
		strbuf_addf(what, "The new %s is not saved.",
			    resource_info(view->kind->resource)->one);
	else
		strbuf_addf(what, "%zu change%s to %s %s not saved.", changes,
			    changes == 1 ? "" : "s", view->name.data, changes == 1 ? "is" : "are");
	return true;
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void add_state(const struct record_form *view, struct bar *bar)
{
	size_t changes = form_changes(view->form);

	bar_to_right(bar);
	if (view->saving)
		bar_add(bar, STYLE_WAITING, 1, "being saved…");
	else if (view->error.kind != ERROR_NONE && view->known)
		bar_add(bar, STYLE_WARNING, 2, "not up to date");
	else if (view->job)
		bar_add(bar, STYLE_WAITING, 3, "reading it again…");
	if (changes && !view->saving && view->sid.kind != SID_NONE)
		bar_add(bar, STYLE_ACCENT, 1, "%zu changed", changes);
}

static void draw_header(const struct record_form *view, const struct pane *pane)
{
	char sid[SID_SHORT_SIZE];
	struct bar bar;

	bar_init(&bar);
	if (view->sid.kind == SID_NONE) {
		bar_add(&bar, STYLE_STRONG, 1, "New %s", resource_info(view->kind->resource)->one);
	} else {
		sid_format_short(&view->sid, sid);
		bar_add(&bar, STYLE_DIM, 3, "%s", view->kind->title);
		bar_add_foreign(&bar, STYLE_STRONG, 1, view->name.data, view->name.length);
		bar_add(&bar, STYLE_DIM, 2, "%s", sid);
	}
	add_state(view, &bar);
	bar_draw(&bar, pane, 0, STYLE_TEXT);
	bar_release(&bar);
}

static void draw_words(const struct pane *pane, enum style_role role, const char *text)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);
	struct wrap_line line;
	struct wrap wrap;
	int row = 0;

	for (int i = 0; i < pane->height; i++)
		draw_fill(pane, 0, i, pane->width, STYLE_TEXT);
	text_clean(&clean, text, strlen(text), TEXT_KEEP_NEWLINES);
	wrap_start(&wrap, clean.data, clean.length,
		   (size_t)(pane->width > 4 ? pane->width - 4 : 1));
	while (row < pane->height && wrap_next(&wrap, &line))
		draw_clean(pane, 2, row++, pane->width - 4, role, line.text, line.length);
	strbuf_wipe(&clean);
}

static int rows_of(const struct strbuf *text, int width)
{
	return text->length ? (int)wrap_count(text->data, text->length,
					      (size_t)(width > 4 ? width - 4 : 1))
			    : 0;
}

static void draw_unknown(const struct record_form *view, const struct pane *pane)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	const char *one = resource_info(view->kind->resource)->one;

	if (view->error.kind == ERROR_NONE) {
		strbuf_addf(&text, "Asking Twilio for the %s…", one);
	} else if (view->error.http_status == 404 && view->error.code) {
		strbuf_addf(&text,
			    "This account has no %s with that SID: it was deleted, or it is "
			    "another account's.",
			    one);
	} else {
		if (view->error.kind == ERROR_AUTH)
			strbuf_addf(&text, "These credentials may not read the %s.\n", one);
		else
			strbuf_addf(&text, "The %s could not be read.\n", one);
		lists_add_reason(&view->error, &text);
		strbuf_addstr(&text, "\nF5 asks again.");
	}
	draw_words(pane, view->error.kind == ERROR_NONE ? STYLE_WAITING : STYLE_BAD, text.data);
	strbuf_release(&text);
}

void record_form_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct record_form *view = (struct record_form *)base;
	struct pane rest = *pane;
	struct pane part;

	if (!(levels & LOOP_PRIMARY))
		return;
	part = pane_cut(&rest, 1);
	draw_header(view, &part);
	if (!view->known) {
		draw_unknown(view, &rest);
		return;
	}
	if (view->fault.length) {
		part = pane_cut(&rest, rows_of(&view->fault, pane->width));
		draw_words(&part, STYLE_BAD, view->fault.data);
	}
	form_draw(view->form, &rest, true);
}
