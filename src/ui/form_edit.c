#include <string.h>

#include "base/mem.h"
#include "ui/form_internal.h"
#include "ui/key.h"

struct editor *form_editor(struct form *form)
{
	return form_has_lines(&form->fields[form->cursor]) ? &form->area : &form->prompt.edit;
}

static void complete(void *context, const char *line, size_t length, struct completion *completion)
{
	struct form *form = context;
	char *typed = xstrndup(line, length);

	completion->prefix = typed;
	form->fields[form->cursor].complete(form->context, line, length, completion);
	completion->prefix = "";
	mem_wipe_free(typed);
}

bool form_edit(struct form *form, struct error *err)
{
	const struct form_field *field = &form->fields[form->cursor];
	const char *value = form->items[form->cursor].value;

	if (form->editing)
		return true;
	if (!form_may_edit(form, err))
		return false;
	if (!form_is_typed(field)) {
		form_choose(form, 1);
		return true;
	}
	form->editing = true;
	form->before = xstrdup(value);
	if (form_has_lines(field)) {
		editor_set(&form->area, value);
		return true;
	}
	form->prompt.secret = field->secret;
	form->prompt.plain = true;
	form->prompt.complete = field->complete ? complete : NULL;
	form->prompt.context = form;
	prompt_set(&form->prompt, value);
	prompt_suggest(&form->prompt);
	return true;
}

/* -- ending --------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

/* A list's lines without blanks around them, and without empty ones; any other value without blanks at
 * the ends of its only line. */
static char *tidy(const struct form_field *field, const char *value)
{
	struct strbuf tidied = STRBUF_INIT(FORM_VALUE_MAX);
	const char *end = field->kind == FORM_LIST ? "\n" : "";

	if (field->kind == FORM_AREA || field->secret)
		return xstrdup(value);
	while (*value) {
		size_t length = *end ? strcspn(value, end) : strlen(value);
		const char *next = value + length;

		while (length && is_blank(*value)) {
			value++;
			length--;
		}
		while (length && is_blank(value[length - 1]))
			length--;
		if (length && tidied.length)
			strbuf_addch(&tidied, '\n');
		strbuf_add(&tidied, value, length);
		value = next + (*next != '\0');
	}
	return strbuf_detach(&tidied, NULL);
}

static void finish(struct form *form, const char *value)
{
	char *tidied = tidy(&form->fields[form->cursor], value);

	form->editing = false;
	form_take(form, form->cursor, tidied);
	form_check_field(form, form->cursor, NULL);
	mem_wipe_free(tidied);
	mem_wipe_free(form->before);
	form->before = NULL;
	prompt_set(&form->prompt, "");
	editor_set(&form->area, "");
}

void form_accept(struct form *form)
{
	char *value;

	if (!form->editing)
		return;
	value = xstrdup(form_editor(form)->text.data);
	finish(form, value);
	mem_wipe_free(value);
}

void form_discard(struct form *form)
{
	char *value;

	if (!form->editing)
		return;
	value = xstrdup(form->before);
	finish(form, value);
	mem_wipe_free(value);
}

bool form_escape(struct form *form)
{
	if (!form->editing)
		return false;
	if (form_has_lines(&form->fields[form->cursor]))
		form_accept(form);
	else
		form_discard(form);
	return true;
}

/* -- keys ----------------------------------------------------------------------------------- */

/* Keys that end the editing or go elsewhere: the keymap has them. */
static bool is_for_keymap(const struct form_field *field, uint32_t key)
{
	switch (key) {
	case UIKEY_ENTER:
		return !form_has_lines(field);
	case UIKEY_UP:
	case UIKEY_DOWN:
	case 'p' | UIKEY_CTRL:
	case 'n' | UIKEY_CTRL:
		return field->kind == FORM_TEXT && !field->complete;
	case UIKEY_ESC:
	case UIKEY_TAB:
	case UIKEY_TAB | UIKEY_SHIFT:
	case 'c' | UIKEY_CTRL:
	case 'g' | UIKEY_CTRL:
		return true;
	default:
		return false;
	}
}

static bool is_up(uint32_t key)
{
	return key == UIKEY_UP || key == ('p' | UIKEY_CTRL);
}

static bool is_down(uint32_t key)
{
	return key == UIKEY_DOWN || key == ('n' | UIKEY_CTRL);
}

static unsigned take_typed(struct form *form)
{
	form_take(form, form->cursor, form_editor(form)->text.data);
	return EFFECT_REDRAW;
}

static unsigned area_key(struct form *form, uint32_t key)
{
	switch (editor_key(&form->area, key)) {
	case EDITOR_IGNORED:
		return EFFECT_PASS;
	case EDITOR_CHANGED:
		return take_typed(form);
	default:
		return EFFECT_REDRAW;
	}
}

static unsigned text_key(struct form *form, uint32_t key)
{
	bool walks = is_up(key) || is_down(key);
	enum prompt_answer answer;

	if (key == UIKEY_BACKSPACE && !form->prompt.edit.text.length)
		return EFFECT_NONE;
	if (walks)
		key = is_down(key) ? UIKEY_TAB : UIKEY_TAB | UIKEY_SHIFT;
	answer = prompt_key(&form->prompt, key);
	if (answer == PROMPT_IGNORED)
		return EFFECT_PASS;
	if (answer != PROMPT_CHANGED)
		return EFFECT_REDRAW;
	if (!walks)
		prompt_suggest(&form->prompt);
	return take_typed(form);
}

unsigned form_key(struct form *form, uint32_t key)
{
	const struct form_field *field = form_cursor(form);

	if (!form->editing || is_for_keymap(field, key))
		return EFFECT_PASS;
	return form_has_lines(field) ? area_key(form, key) : text_key(form, key);
}

unsigned form_paste(struct form *form, const char *bytes, size_t length)
{
	const struct form_field *field = form_cursor(form);

	if (!field || !form_is_typed(field) || !form_edit(form, NULL))
		return EFFECT_PASS;
	if (form_has_lines(field)) {
		editor_paste(&form->area, bytes, length);
	} else {
		prompt_paste(&form->prompt, bytes, length);
		prompt_suggest(&form->prompt);
	}
	return take_typed(form);
}
