/*
 * order.h - what a client wants sent: the parameters of POST Messages, checked.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
#ifndef MSGDECK_SANDBOX_ORDER_H
#define MSGDECK_SANDBOX_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/sandbox.h"

/* Texts belong to the request, or are constant. */
struct order {
	char to[ADDRESS_SIZE];
	int sender; /* index in the inventory, chosen by the service where none was given */
	bool sender_given;
	uint32_t service; /* index in the inventory, or SERVICE_NONE */
	const char *body; /* "" where there is none */
	size_t body_length;
	uint8_t media_count;
	uint8_t media[MESSAGE_MEDIA_MAX];
	bool wants_feedback;
	bool discards_text; /* ContentRetention=discard */
	bool shortens;      /* ShortenUrls */
	int64_t send_at;    /* DATE_NONE: at once */
};

/* False, with the API's error as the answer, for what the API refuses. */
bool order_parse(struct order *order, struct sandbox *sandbox, const struct request *request,
		 struct reply *reply, int64_t now);

/* What it is sent from. */
static inline const struct sender *order_sender(const struct order *order,
						const struct sandbox *sandbox)
{
	return &sandbox->account.inventory.senders.items[order->sender].sender;
}

/* For order_parse(): who to whom. */
bool order_parse_parties(struct order *order, struct sandbox *sandbox,
			 const struct request *request, struct reply *reply, int64_t now);

#endif
