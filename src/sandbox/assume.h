/*
 * assume.h - the readings of the API that are not known for sure.
 *
 * Where public sources do not say what the service does, the sandbox does not choose in silence:
 * each open question has a name, and --assume NAME=VALUE picks the answer. A client is right when
 * it works under all of them.
 */
#ifndef MSGDECK_SANDBOX_ASSUME_H
#define MSGDECK_SANDBOX_ASSUME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"

enum null_order { NULL_ORDER_CREATED, NULL_ORDER_FIRST, NULL_ORDER_LAST };

struct assumptions {
	int dates_by_day;        /* 1: the time of day in a DateSent filter is ignored */
	int before_first_second; /* 1: DateSent<=D ends with the first second of day D */
	int nulls_filtered;      /* 1: messages without date_sent pass no DateSent filter */
	int null_order;          /* enum null_order: where they stand in the list */
	int redact_in_flight;    /* 1: a message that is not final can be redacted */
	int status_20009;        /* HTTP status of error 20009 */
	int page_refused;        /* 1: a PageSize above the largest is an error; 0: it is that */
	int deleted_linger;      /* seconds for which deleted messages are still listed */
	int retry_after;         /* seconds in Retry-After of a 429; -1: no such header */
	int feedback_refusal; /* HTTP status for Feedback on a message that was not to have any */
	int status_added;     /* HTTP status when a number or short code joins a pool */
	int channels_shared;  /* 1: a channel sender may be in several pools */
	int content_seconds;  /* for how long links to content hold */
	int media;            /* HTTP status for a medium's content: 307, 302 or 200 */
	int deactivations;    /* enum deactivated_form */
	int link_in_body;     /* 1: the link to a deactivations file is in the body alone */
	int key_accounts;     /* HTTP status for a key that asks for other accounts; 200: it may */
	int denied;           /* HTTP status for what --deny denies */
	int utf8;             /* 1: JSON texts are UTF-8; 0: \u escapes */
};

/* The default reading of each. */
void assume_init(struct assumptions *assumptions);
/* Takes "name=value". */
bool assume_set(struct assumptions *assumptions, const char *text, struct error *err);
/* Appends the names, values and meanings, for --help and the documentation. */
void assume_describe(struct strbuf *out);

#endif
