/*
 * changes_report.h - what came of a plan, as a file.
 */
#ifndef MSGDECK_VIEWS_CHANGES_REPORT_H
#define MSGDECK_VIEWS_CHANGES_REPORT_H

#include "ops/plan.h"
#include "views/session.h"

/* One line an item of the plan as it is now, as CSV (RFC 4180) or, when the name ends in ".jsonl", as
 * JSON lines: sid, verb, state, reason, code, status, request_id. Holds no texts and no addresses. */
bool changes_report(struct session *session, const struct plan *plan, const char *path,
		    struct error *err);

#endif
