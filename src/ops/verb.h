/*
 * verb.h - what can be done to a message: one table, and the decisions that go with it.
 *
 * A verb knows its words, the job that it submits, and two pure functions: op_judge() says before
 * the request whether there is anything to do, op_outcome() says after it what the answer means.
 * Nothing here has a clock, a store or a network.
 *
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource and
 * https://www.twilio.com/docs/api/errors (20009, 30400, 30409, 20404, 20003, 20403, 20429). What
 * the documents leave open is left to the server: a request that is refused for now waits.
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
	enum change change;
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
	WHY_OTHER,        /* another code: errcode.h may have words for it */
	WHY_COUNT
};

/* "not-final", for the journal. */
const char *op_why_name(enum op_why why);
/* WHY_COUNT when there is none of this name. */
enum op_why op_why_find(const char *name);
/* "still on its way, tried again later": a few words without a capital, for tables and reviews. */
const char *op_why_words(enum op_why why);

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

/* What is known of a message. */
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

/* What the last result of a JOB_CHANGE means. */
struct op_outcome op_outcome(enum op op, const struct result *result);

/* Milliseconds until the next try, growing with the tries so far (from 1). */
#define OP_WAIT_MAX_MS (30 * 60 * 1000)
int64_t op_wait_ms(enum op_why why, unsigned tries);

/* Appends a sentence for the operator: the words, what to do, and in brackets the code, the status
 * and the request id as far as there are any. */
void op_explain(struct strbuf *out, enum op_why why, int code, int http_status,
		const char *request_id);

#endif
