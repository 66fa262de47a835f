/*
 * endpoint.h - every request that msgdeck makes, as one table.
 *
 * A path template holds {name} for what a request fills in: {account} is the account's SID from the
 * settings, {sid} what it is about, {of} what that belongs to, {word} a word such as a country's
 * letters. Whether a failed request may be repeated is decided here, once, by its class. Names of
 * endpoints stay the same: documents and the log refer to them.
 */
#ifndef MSGDECK_API_ENDPOINT_H
#define MSGDECK_API_ENDPOINT_H

#include <stdbool.h>

#include "api/page.h"
#include "model/resource.h"

enum endpoint_id {
	ENDPOINT_ACCOUNT,
	ENDPOINT_BALANCE,
	ENDPOINT_MESSAGES,
	ENDPOINT_MESSAGE,
	ENDPOINT_MESSAGE_CREATE,
	ENDPOINT_MESSAGE_UPDATE,
	ENDPOINT_MESSAGE_DELETE,
	ENDPOINT_FEEDBACK_CREATE,
	ENDPOINT_MEDIA,
	ENDPOINT_MEDIUM,
	ENDPOINT_MEDIUM_DELETE,
	ENDPOINT_MEDIUM_CONTENT,
	ENDPOINT_NUMBERS,
	ENDPOINT_SHORT_CODES,
	ENDPOINT_SHORT_CODE,
	ENDPOINT_SHORT_CODE_UPDATE,
	ENDPOINT_ACCOUNTS,
	ENDPOINT_SERVICES,
	ENDPOINT_SERVICE,
	ENDPOINT_SERVICE_CREATE,
	ENDPOINT_SERVICE_UPDATE,
	ENDPOINT_SERVICE_DELETE,
	ENDPOINT_POOL_NUMBERS,
	ENDPOINT_POOL_NUMBER,
	ENDPOINT_POOL_NUMBER_ADD,
	ENDPOINT_POOL_NUMBER_REMOVE,
	ENDPOINT_POOL_CODES,
	ENDPOINT_POOL_CODE,
	ENDPOINT_POOL_CODE_ADD,
	ENDPOINT_POOL_CODE_REMOVE,
	ENDPOINT_POOL_ALPHAS,
	ENDPOINT_POOL_ALPHA,
	ENDPOINT_POOL_ALPHA_ADD,
	ENDPOINT_POOL_ALPHA_REMOVE,
	ENDPOINT_POOL_CHANNELS,
	ENDPOINT_POOL_CHANNEL,
	ENDPOINT_POOL_CHANNEL_ADD,
	ENDPOINT_POOL_CHANNEL_REMOVE,
	ENDPOINT_CHANNEL_SENDERS,
	ENDPOINT_DEACTIVATIONS,
	ENDPOINT_COUNTRIES,
	ENDPOINT_PRICES,
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
	const char *name;
	enum verb verb;
	enum verb_class class;
	enum host_family family;
	enum paging paging;
	const char *path;
	const struct page_shape *shape; /* of the answer; NULL: none is decoded */
	bool bytes;  /* the answer is a file, perhaps after redirects: anything is accepted */
	bool secret; /* the answer carries secrets: not compressed, wiped */
	const char *docs;
};

const struct endpoint *endpoint(enum endpoint_id id);
enum endpoint_id endpoint_id_of(const struct endpoint *endpoint);
/* What reads a list, and one record of it; ENDPOINT_COUNT where there is none. */
enum endpoint_id endpoint_of_list(enum resource resource);
enum endpoint_id endpoint_of_record(enum resource resource);
const char *verb_name(enum verb verb);

#endif
