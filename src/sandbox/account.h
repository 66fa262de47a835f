/*
 * account.h - the account that the sandbox serves: the seeded history and what clients changed.
 *
 * A message is named by a handle: the index of a planned one, or CREATED and the index of one that
 * a client made (or that was scheduled or came in since). Handles and SIDs are never used again.
 * What clients change is kept in one byte for each planned message and in the records of the
 * created ones.
 *
 * Thread: one.
 */
#ifndef MSGDECK_SANDBOX_ACCOUNT_H
#define MSGDECK_SANDBOX_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "sandbox/assume.h"
#include "sandbox/inventory.h"
#include "sandbox/life.h"
#include "sandbox/people.h"
#include "sandbox/plan.h"
#include "sandbox/script.h"
#include "sandbox/sid.h"

#define CREATED 0x80000000u
#define CREATED_MAX 1000000
#define MESSAGE_MEDIA_MAX 10
#define TOKEN_SIZE 33
#define BODY_MAX (64 * 1024)

enum mark {
	MARK_REDACTED = 1,
	MARK_DELETED = 2,
	MARK_FEEDBACK = 4,
	MARK_MEDIA = 8, /* and the next bits up: that medium is deleted */
};

/* A message that is not in the plan. */
struct created {
	char to[ADDRESS_SIZE];
	char from[ADDRESS_SIZE];
	char *body; /* owned; wiped when redacted or deleted */
	size_t body_length;
	uint32_t segments;
	uint32_t service; /* index in the inventory, or SERVICE_NONE */
	struct life life;
	uint32_t price;
	uint16_t marks;
	bool wants_feedback;
	uint8_t media_count;
	uint8_t media[MESSAGE_MEDIA_MAX];
};

struct deletion {
	uint32_t handle;
	int64_t when;
};

/* A message in full, as it is at one moment. Release with message_release(). */
struct message {
	uint32_t handle;
	char sid[SID_SIZE];
	char to[ADDRESS_SIZE];
	char from[ADDRESS_SIZE]; /* "" while a service has not picked the sender */
	struct strbuf text;
	enum status status;
	enum direction direction;
	uint32_t service; /* index in the inventory, or SERVICE_NONE */
	int error;
	uint32_t segments; /* 0 while the sender is not known */
	uint16_t marks;
	uint8_t media_count; /* that there were, deleted ones too */
	uint8_t media[MESSAGE_MEDIA_MAX];
	uint64_t media_numbers[MESSAGE_MEDIA_MAX]; /* what their contents are made from */
	bool wants_feedback;
	bool has_price;
	uint32_t price; /* in 1/100000 USD, a charge */
	int64_t created;
	int64_t sent; /* DATE_NONE: null */
	int64_t updated;
};

#define MESSAGE_INIT                          \
	{                                     \
		.text = STRBUF_INIT(BODY_MAX) \
	}

enum account_status { ACCOUNT_ACTIVE, ACCOUNT_SUSPENDED, ACCOUNT_CLOSED };

struct account_options {
	uint64_t seed;
	uint32_t messages;
	uint32_t contacts;
	uint32_t days;
	uint32_t rate; /* messages a minute that come by themselves; 0: none */
	bool live;
	uint32_t speed; /* seconds that pass in one */
	int64_t now;
	const char *sid;   /* NULL: made from the seed */
	const char *token; /* NULL: made from the seed */
	const char *name;  /* NULL: the main account's */
	const char *owner; /* SID; NULL: itself */
	enum account_status status;
	struct inventory_size inventory;
};

struct account {
	char sid[SID_SIZE];
	char token[TOKEN_SIZE];
	char key_sid[SID_SIZE];
	char key_secret[TOKEN_SIZE];
	const char *name;
	char owner[SID_SIZE]; /* the SID of the parent, or its own */
	enum account_status status;
	uint64_t seed;
	int64_t begun;      /* the clock at start */
	int64_t begun_mono; /* milliseconds */
	bool live;
	uint32_t rate;
	uint32_t speed;
	struct assumptions assume;
	struct inventory inventory;
	struct people people;
	struct catalogue catalogue;
	struct plan plan;
	uint8_t *marks; /* enum mark of each planned message */
	struct VEC(struct created) created;
	struct VEC(struct deletion) deletions;
	uint64_t version; /* counts changes */
};

void account_init(struct account *account, const struct account_options *options);
void account_release(struct account *account);

/* The account's time, in seconds since 1970; it stands still without --live. Plans more traffic
 * when it has come near to what is planned. */
int64_t account_now(struct account *account);

/* The handle behind a message's SID; false for SIDs that are not ours or lie in the future.
 * Deleted messages are found: look at the marks. */
bool account_find(const struct account *account, const char *sid, int64_t now, uint32_t *handle);
/* Whether there is a message of that handle by now, deleted or not. */
bool account_has(const struct account *account, uint32_t handle, int64_t now);
void account_message(const struct account *account, uint32_t handle, int64_t now,
		     struct message *message);
void message_release(struct message *message);

/* The times of a message only, cheaper than all of it. */
void account_life(const struct account *account, uint32_t handle, struct life *life);
uint16_t account_marks(const struct account *account, uint32_t handle);
void account_mark(struct account *account, uint32_t handle, uint16_t marks);
/* Marks it deleted, wipes its text and remembers when. */
void account_delete(struct account *account, uint32_t handle, int64_t now);
/* Whether a deleted message is still listed (assumption deleted-linger). */
bool account_lingers(const struct account *account, uint32_t handle, int64_t now);
/* Makes room for one more message; the caller fills it. NULL at CREATED_MAX. */
struct created *account_create(struct account *account, uint32_t *handle);
void account_cancel(struct account *account, uint32_t handle, int64_t now);
/* Whether the contact's last word to this sender was STOP or the like. */
bool account_has_stopped(const struct account *account, const char *contact, const char *sender,
			 int64_t now);

#endif
