/*
 * erase.h - every message of somebody: found on the server, made into a plan, and looked for
 * afterwards. It changes nothing itself: what it finds is reviewed and carried out like any plan.
 * What is scheduled is cancelled before it is redacted or deleted, so that nothing is sent any more.
 *
 *	erase = erase_new(&wanted, &transport);  erase_add_address() …
 *	erase_find(erase);        each result of fetch: erase_take()
 *	ERASE_FOUND: plan = erase_take_plan(erase); review; runner
 *	erase_look(erase, plan);  asks for each item by its SID, then lists again
 *	ERASE_FOUND: erase_mark(erase, plan); what has come meanwhile is a plan like the first
 *	erase_close(plan, journal), when that one is written down, too
 *
 * Finding: a person is known by a phone number on every channel that knows people by it, so each
 * address is listed in all its forms as To and as From, with the service's own filter and all pages,
 * however much of it is in a cache. No date is sent: Twilio's date filter may hide messages that were
 * never sent, so the times are looked at here, by message_time(). What the service lists although it
 * is not of the address that was asked for is left alone.
 *
 * Until erase_close() a plan of which every item is at its end is not over: it is offered again, because
 * nobody has seen yet that it is so. A journal has no addresses, so who goes on with the plan of a run
 * that was cut off must give them again (erase_add_address(), erase_fits(), erase_adopt(), then as
 * above), or asks for each item alone (erase_verify()) and lists nothing.
 *
 * Looking: 404 with Twilio's code is gone; a redacted message must have an empty text. Lists may
 * show a deleted message for up to 14 days
 * (https://www.twilio.com/docs/api/errors/20009): it is then gone, but listed.
 *
 * Thread: UI. Memory: about 25 bytes a message, beside the plan.
 */
#ifndef MSGDECK_OPS_ERASE_H
#define MSGDECK_OPS_ERASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/sha256.h"
#include "fetch/fetch.h"
#include "model/filter.h"
#include "ops/journal.h"
#include "ops/plan.h"

struct erase;

#define ERASE_KEY_SIZE SHA256_SIZE
/* For what the key is made. */
#define ERASE_KEY_PURPOSE "whose messages were erased"

struct erase_wanted {
	enum op op;            /* OP_DELETE, or OP_REDACT */
	bool media;            /* OP_REDACT: and delete the media */
	int64_t since, until;  /* both included; DATE_NONE: open */
	struct filter *filter; /* must outlive erase; NULL: none */
	const char *about;     /* for the review: "older than 90 days"; NULL. Copied */
	/* ERASE_KEY_SIZE bytes that only the operator of the account has (credentials_key()), by which a
	 * journal tells whose messages they were without saying it; must outlive erase. NULL: it does not. */
	const uint8_t *key;
	/* Sees each message that was found, once, before it is in a plan: an export. Valid during the
	 * call. May be NULL. */
	void (*found)(void *context, const struct message *message);
	void *context;
};

struct erase_transport {
	void *context;
	/* As fetch_submit(), fetch_more() and fetch_cancel(). */
	uint64_t (*submit)(void *context, struct job *job);
	void (*more)(void *context, uint64_t job);
	void (*cancel)(void *context, uint64_t job);
};

void erase_use_fetch(struct erase_transport *transport, struct fetch *fetch);

struct erase *erase_new(const struct erase_wanted *wanted, const struct erase_transport *transport);
/* Cancels what is under way. NULL is allowed. */
void erase_free(struct erase *erase);
/* An address as somebody types it: a phone number (and all its forms), a short code, or a channel's
 * ("whatsapp:+1…", "messenger:123"), which is then looked for alone. ERROR_USAGE when it is none.
 * Without any address all messages of the account are listed. */
bool erase_add_address(struct erase *erase, const char *typed, size_t length, struct error *err);
/* How many addresses there are, those twice given and forms not counted. */
size_t erase_addresses(const struct erase *erase);

/* Whether newcomers can be listed for a plan that a journal tells: `addresses` says whether some must be
 * given for that. */
bool erase_can_list(const struct plan *plan, bool *addresses);
/* Whether the addresses are those of such a plan, and what was asked for is, too; else ERROR_REFUSED. */
bool erase_fits(const struct erase *erase, const struct plan *plan, struct error *err);
/* What the plan has is none of the newcomers. */
void erase_adopt(struct erase *erase, const struct plan *plan);

enum erase_state {
	ERASE_NEW,
	ERASE_FINDING, /* lists, and media of what was found */
	ERASE_FOUND,
	ERASE_LOOKING, /* item by item; then it finds again */
	ERASE_FAILED,  /* not everything could be listed: erase_error() */
};

/* What the present round found, without what was found before. */
struct erase_count {
	size_t messages, inbound, outbound;
	size_t with_media, media; /* files, by what the messages say */
	size_t without_text;      /* redacted already, or never had one */
	size_t not_final, scheduled;
	int64_t oldest, newest; /* of message_time(); DATE_NONE */
	size_t read;            /* messages that were listed, with those that do not match */
	size_t strangers;       /* listed, but of another address */
	size_t bad_records;     /* listed, but could not be understood */
	size_t listed;          /* known to be gone, but still listed */
	size_t lists, lists_done;
};

void erase_find(struct erase *erase);
/* The plan has come to rest. Items that are done, or were so already, are asked for. The plan must
 * stay until ERASE_FOUND. */
void erase_look(struct erase *erase, struct plan *plan);
/* As the first half of erase_look(), where nobody gave the addresses again: asks for each item and lists
 * nothing. ERASE_FOUND then has no plan. */
void erase_verify(struct erase *erase, struct plan *plan);
/* Takes a result if its job is one of these; the caller still frees it. */
bool erase_take(struct erase *erase, const struct result *result);
enum erase_state erase_state(const struct erase *erase);
const struct erase_count *erase_count(const struct erase *erase);
/* Items that are still to be looked at, of `total`. */
size_t erase_left(const struct erase *erase, size_t *total);
/* Why it failed, or why looking stopped (a service that does not answer); ERROR_NONE. */
const struct error *erase_error(const struct erase *erase);
/* The plan of what this round found, judged, which may have no items; it is the caller's. Once; NULL
 * after erase_verify(). */
struct plan *erase_take_plan(struct erase *erase);
/* Notes in the plan's items what is gone but still listed. */
void erase_mark(const struct erase *erase, struct plan *plan);
/* How many items had which proof, of those that are done or left, by enum item_proof; that a message was
 * cancelled before is not looked for. */
void erase_tally(const struct plan *plan, size_t proofs[static PROOFS]);
/* All that comes of the look is known: the journal says that the plan is over. Not where something is
 * still to be done, or could not be seen: whoever goes on with it looks again. Returns whether it is. */
bool erase_close(const struct plan *plan, struct journal *journal);
/* Appends "Looked for: 12 gone, 2 of them still listed, which Twilio allows for up to 14 days". */
void erase_add_tally(const size_t proofs[static PROOFS], struct strbuf *out);

#endif
