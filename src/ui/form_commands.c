#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "ui/form_internal.h"

static unsigned effect_of(bool moved)
{
	return moved ? EFFECT_REDRAW : EFFECT_NONE;
}

/* -- moving --------------------------------------------------------------------------------- */

static unsigned run_up(struct command_call *call)
{
	return effect_of(form_move(call->target, -1));
}

static unsigned run_down(struct command_call *call)
{
	return effect_of(form_move(call->target, 1));
}

static unsigned move_far(struct form *form, int step, int fields)
{
	bool moved = false;

	for (; fields > 0 && form_move(form, step); fields--)
		moved = true;
	return effect_of(moved);
}

static unsigned run_top(struct command_call *call)
{
	return move_far(call->target, -1, FORM_FIELDS_MAX);
}

static unsigned run_bottom(struct command_call *call)
{
	return move_far(call->target, 1, FORM_FIELDS_MAX);
}

static int screenful(const struct form *form)
{
	return form->height > 3 ? form->height / 2 : 1;
}

static unsigned run_page_up(struct command_call *call)
{
	return move_far(call->target, -1, screenful(call->target));
}

static unsigned run_page_down(struct command_call *call)
{
	return move_far(call->target, 1, screenful(call->target));
}

/* To another field; where one was edited the other one is, too. */
static unsigned step_field(struct form *form, int step)
{
	bool editing = form->editing;

	form_accept(form);
	if (form_move(form, step) && editing && form_is_typed(form_cursor(form)))
		form_edit(form, NULL);
	return EFFECT_REDRAW;
}

static unsigned run_next_field(struct command_call *call)
{
	return step_field(call->target, 1);
}

static unsigned run_previous_field(struct command_call *call)
{
	return step_field(call->target, -1);
}

/* -- changing ------------------------------------------------------------------------------- */

static unsigned run_edit(struct command_call *call)
{
	return form_edit(call->target, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

static unsigned choose(struct command_call *call, int step)
{
	if (!form_may_edit(call->target, call->err))
		return EFFECT_FAILED;
	if (form_choose(call->target, step))
		return EFFECT_REDRAW;
	error_set(call->err, ERROR_USAGE, "This is typed: Enter begins");
	return EFFECT_FAILED;
}

static unsigned run_choose_next(struct command_call *call)
{
	return choose(call, 1);
}

static unsigned run_choose_previous(struct command_call *call)
{
	return choose(call, -1);
}

static unsigned put(struct command_call *call, const char *value)
{
	struct form *form = call->target;

	form_take(form, form->cursor, value);
	form_check_field(form, form->cursor, NULL);
	return EFFECT_REDRAW;
}

static unsigned run_clear(struct command_call *call)
{
	const struct form *form = call->target;
	const struct form_field *field = form_cursor(form);

	if (!form_may_edit(form, call->err))
		return EFFECT_FAILED;
	return put(call, field->kind == FORM_FLAG     ? "false"
			 : field->kind == FORM_CHOICE ? field->choices[0].value
						      : "");
}

static unsigned run_undo(struct command_call *call)
{
	struct form *form = call->target;
	char *original;

	if (!form_may_edit(form, call->err))
		return EFFECT_FAILED;
	original = xstrdup(form->items[form->cursor].original);
	put(call, original);
	mem_wipe_free(original);
	return EFFECT_REDRAW;
}

static unsigned run_more(struct command_call *call)
{
	struct form *form = call->target;

	form_show_more(form, !form->more);
	return EFFECT_REDRAW;
}

/* -- set ------------------------------------------------------------------------------------ */

static const struct form_field *find_field(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcasecmp(form->fields[i].name, name) == 0)
			return &form->fields[i];
	return NULL;
}

static bool is_value(const struct form_field *field, const char *value)
{
	if (field->kind == FORM_FLAG)
		return strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
	if (field->kind != FORM_CHOICE)
		return true;
	for (size_t i = 0; field->choices[i].value; i++)
		if (strcmp(field->choices[i].value, value) == 0)
			return true;
	return false;
}

static unsigned run_set(struct command_call *call)
{
	struct form *form = call->target;
	const struct form_field *field = find_field(form, call->argv[1]);
	const char *value = call->argv[2];

	if (!field) {
		error_set(call->err, ERROR_USAGE, "there is no field '%s'", call->argv[1]);
		return EFFECT_FAILED;
	}
	form_go(form, field->name);
	if (!form_may_edit(form, call->err))
		return EFFECT_FAILED;
	if (!is_value(field, value)) {
		error_set(call->err, ERROR_USAGE, "'%s' is not a value of %s", value, field->title);
		return EFFECT_FAILED;
	}
	return put(call, value);
}

static void complete_value(const struct form_field *field, struct completion *completion)
{
	if (field->kind == FORM_FLAG) {
		completion_add(completion, "true", "yes");
		completion_add(completion, "false", "no");
	}
	for (size_t i = 0; field->kind == FORM_CHOICE && field->choices[i].value; i++)
		completion_add(completion, field->choices[i].value, field->choices[i].title);
}

static void complete_set(const struct command_call *call, struct completion *completion)
{
	const struct form *form = call->target;
	const struct form_field *field = call->argc == 3 ? find_field(form, call->argv[1]) : NULL;

	if (field)
		complete_value(field, completion);
	for (size_t i = 0; i < form->count && call->argc == 2; i++)
		if (!form->fields[i].fixed)
			completion_add(completion, form->fields[i].name, form->fields[i].title);
}

/* -- when they make sense ------------------------------------------------------------------- */

static bool has_choices(void *target)
{
	const struct form_field *field = form_cursor(target);

	return field && !form_is_typed(field) && form_may_edit(target, NULL);
}

static bool has_text(void *target)
{
	const struct form_field *field = form_cursor(target);

	return field && form_is_typed(field) && form_may_edit(target, NULL);
}

static bool differs(void *target)
{
	const struct form_field *field = form_cursor(target);

	return field && form_changed(target, field->name);
}

static bool has_more(void *target)
{
	const struct form *form = target;

	for (size_t i = 0; i < form->count; i++)
		if (form->fields[i].more)
			return true;
	return false;
}

#define SET_COMMAND                                                                             \
	{                                                                                       \
		.name = "set", .args = "FIELD VALUE",                                           \
		.help = "Give a field, by its API name, a value", .min_args = 2, .max_args = 2, \
		.run = run_set, .complete = complete_set,                                       \
	}

const struct command form_commands[] = {
	{ .name = "up", .args = "", .help = "Go to the field above", .run = run_up },
	{ .name = "down", .args = "", .help = "Go to the field below", .run = run_down },
	{ .name = "page-up", .args = "", .help = "Go some fields up", .run = run_page_up },
	{ .name = "page-down", .args = "", .help = "Go some fields down", .run = run_page_down },
	{ .name = "top", .args = "", .help = "Go to the first field", .run = run_top },
	{ .name = "bottom", .args = "", .help = "Go to the last field", .run = run_bottom },
	{
		.name = "next-field",
		.args = "",
		.help = "Go to the next field",
		.run = run_next_field,
	},
	{
		.name = "previous-field",
		.args = "",
		.help = "Go to the previous field",
		.run = run_previous_field,
	},
	{
		.name = "edit",
		.args = "",
		.help = "Type the value of the field, or go on to its next choice",
		.hint = "edit",
		.hint_rank = 1,
		.run = run_edit,
		.hinted = has_text,
	},
	{
		.name = "choose-next",
		.args = "",
		.help = "Go on to the field's next choice",
		.hint = "change",
		.hint_rank = 1,
		.run = run_choose_next,
		.hinted = has_choices,
	},
	{
		.name = "choose-previous",
		.args = "",
		.help = "Go back to the field's previous choice",
		.run = run_choose_previous,
	},
	{
		.name = "clear",
		.args = "",
		.help = "Empty the field, or set its first choice",
		.run = run_clear,
	},
	{
		.name = "undo",
		.args = "",
		.help = "Give the field the value back that it had",
		.hint = "undo",
		.hint_rank = 3,
		.run = run_undo,
		.hinted = differs,
	},
	{
		.name = "more",
		.args = "",
		.help = "Show or hide the fields that are rarely needed",
		.hint = "more",
		.hint_rank = 3,
		.run = run_more,
		.hinted = has_more,
	},
	SET_COMMAND,
};
const size_t form_command_count = ARRAY_SIZE(form_commands);

/* -- while a field is edited ---------------------------------------------------------------- */

static unsigned run_accept(struct command_call *call)
{
	form_accept(call->target);
	return EFFECT_REDRAW;
}

static unsigned run_discard(struct command_call *call)
{
	form_discard(call->target);
	return EFFECT_REDRAW;
}

const struct command form_field_commands[] = {
	{
		.name = "accept",
		.args = "",
		.help = "End with what was typed",
		.hint = "done",
		.hint_rank = 1,
		.run = run_accept,
	},
	{
		.name = "discard",
		.args = "",
		.help = "End with the value that was there before",
		.hint = "as it was",
		.hint_rank = 1,
		.run = run_discard,
	},
	{
		.name = "next-field",
		.args = "",
		.help = "Take what was typed and go to the next field",
		.hint = "next field",
		.hint_rank = 2,
		.run = run_next_field,
	},
	{
		.name = "previous-field",
		.args = "",
		.help = "Take what was typed and go to the previous field",
		.run = run_previous_field,
	},
	SET_COMMAND,
};
const size_t form_field_command_count = ARRAY_SIZE(form_field_commands);

struct command_scope form_scope(struct form *form)
{
	const char *name = form->editing && form_has_lines(form_cursor(form)) ? "area" : "field";

	if (form->editing)
		return (struct command_scope){ name, form_field_commands, form_field_command_count,
					       form, form_mouse };
	return (struct command_scope){ "form", form_commands, form_command_count, form,
				       form_mouse };
}
