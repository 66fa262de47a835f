/*
 * alerts.h - what an operator should look at: a sender that fails, an error code that rises, a balance
 * that runs out, contacts whose numbers were deactivated.
 *
 * An alert is raised once. It stays while it holds, and somewhat beyond (three quarters of the limit), so
 * that a share that wavers around the limit does not raise it again and again. Pure.
 */
#ifndef MSGDECK_MODEL_ALERTS_H
#define MSGDECK_MODEL_ALERTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "model/stats.h"

/* Fewer failures than this are chance. */
#define ALERT_LEAST 5

enum alert_kind {
	ALERT_SENDER,  /* so many of what it sent have failed */
	ALERT_CODE,    /* so many of all sent have it, and twice as many as in the period before */
	ALERT_BALANCE, /* it is below the limit */
	ALERT_DEACTIVATED, /* numbers of contacts are in the list of a day that was read */
	ALERT_KINDS
};

struct alert_limits {
	unsigned failures; /* per cent, 0: none of the first two */
	int64_t balance;   /* whole units of the account's currency, 0: not looked at */
	bool deactivated;
};

/* What is known now. */
struct alert_facts {
	const struct stats_result
		*result;               /* NULL: not counted; what was said of failures then stays */
	const struct decimal *balance; /* NULL: not known */
	const char *currency;          /* of the balance */
	const char *day;      /* of the deactivations that were read last; NULL: none were */
	uint32_t deactivated; /* contacts among them */
};

struct alert {
	enum alert_kind kind;
	char *subject; /* the sender's address, the code, the currency, the day; original bytes, ours */
	uint32_t failed, sent, before; /* of failures; before: failed in the period before */
	uint32_t deactivated;
	struct decimal balance;
	int64_t limit; /* of the balance */
	bool fresh;    /* raised by the last update */
};

struct alerts {
	struct VEC(struct alert) items; /* by kind, the worst first */
};

/* Takes in what is known now. Returns how many are fresh. */
size_t alerts_update(struct alerts *alerts, const struct alert_facts *facts,
		     const struct alert_limits *limits);
void alerts_release(struct alerts *alerts);
/* One fixed word for the kind: "sender", "code", "balance", "deactivated". */
const char *alert_word(enum alert_kind kind);
/* Appends a sentence without a full stop; the subject in it is as it came. */
void alert_describe(const struct alert *alert, struct strbuf *out);

#endif
