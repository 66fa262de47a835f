/*
 * paging.h - lists in pages: PageSize, Page, PageToken, and the links in the answer.
 * https://www.twilio.com/docs/usage/twilios-response#pagination
 *
 * Page counts pages for the client and selects nothing. A token is "PA" and the name (mostly the
 * SID) of a page's last record, so that the next page begins behind it; or "PB" and the name of a
 * page's first. The 2010 API has the links beside the records, relative to the host; the later
 * ones have them in an object "meta", absolute. records.h has the lists that are all in memory.
 */
#ifndef MSGDECK_SANDBOX_PAGING_H
#define MSGDECK_SANDBOX_PAGING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "sandbox/assume.h"
#include "sandbox/request.h"

struct paging {
	uint32_t size;
	int64_t page;
	const char *token; /* NULL: from the beginning; otherwise "PA…" or "PB…" */
	bool backward;     /* the token is of the PB kind */
};

/* False, with the answer given, for values that the API does not take. */
bool paging_parse(struct paging *paging, const struct assumptions *assume,
		  const struct request *request, struct reply *reply);
/* Appends ", end, first_page_uri, next_page_uri, page, page_size, previous_page_uri, start, uri"
 * for a page of `count` records. `filters` names the parameters that the links keep, ends with
 * NULL. `next` and `previous` are the SIDs for the tokens, NULL where there is no such page. */
void paging_write(const struct paging *paging, const struct request *request,
		  const char *const *filters, uint32_t count, const char *next,
		  const char *previous, struct strbuf *out);
/* The same for the later APIs: ", meta", whose "key" names the array of the records. */
void paging_write_meta(const struct paging *paging, const struct request *request,
		       const char *const *filters, const char *key, const char *next,
		       const char *previous, struct strbuf *out);

#endif
