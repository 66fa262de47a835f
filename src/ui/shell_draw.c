#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/shell_internal.h"
#include "ui/wrap.h"

#define MENU_ROWS_MAX 10

bool shell_is_too_small(const struct shell *shell)
{
	return shell->surface.columns < SHELL_MIN_COLUMNS || shell->surface.rows < SHELL_MIN_ROWS;
}

static void draw_too_small(const struct pane *pane)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	size_t width = pane->width > 2 ? (size_t)pane->width - 2 : 1;
	struct wrap_line line;
	struct wrap wrap;
	int lines, row;

	strbuf_addf(
		&text,
		"This needs %d×%d cells.\nThe terminal has %d×%d: please make it larger, or quit "
		"with q.",
		SHELL_MIN_COLUMNS, SHELL_MIN_ROWS, pane->width, pane->height);
	lines = (int)wrap_count(text.data, text.length, width);
	row = lines < pane->height ? (pane->height - lines) / 2 : 0;
	draw_clear(pane, STYLE_TEXT);
	draw_cursor(pane, 0, row, false);
	wrap_start(&wrap, text.data, text.length, width);
	while (wrap_next(&wrap, &line)) {
		draw_clean(pane, 1, row, (int)width, STYLE_TEXT, line.text, line.length);
		row++;
	}
	strbuf_release(&text);
}

/* -- header --------------------------------------------------------------------------------- */

static int bar_cells(const struct bar *bar)
{
	int cells = 1;

	for (size_t i = 0; i < bar->count; i++)
		cells += bar->segments[i].cells + (bar->segments[i].glued ? 0 : 1);
	return cells;
}

void shell_fill_header(struct shell *shell, int width)
{
	struct bar_tab tabs[SHELL_ROOTS_MAX];
	char keys[SHELL_ROOTS_MAX][4];
	size_t active = SIZE_MAX;

	bar_reset(&shell->bar);
	if (shell->ops->header)
		shell->ops->header(shell->app, &shell->bar);
	for (size_t i = 0; i < shell->root_count; i++) {
		keys[i][0] = i < 9 ? (char)('1' + i) : i == 9 ? '0' : ' ';
		keys[i][1] = '\0';
		tabs[i] = (struct bar_tab){ keys[i], shell->roots[i]->title };
		if (shell->depth && shell->stack[0] == shell->root_views[i])
			active = i;
	}
	bar_add_tabs(&shell->bar, tabs, shell->root_count, active, width - bar_cells(&shell->bar));
}

static void draw_header(struct shell *shell, const struct pane *pane)
{
	shell_fill_header(shell, pane->width);
	bar_draw(&shell->bar, pane, 0, STYLE_HEADER);
}

/* -- the two lines at the bottom ------------------------------------------------------------ */

static void draw_status(struct shell *shell, const struct pane *pane)
{
	struct view *view = shell_view(shell);

	if (shell->prompt_open && prompt_has_fault(&shell->prompt)) {
		prompt_draw_fault(&shell->prompt, pane, 0);
		return;
	}
	bar_reset(&shell->bar);
	if (view && view->ops->status)
		view->ops->status(view, &shell->bar);
	bar_to_right(&shell->bar);
	if (shell->ops->status)
		shell->ops->status(shell->app, &shell->bar);
	bar_draw(&shell->bar, pane, 0, STYLE_FOOTER);
}

void shell_fill_hints(struct shell *shell)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	size_t count = shell_scopes(shell, scopes);
	const struct command change = { .flags = COMMAND_CHANGES_ACCOUNT };
	bool may_change = !shell->ops->allow || shell->ops->allow(shell->app, &change, NULL);
	unsigned refused = may_change ? 0 : COMMAND_CHANGES_ACCOUNT;
	const struct view *view = shell_view(shell);
	bool typing = view && view->ops->typing && view->ops->typing(view);

	bar_reset(&shell->bar);
	bar_add_hints(&shell->bar, shell->keymap, scopes, count, refused, typing);
}

static void draw_hints(struct shell *shell, const struct pane *pane)
{
	shell_fill_hints(shell);
	bar_draw(&shell->bar, pane, 0, STYLE_FOOTER);
}

static void draw_pending(struct shell *shell, const struct pane *pane)
{
	struct strbuf keys = STRBUF_INIT(256);

	key_sequence_format(&keys, &shell->pending);
	draw_fill(pane, 0, 0, pane->width, STYLE_FOOTER);
	draw_format(pane, 1, 0, pane->width - 1, STYLE_KEY, "%s …", keys.data);
	strbuf_release(&keys);
}

static void draw_footer(struct shell *shell, const struct pane *pane)
{
	if (shell->prompt_open && !shell->dialogs.count) {
		prompt_draw(&shell->prompt, pane, 0);
	} else if (shell->palette && !shell->dialogs.count) {
		/* shell_draw() has room for all of it. */
	} else if (shell->message.length) {
		draw_fill(pane, 0, 0, pane->width, STYLE_FOOTER);
		draw_clean(pane, 1, 0, pane->width - 1, shell->message_role, shell->message.data,
			   shell->message.length);
	} else if (shell->dialogs.count || (shell->tour && !shell->help)) {
		/* The box says its keys; those of what lies under it do nothing now. */
		draw_fill(pane, 0, 0, pane->width, STYLE_FOOTER);
	} else if (shell->pending.count) {
		draw_pending(shell, pane);
	} else if (shell->help) {
		draw_fill(pane, 0, 0, pane->width, STYLE_FOOTER);
		draw_text(pane, 1, 0, pane->width - 1, STYLE_FOOTER,
			  shell->help_search.typed.length
				  ? "n next match    N previous    / other words    Esc ends it"
				  : "↑↓ PgUp PgDn move    / search    Esc closes");
	} else {
		draw_hints(shell, pane);
	}
}

/* -- overlays ------------------------------------------------------------------------------- */

static void draw_help(struct shell *shell, const struct pane *pane)
{
	struct pane box = *pane;

	draw_clear(&box, STYLE_DIALOG);
	draw_frame(&box, STYLE_BORDER, "Keys and commands");
	box = pane_part(&box, 1, 1, box.width - 3, box.height - 2);
	pager_draw(shell->help, &box, true);
}

static void draw_menu(const struct shell *shell, struct pane above)
{
	int max = above.height - 2 < MENU_ROWS_MAX ? above.height - 2 : MENU_ROWS_MAX;
	int rows = prompt_menu_rows(&shell->prompt, max);
	struct pane menu;

	if (rows < 1)
		return;
	menu = pane_cut(&above, -rows);
	prompt_draw_menu(&shell->prompt, &menu);
}

/* -- the frame ------------------------------------------------------------------------------ */

void shell_draw(struct shell *shell, unsigned levels)
{
	struct view *view = shell_view(shell);
	struct pane rest = pane_whole(&shell->surface);
	struct pane whole = rest;
	struct pane header, footer, status;
	bool overlay = shell_has_overlay(shell);

	if (shell_is_too_small(shell)) {
		draw_too_small(&rest);
		shell->overlaid = true;
		return;
	}
	/* What lies over the view was drawn into it: all of it is drawn again below. */
	if (overlay || shell->overlaid)
		levels = LOOP_PRIMARY | LOOP_SECONDARY;
	shell->overlaid = overlay;
	header = pane_cut(&rest, 1);
	footer = pane_cut(&rest, -1);
	status = pane_cut(&rest, -1);
	/* Whoever has the focus says where it is; a list without rows does not. */
	if (levels & LOOP_PRIMARY)
		shell->surface.cursor_visible = false;
	draw_header(shell, &header);
	if (view && view->ops->draw)
		view->ops->draw(view, &rest, levels);
	draw_status(shell, &status);
	if (shell->tour)
		shell_tour_draw(shell, &rest);
	if (shell->help)
		draw_help(shell, &rest);
	draw_footer(shell, &footer);
	if (shell->palette && !shell->prompt_open && !shell->dialogs.count)
		palette_draw(shell->palette, &rest, &footer);
	if (shell->prompt_open) {
		struct pane above = pane_part(&whole, 0, 0, whole.width, whole.height - 1);

		draw_menu(shell, above);
	}
	if (shell->dialogs.count)
		dialog_draw(shell->dialogs.items[0].dialog, &rest);
}
