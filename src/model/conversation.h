/*
 * conversation.h - the conversations in the order of their newest message, newest first.
 *
 * A conversation is a contact of the store with at least one message. The list keeps itself in step
 * through the store's observer, whatever the order in which messages come and go. Ties are broken
 * by the bytes of the address, so the order does not depend on the order of arrival. Times before
 * 1970 and after 2106 count as those, and no time as the oldest.
 *
 * Cost: O(log n) for each call and each message; 4 bytes a contact and 4 to 8 a conversation.
 *
 * Thread: the UI thread alone.
 */
#ifndef MSGDECK_MODEL_CONVERSATION_H
#define MSGDECK_MODEL_CONVERSATION_H

#include <stddef.h>
#include <stdint.h>

#include "model/store.h"

#define CONVERSATION_NO_RANK SIZE_MAX

struct conversation_list;

enum conversation_change {
	CONVERSATION_ADDED,   /* at rank `to` */
	CONVERSATION_REMOVED, /* is still at rank `from`, and leaves with its last message */
	CONVERSATION_MOVED,   /* from rank `from` to rank `to`, as counted after the move */
	CONVERSATION_CHANGED, /* same rank, which is not looked up: its messages changed */
	CONVERSATION_CLEARED, /* none is left; contacts are numbered anew */
};

struct conversation_event {
	enum conversation_change change;
	uint32_t contact;
	size_t from; /* CONVERSATION_NO_RANK where it means nothing */
	size_t to;
};

/* Runs inside the store's own observers and must not change the store. */
typedef void conversation_observer(const struct conversation_event *event, void *context);

/* Lists what is in the store and watches it; the store must outlive the list. */
struct conversation_list *conversation_list_new(struct store *store);
void conversation_list_free(struct conversation_list *list);
void conversation_list_observe(struct conversation_list *list, conversation_observer *observer,
			       void *context);
void conversation_list_unobserve(struct conversation_list *list, conversation_observer *observer,
				 void *context);

size_t conversation_list_count(const struct conversation_list *list);
/* The contact at a rank, 0 the newest; STORE_NO_CONTACT beyond the end. */
uint32_t conversation_list_at(const struct conversation_list *list, size_t rank);
/* CONVERSATION_NO_RANK for a contact without messages. */
size_t conversation_list_rank(const struct conversation_list *list, uint32_t contact);
/* Bytes allocated. */
size_t conversation_list_memory(const struct conversation_list *list);

#endif
