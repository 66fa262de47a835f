/*
 * erase_internal.h - what the files of the erasure share: erase.c is its life and how it finds,
 * erase_address.c the forms of an address, erase_scope.c whose messages they were, erase_look.c the look
 * afterwards.
 */
#ifndef MSGDECK_OPS_ERASE_INTERNAL_H
#define MSGDECK_OPS_ERASE_INTERNAL_H

#include "base/vec.h"
#include "model/idset.h"
#include "ops/erase.h"

/* A message that was found in any round. */
struct erase_item {
	struct sid sid;
	bool gone;   /* asked for, it was not there */
	bool listed; /* after that */
};

enum erase_flight_kind {
	ERASE_LIST,  /* `which`: 2 * form, and one more for From */
	ERASE_MEDIA, /* of message `which` of `with_media` */
	ERASE_ITEM,  /* `which` of the plan that is looked at */
};

struct erase_flight {
	uint64_t job;
	enum erase_flight_kind kind;
	uint32_t which;
	enum item_proof proof; /* ERASE_ITEM: so far */
};

struct erase {
	struct erase_wanted wanted;
	char *about; /* owned */
	struct erase_transport transport;
	enum erase_state state;
	size_t addresses;
	struct VEC(char *) forms; /* owned */
	struct VEC(struct erase_item) items;
	struct idset index; /* of items, by SID */
	struct VEC(struct erase_flight) flights;
	struct plan *plan; /* of this round */
	size_t lists_asked;
	struct VEC(struct sid)
		with_media; /* of this round: messages whose media are to go, if there are any */
	size_t media_asked;
	struct plan *looked; /* that is looked at; the caller's */
	bool only_look;      /* nothing is listed afterwards */
	size_t next;         /* the first item that is not asked for */
	size_t looks, looks_done;
	unsigned failed; /* looks in a row */
	struct erase_count count;
	struct error error;
};

/* Submits a job and remembers what for. */
void erase_submit(struct erase *erase, struct job *job, enum erase_flight_kind kind, size_t which);
/* The number of a message among the items, or IDSET_NONE. */
uint32_t erase_known(const struct erase *erase, const struct sid *sid);
/* A message that must not be found again; its number. */
uint32_t erase_remember(struct erase *erase, const struct sid *sid);
/* A round begins. */
void erase_begin(struct erase *erase);

/* erase_scope.c: the plan tells what it is about. */
void erase_sign(const struct erase *erase, struct plan *plan);

/* erase_look.c */
/* Asks for what is next; at the end the lists are asked for. */
void erase_look_on(struct erase *erase);
/* A result of an ERASE_ITEM. */
void erase_looked(struct erase *erase, struct erase_flight *flight, const struct result *result);

#endif
