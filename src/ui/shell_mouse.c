#include "ui/shell_internal.h"

#include "base/text.h"
#include "ui/key.h"

/* SGR reports: the button in the two lowest bits, modifiers, motion, the wheel. */
#define BUTTON_MASK 3
#define BUTTON_CTRL 16
#define BUTTON_MOTION 32
#define BUTTON_WHEEL 64
/* Of a step of the wheel. */
#define WHEEL_LINES 3

/* -- what is written on the bars is pressed ------------------------------------------------------ */

static bool press_keys(struct shell *shell, const char *text)
{
	struct key_sequence sequence;

	if (!key_sequence_parse(text, &sequence, NULL))
		return false;
	for (size_t i = 0; i < sequence.count; i++)
		shell_key(shell, sequence.keys[i]);
	return true;
}

/* A key as bars write it: "Enter", "<", "g g"; of a run of tabs, "3…6", the digit that was hit. */
static void press_label(struct shell *shell, const char *text, size_t length, size_t cell)
{
	struct strbuf keys = STRBUF_INIT(256);

	if (length == 1 && *text == '<') {
		press_keys(shell, "<lt>");
		return;
	}
	strbuf_addf(&keys, "<%.*s>", (int)length, text);
	bool pressed = length > 1 && press_keys(shell, keys.data);
	strbuf_reset(&keys);
	strbuf_add(&keys, text, length);
	if (!pressed && !press_keys(shell, keys.data) && text_width(text, length) == 3 &&
	    cell != 1) {
		strbuf_reset(&keys);
		strbuf_addch(&keys, cell == 0 ? text[0] : text[length - 1]);
		press_keys(shell, keys.data);
	}
	strbuf_release(&keys);
}

static void click_bar(struct shell *shell, int column)
{
	struct strbuf label = STRBUF_INIT(BAR_TEXT_MAX);
	size_t cell;

	/* Keys that are pressed use the same bar. */
	if (bar_key_at(&shell->bar, shell->surface.columns, column, &label, &cell))
		press_label(shell, label.data, label.length, cell);
	strbuf_release(&label);
}

/* -- the view ---------------------------------------------------------------------------------- */

static void use_view(struct shell *shell, struct mouse *mouse)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	struct view *view = shell_view(shell);
	unsigned effects = EFFECT_PASS;
	size_t count;

	bool focused = view && view->ops->point &&
		       view->ops->point(view, mouse->column, mouse->row);
	count = shell_scopes(shell, scopes);
	for (size_t i = 0; i < count && (effects & EFFECT_PASS); i++)
		if (scopes[i].mouse)
			effects = scopes[i].mouse(scopes[i].target, mouse);
	if (effects & EFFECT_PASS && view && view->ops->mouse)
		effects = view->ops->mouse(view, mouse);
	if (effects & EFFECT_PASS) {
		/* What knows no mouse scrolls by keys. */
		bool typing = view && view->ops->typing && view->ops->typing(view);
		if (mouse->lines && !typing)
			shell_key(shell, mouse->lines < 0 ? UIKEY_UP : UIKEY_DOWN);
		effects = EFFECT_REDRAW;
	}
	shell_apply(shell, effects);
	if (mouse->open && !focused)
		shell_key(shell, UIKEY_ENTER);
}

/* -- events ------------------------------------------------------------------------------------ */

static bool read_event(const struct input_event *event, struct mouse *mouse)
{
	int button = event->button & BUTTON_MASK;

	*mouse = (struct mouse){ .column = event->column, .row = event->row };
	if (!event->pressed || event->button & BUTTON_MOTION)
		return false;
	if (event->button & BUTTON_WHEEL)
		mouse->lines = button == 0 ? -WHEEL_LINES : button == 1 ? WHEEL_LINES : 0;
	mouse->mark = event->button & BUTTON_CTRL;
	return event->button & BUTTON_WHEEL ? mouse->lines != 0 : button == 0;
}

void shell_mouse(struct shell *shell, const struct input_event *event)
{
	struct mouse mouse;
	bool message = shell->message.length > 0;

	if (!read_event(event, &mouse) || shell_is_too_small(shell))
		return;
	shell_forget_message(shell);
	if (shell_has_overlay(shell)) {
		shell_overlay_mouse(shell, &mouse);
	} else if (mouse.row == 0 && !mouse.lines) {
		shell_fill_header(shell, shell->surface.columns);
		click_bar(shell, mouse.column);
	} else if (mouse.row == shell->surface.rows - 1 && !mouse.lines) {
		/* A message, or half of a sequence, stood in the place of the hints. */
		if (message || shell->pending.count)
			return;
		shell_fill_hints(shell);
		click_bar(shell, mouse.column);
	} else {
		use_view(shell, &mouse);
	}
}
