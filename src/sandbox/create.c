/* create.c - POST Messages: a message to be sent now or later; and, live, the answer to it. */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/links.h"
#include "sandbox/order.h"
#include "sandbox/rng.h"
#include "sandbox/scheduled.h"
#include "sandbox/segments.h"

/* Of 1000 contacts that a client writes to, how many answer, and after how many seconds. */
#define ANSWERS 650
#define ANSWER_SECONDS_MIN 4
#define ANSWER_SECONDS_MAX 30

static void copy_text(char *to, const char *from)
{
	memcpy(to, from, strlen(from) + 1);
}

/* What is sent, with short links where they are asked for. */
static void write_text(struct strbuf *out, const struct order *order, uint64_t number)
{
	if (order->shortens)
		links_shorten(out, order->body, order->body_length, number);
	else
		strbuf_add(out, order->body, order->body_length);
}

static void fill(struct sandbox *sandbox, const struct order *order, uint32_t handle,
		 struct created *c, int64_t now)
{
	struct strbuf text = STRBUF_INIT(BODY_MAX);

	copy_text(c->to, order->to);
	copy_text(c->from, sandbox->account.inventory.senders.items[order->sender].sender.address);
	write_text(&text, order, mix(sandbox->account.seed + 9, handle));
	c->segments = segments_count(text.data, text.length);
	if (order->discards_text)
		strbuf_reset(&text);
	c->body = strbuf_detach(&text, &c->body_length);
	c->service = order->service;
	c->wants_feedback = order->wants_feedback;
	c->media_count = order->media_count;
	memcpy(c->media, order->media, sizeof(c->media));
	c->life = (struct life){
		.direction = DIRECTION_API,
		.by_service = order->service != SERVICE_NONE && !order->sender_given,
		.created = now,
		.due = order->send_at == DATE_NONE ? now : order->send_at,
		.canceled = DATE_NONE,
	};
	created_plan_life(&sandbox->account, handle, order->sender, c);
}

/* The contact reads it and writes back, as people do: a short line of its own language. */
static void add_answer(struct account *account, uint32_t handle, uint32_t contact)
{
	uint64_t number = mix(account->seed + 6, handle);
	enum language language = (enum language)account->people.contacts[contact].language;
	const struct script *script =
		catalogue_script(&account->catalogue, language, EPISODE_AFTER, pick(number, 1000));
	struct strbuf text = STRBUF_INIT(BODY_MAX);
	uint32_t answer_handle;
	struct created *answer = account_create(account, &answer_handle);
	const struct created *asked;

	if (answer == NULL)
		return;
	asked = &account->created.items[handle & ~CREATED];
	copy_text(answer->to, asked->from);
	copy_text(answer->from, asked->to);
	line_render(&text, &script->lines[0], language, mix(account->seed + 3, contact), number,
		    number);
	answer->segments = segments_count(text.data, text.length);
	answer->body = strbuf_detach(&text, &answer->body_length);
	answer->price = 790;
	answer->life = (struct life){ .direction = DIRECTION_INBOUND,
				      .outcome = STATUS_RECEIVED,
				      .canceled = DATE_NONE };
	answer->life.created = asked->life.settled + ANSWER_SECONDS_MIN +
			       pick(mix64(number), ANSWER_SECONDS_MAX - ANSWER_SECONDS_MIN);
	answer->life.due = answer->life.created;
	answer->life.sent = answer->life.created;
	answer->life.settled = answer->life.created + 1;
}

static void maybe_answer(struct account *account, uint32_t handle, enum sender_kind kind)
{
	const struct created *c = &account->created.items[handle & ~CREATED];
	bool arrives = c->life.outcome == STATUS_DELIVERED || c->life.outcome == STATUS_READ;
	uint32_t contact;

	if (account->live && arrives && kind != SENDER_ALPHA &&
	    people_find(&account->people, c->to, strlen(c->to), &contact) &&
	    chance(mix(account->seed + 7, handle), ANSWERS))
		add_answer(account, handle, contact);
}

void message_create(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	int64_t now = account_now(&sandbox->account);
	struct created *created;
	struct order order;
	uint32_t handle;

	if (!order_parse(&order, sandbox, request, reply, now))
		return;
	created = account_create(&sandbox->account, &handle);
	if (created == NULL) {
		reply_error(reply, 21611);
		return;
	}
	fill(sandbox, &order, handle, created, now);
	maybe_answer(&sandbox->account, handle,
		     sandbox->account.inventory.senders.items[order.sender].sender.kind);
	sandbox_reply_message(sandbox, reply, 201, handle, now);
}
