#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "views/act.h"
#include "views/changes.h"
#include "views/lists.h"
#include "views/record_form.h"

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

static void note_value(struct plan *plan, const struct form_field *field, const char *from,
		       const char *to)
{
	const char *before = form_field_title(field, from);
	const char *after = form_field_title(field, to);

	plan_note(plan, "%s: %s → %s", field->title, *before ? before : "(empty)",
		  *after ? after : "(empty)");
}

/* What the review shows: the difference, or what a new record gets. */
static void add_difference(const struct record_form *view, struct plan *plan)
{
	const struct form_field *field;
	const char *from, *to;

	for (size_t n = 0; (field = form_change(view->form, n, &from, &to)) != NULL; n++) {
		if (is_new(view))
			plan_note(plan, "%s: %s", field->title, form_field_title(field, to));
		else
			note_value(plan, field, from, to);
	}
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
	add_difference(view, plan);
	if (view->kind->warn)
		view->kind->warn(view, plan);
	return true;
}

unsigned record_form_save(struct record_form *view, struct error *err)
{
	struct plan *plan;
	unsigned effects;

	strbuf_reset(&view->fault);
	if (!form_check(view->form, err))
		return EFFECT_FAILED;
	if (!form_changes(view->form) && !is_new(view))
		return EFFECT_NONE;
	plan = plan_new(PLAN_OF_ONE, NULL);
	if (!make_plan(view, plan, err)) {
		plan_free(plan);
		return EFFECT_FAILED;
	}
	view->plan = plan;
	effects = act_on_plan(view->session, plan, NULL, NULL, err);
	if (effects & EFFECT_FAILED)
		view->plan = NULL;
	return effects;
}

/* -- what becomes of it ------------------------------------------------------------------------ */

/* The field that an error is about: one that it names, or whose code it has, or the only one that was
 * changed. NULL: none of them for sure. */
static const struct form_field *field_of(const struct record_form *view, const struct error *error)
{
	const struct form_field *found = NULL;
	const char *from, *to;

	for (size_t i = 0; i < view->kind->count; i++)
		if (strcasestr(error_text(error), view->kind->fields[i].name))
			return &view->kind->fields[i];
	for (size_t i = 0; i < view->kind->count; i++) {
		const struct form_field *field = &view->kind->fields[i];

		if (!error->code || view->kind->members[i].code != error->code ||
		    !is_sent(view, field) || !*form_value(view->form, field->name))
			continue;
		/* Two URLs have one code. */
		if (found)
			return NULL;
		found = field;
	}
	if (!found && error->kind == ERROR_API && form_changes(view->form) == 1)
		found = form_change(view->form, 0, &from, &to);
	return found;
}

static void say_refused(struct record_form *view, const struct error *error)
{
	const struct form_field *field = field_of(view, error);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	strbuf_addstr(&text, error->kind == ERROR_API ? "Twilio says: " : "Not saved: ");
	changes_add_trouble(error, &text);
	if (field) {
		form_go(view->form, field->name);
		form_fault(view->form, field->name, text.data);
	} else {
		strbuf_add(&view->fault, text.data, text.length);
	}
	strbuf_release(&text);
}

static void say_not_saved(struct record_form *view, const struct plan *plan,
			  const struct result *answer)
{
	struct list_id list = list_id(view->kind->resource, NULL, NULL);

	strbuf_reset(&view->fault);
	if (plan->items.items[0].state == ITEM_UNKNOWN && is_new(view)) {
		strbuf_addstr(&view->fault,
			      "It is not known whether it was made: no answer came. The list is "
			      "read again; look there before you save again.");
		lists_refresh(view->session, &list);
	} else if (answer && answer->error.kind != ERROR_NONE) {
		say_refused(view, &answer->error);
	} else {
		strbuf_addstr(&view->fault, "Not saved: ");
		plan_explain(plan, 0, &view->fault);
	}
}

/* What was typed is now what the record has; the answer, which may say it in other words, is on its
 * way into the list. */
static void take_saved(struct record_form *view, const struct result *answer)
{
	for (size_t i = 0; i < view->kind->count; i++) {
		const char *name = view->kind->fields[i].name;

		form_set_original(view->form, name, form_value(view->form, name));
	}
	if (!is_new(view) && answer && answer->record_count == 1)
		record_form_adopt(view, answer->records);
	if (view->base.shown)
		shell_back(view->base.shell);
}

static void set_saving(struct record_form *view, bool saving)
{
	view->saving = saving;
	form_set_fixed(view->form, saving ? "It is being saved" : NULL);
}

void record_form_follow(struct record_form *view, const struct result *answer)
{
	const struct plan *plan = changes_plan(view->session->changes);
	unsigned state;

	if (!view->plan || plan != view->plan)
		return;
	state = plan->items.items[0].state;
	if (state < ITEM_DONE && changes_running(view->session->changes)) {
		if (!view->saving)
			set_saving(view, true);
		return;
	}
	view->plan = NULL;
	set_saving(view, false);
	if (state == ITEM_DONE || (state == ITEM_LEFT && plan->items.items[0].why != WHY_GONE))
		take_saved(view, answer);
	else
		say_not_saved(view, plan, answer);
}
