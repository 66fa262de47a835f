/*
 * handout.h - messages handed out of the screen: to the clipboard, to a pager or an editor, to the
 * standard input of a command.
 *
 * Nothing leaves where hide_bodies is set. What people read (copy text, pager, editor) is cleaned; CSV
 * and JSON hold the originals, as an export does (model/export_row.h). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_HANDOUT_H
#define MSGDECK_VIEWS_MESSAGES_HANDOUT_H

#include "ui/command.h"
#include "views/messages/message_choice.h"
#include "views/session/session.h"

/* The commands of a screen with messages, but for "copy": rows for its table. */
#define HANDOUT_COMMANDS(runner, check)                                                               \
	{                                                                                             \
		.name = "pager",                                                                      \
		.args = "",                                                                           \
		.help = "Read what is selected in $PAGER, as text; its file is then removed",         \
		.hint = "pager",                                                                      \
		.hint_rank = 8,                                                                       \
		.run = runner,                                                                        \
		.ready = check,                                                                       \
	},                                                                                            \
		{                                                                                     \
			.name = "editor",                                                             \
			.args = "",                                                                   \
			.help = "Open what is selected in $VISUAL or $EDITOR, as text; its file "     \
				"is then removed",                                                    \
			.run = runner,                                                                \
			.ready = check,                                                               \
		},                                                                                    \
	{                                                                                             \
		.name = "pipe", .args = "[COMMAND…]",                                                 \
		.help = "Give what is selected to a command, as JSON lines, and show what it prints", \
		.hint = "pipe", .hint_rank = 8, .max_args = -1, .run = runner, .ready = check,        \
	}

/* The same with "copy", for lists. */
#define HANDOUT_LIST_COMMANDS(runner, check)                                                   \
	{                                                                                      \
		.name = "copy",                                                                \
		.args = "[text|csv|json]",                                                     \
		.help = "Copy what is selected to the clipboard of your own machine (OSC 52)", \
		.hint = "copy text",                                                           \
		.hint_rank = 7,                                                                \
		.max_args = 1,                                                                 \
		.run = runner,                                                                 \
		.ready = check,                                                                \
		.complete = handout_complete_copy,                                             \
	},                                                                                     \
		HANDOUT_COMMANDS(runner, check)

/* Runs whichever of them the call names. Takes the choice over. Effects, as a command's. */
unsigned handout(struct session *session, struct message_choice *choice, struct command_call *call);
void handout_complete_copy(const struct command_call *call, struct completion *completion);

/* Appends message `index` of a choice as a line of JSON; nothing when it is gone. */
void handout_add_json(const struct session *session, const struct message_choice *choice,
		      size_t index, struct strbuf *out);

#endif
