#include "ui/form_internal.h"

/* A click on what is edited puts the caret there. */
static void point(struct form *form, const struct form_layout *layout, const struct form_line *line,
		  int column)
{
	if (line->kind == FORM_LINE_VALUE && !form->fields[line->field].secret)
		editor_point(form_editor(form), line->from, layout->cells - 1,
			     column - layout->column);
}

static unsigned click_field(struct form *form, const struct form_layout *layout,
			    const struct form_line *line, struct mouse *mouse)
{
	bool here = line->field == form->cursor;

	if (here && form->editing) {
		point(form, layout, line, mouse->column - form->drawn.column);
		return EFFECT_REDRAW;
	}
	form_accept(form);
	form->cursor = line->field;
	mouse->open = here;
	return EFFECT_REDRAW;
}

static unsigned click_line(struct form *form, const struct form_layout *layout,
			   const struct form_line *line, struct mouse *mouse)
{
	switch (line->kind) {
	case FORM_LINE_VALUE:
	case FORM_LINE_NOTE:
		return click_field(form, layout, line, mouse);
	case FORM_LINE_MORE:
		form_accept(form);
		form_show_more(form, true);
		return EFFECT_REDRAW;
	case FORM_LINE_BLANK:
	case FORM_LINE_HEADING:
		break;
	}
	return EFFECT_NONE;
}

unsigned form_mouse(void *target, struct mouse *mouse)
{
	struct form *form = target;
	const struct pane pane = { .width = form->drawn.width, .height = form->drawn.height };
	struct form_layout layout;
	unsigned effects = EFFECT_NONE;

	if (!mouse_is_in(mouse, &form->drawn))
		return EFFECT_PASS;
	if (mouse_is_in(mouse, &form->menu) || (mouse->lines && form->editing))
		return EFFECT_NONE;
	if (mouse->lines)
		return form_move(form, mouse->lines < 0 ? -1 : 1) ? EFFECT_REDRAW : EFFECT_NONE;
	form_lay_out(form, &pane, &layout);
	size_t at = (size_t)(form->top + mouse->row - form->drawn.row);
	if (at < layout.lines.count)
		effects = click_line(form, &layout, &layout.lines.items[at], mouse);
	form_layout_release(&layout);
	return effects;
}
