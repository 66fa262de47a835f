/*
 * report.h - what came of a plan, as lines of a file: evidence of what was done, when, and by which
 * request.
 *
 * One line an item, as CSV (RFC 4180, guarded against formulas) or as JSON lines, the same members in
 * both:
 *
 *	item        its number in the journal, from 0
 *	verb, state, reason	the words of docs/journal.md
 *	sid         of the message, sender or service; of what was made, once it is; else empty
 *	time        of the last word on it, UTC; empty where there was none
 *	tries       attempts that ended without its being done
 *	code, status, request_id	of Twilio's last answer; 0 and empty where there was none
 *	what        the item as the operator knows it: a number, a name, a recipient; empty for messages,
 *	            of which a report says nothing but the SID
 *	from, to    the services that a sender leaves and enters
 *	place       of a move, where the sender is: from, to, neither, other, unknown
 *	proof       what a look at the service afterwards showed: gone, empty, there, listed (gone, but a
 *	            list still shows it); empty where nobody looked, or it could not be seen
 *	account, host	whose it was, and where the API was
 *	journal, journal_bytes, journal_sha256	the journal's file, how many bytes it had when the report
 *	            was made, and their SHA-256: `head -c BYTES FILE | sha256sum` proves that it still
 *	            begins so
 *
 * Texts are never in it. Pure but for report_about_init(). Thread: any.
 */
#ifndef MSGDECK_OPS_REPORT_H
#define MSGDECK_OPS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/sha256.h"
#include "base/strbuf.h"
#include "ops/journal_line.h"
#include "ops/plan.h"

/* What all lines have. */
struct report_about {
	char *account, *host, *journal; /* owned; journal: the name of its file */
	uint64_t bytes;
	char sha256[2 * SHA256_SIZE + 1];
};

/* Reads the journal, which may still be written. False when that fails; release it all the same. */
bool report_about_init(struct report_about *about, const struct journal_header *header,
		       const char *journal, struct error *err);
void report_about_release(struct report_about *about);

/* A copy of what is told of an item: the plan may go on while the file is written. */
struct report_row {
	uint32_t number;
	struct plan_item item;
	struct plan_request request;
	struct sid from, to;
	const char *place; /* static; "" where there is none */
	char *what;        /* owned, wiped; NULL: nothing but its SID */
};

void report_row_init(struct report_row *row, const struct plan *plan, uint32_t item);
void report_row_release(struct report_row *row);
/* Whether a file of this name is CSV; else it is JSON lines, which ".jsonl" asks for. */
bool report_is_csv(const char *path);
/* The names of the members; nothing for JSON lines. */
void report_add_head(struct strbuf *out, bool csv);
void report_add_row(struct strbuf *out, bool csv, const struct report_about *about,
		    const struct report_row *row);

#endif
