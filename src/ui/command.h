/*
 * command.h - commands are rows in tables; keys, palette, mouse, scripts and tests run the same
 * command lines.
 *
 * A command line is words separated by blanks; "double quotes" with \" \\ \n \t, 'single quotes'
 * without escapes; '#' at the start of a word begins a comment. The first word names the command;
 * an unambiguous beginning of a name is enough.
 *
 * Commands are looked up in scopes, innermost first: the focused widget, the view, the program.
 * Each scope gives the target that its commands work on. Handlers say what must happen next
 * (enum effect); they never draw or quit themselves.
 *
 * Parsing is pure. Thread: UI.
 */
#ifndef MSGDECK_UI_COMMAND_H
#define MSGDECK_UI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"

/* Longest command line, most words. */
#define COMMAND_LINE_MAX 4096
#define COMMAND_WORDS_MAX 32

struct command_words {
	int count;
	const char *words[COMMAND_WORDS_MAX]; /* NUL-terminated, into `storage` */
	char *storage;                        /* owned */
	bool open;         /* the line ends within a word or quote: for completion */
	size_t last_start; /* byte offset in the line where the last word begins */
};

/* Splits a line. Fails on an open quote (unless `partial`), NUL, too many words. */
bool command_words_split(const char *line, size_t length, bool partial, struct command_words *words,
			 struct error *err);
void command_words_release(struct command_words *words);
/* Appends a word quoted so that command_words_split() gives it back. */
void command_quote(struct strbuf *out, const char *word);

/* What must happen after a command; bits. */
enum effect {
	EFFECT_NONE = 0,
	EFFECT_REDRAW = 1 << 0,    /* the view changed */
	EFFECT_SECONDARY = 1 << 1, /* only its secondary panes changed */
	EFFECT_REFETCH = 1 << 2,   /* ask for fresh data: calls view_ops.refresh */
	EFFECT_BACK = 1 << 3,      /* close this view */
	EFFECT_FORWARD = 1 << 4,
	EFFECT_QUIT = 1 << 5,
	EFFECT_FAILED = 1 << 6, /* err is filled: shown in the footer */
	EFFECT_PASS = 1 << 7,   /* key handlers: not mine, go on with the keymap */
	EFFECT_SUSPEND = 1 << 8,
	EFFECT_REPAINT = 1 << 9, /* the terminal shows something else: draw all of it again */
};

enum command_flags {
	COMMAND_CHANGES_ACCOUNT = 1, /* refused in read-only sessions, before anything else */
	COMMAND_CONFIRM = 2,         /* asks first; see command.question */
	COMMAND_HIDDEN = 4,          /* not in help and completion */
};

struct command_call {
	void *target; /* of the scope in which the command was found */
	int argc;     /* argv[0] is the command's full name */
	const char *const *argv;
	/* What is behind the name, as it was typed, with its quotes; NULL in a completion. */
	const char *rest;
	struct strbuf message; /* append what the footer should say; "" for nothing */
	struct error *err;     /* never NULL; fill it and return EFFECT_FAILED */
};

/* What is typed behind argv[before] as it stands, "" for nothing: its quotes are its own, but where they
 * are around all of it. For what has a language of its own. */
const char *command_text(const struct command_call *call, int before);

/* Collects completions: words with an explanation. */
struct completion;
void completion_add(struct completion *completion, const char *word, const char *help);

struct command {
	const char *name;       /* lower case, words joined by '-' */
	const char *args;       /* for help, e.g. "COLUMN [asc|desc]"; "" for none */
	const char *help;       /* one line, begins with a verb: "Sort by a column" */
	const char *hint;       /* one or two words for the footer, NULL for no hint: "sort" */
	int hint_rank;          /* 1 is kept longest when the footer is narrow */
	int min_args, max_args; /* without the name; max -1 for any number */
	unsigned flags;         /* enum command_flags */
	unsigned (*run)(struct command_call *call);
	/* Whether it can run now; if not, *why says so (a sentence). NULL: always. */
	bool (*ready)(void *target, const char **why);
	/* Whether the hint is worth its place now; NULL: whenever it can run. */
	bool (*hinted)(void *target);
	/* COMMAND_CONFIRM: appends the question, e.g. "Leave without sending?". */
	void (*question)(const struct command_call *call, struct strbuf *text);
	/* Offers values for the argument argv[argc - 1], which is being typed. NULL: none. */
	void (*complete)(const struct command_call *call, struct completion *completion);
};

struct mouse;

struct command_scope {
	const char *name; /* the keymap's context: "list", "messages", "global" */
	const struct command *commands;
	size_t count;
	void *target;
	/* What the mouse did to the target: effects, or EFFECT_PASS where it is elsewhere. NULL: the target
	 * knows no mouse. See mouse.h. */
	unsigned (*mouse)(void *target, struct mouse *mouse);
};

#define COMMAND_SCOPES_MAX 6

struct command_match {
	const struct command *command;
	const struct command_scope *scope;
};

/* Innermost scope first. An exact name wins over beginnings; fails on unknown or ambiguous names,
 * naming the nearest ones. */
bool command_find(const struct command_scope *scopes, size_t count, const char *name,
		  struct command_match *match, struct error *err);
/* Finds the command that the words name (count >= 1), and checks the number of its arguments and
 * ready(). */
bool command_prepare(const struct command_scope *scopes, size_t count,
		     const struct command_words *words, struct command_match *match,
		     struct error *err);
/* Finds, checks the number of arguments and ready(), runs. The message is appended to `message`.
 * Does not ask and knows no read-only: the shell does (shell.h). */
unsigned command_run(const struct command_scope *scopes, size_t count, const char *line,
		     struct strbuf *message, struct error *err);

/* -- completion -------------------------------------------------------------------------------- */

struct completion_item {
	char *word;
	char *help;
};

struct completion {
	const char *prefix; /* only words that begin with it are taken */
	bool named; /* the words are SIDs: by their names, in `help`, they are ordered and shown */
	struct completion_item *items;
	size_t count, capacity;
	size_t replace_from; /* byte offset in the line from which the word replaces */
};

#define COMPLETION_MAX 200

/* Completes the line up to its end. Items are sorted by word, or by name, without
 * duplicates. */
void command_complete(const struct command_scope *scopes, size_t count, const char *line,
		      size_t length, struct completion *completion);
void completion_release(struct completion *completion);

#endif
