/*
 * mouse.h - what the mouse did, for the widgets: a click, or the wheel.
 *
 * A widget remembers where it was drawn last (struct mouse_area); the shell asks the focused ones in
 * the order of their scopes (command_scope.mouse). Nothing that the mouse does is not also done by
 * keys. Thread: UI.
 */
#ifndef MSGDECK_UI_MOUSE_H
#define MSGDECK_UI_MOUSE_H

#include <stdbool.h>

#include "ui/surface.h"

struct mouse {
	int column, row; /* of the surface */
	int lines;       /* the wheel: down, or up where negative; 0: a click */
	bool mark;       /* a click with Ctrl: select, or take back */
	bool open;       /* set by the widget: what was clicked is to be opened, as Enter does */
};

struct mouse_area {
	int column, row, width, height; /* of the surface; zeroed: nowhere */
};

static inline struct mouse_area mouse_area_of(const struct pane *pane)
{
	return (struct mouse_area){ pane->column, pane->row, pane->width, pane->height };
}

static inline bool mouse_is_in(const struct mouse *mouse, const struct mouse_area *area)
{
	return mouse->column >= area->column && mouse->column < area->column + area->width &&
	       mouse->row >= area->row && mouse->row < area->row + area->height;
}

#endif
