/*
 * journal_line.h - the lines of a journal of changes, as docs/journal.md describes them.
 *
 * Every function appends one whole line, with its end, to `out`. Pure: the time is given, in
 * milliseconds since 1970. A line holds SIDs, numbers and words of our own, and the path of a file whose
 * rows are sent; never a text or an address.
 */
#ifndef MSGDECK_OPS_JOURNAL_LINE_H
#define MSGDECK_OPS_JOURNAL_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "ops/plan.h"

#define JOURNAL_VERSION 2
/* Of a plan that is from no file: a msgdeck that knows no more can go on with it, too. */
#define JOURNAL_VERSION_PLAIN 1
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
/* The items from `from` on, as many as go on one line: those of one verb, one judgement and the same
 * services. Returns the number of the first that is left. */
uint32_t journal_add_items(struct strbuf *out, const struct plan *plan, uint32_t from);
/* All items are written: what follows are changes. */
void journal_add_begin(struct strbuf *out, const struct plan *plan, int64_t now_ms);
/* Of a move: of its present step. */
void journal_add_intent(struct strbuf *out, const struct plan *plan, uint32_t item, int64_t now_ms);
/* An intent was given up before the request left. */
void journal_add_withdrawal(struct strbuf *out, uint32_t item, int64_t now_ms);
/* The item as it is after its answer, which is of this status and request (0 and "": none). */
void journal_add_outcome(struct strbuf *out, const struct plan *plan, uint32_t item,
			 int http_status, const char *request_id, int64_t now_ms);
/* How the present step of a move has ended, before move_ended(). */
struct journal_step {
	enum item_state state;
	enum op_why why;
	int code, http_status;
	const char *request_id;
};
void journal_add_step(struct strbuf *out, const struct plan *plan, uint32_t item,
		      const struct journal_step *step, int64_t now_ms);
/* The sender of a move was looked for, and is there. */
void journal_add_look(struct strbuf *out, const struct plan *plan, uint32_t item,
		      enum move_place place, int64_t now_ms);
/* A move is taken back. */
void journal_add_back(struct strbuf *out, uint32_t item, int64_t now_ms);
/* Somebody goes on with the plan in another process than before. */
void journal_add_resumed(struct strbuf *out, const struct journal_header *header, int64_t now_ms);
/* Nobody wants to go on with it. */
void journal_add_aside(struct strbuf *out, int64_t now_ms);

enum journal_end {
	END_STOPPED,  /* with items left */
	END_CHANGED,  /* of an erasure: its items are still to be looked for */
	END_COMPLETE, /* nothing is left to be done */
	JOURNAL_ENDS
};

void journal_add_end(struct strbuf *out, const struct plan *plan, enum journal_end end,
		     int64_t now_ms);
/* JOURNAL_ENDS when there is none of this name. */
enum journal_end journal_end_find(const char *name);

#endif
