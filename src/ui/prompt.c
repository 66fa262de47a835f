#include "ui/prompt.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/key.h"

void prompt_init(struct prompt *prompt, const char *label)
{
	*prompt = (struct prompt){
		.label = label,
		.text = STRBUF_INIT(PROMPT_MAX),
		.killed = STRBUF_INIT(PROMPT_MAX),
		.draft = STRBUF_INIT(PROMPT_MAX),
		.typed = STRBUF_INIT(PROMPT_MAX),
		.fault = STRBUF_INIT(STRBUF_LINE),
		.menu = { .prefix = "" },
	};
}

void prompt_release(struct prompt *prompt)
{
	strbuf_wipe(&prompt->text);
	strbuf_wipe(&prompt->killed);
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
	strbuf_reset(&prompt->text);
	strbuf_addstr(&prompt->text, text);
	prompt->caret = prompt->text.length;
	if (prompt->history)
		prompt->history_at = prompt->history->count;
	close_menu(prompt);
}

/* Replaces text[from, to) and puts the caret behind what is put in. What does not fit is refused
 * whole. */
static bool replace(struct prompt *prompt, size_t from, size_t to, const char *bytes, size_t length)
{
	struct strbuf *text = &prompt->text;
	struct strbuf tail = STRBUF_INIT(PROMPT_MAX);

	if (text->length - (to - from) + length > PROMPT_MAX)
		return false;
	strbuf_add(&tail, text->data + to, text->length - to);
	strbuf_truncate(text, from);
	strbuf_add(text, bytes, length);
	prompt->caret = text->length;
	strbuf_add(text, tail.data, tail.length);
	strbuf_wipe(&tail);
	return true;
}

static size_t next_caret(const struct prompt *prompt)
{
	if (prompt->caret >= prompt->text.length)
		return prompt->text.length;
	return prompt->caret +
	       text_next(prompt->text.data + prompt->caret, prompt->text.length - prompt->caret);
}

static size_t previous_caret(const struct prompt *prompt)
{
	size_t at = 0;
	size_t before = 0;

	while (at < prompt->caret) {
		before = at;
		at += text_next(prompt->text.data + at, prompt->text.length - at);
	}
	return before;
}

static bool is_word_byte(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

static size_t word_start(const struct prompt *prompt)
{
	size_t at = prompt->caret;

	while (at > 0 && !is_word_byte(prompt->text.data[at - 1]))
		at--;
	while (at > 0 && is_word_byte(prompt->text.data[at - 1]))
		at--;
	return at;
}

static size_t word_end(const struct prompt *prompt)
{
	size_t at = prompt->caret;

	while (at < prompt->text.length && !is_word_byte(prompt->text.data[at]))
		at++;
	while (at < prompt->text.length && is_word_byte(prompt->text.data[at]))
		at++;
	return at;
}

/* The shell's ^W: back over blanks, then to the next blank. */
static size_t blank_word_start(const struct prompt *prompt)
{
	size_t at = prompt->caret;

	while (at > 0 && prompt->text.data[at - 1] == ' ')
		at--;
	while (at > 0 && prompt->text.data[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_answer erase(struct prompt *prompt, size_t from, size_t to, bool keep)
{
	if (from == to)
		return PROMPT_MOVED;
	if (keep) {
		strbuf_reset(&prompt->killed);
		strbuf_add(&prompt->killed, prompt->text.data + from, to - from);
	}
	replace(prompt, from, to, "", 0);
	close_menu(prompt);
	return PROMPT_CHANGED;
}

static enum prompt_answer insert(struct prompt *prompt, const char *bytes, size_t length)
{
	close_menu(prompt);
	if (!replace(prompt, prompt->caret, prompt->caret, bytes, length))
		return PROMPT_MOVED;
	return PROMPT_CHANGED;
}

static enum prompt_answer move_to(struct prompt *prompt, size_t caret)
{
	prompt->caret = caret;
	close_menu(prompt);
	return PROMPT_MOVED;
}

/* -- faults --------------------------------------------------------------------------------- */

void prompt_set_fault(struct prompt *prompt, const char *fault, size_t from, size_t length)
{
	size_t end = prompt->text.length;

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
		strbuf_add(&prompt->draft, prompt->text.data, prompt->text.length);
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

	strbuf_reset(&prompt->text);
	if (prompt->menu_at >= menu->count) {
		strbuf_add(&prompt->text, prompt->typed.data, prompt->typed.length);
	} else {
		command_quote(&word, menu->items[prompt->menu_at].word);
		strbuf_add(&prompt->text, prompt->typed.data, menu->replace_from);
		strbuf_add(&prompt->text, word.data, word.length);
	}
	prompt->caret = prompt->text.length;
	strbuf_release(&word);
}

static bool open_menu(struct prompt *prompt)
{
	if (!prompt->complete)
		return false;
	close_menu(prompt);
	/* What stands behind the caret is given up: a completion ends the line. */
	strbuf_truncate(&prompt->text, prompt->caret);
	strbuf_reset(&prompt->typed);
	strbuf_add(&prompt->typed, prompt->text.data, prompt->text.length);
	prompt->complete(prompt->context, prompt->text.data, prompt->text.length, &prompt->menu);
	prompt->menu_at = prompt->menu.count;
	return prompt->menu.count > 0;
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
		if (!ends_in_colon(&prompt->text))
			strbuf_addch(&prompt->text, ' ');
		prompt->caret = prompt->text.length;
		close_menu(prompt);
		return PROMPT_CHANGED;
	}
	/* One more choice: what had been typed. */
	choices = prompt->menu.count + 1;
	prompt->menu_at = (prompt->menu_at + (step > 0 ? 1 : choices - 1)) % choices;
	apply_choice(prompt);
	return PROMPT_CHANGED;
}

/* -- keys ----------------------------------------------------------------------------------- */

static enum prompt_answer control_key(struct prompt *prompt, uint32_t key)
{
	switch (key & ~UIKEY_CTRL) {
	case 'a':
		return move_to(prompt, 0);
	case 'e':
		return move_to(prompt, prompt->text.length);
	case 'b':
		return move_to(prompt, previous_caret(prompt));
	case 'f':
		return move_to(prompt, next_caret(prompt));
	case 'd':
		return erase(prompt, prompt->caret, next_caret(prompt), false);
	case 'k':
		return erase(prompt, prompt->caret, prompt->text.length, true);
	case 'u':
		return erase(prompt, 0, prompt->caret, true);
	case 'w':
		return erase(prompt, blank_word_start(prompt), prompt->caret, true);
	case 'y':
		return insert(prompt, prompt->killed.data, prompt->killed.length);
	case 'p':
		return walk_history(prompt, -1);
	case 'n':
		return walk_history(prompt, 1);
	case 'c':
	case 'g':
		return PROMPT_CANCELLED;
	default:
		return PROMPT_IGNORED;
	}
}

static enum prompt_answer alt_key(struct prompt *prompt, uint32_t key)
{
	switch (key & ~UIKEY_ALT) {
	case 'b':
		return move_to(prompt, word_start(prompt));
	case 'f':
		return move_to(prompt, word_end(prompt));
	case 'd':
		return erase(prompt, prompt->caret, word_end(prompt), true);
	case UIKEY_BACKSPACE:
		return erase(prompt, word_start(prompt), prompt->caret, true);
	default:
		return PROMPT_IGNORED;
	}
}

static enum prompt_answer special_key(struct prompt *prompt, uint32_t key)
{
	switch (key) {
	case UIKEY_ENTER:
		return PROMPT_DONE;
	case UIKEY_ESC:
		return PROMPT_CANCELLED;
	case UIKEY_BACKSPACE:
		if (!prompt->text.length)
			return PROMPT_CANCELLED;
		return erase(prompt, previous_caret(prompt), prompt->caret, false);
	case UIKEY_DELETE:
		return erase(prompt, prompt->caret, next_caret(prompt), false);
	case UIKEY_LEFT:
		return move_to(prompt, previous_caret(prompt));
	case UIKEY_RIGHT:
		return move_to(prompt, next_caret(prompt));
	case UIKEY_HOME:
		return move_to(prompt, 0);
	case UIKEY_END:
		return move_to(prompt, prompt->text.length);
	case UIKEY_UP:
		return walk_history(prompt, -1);
	case UIKEY_DOWN:
		return walk_history(prompt, 1);
	case UIKEY_TAB:
		return walk_menu(prompt, 1);
	case UIKEY_TAB | UIKEY_SHIFT:
		return walk_menu(prompt, -1);
	case UIKEY_LEFT | UIKEY_CTRL:
		return move_to(prompt, word_start(prompt));
	case UIKEY_RIGHT | UIKEY_CTRL:
		return move_to(prompt, word_end(prompt));
	default:
		return PROMPT_IGNORED;
	}
}

static enum prompt_answer take_key(struct prompt *prompt, uint32_t key)
{
	char bytes[4];

	if (key_is_text(key))
		return insert(prompt, bytes, text_encode(key, bytes));
	if ((key & UIKEY_MODIFIERS) == UIKEY_CTRL && key_is_text(key & ~UIKEY_CTRL))
		return control_key(prompt, key);
	if ((key & UIKEY_MODIFIERS) == UIKEY_ALT)
		return alt_key(prompt, key);
	return special_key(prompt, key);
}

static enum prompt_answer changed(struct prompt *prompt, enum prompt_answer answer)
{
	if (answer == PROMPT_CHANGED)
		prompt_set_fault(prompt, NULL, 0, 0);
	return answer;
}

enum prompt_answer prompt_key(struct prompt *prompt, uint32_t key)
{
	return changed(prompt, take_key(prompt, key));
}

enum prompt_answer prompt_paste(struct prompt *prompt, const char *bytes, size_t length)
{
	struct strbuf line = STRBUF_INIT(PROMPT_MAX);
	enum prompt_answer answer;

	for (size_t at = 0; at < length && !line.overflow;) {
		uint32_t codepoint;
		size_t used = text_decode(bytes + at, length - at, &codepoint);

		if (codepoint == '\n' || codepoint == '\t')
			strbuf_addch(&line, ' ');
		else if (codepoint >= ' ' && codepoint != 0x7f &&
			 !(codepoint >= 0x80 && codepoint < 0xa0) && codepoint != 0xfffd)
			strbuf_add(&line, bytes + at, used);
		at += used;
	}
	while (line.length && line.data[line.length - 1] == ' ')
		strbuf_truncate(&line, line.length - 1);
	answer = insert(prompt, line.data, line.length);
	strbuf_wipe(&line);
	return changed(prompt, answer);
}
