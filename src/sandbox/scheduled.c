#include "sandbox/scheduled.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/rng.h"
#include "sandbox/segments.h"
#include "sandbox/story.h"

#define SCHEDULED_MAX 200
#define MESSAGES_FOR_ONE 600
#define DAY 86400

void created_plan_life(const struct account *account, uint32_t handle, int sender,
		       struct created *created)
{
	const struct sender *from = &account->inventory.senders.items[sender].sender;
	uint64_t number = mix(account->seed + 4, handle);
	const struct country *country = country_of_address(created->to);
	enum trouble trouble = TROUBLE_NONE;
	struct life *life = &created->life;
	struct outcome outcome;
	uint32_t contact;

	if (people_find(&account->people, created->to, strlen(created->to), &contact))
		trouble = (enum trouble)account->people.contacts[contact].trouble;
	if (country == NULL)
		country = &countries[COUNTRY_US];
	outcome = outcome_of(country, trouble, from, number);
	life->outcome = outcome.status;
	life->error = outcome.error;
	life->sent = life->due + 2 + (life->by_service ? 1 : 0);
	life->settled = life->sent + outcome.settle_seconds;
	life->read = life->settled + outcome.read_seconds;
	created->price =
		price_of(country, false, from->kind == SENDER_WHATSAPP, created->media_count > 0);
}

/* The one that reminders to this address go through. */
static uint32_t service_for(const char *to)
{
	static const int regional[] = { SENDER_WA_BR, SENDER_WA_US, SENDER_GB, SENDER_BR,
					SENDER_MX };

	for (size_t i = 0; i < ARRAY_SIZE(regional); i++) {
		const struct sender *sender = &senders[regional[i]];

		if (sender_fitness(sender, to) == 3 ||
		    (regional[i] == SENDER_WA_US && sender_reaches(sender, to)))
			return sender_service(regional[i]);
	}
	return SERVICE_REMINDERS;
}

static void add_scheduled(struct account *account, uint32_t i)
{
	uint64_t number = mix(account->seed + 5, i);
	uint32_t contact = pick(number, account->people.count);
	enum language language = (enum language)account->people.contacts[contact].language;
	const struct script *script =
		catalogue_script(&account->catalogue, language, EPISODE_REMINDER, 0);
	struct strbuf text = STRBUF_INIT(BODY_MAX);
	uint32_t handle;
	struct created *c = account_create(account, &handle);
	int sender;

	people_address(&account->people, contact, c->to);
	c->service = service_for(c->to);
	sender = inventory_pick(&account->inventory, c->service, c->to);
	memcpy(c->from, senders[sender].address, strlen(senders[sender].address) + 1);
	line_render(&text, &script->lines[0], language, mix(account->seed + 3, contact), number,
		    number);
	c->segments = segments_count(text.data, text.length);
	c->body = strbuf_detach(&text, &c->body_length);
	c->life = (struct life){
		.direction = DIRECTION_API,
		.by_service = true,
		.created = account->begun - 60 - pick(mix64(number), 3 * DAY),
		.due = account->begun + 40 + (int64_t)i * 90 +
		       pick(mix64(number + 1), i < 8 ? 60 : 4 * DAY),
		.canceled = DATE_NONE,
	};
	created_plan_life(account, handle, sender, c);
	if (i % 8 == 7)
		c->life.canceled = account->begun - pick(mix64(number + 2), 50);
}

uint32_t scheduled_count(uint32_t messages)
{
	uint32_t count = messages / MESSAGES_FOR_ONE;

	return count < SCHEDULED_MAX ? count : SCHEDULED_MAX;
}

void scheduled_init(struct account *account, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		add_scheduled(account, i);
}
