/*
 * export_resume.h - whether what an earlier export left belongs to this one.
 *
 * The spool's head says what was asked for, one line each: when it began, then all that decides which
 * messages come and how they are written. Relative times count from when it began, so the second run
 * takes that over; everything else must be the same.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_EXPORT_RESUME_H
#define MSGDECK_BATCH_EXPORT_RESUME_H

#include "batch/export_internal.h"

/* Appends what is asked for. */
void export_resume_head(const struct export *x, struct strbuf *out);
/* Takes over when it began, and says what is kept. ERROR_USAGE where something else was asked for. */
bool export_resume_check(struct export *x, const struct spool_rest *rest, struct error *err);

#endif
