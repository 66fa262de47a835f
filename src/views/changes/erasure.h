/*
 * erasure.h - everything of a contact erased: found on the server, not only in the cache, reviewed,
 * carried out like any changes, and looked for afterwards (ops/erase.h).
 *
 * One at a time. While it finds and looks, the status line says how far it is, whatever screen is
 * shown; `erase stop` gives it up. What came of the look is on the screen of changes. What has come
 * meanwhile is reviewed as the first was. When the changes of one that was cut off, or given up, are gone
 * on with, each item is asked for by its SID; whose they were is in no journal, so whoever goes on is
 * asked for the addresses. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_ERASURE_H
#define MSGDECK_VIEWS_CHANGES_ERASURE_H

#include "ui/chrome.h"
#include "views/session/session.h"

/* The command of a screen that shows contacts: a row for its table. */
#define ERASE_COMMAND(runner, check)                                                             \
	{                                                                                        \
		.name = "erase", .args = "[delete|redact|redact-media|stop]",                    \
		.help = "Find everything of the contact at Twilio and erase it; a review comes " \
			"first",                                                                 \
		.max_args = 1, .flags = COMMAND_CHANGES_ACCOUNT, .run = runner, .ready = check,  \
		.complete = erasure_complete,                                                    \
	}

/* Runs it for these addresses, which are copied; asks how when the call does not say. Effects. */
unsigned erasure_run(struct session *session, struct command_call *call,
		     const struct text *addresses, size_t count);
/* The same for a contact of the store. */
unsigned erasure_run_contact(struct session *session, struct command_call *call, uint32_t contact);
void erasure_complete(const struct command_call *call, struct completion *completion);

/* Offers a result of fetch. It is for others, too: messages that were found go into the cache. */
void erasure_take(struct session *session, const struct result *result);
/* Whether the present plan is an erasure of addresses that must be given again to see whether more has
 * come. */
bool erasure_asks(const struct session *session);
/* Whether these, parted by commas, are its addresses; "": none are given. */
bool erasure_check(struct session *session, const char *addresses, struct error *err);
/* The present plan is gone on with: if it is an erasure's, it is looked for when it has ended; and more
 * that has come, with addresses that were checked. */
void erasure_go_on(struct session *session, const char *addresses);
/* The changes came further: when those of the erasure have ended, looks. */
void erasure_changes_moved(struct session *session);
/* "Finding +1 415 555 2671: 312 of 1,204 read" */
void erasure_status(const struct session *session, struct bar *bar);
/* Gives up what is under way. */
void erasure_drop(struct session *session);

#endif
