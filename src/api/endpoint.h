/*
 * endpoint.h - every request that msgdeck makes, as one table.
 *
 * A path template holds {name} for what a request fills in; {account} is the account's SID from the
 * settings. Whether a failed request may be repeated is decided here, once, by its class.
 */
#ifndef MSGDECK_API_ENDPOINT_H
#define MSGDECK_API_ENDPOINT_H

#include <stdbool.h>

#include "api/page.h"

enum endpoint_id {
	ENDPOINT_ACCOUNT,
	ENDPOINT_BALANCE,
	ENDPOINT_MESSAGES,
	ENDPOINT_MESSAGE,
	ENDPOINT_MESSAGE_CREATE,
	ENDPOINT_MESSAGE_UPDATE,
	ENDPOINT_MESSAGE_DELETE,
	ENDPOINT_COUNT
};

enum host_family { HOST_API, HOST_MESSAGING, HOST_PRICING, HOST_FAMILIES };

enum verb { VERB_GET, VERB_POST, VERB_DELETE };

/* What happens to the account when the same request arrives twice. */
enum verb_class {
	CLASS_READ,   /* nothing */
	CLASS_SET,    /* nothing more: redaction, update, deletion */
	CLASS_CREATE, /* something is made or sent twice: never repeated once bytes may have left */
};

enum paging {
	PAGING_NONE,
	PAGING_2010, /* next_page_uri, relative to the host */
	PAGING_META, /* meta.next_page_url, absolute */
};

struct endpoint {
	const char *name; /* for the log */
	enum verb verb;
	enum verb_class class;
	enum host_family family;
	enum paging paging;
	const char *path;
	const struct page_shape *shape; /* of the answer; NULL: none is decoded */
	bool secret;                    /* the answer carries secrets: not compressed, wiped */
	const char *docs;
};

const struct endpoint *endpoint(enum endpoint_id id);
const char *verb_name(enum verb verb);

#endif
