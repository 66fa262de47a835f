/*
 * changes_report.h - what came of the present plan, as a file (ops/report.h).
 */
#ifndef MSGDECK_VIEWS_CHANGES_CHANGES_REPORT_H
#define MSGDECK_VIEWS_CHANGES_CHANGES_REPORT_H

#include "views/session/session.h"

/* These items of the plan as they are now: CSV or, when the name ends in ".jsonl", JSON lines. Wants a
 * plan to be there. */
bool changes_report(struct session *session, const uint32_t *items, size_t count, const char *path,
		    struct error *err);

#endif
