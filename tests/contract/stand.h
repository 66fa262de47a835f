/*
 * stand.h - an account in a sandbox on which every kind of request can be made at once, again and
 * again, and the truth about it as another client sees it: what each request came to, and how often
 * what it asked for has been done.
 */
#ifndef MSGDECK_TESTS_STAND_H
#define MSGDECK_TESTS_STAND_H

#include "rig.h"
#include "support/api.h"

enum operation {
	OPERATION_LIST,
	OPERATION_FETCH,
	OPERATION_REDACT,
	OPERATION_CANCEL,
	OPERATION_DELETE,
	OPERATION_SEND,
	OPERATION_MEDIA,
	OPERATION_CONTENT,
	OPERATION_SERVICES,
	OPERATION_SERVICE_CREATE,
	OPERATION_SERVICE_UPDATE,
	OPERATION_SENDER_ADD,
	OPERATION_SENDER_REMOVE,
	OPERATION_PRICE,
	OPERATION_DEACTIVATED,
	OPERATIONS
};

/* What one request came to. */
struct outcome {
	uint64_t job; /* 0: was not asked for */
	bool ended;
	struct error error;
	bool unclear;     /* said so */
	size_t items;     /* of what it reads; bytes of a file */
	struct sids sids; /* OPERATION_LIST: sorted, each once */
};

struct stand {
	struct rig rig; /* its settings may be changed until stand_connect() */
	struct api *api;
	struct sid message, redacted, cancelled, deleted; /* messages */
	struct sid picture, medium;                       /* a message with a file */
	struct sid service, member, joiner; /* a number in its pool and one that is in none */
	struct outcome before[OPERATIONS];  /* what reading gave when all was well */
	struct outcome now[OPERATIONS];
	size_t log_from; /* where the sandbox's log begins that is looked at */
};

/* Its name, for people; whether it changes the account, and whether it makes something. */
const char *operation_name(enum operation operation);
bool operation_changes(enum operation operation);
bool operation_creates(enum operation operation);
/* Appends ",method=…,match=…" for a rule that meets this request alone. */
void operation_add_match(const struct stand *stand, enum operation operation, struct strbuf *rule);

/* Starts a sandbox with such options on top (NULL-ended), at the tests' time of day and `skew`
 * seconds, and sets the account up. */
void stand_open(struct stand *stand, const char *const *options, int64_t skew);
/* Starts fetch, reads everything once, and remembers it. */
void stand_connect(struct stand *stand);
void stand_close(struct stand *stand);
/* One more rule of the sandbox; NULL: none any more. */
void stand_fault(struct stand *stand, const char *rule);

/* Asks for all operations of the set (a bit each) at the same time, and waits for what comes of them:
 * see `now`. */
void stand_run(struct stand *stand, unsigned operations);
#define STAND_ALL ((1u << OPERATIONS) - 1)
/* Whether a read brought all there is, or a change says that it is done. */
bool stand_is_whole(const struct stand *stand, enum operation operation);
/* A refusal that says that what was asked for is so already. */
bool stand_is_done_already(const struct stand *stand, enum operation operation);
/* How often the account shows what the operation asked for: 0, 1, … */
void stand_count(struct stand *stand, unsigned counts[OPERATIONS]);
/* Requests of this kind in the log since `log_from` that may have been carried out. */
size_t stand_arrived(struct stand *stand, enum operation operation);

#endif
