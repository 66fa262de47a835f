/*
 * changes.h - the plan that is being carried out, as the screens see it.
 *
 * One plan at a time: its runner, its journal, and afterwards its report. It goes on whatever screen
 * is shown, and says how it does in the status line. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_CHANGES_H
#define MSGDECK_VIEWS_CHANGES_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "config/templates.h"
#include "ops/plans.h"
#include "ops/review.h"
#include "ops/runner.h"
#include "ui/chrome.h"
#include "ui/command.h"
#include "ui/loop.h"

struct changes;

struct changes_options {
	const char *directory; /* where journals go; copied */
	const char *account;   /* for the journal's first line; copied, may be NULL */
	const char *host;      /* likewise */
	double per_second;     /* 0: as fast as it goes */
	unsigned in_flight;
	const char *quiet_hours; /* as the option has it; NULL: none */
	/* What runner_progress() or the plan tells has changed. */
	void (*changed)(void *context);
	/* changes_plan() is another one, and the one before is freed: said at once. */
	void (*replaced)(void *context);
	void *context;
};

struct changes *changes_new(struct loop *loop, struct store *store,
			    const struct changes_options *options);
/* Ends the runner, lets the journal write what it has. NULL is allowed. */
void changes_free(struct changes *changes);

/* Takes over the judged plan and begins. Fails while another one is not at its end. */
bool changes_start(struct changes *changes, struct plan *plan, struct fetch *fetch,
		   struct error *err);
/* The same for a plan that a journal tells and that has not come to its end: it is then at rest, as if
 * it had been stopped. The present one has nothing to be opened. */
bool changes_open_plan(struct changes *changes, const char *path,
		       const struct config_templates *templates, struct fetch *fetch,
		       struct error *err);
/* Whether a plan is there that has not come to its end. */
bool changes_running(const struct changes *changes);
/* Whether its next step comes without the operator, soon. */
bool changes_busy(const struct changes *changes);
/* NULL when there was none yet. It belongs to changes. */
struct plan *changes_plan(const struct changes *changes);
struct runner *changes_runner(const struct changes *changes);
/* Where journals are; NULL: nowhere. */
const char *changes_directory(const struct changes *changes);
/* Where the present plan's journal is; NULL when there is none. */
const char *changes_journal(const struct changes *changes);
/* Whose changes they are and where the API is, as journals and reports say it. */
struct journal_header changes_header(const struct changes *changes);
/* What a look at the service showed after the present plan, in a sentence; NULL: nobody looked. `unseen`:
 * not all could be looked for, so the plan is not over. */
void changes_set_look(struct changes *changes, const char *sentence, bool unseen);
const char *changes_look(const struct changes *changes);
/* Nothing follows from that look: the journal says that the plan is over (erase_close()). What takes the
 * place of the plan says so, too. */
void changes_close_look(struct changes *changes);
/* For reviews of plans to come. */
void changes_pace(const struct changes *changes, unsigned latency_ms, struct review_pace *pace);
/* Offers a result of fetch; true when it was one of the plan's. */
bool changes_take(struct changes *changes, const struct result *result);
/* What came of the present plan, in a sentence, once each time it comes to rest: when it has ended,
 * is paused by trouble, or all that is left waits. False when there is nothing new to tell. */
bool changes_tell(struct changes *changes, struct strbuf *out, enum style_role *role);
/* The operator lets it go on: what then comes of it is told, be it the same. */
void changes_tell_again(struct changes *changes);
/* "Redacting 312 of 1,204 ▕███   ▏ 26%", or what it waits for. */
void changes_status(struct changes *changes, struct bar *bar);

/* The command "undo" of the screens that show plans of moves. */
#define UNDO_COMMAND(runner, check, ask)                                                       \
	{                                                                                      \
		.name = "undo", .args = "",                                                    \
		.help = "Take moves back: senders return to the services that they came from", \
		.hint = "take back", .hint_rank = 3,                                           \
		.flags = COMMAND_CHANGES_ACCOUNT | COMMAND_CONFIRM, .question = ask,           \
		.run = runner, .ready = check,                                                 \
	}
/* The question before it, where it is known how many senders go back; 0: it is not. */
void changes_ask_undo(size_t count, struct strbuf *text);

/* What came of a plan, in the order in which it is told. Words of what there is none of are left out,
 * but for the first. */
struct changes_count {
	const char *word;
	size_t count;
	enum style_role role;
};
#define CHANGES_COUNTS 9
void changes_counts(const struct changes *changes, struct changes_count counts[CHANGES_COUNTS]);

#endif
