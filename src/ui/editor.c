#include "ui/editor.h"

#include <string.h>

#include "base/text.h"
#include "ui/key.h"

void editor_init(struct editor *editor, size_t max)
{
	*editor = (struct editor){
		.text = STRBUF_INIT(max),
		.killed = STRBUF_INIT(max),
		.width = 80,
		.column = -1,
	};
}

void editor_release(struct editor *editor)
{
	strbuf_wipe(&editor->text);
	strbuf_wipe(&editor->killed);
}

void editor_set(struct editor *editor, const char *text)
{
	strbuf_reset(&editor->text);
	strbuf_addstr(&editor->text, text);
	editor->caret = editor->text.length;
	editor->column = -1;
}

/* Replaces text[from, to) and puts the caret behind what is put in. What does not fit is refused
 * whole. */
static bool replace(struct editor *editor, size_t from, size_t to, const char *bytes, size_t length)
{
	struct strbuf *text = &editor->text;
	struct strbuf tail = STRBUF_INIT(text->max);

	if (text->length - (to - from) + length > text->max)
		return false;
	strbuf_add(&tail, text->data + to, text->length - to);
	strbuf_truncate(text, from);
	strbuf_add(text, bytes, length);
	editor->caret = text->length;
	strbuf_add(text, tail.data, tail.length);
	strbuf_wipe(&tail);
	return true;
}

/* -- places --------------------------------------------------------------------------------- */

static size_t next_caret(const struct editor *editor)
{
	if (editor->caret >= editor->text.length)
		return editor->text.length;
	return editor->caret +
	       text_next(editor->text.data + editor->caret, editor->text.length - editor->caret);
}

static size_t previous_caret(const struct editor *editor)
{
	size_t at = 0;
	size_t before = 0;

	while (at < editor->caret) {
		before = at;
		at += text_next(editor->text.data + at, editor->text.length - at);
	}
	return before;
}

static bool is_word_byte(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

static size_t word_start(const struct editor *editor)
{
	size_t at = editor->caret;

	while (at > 0 && !is_word_byte(editor->text.data[at - 1]))
		at--;
	while (at > 0 && is_word_byte(editor->text.data[at - 1]))
		at--;
	return at;
}

static size_t word_end(const struct editor *editor)
{
	size_t at = editor->caret;

	while (at < editor->text.length && !is_word_byte(editor->text.data[at]))
		at++;
	while (at < editor->text.length && is_word_byte(editor->text.data[at]))
		at++;
	return at;
}

/* The shell's ^W: back over blanks, then to the next blank. */
static size_t blank_word_start(const struct editor *editor)
{
	const char *text = editor->text.data;
	size_t at = editor->caret;

	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n'))
		at--;
	while (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_start(const struct editor *editor)
{
	size_t at = editor->caret;

	while (at > 0 && editor->text.data[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct editor *editor)
{
	size_t at = editor->caret;

	while (at < editor->text.length && editor->text.data[at] != '\n')
		at++;
	return at;
}

/* -- changes -------------------------------------------------------------------------------- */

static enum editor_answer erase(struct editor *editor, size_t from, size_t to, bool keep)
{
	if (from == to)
		return EDITOR_MOVED;
	if (keep) {
		strbuf_reset(&editor->killed);
		strbuf_add(&editor->killed, editor->text.data + from, to - from);
	}
	replace(editor, from, to, "", 0);
	return EDITOR_CHANGED;
}

static enum editor_answer insert(struct editor *editor, const char *bytes, size_t length)
{
	if (!length || !replace(editor, editor->caret, editor->caret, bytes, length))
		return EDITOR_MOVED;
	return EDITOR_CHANGED;
}

static enum editor_answer move_to(struct editor *editor, size_t caret)
{
	editor->caret = caret;
	return EDITOR_MOVED;
}

static enum editor_answer move_rows(struct editor *editor, int rows)
{
	if (!editor->lines)
		return EDITOR_IGNORED;
	editor_move_rows(editor, rows);
	return EDITOR_MOVED;
}

/* To the end of the line; at its end, the line's end itself. */
static enum editor_answer kill_line(struct editor *editor)
{
	size_t end = line_end(editor);

	if (end == editor->caret && end < editor->text.length)
		end++;
	return erase(editor, editor->caret, end, true);
}

/* -- keys ----------------------------------------------------------------------------------- */

static enum editor_answer control_key(struct editor *editor, uint32_t key)
{
	switch (key & ~UIKEY_CTRL) {
	case 'a':
		return move_to(editor, line_start(editor));
	case 'e':
		return move_to(editor, line_end(editor));
	case 'b':
		return move_to(editor, previous_caret(editor));
	case 'f':
		return move_to(editor, next_caret(editor));
	case 'd':
		return erase(editor, editor->caret, next_caret(editor), false);
	case 'k':
		return kill_line(editor);
	case 'u':
		return erase(editor, line_start(editor), editor->caret, true);
	case 'w':
		return erase(editor, blank_word_start(editor), editor->caret, true);
	case 'y':
		return insert(editor, editor->killed.data, editor->killed.length);
	case 'p':
		return move_rows(editor, -1);
	case 'n':
		return move_rows(editor, 1);
	default:
		return EDITOR_IGNORED;
	}
}

static enum editor_answer alt_key(struct editor *editor, uint32_t key)
{
	switch (key & ~UIKEY_ALT) {
	case 'b':
		return move_to(editor, word_start(editor));
	case 'f':
		return move_to(editor, word_end(editor));
	case 'd':
		return erase(editor, editor->caret, word_end(editor), true);
	case UIKEY_BACKSPACE:
		return erase(editor, word_start(editor), editor->caret, true);
	default:
		return EDITOR_IGNORED;
	}
}

static enum editor_answer special_key(struct editor *editor, uint32_t key)
{
	switch (key) {
	case UIKEY_ENTER:
		return editor->lines ? insert(editor, "\n", 1) : EDITOR_IGNORED;
	case UIKEY_BACKSPACE:
		return erase(editor, previous_caret(editor), editor->caret, false);
	case UIKEY_DELETE:
		return erase(editor, editor->caret, next_caret(editor), false);
	case UIKEY_LEFT:
		return move_to(editor, previous_caret(editor));
	case UIKEY_RIGHT:
		return move_to(editor, next_caret(editor));
	case UIKEY_HOME:
		return move_to(editor, line_start(editor));
	case UIKEY_END:
		return move_to(editor, line_end(editor));
	case UIKEY_UP:
		return move_rows(editor, -1);
	case UIKEY_DOWN:
		return move_rows(editor, 1);
	case UIKEY_LEFT | UIKEY_CTRL:
		return move_to(editor, word_start(editor));
	case UIKEY_RIGHT | UIKEY_CTRL:
		return move_to(editor, word_end(editor));
	default:
		return EDITOR_IGNORED;
	}
}

static bool is_row_key(uint32_t key)
{
	return key == UIKEY_UP || key == UIKEY_DOWN || key == ('p' | UIKEY_CTRL) ||
	       key == ('n' | UIKEY_CTRL);
}

enum editor_answer editor_key(struct editor *editor, uint32_t key)
{
	char bytes[4];

	if (!is_row_key(key))
		editor->column = -1;
	if (key_is_text(key))
		return insert(editor, bytes, text_encode(key, bytes));
	if ((key & UIKEY_MODIFIERS) == UIKEY_CTRL && key_is_text(key & ~UIKEY_CTRL))
		return control_key(editor, key);
	if ((key & UIKEY_MODIFIERS) == UIKEY_ALT)
		return alt_key(editor, key);
	return special_key(editor, key);
}

enum editor_answer editor_paste(struct editor *editor, const char *bytes, size_t length)
{
	struct strbuf taken = STRBUF_INIT(editor->text.max);
	enum editor_answer answer;

	editor->column = -1;
	for (size_t at = 0; at < length && !taken.overflow;) {
		uint32_t codepoint;
		size_t used = text_decode(bytes + at, length - at, &codepoint);

		if (codepoint == '\n')
			strbuf_addch(&taken, editor->lines ? '\n' : ' ');
		else if (codepoint == '\t')
			strbuf_addch(&taken, ' ');
		else if (codepoint >= ' ' && codepoint != 0x7f &&
			 !(codepoint >= 0x80 && codepoint < 0xa0) && codepoint != 0xfffd)
			strbuf_add(&taken, bytes + at, used);
		at += used;
	}
	while (taken.length && strchr(" \n", taken.data[taken.length - 1]))
		strbuf_truncate(&taken, taken.length - 1);
	answer = taken.overflow ? EDITOR_MOVED : insert(editor, taken.data, taken.length);
	strbuf_wipe(&taken);
	return answer;
}
