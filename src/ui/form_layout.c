#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/form_internal.h"
#include "ui/wrap.h"

/* The cursor's mark and that of a change. */
#define GUTTER 2
#define GAP 2
/* Beyond this the eye loses the line. */
#define WIDTH_MAX 124
/* Cells of a value before what stands beside it: notes are under one another, and not far off. */
#define BEFORE_NOTES 24
/* Rows of an area that does not say how many it wants. */
#define AREA_ROWS 3
#define TEXTS_MAX (256 * 1024)

struct laying {
	const struct form *form;
	struct form_layout *layout;
	size_t field;
};

static struct form_line *add_line(struct laying *at, enum form_line_kind kind)
{
	struct form_line *line = vec_push_new(&at->layout->lines);

	*line = (struct form_line){ .kind = kind, .field = at->field, .style = STYLE_TEXT };
	return line;
}

static int title_cells(const struct form *form, int limit)
{
	int cells = 8;

	for (size_t i = 0; i < form->count; i++) {
		int wanted = (int)text_width(form->fields[i].title, strlen(form->fields[i].title));

		if (form_is_shown(form, i) && wanted > cells)
			cells = wanted;
	}
	return cells < limit ? cells : limit;
}

/* -- notes ---------------------------------------------------------------------------------- */

static void add_note(struct form_layout *layout, struct form_note *notes, size_t *count,
		     enum style_role role, size_t start)
{
	size_t length = layout->texts.length - start;

	if (!length || *count == FORM_NOTES_MAX)
		return;
	notes[(*count)++] = (struct form_note){
		.start = start,
		.length = length,
		.cells = (int)text_width(layout->texts.data + start, length),
		.role = role,
	};
}

static void add_original(const struct form *form, size_t field, struct strbuf *out)
{
	const char *original = form->items[field].original;
	const char *title = form_field_title(&form->fields[field], original);

	if (!form_is_marked(form, field))
		return;
	strbuf_addstr(out, "was ");
	if (form->fields[field].secret || !*original)
		strbuf_addstr(out, *original ? "another" : "empty");
	else
		text_clean(out, title, strlen(title), TEXT_ONE_LINE);
}

/* What stands beside the value: the field's remark, and what it was. */
static size_t collect_notes(struct laying *at, struct form_note notes[FORM_NOTES_MAX])
{
	const struct form *form = at->form;
	const struct form_field *field = &form->fields[at->field];
	struct strbuf *texts = &at->layout->texts;
	struct strbuf remark = STRBUF_INIT(STRBUF_LINE);
	enum style_role role = STYLE_DIM;
	size_t count = 0;
	size_t start = texts->length;

	if (field->remark)
		field->remark(form->context, form->items[at->field].value, &remark, &role);
	text_clean(texts, remark.data, remark.length, TEXT_ONE_LINE);
	strbuf_wipe(&remark);
	add_note(at->layout, notes, &count, role, start);
	start = texts->length;
	add_original(form, at->field, texts);
	add_note(at->layout, notes, &count, STYLE_DIM, start);
	return count;
}

/* A text of its own below the value, wrapped. */
static void add_below(struct laying *at, unsigned style, size_t start, size_t length)
{
	struct form_layout *layout = at->layout;
	const char *text = layout->texts.data + start;
	struct wrap_line line;
	struct wrap wrap;

	wrap_start(&wrap, text, length, (size_t)layout->cells);
	while (wrap_next(&wrap, &line)) {
		struct form_line *note = add_line(at, FORM_LINE_NOTE);

		note->style = style;
		note->from = start + (size_t)(line.text - text);
		note->to = note->from + line.length;
	}
}

static void add_fault(struct laying *at)
{
	const char *fault = at->form->items[at->field].fault;
	struct strbuf *texts = &at->layout->texts;
	size_t start = texts->length;

	if (!fault)
		return;
	strbuf_addstr(texts, "✗ ");
	text_clean(texts, fault, strlen(fault), TEXT_ONE_LINE);
	add_below(at, STYLE_BAD, start, texts->length - start);
}

/* -- a field -------------------------------------------------------------------------------- */

/* Returns the cells of the first row. */
static int add_rows(struct laying *at, const char *value)
{
	const struct form_field *field = &at->form->fields[at->field];
	int wanted = field->kind != FORM_AREA ? 1 : field->rows ? field->rows : AREA_ROWS;
	size_t length = strlen(value);
	struct editor_row row = { 0, 0, 0 };
	int cells = 0;
	int rows = 0;

	for (; row.next <= length && !field->secret; rows++) {
		struct form_line *line;

		editor_row(value, length, row.next, at->layout->cells - 1, &row);
		line = add_line(at, FORM_LINE_VALUE);
		line->first = rows == 0;
		line->from = row.from;
		line->to = row.to;
		if (!rows)
			cells = editor_cells(value, row.from, row.to);
	}
	for (; rows < wanted; rows++) {
		struct form_line *line = add_line(at, FORM_LINE_VALUE);

		line->first = rows == 0;
		line->from = field->secret ? 0 : length;
		line->to = length;
	}
	return cells;
}

static int add_choice(struct laying *at, const char *value)
{
	struct form_line *line = add_line(at, FORM_LINE_VALUE);
	const char *title = form_field_title(&at->form->fields[at->field], value);

	line->first = true;
	/* The arrows beside it. */
	return editor_cells(title, 0, strlen(title)) + 3;
}

static void add_field(struct laying *at)
{
	const struct form_field *field = &at->form->fields[at->field];
	const char *value = at->form->items[at->field].value;
	struct form_note notes[FORM_NOTES_MAX];
	struct form_layout *layout = at->layout;
	size_t first = layout->lines.count;
	size_t count = collect_notes(at, notes);
	bool typed = form_is_typed(field);
	int cells = typed ? add_rows(at, value) : add_choice(at, value);
	bool beside = layout->lines.count == first + 1;
	int wanted = 0;

	for (size_t i = 0; i < count; i++)
		wanted += notes[i].cells + GAP;
	if (beside && cells + wanted < layout->cells) {
		struct form_line *line = &layout->lines.items[first];
		int most = layout->cells - wanted;

		memcpy(line->notes, notes, sizeof(notes));
		line->note_count = count;
		cells = cells < BEFORE_NOTES ? BEFORE_NOTES : cells + 1;
		line->note_column = layout->column + (cells < most ? cells : most) + GAP;
	} else {
		for (size_t i = 0; i < count; i++)
			add_below(at, notes[i].role, notes[i].start, notes[i].length);
	}
	add_fault(at);
}

/* -- the whole ------------------------------------------------------------------------------ */

static void add_fields(struct laying *at, bool spaced)
{
	const struct form *form = at->form;
	const char *group = NULL;

	for (at->field = 0; at->field < form->count; at->field++) {
		const struct form_field *field = &form->fields[at->field];

		if (!form_is_shown(form, at->field))
			continue;
		if (field->group && (!group || strcmp(group, field->group) != 0)) {
			if (spaced)
				add_line(at, FORM_LINE_BLANK);
			add_line(at, FORM_LINE_HEADING);
		}
		group = field->group ? field->group : group;
		add_field(at);
	}
}

static void add_hidden(struct laying *at)
{
	const struct form *form = at->form;
	struct form_line *line;
	size_t hidden = 0;
	size_t changed = 0;

	for (size_t i = 0; i < form->count; i++) {
		hidden += !form_is_shown(form, i);
		changed += !form_is_shown(form, i) && form_is_marked(form, i);
	}
	if (!hidden)
		return;
	at->field = form->count;
	line = add_line(at, FORM_LINE_MORE);
	line->from = at->layout->texts.length;
	strbuf_addf(&at->layout->texts, "… %zu more field%s", hidden, hidden == 1 ? "" : "s");
	if (changed)
		strbuf_addf(&at->layout->texts, ", %zu changed", changed);
	line->to = at->layout->texts.length;
}

static void lay_out(struct laying *at, bool spaced)
{
	vec_clear(&at->layout->lines);
	strbuf_reset(&at->layout->texts);
	add_fields(at, spaced);
	add_hidden(at);
}

void form_lay_out(const struct form *form, const struct pane *pane, struct form_layout *layout)
{
	struct laying at = { .form = form, .layout = layout };

	*layout = (struct form_layout){ .texts = STRBUF_INIT(TEXTS_MAX) };
	/* The last column is for the edge of what is edited, and for what says that there is more. */
	layout->width = pane->width - 2 < WIDTH_MAX ? pane->width - 2 : WIDTH_MAX;
	layout->column = GUTTER + title_cells(form, layout->width / 3) + GAP;
	layout->cells = layout->width - layout->column;
	if (layout->cells < 4)
		layout->cells = 4;
	/* Blank lines between groups, where there is room for them. */
	lay_out(&at, true);
	if (layout->lines.count > (size_t)(pane->height > 0 ? pane->height : 0))
		lay_out(&at, false);
}

void form_layout_release(struct form_layout *layout)
{
	vec_release(&layout->lines);
	strbuf_wipe(&layout->texts);
}
