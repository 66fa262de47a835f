/*
 * pager.h - following next links without going round in circles.
 *
 * The links of one chain of pages are remembered as hashes. The same link twice, or PAGER_STALE
 * pages without anything new in them, is a fault of the service and ends the chain with
 * ERROR_PROTOCOL instead of running for ever.
 */
#ifndef MSGDECK_FETCH_PAGER_H
#define MSGDECK_FETCH_PAGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/vec.h"
#include "model/message.h"

#define PAGER_STALE 3

struct pager_hashes VEC(uint64_t);

struct pager {
	struct pager_hashes links;  /* followed so far */
	struct pager_hashes firsts; /* first SID of each page */
	unsigned stale;             /* pages in a row that were there before, or empty */
};

/* Zeroed memory is an empty pager. */
void pager_release(struct pager *pager);
/* To be called with each page in turn, and its next link. */
bool pager_accept(struct pager *pager, const struct message *messages, size_t count,
		  struct text next, struct error *err);
/* The same for pages of anything: `first` identifies the page's first record, NULL: it has none. */
bool pager_accept_first(struct pager *pager, const struct sid *first, struct text next,
			struct error *err);

#endif
