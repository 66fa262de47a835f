/*
 * story.h - one message of the plan in full: who, what, and how it ends.
 *
 * What always holds: the answer depends on the plan and the index alone. Two stories are told for
 * people on call: since TRAFFIC_OUTAGE_SECONDS before the end of the history most verification
 * codes to Brazil fail, and the account's campaign number is filtered by carriers (30007) in one
 * campaign of seven.
 */
#ifndef MSGDECK_SANDBOX_STORY_H
#define MSGDECK_SANDBOX_STORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "sandbox/life.h"
#include "sandbox/plan.h"
#include "sandbox/senders.h"

/* The account's side of a message in one byte: its sender, and whether it receives. */
#define OWN_INBOUND 0x80
#define OWN_SENDER(own) ((own)&0x7f)

struct tale {
	const struct contact *contact;
	const struct line *line;
	uint32_t service; /* enum service, or SERVICE_NONE */
	struct life life;
	bool wants_feedback; /* it was sent with ProvideFeedback */
	uint32_t price;      /* a segment, in 1/100000 USD */
};

/* For plan.c, before own[message] is there. */
uint8_t story_own(const struct plan *plan, uint32_t message);
void story_tell(const struct plan *plan, uint32_t message, struct tale *tale);
/* Appends the text. */
void story_text(const struct plan *plan, uint32_t message, const struct tale *tale,
		struct strbuf *out);

/* How a message sent now to a contact would end; for messages that clients create. `number` is
 * any number that belongs to the message. */
struct outcome {
	enum status status;
	int error;
	uint32_t settle_seconds; /* after it was sent */
	uint32_t read_seconds;   /* after it was settled */
};
struct outcome outcome_of(const struct country *country, enum trouble trouble,
			  const struct sender *sender, uint64_t number);
uint32_t price_of(const struct country *country, bool inbound, bool whatsapp, bool mms);

#endif
