#include "ui/form.h"

#include <string.h>

#include "base/mem.h"
#include "ui/form_internal.h"

static const char *first_value(const struct form_field *field)
{
	switch (field->kind) {
	case FORM_CHOICE:
		return field->choices[0].value;
	case FORM_FLAG:
		return "false";
	default:
		return "";
	}
}

struct form *form_new(const struct form_field *fields, size_t count, void *context)
{
	struct form *form = xcalloc(1, sizeof(*form));

	form->fields = fields;
	form->count = count < FORM_FIELDS_MAX ? count : FORM_FIELDS_MAX;
	form->context = context;
	form->items = xcalloc(form->count, sizeof(*form->items));
	for (size_t i = 0; i < form->count; i++) {
		form->items[i].value = xstrdup(first_value(&fields[i]));
		form->items[i].original = xstrdup(first_value(&fields[i]));
	}
	prompt_init(&form->prompt, "");
	editor_init(&form->area, FORM_VALUE_MAX);
	form->area.lines = true;
	while (form->cursor + 1 < form->count && !form_is_shown(form, form->cursor))
		form->cursor++;
	return form;
}

void form_free(struct form *form)
{
	if (!form)
		return;
	for (size_t i = 0; i < form->count; i++) {
		mem_wipe_free(form->items[i].value);
		mem_wipe_free(form->items[i].original);
		mem_wipe_free(form->items[i].fault);
	}
	free(form->items);
	free(form->fixed);
	mem_wipe_free(form->before);
	prompt_release(&form->prompt);
	editor_release(&form->area);
	free(form);
}

/* -- fields --------------------------------------------------------------------------------- */

bool form_is_shown(const struct form *form, size_t index)
{
	return index < form->count && (!form->fields[index].more || form->more);
}

bool form_has_lines(const struct form_field *field)
{
	return field->kind == FORM_AREA || field->kind == FORM_LIST;
}

bool form_is_typed(const struct form_field *field)
{
	return field->kind == FORM_TEXT || form_has_lines(field);
}

static size_t find(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].name, name) == 0)
			return i;
	return form->count;
}

const char *form_field_title(const struct form_field *field, const char *value)
{
	if (field->kind == FORM_FLAG)
		return strcmp(value, "true") == 0 ? "yes" : "no";
	for (size_t i = 0; field->kind == FORM_CHOICE && field->choices[i].value; i++)
		if (strcmp(field->choices[i].value, value) == 0)
			return field->choices[i].title ? field->choices[i].title : value;
	return value;
}

/* -- values --------------------------------------------------------------------------------- */

static void replace(char **to, const char *value)
{
	char *old = *to;

	*to = xstrdup(value);
	mem_wipe_free(old);
}

static void forget_fault(struct form_item *item)
{
	mem_wipe_free(item->fault);
	item->fault = NULL;
}

void form_set_original(struct form *form, const char *name, const char *value)
{
	size_t index = find(form, name);

	if (index < form->count)
		replace(&form->items[index].original, value);
}

void form_set(struct form *form, const char *name, const char *value)
{
	size_t index = find(form, name);

	if (index == form->count)
		return;
	replace(&form->items[index].value, value);
	forget_fault(&form->items[index]);
	if (form->editing && index == form->cursor)
		editor_set(form_editor(form), value);
}

void form_take(struct form *form, size_t index, const char *value)
{
	if (strcmp(form->items[index].value, value) == 0)
		return;
	replace(&form->items[index].value, value);
	forget_fault(&form->items[index]);
	if (form->changed)
		form->changed(form->context, form->fields[index].name);
}

const char *form_value(const struct form *form, const char *name)
{
	size_t index = find(form, name);

	return index < form->count ? form->items[index].value : "";
}

const char *form_original(const struct form *form, const char *name)
{
	size_t index = find(form, name);

	return index < form->count ? form->items[index].original : "";
}

static bool is_changed(const struct form *form, size_t index)
{
	return strcmp(form->items[index].value, form->items[index].original) != 0;
}

bool form_changed(const struct form *form, const char *name)
{
	size_t index = find(form, name);

	return index < form->count && is_changed(form, index);
}

size_t form_changes(const struct form *form)
{
	size_t count = 0;

	for (size_t i = 0; i < form->count; i++)
		count += is_changed(form, i);
	return count;
}

const struct form_field *form_change(const struct form *form, size_t n, const char **from,
				     const char **to)
{
	for (size_t i = 0; i < form->count; i++) {
		if (!is_changed(form, i) || n--)
			continue;
		*from = form->items[i].original;
		*to = form->items[i].value;
		return &form->fields[i];
	}
	return NULL;
}

void form_set_new(struct form *form, bool is_new)
{
	form->is_new = is_new;
}

bool form_is_marked(const struct form *form, size_t index)
{
	return !form->is_new && is_changed(form, index);
}

void form_on_change(struct form *form, void (*changed)(void *context, const char *name))
{
	form->changed = changed;
}

/* -- what is wrong -------------------------------------------------------------------------- */

bool form_check_field(struct form *form, size_t index, struct error *err)
{
	const struct form_field *field = &form->fields[index];
	struct form_item *item = &form->items[index];
	struct error local = ERROR_INIT;
	bool good = true;

	if (field->required && !*item->value)
		good = error_set(&local, ERROR_USAGE, "This is needed");
	else if (field->check)
		good = field->check(form->context, item->value, &local);
	/* What somebody else said of this value stays until it changes. */
	if (good && item->fault)
		return true;
	forget_fault(item);
	if (good)
		return true;
	item->fault = xstrdup(error_text(&local));
	error_move(err, &local);
	error_release(&local);
	return error_prefix(err, "%s", field->title);
}

bool form_check(struct form *form, struct error *err)
{
	size_t wrong = form->count;

	form_accept(form);
	for (size_t i = form->count; i-- > 0;) {
		struct error local = ERROR_INIT;

		if (!form->fields[i].fixed && !form_check_field(form, i, &local)) {
			wrong = i;
			error_move(err, &local);
		}
		error_release(&local);
	}
	if (wrong == form->count)
		return true;
	form_go(form, form->fields[wrong].name);
	return false;
}

void form_fault(struct form *form, const char *name, const char *text)
{
	size_t index = find(form, name);

	if (index == form->count)
		return;
	forget_fault(&form->items[index]);
	form->items[index].fault = xstrdup(text);
}

void form_forget_faults(struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		forget_fault(&form->items[i]);
}

/* -- the cursor ----------------------------------------------------------------------------- */

void form_go(struct form *form, const char *name)
{
	size_t index = find(form, name);

	if (index == form->count)
		return;
	form_accept(form);
	if (form->fields[index].more)
		form->more = true;
	form->cursor = index;
}

const struct form_field *form_cursor(const struct form *form)
{
	return form->count ? &form->fields[form->cursor] : NULL;
}

bool form_move(struct form *form, int step)
{
	size_t at = form->cursor;

	do
		at += (size_t)step;
	while (at < form->count && !form_is_shown(form, at));
	if (at >= form->count)
		return false;
	form->cursor = at;
	return true;
}

bool form_editing(const struct form *form)
{
	return form->editing;
}

void form_show_more(struct form *form, bool more)
{
	form->more = more;
	if (!form_is_shown(form, form->cursor)) {
		form_accept(form);
		while (form->cursor > 0 && !form_is_shown(form, form->cursor))
			form->cursor--;
	}
}

bool form_shows_more(const struct form *form)
{
	return form->more;
}

/* -- changes without typing ----------------------------------------------------------------- */

void form_set_fixed(struct form *form, const char *why)
{
	free(form->fixed);
	form->fixed = why ? xstrdup(why) : NULL;
	if (why)
		form_discard(form);
}

bool form_may_edit(const struct form *form, struct error *err)
{
	if (form->fixed)
		return error_set(err, ERROR_REFUSED, "%s", form->fixed);
	if (!form->count || form->fields[form->cursor].fixed)
		return error_set(err, ERROR_USAGE, "This is only shown: it cannot be changed");
	return true;
}

bool form_choose(struct form *form, int step)
{
	const struct form_field *field = &form->fields[form->cursor];
	const char *value = form->items[form->cursor].value;
	size_t count = 0;
	size_t at = 0;

	if (field->kind == FORM_FLAG) {
		form_take(form, form->cursor, strcmp(value, "true") == 0 ? "false" : "true");
		return true;
	}
	if (field->kind != FORM_CHOICE)
		return false;
	while (field->choices[count].value)
		count++;
	while (at < count && strcmp(field->choices[at].value, value) != 0)
		at++;
	/* From a value that is not among them to the first, or the last. */
	if (at == count)
		at = step > 0 ? count - 1 : 0;
	at = (at + (step > 0 ? 1 : count - 1)) % count;
	form_take(form, form->cursor, field->choices[at].value);
	form_check_field(form, form->cursor, NULL);
	return true;
}
