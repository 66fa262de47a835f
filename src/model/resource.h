/*
 * resource.h - the lists of the API beside the messages, as one table: what a record of each is.
 *
 * A list is named by its resource and what it belongs to: the account, a service or message (`of`),
 * or a word (`word`: the channel of channel senders, the country of prices). Pure; any thread.
 */
#ifndef MSGDECK_MODEL_RESOURCE_H
#define MSGDECK_MODEL_RESOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "model/sid.h"

enum resource {
	RESOURCE_SERVICES,        /* struct service */
	RESOURCE_POOL_NUMBERS,    /* struct sender, of a service */
	RESOURCE_POOL_CODES,      /* the same */
	RESOURCE_POOL_ALPHAS,     /* the same */
	RESOURCE_POOL_CHANNELS,   /* the same */
	RESOURCE_NUMBERS,         /* struct number */
	RESOURCE_SHORT_CODES,     /* struct short_code */
	RESOURCE_CHANNEL_SENDERS, /* struct sender, of a channel: "whatsapp", "rcs" */
	RESOURCE_MEDIA,           /* struct medium, of a message */
	RESOURCE_COUNTRIES,       /* struct country */
	RESOURCE_PRICES,          /* struct country_prices: one record, of a country "GB" */
	RESOURCE_ACCOUNTS,        /* struct account, without balance */
	RESOURCE_COUNT
};

#define LIST_WORD_SIZE 16

/* Names a list. Zeroed bytes beyond the word, so that it may be compared as bytes. */
struct list_id {
	enum resource resource;
	struct sid of;             /* SID_NONE where it belongs to the account */
	char word[LIST_WORD_SIZE]; /* "" where there is none */
};

struct resource_info {
	const char *name;  /* "services": for commands, `export`, the log */
	const char *title; /* "messaging services": within a sentence */
	const char *one;   /* "messaging service" */
	size_t size;       /* of a record */
	enum sid_kind of;  /* of what it belongs to; SID_NONE: the account (SID_SM: a message) */
	bool has_word;
	/* What tells a record from others of its list: its SID, or made from the two letters of a
	 * country, with SID_NONE as its kind. */
	void (*identity)(const void *record, struct sid *identity);
};

const struct resource_info *resource_info(enum resource resource);
/* RESOURCE_COUNT when there is none of this name. */
enum resource resource_find(const char *name);

struct list_id list_id(enum resource resource, const struct sid *of, const char *word);
bool list_id_equal(const struct list_id *a, const struct list_id *b);

#endif
