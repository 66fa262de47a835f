/*
 * shell_internal.h - the shell's own struct, shared by its files: shell.c (keys, commands, effects),
 * shell_views.c (the view stack), shell_leave.c (what is not saved), shell_overlay.c (dialogs, prompt,
 * help), shell_palette.c, shell_tour.c, shell_draw.c, shell_mouse.c, shell_commands.c.
 */
#ifndef MSGDECK_UI_SHELL_INTERNAL_H
#define MSGDECK_UI_SHELL_INTERNAL_H

#include "base/vec.h"
#include "ui/help.h"
#include "ui/mouse.h"
#include "ui/page_search.h"
#include "ui/palette.h"
#include "ui/shell.h"

/* Views on top of each other, those kept for forward included. */
#define SHELL_DEPTH_MAX 32
#define SHELL_ROOTS_MAX 16

/* A dialog that is open or waits for its turn. */
struct shell_dialog {
	struct dialog *dialog;
	void (*done)(void *context, enum dialog_answer answer);
	void *context;
};

struct shell {
	struct loop *loop;
	struct keymap *keymap;
	const struct shell_ops *ops;
	void *app;
	struct surface surface;

	const struct view_ops *const *roots;
	size_t root_count;
	const struct view_ops *const *others;
	size_t other_count;
	struct view *root_views[SHELL_ROOTS_MAX]; /* NULL until first shown */
	struct view *stack[SHELL_DEPTH_MAX];      /* [0] is a root */
	size_t depth;
	size_t forward; /* views behind stack[depth - 1] that were left by back */

	const struct command *commands;
	size_t command_count;
	void *command_target;
	struct key_sequence pending; /* keys of an unfinished sequence */

	struct shell_dialogs VEC(struct shell_dialog) dialogs; /* the first is open */
	bool prompt_open;
	struct prompt prompt;
	struct shell_prompt prompt_spec;
	struct prompt_history command_history;
	struct palette *palette; /* NULL: closed */
	struct palette_source palette_source;
	struct pager *help;
	struct page_search help_search;
	struct help *help_page;
	const struct shell_step *tour; /* NULL: none is under way */
	size_t tour_count, tour_at;
	struct mouse_area tour_card; /* where it was drawn */
	char *confirmed_line;        /* command line that waits for a yes */
	char *leaving_line;          /* the same, because it loses what is not saved */
	bool leaving;                /* and it has come */

	struct strbuf message;
	enum style_role message_role;
	bool overlaid; /* the last frame showed something over the view */
	struct bar bar;
	unsigned work_effects; /* of view_ops.work, not yet acted on */
	int64_t work_shown_ms; /* when they last were */
};

/* The scopes in which commands are looked up now, innermost first. Returns how many. */
size_t shell_scopes(struct shell *shell, struct command_scope scopes[static COMMAND_SCOPES_MAX]);

/* shell_views.c */
const struct view_ops *shell_find_view(const struct shell *shell, const char *name);
/* Closes what was left by back. */
void shell_forget_forward(struct shell *shell);
bool shell_is_root(const struct shell *shell, const struct view_ops *ops);

/* shell_leave.c: whether the views from stack[from] on hold something that is not saved. The first then
 * opens a dialog that asks, and runs the command line on yes. */
bool shell_asks_to_leave(struct shell *shell, size_t from, const char *line);
bool shell_would_lose(const struct shell *shell, size_t from);

/* shell_overlay.c: each says whether it took the event. */
bool shell_overlay_key(struct shell *shell, uint32_t key);
bool shell_overlay_paste(struct shell *shell, const char *bytes, size_t length);
/* There is an overlay: nothing else may have it. */
void shell_overlay_mouse(struct shell *shell, const struct mouse *mouse);
void shell_open_help(struct shell *shell);
void shell_open_command_prompt(struct shell *shell);
/* The prompt belongs to the view below it: it goes before that does. */
void shell_cancel_prompt(struct shell *shell);

/* shell_tour.c: to a step, or past the last to end it; whether it took the key. */
void shell_tour_go(struct shell *shell, size_t step);
bool shell_tour_key(struct shell *shell, uint32_t key);
void shell_tour_mouse(struct shell *shell, const struct mouse *mouse);
void shell_tour_draw(struct shell *shell, const struct pane *pane);

/* shell.c */
/* A key, as if it came from the keyboard. */
void shell_key(struct shell *shell, uint32_t key);
void shell_forget_message(struct shell *shell);

/* shell_mouse.c */
void shell_mouse(struct shell *shell, const struct input_event *event);

/* shell_palette.c: while it is open. */
void shell_palette_mouse(struct shell *shell, const struct mouse *mouse);
void shell_palette_key(struct shell *shell, uint32_t key);
bool shell_palette_work(struct shell *shell, int64_t deadline_ns);

/* shell_draw.c */
/* Fill shell->bar with what the first line of so many cells, and the hints, say now. */
void shell_fill_header(struct shell *shell, int width);
void shell_fill_hints(struct shell *shell);
void shell_draw(struct shell *shell, unsigned levels);
bool shell_is_too_small(const struct shell *shell);

#endif
