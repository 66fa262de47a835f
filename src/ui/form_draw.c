#include <string.h>

#include "base/text.h"
#include "ui/form_internal.h"
#include "ui/wrap.h"

#define GUTTER 2
#define GAP 2
#define MENU_ROWS_MAX 8

struct drawing {
	struct form *form;
	struct pane pane; /* of the fields */
	struct form_layout layout;
	bool focused;
	int caret_row; /* of what is edited; -1 when it is not seen */
};

/* -- the explanation ------------------------------------------------------------------------ */

static int help_rows(int height)
{
	return height < 10 ? 0 : height < 28 ? 4 : 6;
}

static void add_choices(const struct form_field *field, struct strbuf *text)
{
	if (field->kind != FORM_CHOICE)
		return;
	strbuf_addstr(text, text->length ? "\n" : "");
	for (size_t i = 0; field->choices[i].value; i++)
		strbuf_addf(text, "%s%s", i ? " · " : "",
			    form_field_title(field, field->choices[i].value));
}

static void draw_help(const struct form *form, const struct pane *pane)
{
	const struct form_field *field = form_cursor(form);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct wrap_line line;
	struct wrap wrap;

	if (!field || pane->height < 1)
		return;
	for (int row = 0; row < pane->height; row++)
		draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	strbuf_addstr(&text, field->title);
	if (strcmp(field->title, field->name) != 0)
		strbuf_addf(&text, " · %s", field->name);
	draw_rule(pane, 0, STYLE_BORDER, text.data);
	strbuf_reset(&text);
	strbuf_addstr(&text, field->help ? field->help : "");
	add_choices(field, &text);
	wrap_start(&wrap, text.data, text.length, (size_t)(pane->width - 2 * GUTTER));
	for (int row = 1; row < pane->height && wrap_next(&wrap, &line); row++)
		draw_clean(pane, GUTTER, row, pane->width - 2 * GUTTER, STYLE_TEXT, line.text,
			   line.length);
	strbuf_release(&text);
}

/* -- lines ---------------------------------------------------------------------------------- */

static bool is_edited(const struct form *form, size_t field)
{
	return form->editing && field == form->cursor;
}

/* Right of the value; returns the cells that are left for it. */
static int draw_notes(const struct drawing *drawing, const struct form_line *line, int row)
{
	const struct form_layout *layout = &drawing->layout;
	int column = line->note_column;

	if (!line->note_count)
		return layout->cells;
	for (size_t i = 0; i < line->note_count; i++) {
		const struct form_note *note = &line->notes[i];

		draw_clean(&drawing->pane, column, row, note->cells, note->role,
			   layout->texts.data + note->start, note->length);
		column += note->cells + GAP;
	}
	return line->note_column - GAP - layout->column;
}

static void draw_dots(const struct pane *pane, int column, int row, int width, unsigned style,
		      const char *value)
{
	size_t length = strlen(value);

	for (size_t at = 0; at < length && width > 0; width--) {
		at += text_next(value + at, length - at);
		draw_text(pane, column++, row, 1, style, "•");
	}
}

static void draw_caret(struct drawing *drawing, const struct form_line *line, int row)
{
	const struct form_layout *layout = &drawing->layout;
	const struct editor *editor = form_editor(drawing->form);
	struct editor_row found;
	int cells;

	if (drawing->form->fields[line->field].secret) {
		cells = 0;
		for (size_t at = 0; at < editor->caret; cells++)
			at += text_next(editor->text.data + at, editor->text.length - at);
	} else {
		editor_find_row(editor->text.data, editor->text.length, editor->caret,
				layout->cells - 1, &found);
		if (found.from != line->from)
			return;
		cells = editor_cells(editor->text.data, found.from, editor->caret);
	}
	if (cells >= layout->cells)
		cells = layout->cells - 1;
	drawing->caret_row = row;
	draw_cursor(&drawing->pane, layout->column + cells, row, true);
}

/* What the field marks, as far as it is in this line. */
static void draw_marks(const struct drawing *drawing, const struct form_line *line, int row)
{
	const struct form_field *field = &drawing->form->fields[line->field];
	const char *value = drawing->form->items[line->field].value;
	size_t from = line->from;
	size_t length;

	while (field->next_mark &&
	       field->next_mark(drawing->form->context, value, &from, &length) && from < line->to) {
		size_t end = from + length < line->to ? from + length : line->to;
		int before = editor_cells(value, line->from, from);

		draw_overlay(&drawing->pane, drawing->layout.column + before, row,
			     editor_cells(value, line->from, end) - before, STYLE_ON_MATCH);
		from = end;
	}
}

static void draw_typed(struct drawing *drawing, const struct form_line *line, int row, int width,
		       unsigned style)
{
	const struct form_field *field = &drawing->form->fields[line->field];
	const char *value = drawing->form->items[line->field].value;
	int column = drawing->layout.column;

	if (is_edited(drawing->form, line->field)) {
		style = STYLE_INPUT;
		draw_fill(&drawing->pane, column, row, width, style);
		draw_text(&drawing->pane, column - 1, row, 1, STYLE_KEY, "│");
		draw_text(&drawing->pane, column + width, row, 1, STYLE_KEY, "│");
	}
	if (field->secret)
		draw_dots(&drawing->pane, column, row, width, style, value);
	else if (line->to > line->from)
		draw_foreign(&drawing->pane, column, row, width, style, value + line->from,
			     line->to - line->from);
	else if (line->first && !*value && !is_edited(drawing->form, line->field))
		draw_text(&drawing->pane, column, row, width, STYLE_DIM,
			  field->required ? "(needed)" : "–");
	if (!field->secret)
		draw_marks(drawing, line, row);
	if (is_edited(drawing->form, line->field))
		draw_caret(drawing, line, row);
}

static void draw_choice(struct drawing *drawing, const struct form_line *line, int row, int width,
			unsigned style)
{
	const struct form *form = drawing->form;
	const char *value = form->items[line->field].value;
	const char *title = form_field_title(&form->fields[line->field], value);
	int column = drawing->layout.column;
	int used = *title ? draw_foreign(&drawing->pane, column, row, width, style, title,
					 strlen(title))
			  : draw_text(&drawing->pane, column, row, width, STYLE_DIM, "–");

	if (line->field == form->cursor && form_may_edit(form, NULL) && drawing->focused)
		draw_text(&drawing->pane, column + used + 1, row, width - used - 1, STYLE_KEY,
			  "◂▸");
}

static unsigned value_style(const struct form *form, size_t field)
{
	if (form->fields[field].fixed)
		return STYLE_DIM;
	return form_is_marked(form, field) ? STYLE_STRONG : STYLE_TEXT;
}

static void draw_value(struct drawing *drawing, const struct form_line *line, int row)
{
	const struct form *form = drawing->form;
	const struct form_field *field = &form->fields[line->field];
	unsigned style = value_style(form, line->field);
	int width = drawing->layout.cells;

	if (line->first) {
		bool here = line->field == form->cursor && drawing->focused;

		if (form_is_marked(form, line->field))
			draw_text(&drawing->pane, 1, row, 1, STYLE_ACCENT, "•");
		draw_text(&drawing->pane, GUTTER, row, drawing->layout.column - GUTTER - 1,
			  here ? STYLE_STRONG : STYLE_DIM, field->title);
		width = draw_notes(drawing, line, row);
	}
	if (form_is_typed(field))
		draw_typed(drawing, line, row, width, style);
	else
		draw_choice(drawing, line, row, width, style);
}

static void draw_line(struct drawing *drawing, const struct form_line *line, int row)
{
	const struct form *form = drawing->form;
	const struct pane *pane = &drawing->pane;
	const char *texts = drawing->layout.texts.data;

	draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	switch (line->kind) {
	case FORM_LINE_BLANK:
		break;
	case FORM_LINE_HEADING:
		draw_text(pane, 1, row, pane->width - 1, STYLE_TITLE,
			  form->fields[line->field].group);
		break;
	case FORM_LINE_VALUE:
		draw_value(drawing, line, row);
		break;
	case FORM_LINE_NOTE:
		draw_clean(pane, drawing->layout.column, row, drawing->layout.cells, line->style,
			   texts + line->from, line->to - line->from);
		break;
	case FORM_LINE_MORE:
		draw_clean(pane, GUTTER, row, pane->width - GUTTER, STYLE_DIM, texts + line->from,
			   line->to - line->from);
		break;
	}
	if (line->field != form->cursor ||
	    (line->kind != FORM_LINE_VALUE && line->kind != FORM_LINE_NOTE))
		return;
	draw_text(pane, 0, row, 1, drawing->focused ? STYLE_ACCENT : STYLE_DIM, "▌");
	if (!drawing->focused || form->editing)
		return;
	draw_overlay(pane, 0, row, drawing->layout.width, STYLE_ON_CURSOR);
	if (line->first)
		draw_cursor(pane, 0, row, false);
}

/* -- scrolling ------------------------------------------------------------------------------ */

/* The line with the caret, or else the first of the field. */
static int caret_line(const struct drawing *drawing, int first, int last)
{
	const struct editor *editor = form_editor(drawing->form);
	struct editor_row row;
	size_t number;

	if (!drawing->form->editing)
		return first;
	number = editor_find_row(editor->text.data, editor->text.length, editor->caret,
				 drawing->layout.cells - 1, &row);
	return first + (int)number < last ? first + (int)number : last;
}

/* So that the field under the cursor is seen, whole where it fits, with its heading. */
static void scroll(struct drawing *drawing)
{
	struct form *form = drawing->form;
	const struct form_line *lines = drawing->layout.lines.items;
	int count = (int)drawing->layout.lines.count;
	int height = drawing->pane.height;
	int first = 0;
	int last, caret;

	while (first < count && (lines[first].field != form->cursor || !lines[first].first))
		first++;
	for (last = first; last + 1 < count && lines[last + 1].field == form->cursor;)
		last++;
	caret = caret_line(drawing, first, last);
	while (first > 0 && lines[first - 1].kind <= FORM_LINE_HEADING)
		first--;
	if (last == count - 2 && lines[count - 1].kind == FORM_LINE_MORE)
		last++;
	if (last >= form->top + height)
		form->top = last - height + 1;
	if (first < form->top)
		form->top = first;
	if (caret >= form->top + height)
		form->top = caret - height + 1;
	if (form->top > count - height)
		form->top = count > height ? count - height : 0;
}

/* -- the whole ------------------------------------------------------------------------------ */

static void draw_menu(const struct drawing *drawing)
{
	const struct form *form = drawing->form;
	const struct pane *pane = &drawing->pane;
	int below = pane->height - drawing->caret_row - 1;
	int above = drawing->caret_row;
	int rows = prompt_menu_rows(&form->prompt, MENU_ROWS_MAX);
	bool down = rows <= below || below >= above;
	int room = down ? below : above;
	struct pane menu;

	if (drawing->caret_row < 0 || rows < 1 || form_has_lines(form_cursor(form)))
		return;
	rows = rows < room ? rows : room;
	menu = pane_part(pane, drawing->layout.column,
			 down ? drawing->caret_row + 1 : drawing->caret_row - rows,
			 drawing->layout.cells, rows);
	prompt_draw_menu(&form->prompt, &menu);
	drawing->form->menu = mouse_area_of(&menu);
}

static void draw_fields(struct drawing *drawing)
{
	const struct pane *pane = &drawing->pane;
	int count = (int)drawing->layout.lines.count;
	int top = drawing->form->top;

	for (int row = 0; row < pane->height; row++) {
		if (top + row < count)
			draw_line(drawing, &drawing->layout.lines.items[top + row], row);
		else
			draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	}
	if (top > 0)
		draw_text(pane, pane->width - 1, 0, 1, STYLE_DIM, "▲");
	if (top + pane->height < count)
		draw_text(pane, pane->width - 1, pane->height - 1, 1, STYLE_DIM, "▼");
}

void form_draw(struct form *form, const struct pane *pane, bool focused)
{
	struct drawing drawing = {
		.form = form,
		.pane = *pane,
		.focused = focused,
		.caret_row = -1,
	};
	int help = help_rows(pane->height);
	struct pane bottom;

	if (pane->height < 1 || pane->width < 20)
		return;
	if (help) {
		bottom = pane_cut(&drawing.pane, -help);
		draw_help(form, &bottom);
	}
	form_lay_out(form, &drawing.pane, &drawing.layout);
	form->height = drawing.pane.height;
	form->drawn = mouse_area_of(&drawing.pane);
	form->menu = (struct mouse_area){ .width = 0 };
	form->area.width = drawing.layout.cells - 1;
	scroll(&drawing);
	draw_fields(&drawing);
	draw_menu(&drawing);
	form_layout_release(&drawing.layout);
}
