/*
 * plan.h - what is to be done to what, and what came of it.
 *
 * A plan is collected (plan_add), judged against the cache (plan_judge), reviewed (ops/review.h),
 * and carried out (ops/runner.h); the same items then are its report. It is made of SIDs, so it
 * survives whatever the cache does meanwhile.
 *
 * What always holds: an item is there once (verb, SID and what it belongs to); counts[] and whys[]
 * are those of the items as they are. Items that make something (a send, a service) have no SID
 * before they are done and are each their own.
 *
 * An item of more than a message (a sender of a service, a form) has a detail, in a column of its
 * own. Texts that a detail holds are wiped when the plan goes and are not written anywhere. Where the
 * sends of a plan are the rows of a file (ops/sendlist.h), a form is made from its row when it is needed
 * and wiped again.
 *
 * Cost: 40 bytes an item (twice that at most, while it grows), 5 to 6 to find it, 40 for the request
 * id of one that was answered; 120 and its form for a detail, where any item has one.
 * Thread: one owner at a time, the UI thread.
 */
#ifndef MSGDECK_OPS_PLAN_H
#define MSGDECK_OPS_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "model/idset.h"
#include "model/store.h"
#include "ops/verb.h"

#define PLAN_ITEMS_MAX 5000000

enum item_state {
	ITEM_READY,    /* to be done */
	ITEM_WAITING,  /* not possible yet, tried again by and by */
	ITEM_INTENDED, /* on its way into the journal */
	ITEM_SENT,     /* submitted; after reading a journal: submitted, outcome not known */
	ITEM_DONE,
	ITEM_LEFT,    /* was so already, or is gone */
	ITEM_REFUSED, /* not possible */
	ITEM_FAILED,  /* did not work, may be tried again */
	ITEM_UNKNOWN, /* may have been done; not repeated, because that could do it twice */
	ITEM_STATES
};

/* "done", "left", …: for the journal. */
const char *item_state_name(enum item_state state);
/* ITEM_STATES when there is none of this name. */
enum item_state item_state_find(const char *name);

/* What a look at the service showed after the change (ops/erase.h). */
enum item_proof {
	PROOF_NONE,   /* nobody looked, or it could not be seen */
	PROOF_GONE,   /* asked for, it is not there */
	PROOF_EMPTY,  /* its text is empty */
	PROOF_THERE,  /* it, or its text, is still there */
	PROOF_LISTED, /* it is not there, but a list still shows it */
	PROOFS
};

/* "gone", "empty": for reports; "" for PROOF_NONE. */
const char *item_proof_name(enum item_proof proof);
/* "seen to be gone": a few words without a capital; "" for PROOF_NONE. */
const char *item_proof_words(enum item_proof proof);

struct plan_item {
	struct sid sid;
	uint8_t op;       /* enum op */
	uint8_t state;    /* enum item_state */
	uint8_t why;      /* enum op_why */
	uint8_t tries;    /* that ended without being done, at most 255 */
	bool look;        /* what came of the last request is looked up before anything else */
	uint8_t proof;    /* enum item_proof */
	uint16_t http;    /* status of the last answer, 0: none */
	int32_t code;     /* Twilio's, 0: none */
	uint32_t request; /* see plan_request_id() */
	uint32_t at;      /* of the last word on it, seconds since 1970; 0: never */
};

/* How the items were chosen, in a word that says nothing about anybody. */
enum plan_source {
	PLAN_OF_ONE,     /* the one under the cursor */
	PLAN_OF_MARKED,  /* marked one by one or as a range */
	PLAN_OF_SHOWN,   /* all that a filter shows */
	PLAN_OF_CONTACT, /* all of a contact */
	PLAN_OF_FILE,    /* the rows of a file */
	PLAN_SOURCES
};

const char *plan_source_name(enum plan_source source);
/* PLAN_SOURCES when there is none of this name. */
enum plan_source plan_source_find(const char *name);

struct plan_request {
	char text[40];
};

/* What an item needs beyond its SID. Copied by plan_add_target(). */
struct plan_target {
	struct sid sid;          /* SID_NONE for what is to be made */
	struct sid of;           /* the service or message that it belongs to; SID_NONE: none */
	struct sid to;           /* OP_MOVE_SENDER: the service that it goes to */
	uint32_t row;            /* of the plan's file; 0: none */
	const char *const *form; /* name, value, …, NULL; may be NULL */
	const char *label;       /* for the operator: "+1 512 555 0100"; is not written anywhere */
};

/* The requests of which a move is made. Each has its own intent and outcome in the journal. It goes
 * from 0 to 1; what is refused for good by the second service goes on to 2, and so does, when the
 * operator takes the move back, a sender that is in neither. One that has arrived goes 3, 2. */
enum move_step {
	MOVE_OUT,      /* remove it from `of` */
	MOVE_IN,       /* add it to `to` */
	MOVE_BACK,     /* add it to `of` again */
	MOVE_OUT_AGAIN /* remove it from `to` */
};

/* Where the sender of a move is. */
enum move_place {
	PLACE_FROM,    /* in `of` */
	PLACE_TO,      /* in `to` */
	PLACE_NEITHER, /* in no service, as far as the answers tell */
	PLACE_OTHER,   /* in a third one */
	PLACE_UNKNOWN, /* a request may have been carried out: see `look` */
	PLACES
};

/* "from", "neither": for the journal and reports. */
const char *move_place_name(enum move_place place);
/* PLACES when there is none of this name. */
enum move_place move_place_find(const char *name);

#define PLAN_HASH_SIZE 32

struct plan_detail {
	struct sid of, to;
	/* OP_MOVE_SENDER of an alpha sender, which gets another SID with each pool that it is put into:
	 * the last one that is known; SID_NONE: the item's. */
	struct sid now;
	uint8_t step;  /* enum move_step: the one to be done next, or being done */
	uint8_t place; /* enum move_place */
	bool back;     /* the move is being taken back: refused, or the operator's wish */
	bool hashed;   /* OP_SEND: `hash` is that of recipient and text, see plan_hash() */
	uint8_t hash[PLAN_HASH_SIZE];
	uint32_t row;     /* OP_SEND: of the plan's file, from 1; 0: it is of none */
	int64_t send_at;  /* OP_SEND of a scheduled message; DATE_NONE */
	int64_t intended; /* when the last intent was written down, seconds; DATE_NONE: never */
	/* Why the second service refused a move that is then taken back; WHY_NONE: it did not. */
	uint8_t refusal; /* enum op_why */
	uint16_t refusal_http;
	int32_t refusal_code;
	char **form; /* owned, wiped; NULL: none, or read from a journal */
	char *label; /* owned, wiped; NULL: the SID says enough */
	char *said;  /* Twilio's own words of the last refusal; owned, wiped; NULL: none */
};

/* The file whose rows the messages of a plan are, and what of them is not in it. */
#define PLAN_GIVEN_TEXT 1u
#define PLAN_GIVEN_FROM 2u

struct plan_file {
	char *path; /* absolute; owned, as all below */
	uint8_t sha256[PLAN_HASH_SIZE];
	char *template_name; /* of the config file; NULL: none */
	char *service;       /* its SID, for rows without one; NULL: none */
	/* What was given for the rows and is written down nowhere; its salted hash tells whether it is
	 * the same the next time. */
	unsigned given; /* PLAN_GIVEN_… */
	uint8_t given_hash[PLAN_HASH_SIZE];
	/* The form of a row (outgoing_form_free()); NULL while the file has not been read again. */
	char **(*form)(void *context, uint32_t row, int64_t send_at);
	void (*release)(void *context);
	void *context; /* owned */
};

#define PLAN_KEY_SIZE 8

/* Whose messages an erasure is about, in a way that only who has the account's secret can compare with
 * an address (ops/erase_scope.c), and what else must be known to look for newcomers. */
struct plan_scope {
	bool known;                  /* false: a journal that does not tell it */
	bool media;                  /* media are deleted beside redacted texts */
	bool filtered;               /* by words of a filter, which stand nowhere */
	int64_t since, until;        /* both included; DATE_NONE: open */
	uint32_t addresses;          /* 0: of the whole account */
	uint8_t key[PLAN_KEY_SIZE];  /* tells whether the secret is that of then */
	uint8_t tag[PLAN_HASH_SIZE]; /* of all addresses together */
};

/* What a service is called, for the words that name it. */
struct plan_service {
	struct sid sid;
	char *name; /* owned */
};

struct plan {
	enum plan_source source;
	char *selected_by; /* for the operator: "status:failed to:+44"; is not written anywhere */
	size_t hidden;     /* items that the filter did not show; for the review */
	/* Of an erasure (ops/erase.h): when it has ended, each item is asked for by its SID. */
	bool erasure;
	struct plan_scope scope;
	struct VEC(struct plan_item) items;
	struct VEC(struct plan_request) requests;
	struct VEC(struct plan_detail) details; /* one an item, or empty where no item needs any */
	/* Of who made the plan, for its review: sentences without a stop, owned; and what must be typed
	 * in place of the count (a name), owned, NULL: nothing else. */
	struct VEC(char *) notes;
	char *word;
	struct VEC(struct plan_service) services;
	uint8_t salt[16];       /* of the hashes of texts, and of the scope's */
	struct plan_file *list; /* owned; NULL: it is from no file */
	struct idset index;
	size_t judged; /* items before this one have been */
	size_t media;  /* messages to be redacted that have media */
	size_t counts[ITEM_STATES];
	size_t ops[OP_COUNT];
	size_t whys[WHY_COUNT];
};

struct plan *plan_new(enum plan_source source, const char *selected_by);
/* NULL is allowed. */
void plan_free(struct plan *plan);
/* Room for so many items more, so that adding them takes no time for growth. */
void plan_reserve(struct plan *plan, size_t count);
/* Adds an item to be done; one that is there already is not added again. Fails beyond
 * PLAN_ITEMS_MAX. */
bool plan_add(struct plan *plan, enum op op, const struct sid *sid, struct error *err);
/* The same for an item of more than a message. */
bool plan_add_target(struct plan *plan, enum op op, const struct plan_target *target,
		     struct error *err);
/* Adds a sentence to the review. Formats. */
void plan_note(struct plan *plan, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The detail of an item, or NULL where there is none. */
const struct plan_detail *plan_detail(const struct plan *plan, uint32_t item);
/* The same to be changed, made where there is none. */
struct plan_detail *plan_need_detail(struct plan *plan, uint32_t item);
/* Whether all that its request needs is here: what was read from a journal has no texts. */
bool plan_is_whole(const struct plan *plan, uint32_t item);
/* Makes the form of an item that is a row of the plan's file, where it is not here. It stays until the
 * item has been sent and answered, or plan_unload(). */
void plan_load(struct plan *plan, uint32_t item);
void plan_unload(struct plan *plan, uint32_t item);
/* The value of a field of the form, or NULL. */
const char *plan_form_value(const struct plan_detail *detail, const char *name);
/* The number of an item, or IDSET_NONE. `of` may be NULL. */
uint32_t plan_find(const struct plan *plan, enum op op, const struct sid *sid);
uint32_t plan_find_of(const struct plan *plan, enum op op, const struct sid *sid,
		      const struct sid *of);
/* The length without the blanks at the end, which Twilio may take off. */
size_t plan_trimmed(struct text text);
/* Tells the plan what a service is called; copies. */
void plan_name_service(struct plan *plan, const struct sid *sid, const char *name);
/* Appends the service's name, or its SID, shortened, where it has none. Foreign text. */
void plan_add_service(const struct plan *plan, const struct sid *sid, struct strbuf *out);
/* Appends what the item is about: its label, else its SID. Foreign text. */
void plan_add_label(const struct plan *plan, uint32_t item, struct strbuf *out);
/* Appends where the sender of a move is: "in Ops", "in no service"; nothing for other items. */
void plan_add_place(const struct plan *plan, uint32_t item, struct strbuf *out);
/* The hash by which a message is known again without being kept: SHA-256 of the plan's salt, the
 * recipient, a NUL, and the text without blanks at its end. */
void plan_hash(const struct plan *plan, struct text to, struct text body,
	       uint8_t hash[static PLAN_HASH_SIZE]);
/* Judges items that have not been, until the deadline (clock_mono_ns; INT64_MAX: all). What is not
 * in the store is left to be done: the server knows better. Returns whether there are more. */
bool plan_judge(struct plan *plan, const struct store *store, int64_t deadline_ns);
/* Adds an item that is done to a message, and judges it by the message as it is. All items before it
 * must have been judged. One that is scheduled, and that an item before it cancels, waits for that. */
bool plan_add_message(struct plan *plan, enum op op, const struct message *message,
		      struct error *err);
/* The judgement of one item as the store is now; OP_DO for what it does not hold. */
struct op_judgement plan_judge_item(const struct plan *plan, uint32_t item,
				    const struct store *store);

/* Puts an item into a state. A form that plan_load() made is kept only on the way. */
void plan_set(struct plan *plan, uint32_t item, enum item_state state, enum op_why why);
/* As answered: also keeps code, status and request id, for op_explain(). */
void plan_set_answer(struct plan *plan, uint32_t item, enum item_state state, enum op_why why,
		     int code, int http_status, const char *request_id);
/* The request of an item that made something has been answered: it now has a SID; an alpha sender that is
 * moved, another one. */
void plan_set_sid(struct plan *plan, uint32_t item, const struct sid *sid);
/* The SID by which it is asked for now. */
const struct sid *plan_sid(const struct plan *plan, uint32_t item);
/* When the last word on the item was spoken. */
void plan_set_time(struct plan *plan, uint32_t item, int64_t seconds);
/* Whether it must be looked up what came of the last request. */
void plan_set_look(struct plan *plan, uint32_t item, bool look);
/* Keeps Twilio's own words of a refusal, for plan_explain(); NULL: none. Only where there is a detail. */
void plan_set_said(struct plan *plan, uint32_t item, const char *said);
/* Items that something is still to be done about: ready, waiting, intended, sent. */
size_t plan_open(const struct plan *plan);
/* What the plan is there for: the verb of its first item, but the cancelling before a deletion is not
 * it. OP_COUNT when there are no items. */
enum op plan_op(const struct plan *plan);
/* "" when there is none. */
const char *plan_request_id(const struct plan *plan, uint32_t item);

/* For reports: the first item at or after `from` whose state is in the mask (1u << state), or
 * IDSET_NONE. */
uint32_t plan_next(const struct plan *plan, uint32_t from, unsigned states);
/* Appends what came of it, for the operator: "deleted", "waits: is still on its way: …". */
void plan_explain(const struct plan *plan, uint32_t item, struct strbuf *out);

#endif
