/*
 * shell.h - puts the toolkit together: header, the view stack, footer, prompt, dialogs, help.
 *
 * The screen is: header line, the view, status line, footer line with hints (or the message of
 * the last command, or the prompt). Below 60×15 it says politely that it needs more room.
 *
 * Views: the roots given to shell_set_views() are reached by name or number and live as long as the
 * shell; others are pushed on top and closed when they are left. Back keeps a view for forward until
 * something else is opened. A view that holds what is not saved (view_ops.unsaved) is left only after a
 * question. Keys go to the topmost of: dialog, prompt, help, view; then through the
 * keymap with the contexts of the scopes; and run command lines. Only the shell and the loop act on
 * effects.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_UI_SHELL_H
#define MSGDECK_UI_SHELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "ui/chrome.h"
#include "ui/command.h"
#include "ui/dialog.h"
#include "ui/keymap.h"
#include "ui/loop.h"
#include "ui/palette.h"
#include "ui/prompt.h"
#include "ui/view.h"

#define SHELL_MIN_COLUMNS 60
#define SHELL_MIN_ROWS 15

struct shell_ops {
	/* Adds account, profile, LIVE/DEMO/READ-ONLY on the left; the shell adds the tabs after it. */
	void (*header)(void *app, struct bar *bar);
	/* Adds the program's part of the status line (connection, history) after the view's. */
	void (*status)(void *app, struct bar *bar);
	/* Whether a command may run here: read-only refuses COMMAND_CHANGES_ACCOUNT. NULL: all may. */
	bool (*allow)(void *app, const struct command *command, struct error *err);
	/* Appends what must not be missed whenever a question is answered: that it is production. */
	void (*mark)(void *app, struct strbuf *out);
	/* See loop.h. */
	bool (*outstanding)(void *app);
	/* A paste that no view wants: effects, or EFFECT_PASS. NULL: none is wanted. */
	unsigned (*paste)(void *app, const char *bytes, size_t length);
	/* A root view was opened for the first time, and is shown. */
	void (*opened)(void *app, struct view *view);
	/* The word at this index of what can be typed to a view's filter, and what it means; false behind
	 * the last. For the help page; NULL: there are none. */
	bool (*word)(void *app, const void *language, size_t index, struct strbuf *name,
		     struct strbuf *help);
	/* Before quitting by command: false keeps running (it may have opened a dialog). */
	bool (*quit)(void *app);
};

/* The loop and the keymap must outlive the shell; the terminal must be open before shell_run(). */
struct shell *shell_new(struct loop *loop, struct keymap *keymap, const struct shell_ops *ops,
			void *app);
/* Closes all views. */
void shell_free(struct shell *shell);

/* The root views in the order of their number keys, then those that are only pushed. Tables must
 * outlive the shell. */
void shell_set_views(struct shell *shell, const struct view_ops *const *roots, size_t root_count,
		     const struct view_ops *const *others, size_t other_count);
/* The program's own commands, in the scope "global" beside the shell's. */
void shell_set_commands(struct shell *shell, const struct command *commands, size_t count,
			void *target);
/* Whatever is open over the view ends as if it had been cancelled, so that its callbacks are called. For
 * whoever is to free what they know. */
void shell_close_overlays(struct shell *shell);
/* Closes all views, the one shown too, and what is over it: another has to be opened before the loop runs again. */
void shell_close_views(struct shell *shell);
/* Shows and runs until the end; returns the exit code. */
int shell_run(struct shell *shell);
void shell_quit(struct shell *shell, int code);

/* The commands that every screen has, of the context "global". The target is the shell. */
extern const struct command shell_commands[];
extern const size_t shell_command_count;

/* The keys as they are bound now. */
const struct keymap *shell_keymap(const struct shell *shell);
/* Other keys from now on; they must outlive the shell. */
void shell_set_keymap(struct shell *shell, struct keymap *keymap);
/* The theme has changed: everything is drawn anew. */
void shell_repaint(struct shell *shell);

/* -- views ------------------------------------------------------------------------------------- */

/* Opens a view by name: a root is switched to, another is pushed. */
bool shell_open(struct shell *shell, int argc, const char *const *argv, struct error *err);
bool shell_back(struct shell *shell);
bool shell_forward(struct shell *shell);
struct view *shell_view(struct shell *shell); /* the one shown, NULL before the first */
struct view *shell_view_at(struct shell *shell, size_t index); /* 0: the root; NULL: none */
struct view *shell_root(struct shell *shell, size_t index);    /* NULL: not opened yet */
/* Whether any open screen holds something that is not saved. It then opens a dialog that asks, and runs
 * the command line on yes: whatever closes all screens begins with this. */
bool shell_asks_to_leave_all(struct shell *shell, const char *line);
/* Tells all living views that something arrived; `news` is between the program and its views. */
void shell_news(struct shell *shell, const void *news);
/* Acts on effects outside of a command: e.g. after a timer. */
void shell_apply(struct shell *shell, unsigned effects);
/* Asks for work() calls on the shown view. */
void shell_work(struct shell *shell);

/* -- talking to the operator ------------------------------------------------------------------- */

/* Says something in the footer until the next key. Cleaned. */
void shell_message(struct shell *shell, enum style_role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Shows an error: in the footer when it is short, as a box when it is not. Does not release it. */
void shell_error(struct shell *shell, const struct error *err);
/* Opens a dialog; `done` is called once with the answer, which is not DIALOG_OPEN. */
void shell_dialog(struct shell *shell, const struct dialog_spec *spec,
		  void (*done)(void *context, enum dialog_answer answer), void *context);
bool shell_dialog_is_open(const struct shell *shell);
/* Whether anything lies over the view: a dialog, a prompt, a palette, the page of keys, a tour. */
bool shell_has_overlay(const struct shell *shell);

struct shell_prompt {
	const char *label;   /* "/" */
	const char *initial; /* NULL for empty */
	const char *hint;    /* what can be typed, shown while nothing is; NULL: nothing */
	struct prompt_history *history;
	void (*complete)(void *context, const char *line, size_t length,
			 struct completion *completion);
	/* After each change of the text: filter as one types. May be NULL. */
	void (*changed)(void *context, const char *text);
	/* Once: the text, or NULL when cancelled. The prompt is closed already. With `changed`, Backspace
	 * in an empty line is an empty text, and a text with a fault is not taken: Enter shows the
	 * fault again. */
	void (*done)(void *context, const char *text);
	void *context;
	bool secret;
	bool command; /* a command line: what is completed is quoted as its words are */
	bool list;    /* what can be chosen is shown from the start; ↑↓ go through it */
};
/* It belongs to the view that is shown, and is cancelled when another is, or another prompt opens. */
void shell_prompt(struct shell *shell, const struct shell_prompt *prompt);
/* From changed(): what is wrong with the text, and where in bytes of it; cleaned. It goes with the
 * next change. Nothing happens when no prompt is open. */
void shell_prompt_fault(struct shell *shell, const char *fault, size_t from, size_t length);

/* One card of a tour. */
struct shell_step {
	const char *command; /* run before it is shown, e.g. "open messages"; NULL: none */
	const char *title;
	const char *text; /* may name keys: see keytext.h */
};
/* Shows cards over the bottom of the screen, one after another, until Enter passed the last or any other
 * key was pressed. The steps must outlive the shell. */
void shell_tour(struct shell *shell, const struct shell_step *steps, size_t count);

/* Opens a palette over the view, with this typed. The source's `chosen` is called once, or never. */
void shell_palette(struct shell *shell, const struct palette_source *source, const char *typed);
/* There are other things to go to: ranks them again, if a palette is open. */
void shell_palette_again(struct shell *shell);

/* Runs a command line as if typed: with read-only, questions and messages. A screen's name or number alone,
 * where it is no command, opens the screen. */
void shell_execute(struct shell *shell, const char *line);

#endif
