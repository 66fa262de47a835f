/*
 * plan.h - when who writes to whom: the skeleton of the seeded history, and of the traffic to come.
 *
 * The history is made of episodes (a verification, an order with its notifications, a campaign's
 * message and the answer, a talk with support); an episode has one message for each line of its
 * script. The plan holds only which message comes when. Texts, states and prices are computed
 * from it (story.h).
 *
 * Message i is the i-th in order of its time, so adding traffic at the end changes no number.
 * Memory: 13 bytes a message and 12 an episode, which has 2 to 3 messages: 18 bytes a message.
 * Times are good until the year 2106.
 */
#ifndef MSGDECK_SANDBOX_PLAN_H
#define MSGDECK_SANDBOX_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/people.h"
#include "sandbox/script.h"

#define PLAN_NONE UINT32_MAX
#define PLAN_MESSAGES_MAX 5000000
/* No message waits longer in a queue, so none is visible longer before its time. */
#define PLAN_QUEUE_MAX 900
/* Traffic to come is planned for so long at a time. */
#define PLAN_STRETCH (6 * 3600)

struct episode {
	uint32_t start; /* seconds since 1970 */
	uint32_t contact;
	uint16_t script; /* of a campaign: its number */
	uint8_t kind;    /* enum episode_kind */
	uint8_t ending;  /* of a campaign: one of ENDING_… */
};

/* What follows a campaign's message: nothing; script n of EPISODE_AFTER or of EPISODE_STOP; or it
 * is refused because the contact has unsubscribed. */
#define ENDING_NONE 0
#define ENDING_AFTER 1
#define ENDING_STOP 128
#define ENDING_REFUSED 255

/* Episode and line of a message in one number. */
#define REF_LINES 16
#define REF(episode, line) ((episode)*REF_LINES + (line))

struct plan {
	const struct people *people;
	const struct catalogue *catalogue;
	uint64_t seed;
	int64_t end;   /* where the history ends and the traffic to come begins */
	int64_t until; /* where the planned traffic ends; no message is planned behind it */

	struct episode *episodes;
	uint32_t episode_count;
	uint32_t episode_capacity;

	uint32_t *times;    /* seconds since 1970, ascending: when message i leaves, or arrives */
	uint32_t *refs;     /* REF(episode, line) of message i */
	uint32_t *previous; /* the message before i with the same contact, or PLAN_NONE */
	uint8_t *own;       /* the account's side of message i: OWN_… of story.h */
	uint32_t *last;     /* of each contact: its last message, or PLAN_NONE */
	uint32_t count;
	uint32_t capacity;
	uint32_t campaigns; /* how many there have been */
};

/* A history of exactly `messages` messages in the `days` before `end` (the last of them still in a
 * queue then), and traffic of about `per_minute` messages until PLAN_STRETCH behind it. */
void plan_init(struct plan *plan, const struct people *people, const struct catalogue *catalogue,
	       uint64_t seed, uint32_t messages, uint32_t days, int64_t end, uint32_t per_minute);
/* Adds another PLAN_STRETCH of traffic. */
void plan_extend(struct plan *plan, uint32_t per_minute);
void plan_release(struct plan *plan);

/* For traffic.c: both return or add at the end, in any order of time. */
uint32_t plan_add_episode(struct plan *plan, const struct episode *episode);
void plan_add_message(struct plan *plan, int64_t when, uint32_t episode, uint32_t line);

/* First message whose time is not before `when`; plan->count where there is none. */
uint32_t plan_lower_bound(const struct plan *plan, int64_t when);
static inline const struct episode *plan_episode(const struct plan *plan, uint32_t message)
{
	return &plan->episodes[plan->refs[message] / REF_LINES];
}
/* The line that a message speaks. */
const struct line *plan_line(const struct plan *plan, const struct episode *episode, uint32_t line);
/* How many lines the episode has. */
uint32_t plan_line_count(const struct plan *plan, const struct episode *episode);

#endif
