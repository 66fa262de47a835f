/*
 * act.h - from what an operator marked to a plan, its review, and the word to go on.
 *
 * The commands redact, delete and cancel collect a plan from SIDs; it is judged in slices, so that a
 * hundred thousand messages do not stop the keyboard; then a dialog says what will happen to how
 * many, starts on Cancel, and wants y for one message and the count typed for many. Only then does
 * the plan start (views/changes/changes.h). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_ACT_H
#define MSGDECK_VIEWS_CHANGES_ACT_H

#include "ops/plan.h"
#include "ui/table.h"
#include "views/messages/thread.h"
#include "views/session/session.h"

/* The commands of a screen that acts: rows for its table. `runner` finds the verb by the command's
 * name (op_find); `check` says whether there is anything to act on. */
#define ACT_COMMANDS(runner, check)                                                          \
	{                                                                                    \
		.name = "redact",                                                            \
		.args = "",                                                                  \
		.help = "Empty the text of what is selected; a review comes first",          \
		.hint = "redact",                                                            \
		.hint_rank = 3,                                                              \
		.flags = COMMAND_CHANGES_ACCOUNT,                                            \
		.run = runner,                                                               \
		.ready = check,                                                              \
	},                                                                                   \
		{                                                                            \
			.name = "delete",                                                    \
			.args = "",                                                          \
			.help = "Delete what is selected, media too; a review comes first",  \
			.hint = "delete",                                                    \
			.hint_rank = 3,                                                      \
			.flags = COMMAND_CHANGES_ACCOUNT,                                    \
			.run = runner,                                                       \
			.ready = check,                                                      \
		},                                                                           \
	{                                                                                    \
		.name = "cancel", .args = "",                                                \
		.help = "Cancel scheduled messages that are selected; a review comes first", \
		.flags = COMMAND_CHANGES_ACCOUNT, .run = runner, .ready = check,             \
	}

/* A plan with one message; STORE_NO_ROW is refused. Effects, as all below. */
unsigned act_on_row(struct session *session, enum op op, uint32_t row, struct error *err);
/* The selected messages of a thread, or the one under its cursor. */
unsigned act_on_thread(struct session *session, enum op op, struct thread *thread,
		       struct error *err);
/* The selected messages of a table on message_list, or the one under its cursor. `query` is the
 * filter as typed, "" for none. */
unsigned act_on_messages(struct session *session, enum op op, struct table *table,
			 const char *query, struct error *err);
/* All loaded messages of the selected contacts of a table on contact_list, or of the one under its
 * cursor. */
unsigned act_on_contacts(struct session *session, enum op op, struct table *table,
			 struct error *err);

/* Any other plan, taken over also on failure: what the form, the pool or the compose screen collected.
 * It is judged, reviewed, and carried out when the operator says so. `started` (may be NULL) is told
 * once whether it was. */
unsigned act_on_plan(struct session *session, struct plan *plan,
		     void (*started)(void *context, bool yes), void *context, struct error *err);

/* Whether a selection may be looked at now: no other is, and no changes are under way. */
bool act_may_begin(const struct session *session, struct error *err);
/* Whoever is told by `started` goes: nobody is, and nothing is asked that has not been yet. */
void act_forget(struct session *session, const void *context);
/* Gives up what waits for its answer: the session ends. */
void act_release(struct session *session);

#endif
