/*
 * changes_report.h - what came of a plan, as a file.
 */
#ifndef MSGDECK_VIEWS_CHANGES_REPORT_H
#define MSGDECK_VIEWS_CHANGES_REPORT_H

#include "ops/plan.h"
#include "views/session.h"

/* One line for each of these items of the plan as they are now, as CSV (RFC 4180) or, when the name ends in ".jsonl", as
 * JSON lines:
 *
 *	sid         of the message, sender or service; of what was made, once it is; else empty
 *	verb, state, reason	the words of docs/journal.md
 *	code, status, request_id	of Twilio's last answer; 0 and empty where there was none
 *	what        the item as the operator knows it: a number, a name, a recipient; empty for messages,
 *	            of which a report says nothing but the SID
 *	from, to    the services that a sender leaves and enters
 *	place       of a move, where the sender is: from, to, neither, other, unknown
 *
 * Texts are never in it. */
bool changes_report(struct session *session, const struct plan *plan, const uint32_t *items,
		    size_t count, const char *path, struct error *err);

#endif
