#include "base/text.h"
#include "ui/editor.h"

int editor_cells(const char *text, size_t from, size_t to)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	int cells;

	text_clean(&clean, text + from, to - from, TEXT_ONE_LINE);
	cells = (int)text_width(clean.data, clean.length);
	strbuf_wipe(&clean);
	return cells;
}

static bool is_plain(const char *text, size_t length, size_t at)
{
	return text[at] >= ' ' && text[at] < 0x7f && (at + 1 >= length || !(text[at + 1] & 0x80));
}

void editor_row(const char *text, size_t length, size_t from, int width, struct editor_row *row)
{
	size_t word = from; /* behind the last blank */
	size_t at = from;
	int cells = 0;

	row->from = from;
	while (at < length && text[at] != '\n') {
		bool plain = is_plain(text, length, at);
		size_t size = plain ? 1 : text_next(text + at, length - at);
		int wider = plain ? cells + 1 : editor_cells(text, from, at + size);

		if (text[at] == ' ') {
			word = at + 1;
		} else if (wider > width && at > from) {
			row->to = row->next = word > from ? word : at;
			return;
		}
		cells = wider;
		at += size;
	}
	row->to = at;
	row->next = at + 1;
}

static bool is_within(const struct editor_row *row, size_t byte)
{
	/* The end of a row that goes on is the beginning of the next one. */
	return byte < row->to || (byte == row->to && row->next > row->to);
}

size_t editor_find_row(const char *text, size_t length, size_t byte, int width,
		       struct editor_row *row)
{
	size_t number = 0;

	editor_row(text, length, 0, width, row);
	for (; !is_within(row, byte) && row->next <= length; number++)
		editor_row(text, length, row->next, width, row);
	return number;
}

/* The last byte of the row at which the caret is not right of `column`. */
static size_t place_at(const char *text, size_t length, const struct editor_row *row, int column)
{
	size_t at = row->from;

	while (at < row->to) {
		size_t after = at + text_next(text + at, length - at);

		if (editor_cells(text, row->from, after) > column || !is_within(row, after))
			break;
		at = after;
	}
	return at;
}

static void move_up(struct editor *editor, const struct editor_row *row)
{
	struct editor_row above;

	if (!row->from) {
		editor->caret = 0;
		return;
	}
	editor_find_row(editor->text.data, editor->text.length, row->from - 1, editor->width,
			&above);
	editor->caret = place_at(editor->text.data, editor->text.length, &above, editor->column);
}

static void move_down(struct editor *editor, const struct editor_row *row)
{
	struct editor_row below;

	if (row->next > editor->text.length) {
		editor->caret = editor->text.length;
		return;
	}
	editor_row(editor->text.data, editor->text.length, row->next, editor->width, &below);
	editor->caret = place_at(editor->text.data, editor->text.length, &below, editor->column);
}

void editor_point(struct editor *editor, size_t from, int width, int column)
{
	struct editor_row row;

	if (from > editor->text.length)
		return;
	editor_row(editor->text.data, editor->text.length, from, width, &row);
	editor->caret = place_at(editor->text.data, editor->text.length, &row, column);
	editor->column = -1;
}

void editor_move_rows(struct editor *editor, int rows)
{
	struct editor_row row;

	for (; rows; rows += rows < 0 ? 1 : -1) {
		editor_find_row(editor->text.data, editor->text.length, editor->caret,
				editor->width, &row);
		if (editor->column < 0)
			editor->column = editor_cells(editor->text.data, row.from, editor->caret);
		if (rows < 0)
			move_up(editor, &row);
		else
			move_down(editor, &row);
	}
}
