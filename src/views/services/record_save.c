#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "views/changes/act.h"
#include "views/changes/changes.h"
#include "views/services/record_form.h"

/* -- the plan ---------------------------------------------------------------------------------- */

static bool is_new(const struct record_form *view)
{
	return view->sid.kind == SID_NONE;
}

/* A record that is made is made as it is seen: with all that is not empty. */
static bool is_sent(const struct record_form *view, const struct form_field *field)
{
	if (field->fixed)
		return false;
	if (is_new(view))
		return *form_value(view->form, field->name) != '\0';
	return form_changed(view->form, field->name);
}

/* Typed values in quotes: where they end is part of them. */
static void add_value(const struct form_field *field, const char *value, struct strbuf *out)
{
	const char *title = form_field_title(field, value);

	if (!*title)
		strbuf_addstr(out, "(empty)");
	else if (field->kind == FORM_TEXT)
		strbuf_addf(out, "\"%s\"", title);
	else
		strbuf_addstr(out, title);
}

/* What the review shows: the difference, or what a new record gets. */
static void add_difference(const struct record_form *view, struct plan *plan)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	const struct form_field *field;
	const char *from, *to;

	for (size_t n = 0; (field = form_change(view->form, n, &from, &to)) != NULL; n++) {
		strbuf_reset(&line);
		if (!is_new(view)) {
			add_value(field, from, &line);
			strbuf_addstr(&line, " → ");
		}
		add_value(field, to, &line);
		plan_note(plan, "%s: %s", field->title, line.data);
	}
	strbuf_wipe(&line);
}

static bool make_plan(const struct record_form *view, struct plan *plan, struct error *err)
{
	const char *form[2 * FORM_FIELDS_MAX + 1];
	enum op op = is_new(view) ? view->kind->create : view->kind->update;
	size_t count = 0;

	for (size_t i = 0; i < view->kind->count; i++) {
		const struct form_field *field = &view->kind->fields[i];

		if (!is_sent(view, field))
			continue;
		form[count++] = field->name;
		form[count++] = form_value(view->form, field->name);
	}
	form[count] = NULL;
	const struct plan_target target = {
		.sid = view->sid,
		.form = form,
		.label = is_new(view) ? form_value(view->form, "FriendlyName") : view->name.data,
	};
	if (!plan_add_target(plan, op, &target, err))
		return false;
	if (view->others.length)
		plan_note(plan, "Changed by somebody else meanwhile, and overwritten: %s",
			  view->others.data);
	if (view->error.kind != ERROR_NONE)
		plan_note(plan,
			  "It could not be read again, so what others have changed is not known");
	add_difference(view, plan);
	if (view->kind->warn)
		view->kind->warn(view, plan);
	return true;
}

static void set_saving(struct record_form *view, bool saving)
{
	view->saving = saving;
	form_set_fixed(view->form, saving ? "It is being saved" : NULL);
}

/* A screen that is left before does not hear of it: act_forget(). */
static void started(void *context, bool yes)
{
	struct record_form *view = context;

	if (!yes)
		return;
	view->plan = changes_plan(view->session->changes);
	view->session->speaker = &view->base;
	set_saving(view, true);
}

unsigned record_form_may_save(struct record_form *view, struct error *err)
{
	strbuf_reset(&view->fault);
	form_forget_faults(view->form);
	if (!form_check(view->form, err) || !act_may_begin(view->session, err))
		return EFFECT_FAILED;
	return form_changes(view->form) || is_new(view) ? EFFECT_REDRAW : EFFECT_NONE;
}

unsigned record_form_save(struct record_form *view, struct error *err)
{
	unsigned effects = record_form_may_save(view, err);
	struct plan *plan;

	if (effects != EFFECT_REDRAW)
		return effects;
	plan = plan_new(PLAN_OF_ONE, NULL);
	if (!make_plan(view, plan, err)) {
		plan_free(plan);
		return EFFECT_FAILED;
	}
	return act_on_plan(view->session, plan, started, view, err);
}

/* -- what becomes of it ------------------------------------------------------------------------ */

/* The field that a refusal is about: one that it names, or whose code it has, or the only one that was
 * changed. NULL: none of them for sure. */
static const struct form_field *field_of(const struct record_form *view, const char *said, int code)
{
	const struct form_field *found = NULL;
	const char *from, *to;
	size_t of_code = 0;

	for (size_t i = 0; i < view->kind->count; i++)
		if (strcasestr(said, view->kind->fields[i].name))
			return &view->kind->fields[i];
	for (size_t i = 0; i < view->kind->count; i++) {
		const struct form_field *field = &view->kind->fields[i];

		if (!code || view->kind->members[i].code != code)
			continue;
		of_code++;
		/* Two URLs have one code. */
		if (is_sent(view, field) && *form_value(view->form, field->name)) {
			if (found)
				return NULL;
			found = field;
		}
	}
	if (!of_code && form_changes(view->form) == 1)
		found = form_change(view->form, 0, &from, &to);
	return found;
}

/* Twilio's own words, at the field that they are about. */
static void say_refused(struct record_form *view, const struct plan *plan, const char *said)
{
	const struct plan_item *item = &plan->items.items[0];
	const struct form_field *field = field_of(view, said, item->code);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&text, "Twilio says: %s", said);
	if (item->code)
		strbuf_addf(&text, " (error %d, request %s)", (int)item->code,
			    plan_request_id(plan, 0));
	if (field) {
		form_go(view->form, field->name);
		form_fault(view->form, field->name, text.data);
	} else {
		strbuf_add(&view->fault, text.data, text.length);
	}
	strbuf_release(&text);
}

static void say_not_saved(struct record_form *view, const struct plan *plan)
{
	const struct plan_detail *detail = plan_detail(plan, 0);

	strbuf_reset(&view->fault);
	if (plan->items.items[0].state == ITEM_REFUSED && detail && detail->said) {
		say_refused(view, plan, detail->said);
		return;
	}
	strbuf_addstr(&view->fault, "Not saved: ");
	plan_explain(plan, 0, &view->fault);
	if (plan->items.items[0].state == ITEM_UNKNOWN && is_new(view))
		strbuf_addstr(&view->fault, ". Look into the list before you save again");
}

/* What was typed is now what the record has; the answer, which may say it in other words, is on its
 * way into the list. */
static void take_saved(struct record_form *view)
{
	for (size_t i = 0; i < view->kind->count; i++) {
		const char *name = view->kind->fields[i].name;

		form_set_original(view->form, name, form_value(view->form, name));
	}
	if (view->base.shown)
		shell_back(view->base.shell);
}

void record_form_follow(struct record_form *view)
{
	const struct plan *plan = changes_plan(view->session->changes);
	unsigned state;

	if (!view->plan || plan != view->plan)
		return;
	state = plan->items.items[0].state;
	if (state < ITEM_DONE && changes_running(view->session->changes))
		return;
	view->plan = NULL;
	set_saving(view, false);
	if (state == ITEM_DONE || (state == ITEM_LEFT && plan->items.items[0].why != WHY_GONE))
		take_saved(view);
	else
		say_not_saved(view, plan);
}
