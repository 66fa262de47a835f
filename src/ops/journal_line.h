/*
 * journal_line.h - the lines of a journal of changes, as docs/journal.md describes them.
 *
 * Every function appends one whole line, with its end, to `out`. Pure: the time is given, in
 * milliseconds since 1970. A line holds SIDs, numbers and words of our own, never a text or an
 * address.
 */
#ifndef MSGDECK_OPS_JOURNAL_LINE_H
#define MSGDECK_OPS_JOURNAL_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "ops/plan.h"

#define JOURNAL_VERSION 1
#define JOURNAL_LINE_MAX (16 * 1024)
#define JOURNAL_SIDS_MAX 64 /* of one line */

/* Who does what where. The strings belong to the caller. */
struct journal_header {
	const char *program; /* "msgdeck 1.0.0" */
	const char *account; /* AC… */
	const char *host;    /* "api.twilio.com" */
};

void journal_add_header(struct strbuf *out, const struct journal_header *header,
			const struct plan *plan, int64_t now_ms);
/* The items from `from` on, as many as go on one line: those of one verb and one judgement. Returns
 * the number of the first that is left. */
uint32_t journal_add_items(struct strbuf *out, const struct plan *plan, uint32_t from);
/* All items are written: what follows are changes. */
void journal_add_begin(struct strbuf *out, const struct plan *plan, int64_t now_ms);
void journal_add_intent(struct strbuf *out, uint32_t item, int64_t now_ms);
/* An intent was given up before the request left. */
void journal_add_withdrawal(struct strbuf *out, uint32_t item, int64_t now_ms);
/* The item as it is after its answer, which is of this status and request (0 and "": none). */
void journal_add_outcome(struct strbuf *out, const struct plan *plan, uint32_t item,
			 int http_status, const char *request_id, int64_t now_ms);
void journal_add_end(struct strbuf *out, const struct plan *plan, bool stopped, int64_t now_ms);

#endif
