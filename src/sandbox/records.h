/*
 * records.h - lists whose records are all in memory, answered in pages of either style.
 *
 * A handler collects the indices of the records that its filters leave, in the list's order, and
 * says how one is named and written. Faults in lists (next-…, types, broken) apply here.
 */
#ifndef MSGDECK_SANDBOX_RECORDS_H
#define MSGDECK_SANDBOX_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "sandbox/request.h"
#include "sandbox/sandbox.h"
#include "sandbox/sid.h"

struct record_kind {
	const char *key;            /* of the array */
	const char *const *filters; /* parameters that the links keep; ends with NULL */
	bool has_meta;              /* the style of the later APIs; otherwise that of 2010 */
	/* What a PageToken names it by; at most SID_LENGTH bytes that are its own. */
	void (*name)(const struct sandbox *sandbox, uint32_t record, char name[static SID_SIZE]);
	void (*write)(const struct sandbox *sandbox, const struct request *request, uint32_t record,
		      struct strbuf *out);
};

extern const char *const no_filters[]; /* for lists that have none */

/* Answers with a page of the records. */
void records_reply(const struct sandbox *sandbox, const struct request *request,
		   struct reply *reply, const struct record_kind *kind,
		   const struct handles *records);

#endif
