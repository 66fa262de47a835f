#include "ui/prompt.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/key.h"

void prompt_init(struct prompt *prompt, const char *label)
{
	*prompt = (struct prompt){
		.label = xstrdup(label),
		.draft = STRBUF_INIT(PROMPT_MAX),
		.typed = STRBUF_INIT(PROMPT_MAX),
		.fault = STRBUF_INIT(STRBUF_LINE),
		.menu = { .prefix = "" },
	};
	editor_init(&prompt->edit, PROMPT_MAX);
}

void prompt_release(struct prompt *prompt)
{
	free(prompt->label);
	prompt->label = NULL;
	editor_release(&prompt->edit);
	strbuf_wipe(&prompt->draft);
	strbuf_wipe(&prompt->typed);
	strbuf_wipe(&prompt->fault);
	completion_release(&prompt->menu);
}

/* -- history -------------------------------------------------------------------------------- */

void prompt_history_add(struct prompt_history *history, const char *line)
{
	if (!*line || (history->count && strcmp(history->lines[history->count - 1], line) == 0))
		return;
	if (history->count == PROMPT_HISTORY_MAX) {
		free(history->lines[0]);
		history->count--;
		memmove(history->lines, history->lines + 1,
			history->count * sizeof(*history->lines));
	}
	if (history->count == history->capacity) {
		history->capacity = history->capacity ? history->capacity * 2 : 16;
		history->lines =
			xreallocarray(history->lines, history->capacity, sizeof(*history->lines));
	}
	history->lines[history->count++] = xstrdup(line);
}

void prompt_history_release(struct prompt_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		mem_wipe_free(history->lines[i]);
	free(history->lines);
	*history = (struct prompt_history){ .lines = NULL };
}

/* -- editing -------------------------------------------------------------------------------- */

static void close_menu(struct prompt *prompt)
{
	completion_release(&prompt->menu);
	prompt->menu_at = 0;
}

void prompt_set(struct prompt *prompt, const char *text)
{
	editor_set(&prompt->edit, text);
	if (prompt->history)
		prompt->history_at = prompt->history->count;
	close_menu(prompt);
}

/* -- faults --------------------------------------------------------------------------------- */

void prompt_set_fault(struct prompt *prompt, const char *fault, size_t from, size_t length)
{
	size_t end = prompt->edit.text.length;

	strbuf_reset(&prompt->fault);
	strbuf_addstr(&prompt->fault, fault ? fault : "");
	prompt->fault_from = from < end ? from : end;
	prompt->fault_length = length < end - prompt->fault_from ? length
								 : end - prompt->fault_from;
}

bool prompt_has_fault(const struct prompt *prompt)
{
	return prompt->fault.length > 0;
}

/* -- history and completion ----------------------------------------------------------------- */

static enum prompt_answer walk_history(struct prompt *prompt, int step)
{
	struct prompt_history *history = prompt->history;
	size_t at = prompt->history_at;

	if (!history || !history->count || (step < 0 && at == 0) ||
	    (step > 0 && at >= history->count))
		return PROMPT_MOVED;
	if (at >= history->count) {
		at = history->count;
		strbuf_reset(&prompt->draft);
		strbuf_add(&prompt->draft, prompt->edit.text.data, prompt->edit.text.length);
	}
	at = step < 0 ? at - 1 : at + 1;
	prompt_set(prompt, at < history->count ? history->lines[at] : prompt->draft.data);
	prompt->history_at = at;
	return PROMPT_CHANGED;
}

/* Puts the chosen word, or what had been typed, into the line. */
static void apply_choice(struct prompt *prompt)
{
	struct strbuf word = STRBUF_INIT(PROMPT_MAX);
	const struct completion *menu = &prompt->menu;

	strbuf_reset(&prompt->edit.text);
	if (prompt->menu_at >= menu->count) {
		strbuf_add(&prompt->edit.text, prompt->typed.data, prompt->typed.length);
	} else {
		if (prompt->plain)
			strbuf_addstr(&word, menu->items[prompt->menu_at].word);
		else
			command_quote(&word, menu->items[prompt->menu_at].word);
		strbuf_add(&prompt->edit.text, prompt->typed.data, menu->replace_from);
		strbuf_add(&prompt->edit.text, word.data, word.length);
	}
	prompt->edit.caret = prompt->edit.text.length;
	strbuf_release(&word);
}

static bool open_menu(struct prompt *prompt)
{
	if (!prompt->complete)
		return false;
	close_menu(prompt);
	/* What stands behind the caret is given up: a completion ends the line. */
	strbuf_truncate(&prompt->edit.text, prompt->edit.caret);
	strbuf_reset(&prompt->typed);
	strbuf_add(&prompt->typed, prompt->edit.text.data, prompt->edit.text.length);
	prompt->complete(prompt->context, prompt->edit.text.data, prompt->edit.text.length,
			 &prompt->menu);
	prompt->menu_at = prompt->menu.count;
	return prompt->menu.count > 0;
}

void prompt_suggest(struct prompt *prompt)
{
	if (prompt->edit.caret == prompt->edit.text.length)
		open_menu(prompt);
	else
		close_menu(prompt);
}

static bool ends_in_colon(const struct strbuf *text)
{
	return text->length && text->data[text->length - 1] == ':';
}

static enum prompt_answer walk_menu(struct prompt *prompt, int step)
{
	size_t choices;

	if (!prompt->menu.count && !open_menu(prompt))
		return PROMPT_MOVED;
	if (prompt->menu.count == 1) {
		prompt->menu_at = 0;
		apply_choice(prompt);
		/* After "status:" its value is next, after a whole word another word. */
		if (!prompt->plain && !ends_in_colon(&prompt->edit.text))
			strbuf_addch(&prompt->edit.text, ' ');
		prompt->edit.caret = prompt->edit.text.length;
		close_menu(prompt);
		return PROMPT_CHANGED;
	}
	/* One more choice: what had been typed. */
	choices = prompt->menu.count + 1;
	prompt->menu_at = (prompt->menu_at + (step > 0 ? 1 : choices - 1)) % choices;
	apply_choice(prompt);
	return PROMPT_CHANGED;
}

/* Up and Down: where there is no history, through the menu. */
static enum prompt_answer walk(struct prompt *prompt, int step)
{
	return prompt->history ? walk_history(prompt, step) : walk_menu(prompt, step);
}

/* -- keys ----------------------------------------------------------------------------------- */

static enum prompt_answer edited(struct prompt *prompt, enum editor_answer answer)
{
	if (answer == EDITOR_IGNORED)
		return PROMPT_IGNORED;
	close_menu(prompt);
	if (answer == EDITOR_MOVED)
		return PROMPT_MOVED;
	prompt_set_fault(prompt, NULL, 0, 0);
	return PROMPT_CHANGED;
}

static enum prompt_answer chosen(struct prompt *prompt, enum prompt_answer answer)
{
	if (answer == PROMPT_CHANGED)
		prompt_set_fault(prompt, NULL, 0, 0);
	return answer;
}

enum prompt_answer prompt_key(struct prompt *prompt, uint32_t key)
{
	switch (key) {
	case UIKEY_ENTER:
		return PROMPT_DONE;
	case UIKEY_ESC:
	case 'c' | UIKEY_CTRL:
	case 'g' | UIKEY_CTRL:
		return PROMPT_CANCELLED;
	case UIKEY_UP:
	case 'p' | UIKEY_CTRL:
		return chosen(prompt, walk(prompt, -1));
	case UIKEY_DOWN:
	case 'n' | UIKEY_CTRL:
		return chosen(prompt, walk(prompt, 1));
	case UIKEY_TAB:
		return chosen(prompt, walk_menu(prompt, 1));
	case UIKEY_TAB | UIKEY_SHIFT:
		return chosen(prompt, walk_menu(prompt, -1));
	case UIKEY_BACKSPACE:
		if (!prompt->edit.text.length)
			return PROMPT_CANCELLED;
		break;
	default:
		break;
	}
	return edited(prompt, editor_key(&prompt->edit, key));
}

enum prompt_answer prompt_paste(struct prompt *prompt, const char *bytes, size_t length)
{
	return edited(prompt, editor_paste(&prompt->edit, bytes, length));
}
