/*
 * verb.h - what can be done to the account: one table (verb.c), and the decisions that go with it
 * (outcome.c).
 *
 * A verb knows its words, the job that it submits, and two pure functions: op_judge() says before
 * the request whether there is anything to do, op_outcome() says after it what the answer means.
 * Nothing here has a clock, a store or a network.
 *
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource, service-resource and those of
 * its senders; https://www.twilio.com/docs/api/errors (20009, 30400, 30409, 20404, 20003, 20403,
 * 20429, 21701, 21705, 21710 to 21715, 30995). What the documents leave open is left to the server:
 * a request that is refused for now waits.
 */
#ifndef MSGDECK_OPS_VERB_H
#define MSGDECK_OPS_VERB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "fetch/fetch.h"
#include "model/message.h"

enum op {
	OP_REDACT,
	OP_DELETE,
	OP_CANCEL,
	OP_SEND,
	OP_FEEDBACK,
	OP_DELETE_MEDIUM,
	OP_UPDATE_SHORT_CODE,
	OP_CREATE_SERVICE,
	OP_UPDATE_SERVICE,
	OP_DELETE_SERVICE,
	OP_ADD_SENDER,
	OP_REMOVE_SENDER,
	OP_MOVE_SENDER, /* two steps: out of one service, into another; see plan.h */
	OP_COUNT
};

/* What an operation is done to. */
enum op_object {
	OP_ON_MESSAGE, /* one that the store may hold */
	OP_ON_OTHER,   /* something else that has a SID */
	OP_ON_NOTHING, /* it makes something: an item has no SID before it is done */
	OP_ON_SENDER, /* one of a pool; only the name of an alpha sender that is added has no SID */
};

/* What becomes of the message in the cache. */
enum op_effect {
	OP_EFFECT_NONE, /* the answer says */
	OP_EFFECT_EMPTY,
	OP_EFFECT_REMOVE,
};

struct op_verb {
	const char *name;    /* one word, for commands and the journal: "redact" */
	const char *title;   /* "Redact text" */
	const char *doing;   /* "Redacting" */
	const char *done;    /* "redacted" */
	const char *phrase;  /* goes before a number or "this": "Redact the text of" */
	const char *noun;    /* of one: "message", "scheduled message" */
	const char *warning; /* what it means that it is irreversible; a sentence without a stop */
	bool irreversible;
	bool repeatable; /* when it arrives twice the result is the same */
	bool removes;    /* what is gone already is as good as done */
	enum op_object object;
	enum change change; /* of a move: that of its first step */
	enum op_effect effect;
};

const struct op_verb *op_verb(enum op op);
/* OP_COUNT when there is none of this name. */
enum op op_find(const char *name);

/* Why something is not simply done. */
enum op_why {
	WHY_NONE,
	/* From op_judge(). */
	WHY_NO_TEXT,       /* redacted already, or never had a text */
	WHY_CANCELED,      /* cancelled already */
	WHY_NOT_FINAL,     /* still on its way; also error 20009 */
	WHY_SCHEDULED,     /* must be cancelled first */
	WHY_CANCEL_FIRST,  /* and is, by the same plan */
	WHY_NOT_SCHEDULED, /* there is nothing to cancel */
	/* From op_outcome(). */
	WHY_GONE,         /* there is no such message any more */
	WHY_TOO_LATE,     /* 30409 */
	WHY_NOT_ACCEPTED, /* 30400, 20001: the request as such */
	WHY_CREDENTIALS,  /* 401, 20003 */
	WHY_NOT_ALLOWED,  /* 403, 20403 */
	WHY_THROTTLED,    /* 429, 20429, longer than fetch waits */
	WHY_SERVER,       /* 5xx */
	WHY_NETWORK,      /* no connection, no answer */
	WHY_NO_TRUST,     /* TLS */
	WHY_UNREADABLE,   /* a success that is not what is documented */
	WHY_READ_ONLY,    /* msgdeck refused it itself */
	WHY_TAKEN_BACK,   /* the job was cancelled */
	WHY_HERE,         /* 21710: the sender is in this service already */
	WHY_ELSEWHERE,    /* 21712: it is in another one */
	WHY_FULL,         /* 21714, 30995: the pool takes no more */
	WHY_UNFIT,        /* 21715: lacks SMS or MMS */
	WHY_NO_SERVICE,   /* 21701, 21705, 404: no such service, or no such sender */
	WHY_NO_FEEDBACK,  /* 20404: not sent with ProvideFeedback, or gone */
	/* From looking afterwards (runner_look.c). */
	WHY_FOUND,     /* the answer was lost, but it has been done */
	WHY_NOT_FOUND, /* it was looked for and is not there, which proves nothing */
	WHY_NOT_KEPT,  /* cannot be looked for: text or address are not kept */
	/* From going on with a plan that another process began (runner_adopt.c). */
	WHY_INTERRUPTED, /* it ended between request and answer */
	WHY_NOT_HERE,    /* what was to be sent is in no journal */
	WHY_PUT_BACK,    /* the sender is where it was before the move */
	WHY_OTHER,       /* another code: errcode.h may have words for it */
	WHY_COUNT
};

/* "not-final", for the journal. */
const char *op_why_name(enum op_why why);
/* WHY_COUNT when there is none of this name. */
enum op_why op_why_find(const char *name);
/* "still on its way, tried again later": a few words without a capital, for tables and reviews. */
const char *op_why_words(enum op_why why);
/* What to do about it, or NULL. */
const char *op_why_advice(enum op_why why);

enum op_decision {
	OP_DO,
	OP_LEAVE,  /* what is wanted is already so */
	OP_WAIT,   /* not yet */
	OP_REFUSE, /* not possible, and waiting does not help */
};

struct op_judgement {
	enum op_decision decision;
	enum op_why why;
};

/* What is known of a message. Nothing is judged before the request that is not done to one. */
struct op_target {
	enum message_status status;
	bool empty; /* its text */
	unsigned num_media;
};

struct op_judgement op_judge(enum op op, const struct op_target *target);

enum op_end {
	OP_END_DONE,
	OP_END_LEFT,    /* it was so already */
	OP_END_WAIT,    /* to be tried again after a while */
	OP_END_READY,   /* to be tried again at once, when the run goes on */
	OP_END_REFUSED, /* the service said no; the same again next time */
	OP_END_FAILED,  /* trouble on the way: may be tried again */
	OP_END_UNKNOWN, /* may have been carried out; must not be repeated */
};

struct op_outcome {
	enum op_end end;
	enum op_why why;
	bool pause; /* every other item would end in the same way: the run is to pause */
};

/* What the last result of a JOB_CHANGE means. A step of a move is judged as what it is: OP_ADD_SENDER
 * or OP_REMOVE_SENDER. */
struct op_outcome op_outcome(enum op op, const struct result *result);

/* Milliseconds until the next try, growing with the tries so far (from 1). */
#define OP_WAIT_MAX_MS (30 * 60 * 1000)
int64_t op_wait_ms(enum op_why why, unsigned tries);

/* Appends a sentence for the operator: the words, what to do, and in brackets the code, the status
 * and the request id as far as there are any. */
void op_explain(struct strbuf *out, enum op_why why, int code, int http_status,
		const char *request_id);
/* The same with Twilio's own words of this refusal in place of ours; NULL: there are none. */
void op_explain_said(struct strbuf *out, const char *said, enum op_why why, int code,
		     int http_status, const char *request_id);
/* Appends why a run is paused, or holds, in the same words. */
void op_explain_trouble(struct strbuf *out, const struct error *trouble);

#endif
