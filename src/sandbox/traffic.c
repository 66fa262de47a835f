#include "sandbox/traffic.h"

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/rng.h"

#define DAY 86400
#define HOUR 3600

#define CAMPAIGNS_MAX 60000
#define CAMPAIGN_SHARE 230      /* of 1000 messages */
#define CAMPAIGN_REACH 600      /* of 1000 contacts */
#define CAMPAIGN_CREATE_RATE 40 /* messages created a second */
#define CAMPAIGN_SEND_RATE 3    /* messages sent a second, at least */

/* How likely each kind is, of 1000 episodes that are not campaigns, and its hours of the day in
 * the contact's country, in parts of any sum. */
static const struct {
	uint16_t share;
	uint8_t weekend; /* of 100 weekdays */
	uint8_t hours[24];
} kinds[EPISODE_KIND_COUNT] = {
	[EPISODE_VERIFY] = { 450, 80, { 2,  1,  1, 0, 0,  1,  3,  6,  9,  10, 10, 10,
					11, 10, 9, 9, 10, 11, 13, 16, 17, 14, 9,  5 } },
	[EPISODE_REMINDER] = { 240, 25, { 0, 0, 0, 0, 0,  0, 0, 0, 2, 4, 40, 4,
					  2, 2, 2, 4, 30, 4, 1, 0, 0, 0, 0,  0 } },
	[EPISODE_ORDER] = { 170, 60, { 0,  0,  0,  0,  0,  0,  1, 4, 8, 12, 13, 12,
				       11, 11, 12, 12, 12, 10, 8, 6, 4, 2,  0,  0 } },
	[EPISODE_SUPPORT] = { 125, 45, { 1, 0,  0,  0,  0,  0,  1, 3, 9, 14, 15, 13,
					 9, 10, 12, 13, 12, 10, 8, 5, 3, 2,  1,  1 } },
	[EPISODE_CALL] = { 15, 20, { 0, 0, 0,  0,  0, 0, 0, 0, 6, 10, 11, 10,
				     6, 8, 10, 10, 9, 5, 0, 0, 0, 0,  0,  0 } },
};

struct traffic {
	struct plan *plan;
	struct rng rng;
	int64_t begin;
	int64_t end;      /* no message at or after it */
	uint32_t limit;   /* of plan->count */
	uint8_t *stopped; /* a bit for each contact; NULL while there are no campaigns */
};

static enum episode_kind draw_kind(struct rng *rng)
{
	uint32_t left = rng_below(rng, 1000);
	int kind = 0;

	while (left >= kinds[kind].share)
		left -= kinds[kind++].share;
	return (enum episode_kind)kind;
}

static uint32_t draw_hour(struct rng *rng, enum episode_kind kind)
{
	uint32_t sum = 0;
	uint32_t left;
	uint32_t hour = 0;

	for (int i = 0; i < 24; i++)
		sum += kinds[kind].hours[i];
	left = rng_below(rng, sum);
	while (left >= kinds[kind].hours[hour])
		left -= kinds[kind].hours[hour++];
	return hour;
}

static bool is_weekend(int64_t when)
{
	int64_t weekday = (when / DAY + 4) % 7;

	return weekday == 0 || weekday == 6;
}

/* A moment of the history that fits the kind and the country. */
static int64_t draw_start(struct traffic *t, enum episode_kind kind, const struct country *country)
{
	uint32_t days = (uint32_t)((t->end - t->begin) / DAY);
	int64_t day;
	int64_t when;

	do {
		day = date_utc_midnight(t->end) - (int64_t)rng_below(&t->rng, days + 1) * DAY;
	} while (is_weekend(day) && !rng_chance(&t->rng, kinds[kind].weekend * 10));
	when = day + draw_hour(&t->rng, kind) * HOUR - country->utc_offset * 60;
	when += rng_below(&t->rng, kind == EPISODE_REMINDER ? 900 : HOUR);
	while (when >= t->end)
		when -= DAY;
	while (when < t->begin)
		when += DAY;
	return when < t->end ? when : t->begin + rng_below(&t->rng, (uint32_t)(t->end - t->begin));
}

/* A third of the talks are with few contacts. */
static uint32_t draw_contact(struct traffic *t)
{
	uint64_t u = rng_next(&t->rng) >> 32;
	uint32_t count = t->plan->people->count;

	if (rng_chance(&t->rng, 350))
		u = u * u >> 32;
	return (uint32_t)(u * count >> 32);
}

static bool is_night(int64_t when, const struct country *country)
{
	int64_t hour = (when + country->utc_offset * 60) % DAY / HOUR;

	return hour < 8 || hour >= 21;
}

static int64_t draw_wait(struct rng *rng, const struct line *line)
{
	uint64_t u = rng_next(rng) >> 32;

	if (line->wait > 0)
		return line->wait * 4 / 5 + rng_below(rng, line->wait * 2 / 5 + 1);
	switch (line->speaker) {
	case SPEAKER_CONTACT:
		return 12 + (int64_t)(((u * u >> 32) * u >> 32) * 1500 >> 32);
	case SPEAKER_AUTO:
		return 2;
	default:
		return 15 + (int64_t)(u * 150 >> 32);
	}
}

/* Adds the episode's messages up to the end of the time and of the count. */
static void add_episode(struct traffic *t, const struct episode *episode, int64_t first_wait)
{
	const struct contact *contact = &t->plan->people->contacts[episode->contact];
	const struct country *country = &countries[contact->country];
	uint32_t lines = plan_line_count(t->plan, episode);
	uint32_t number = plan_add_episode(t->plan, episode);
	int64_t when = episode->start + first_wait;

	for (uint32_t i = 0; i < lines && t->plan->count < t->limit; i++) {
		const struct line *line = plan_line(t->plan, episode, i);

		if (contact->trouble != TROUBLE_NONE && line->speaker == SPEAKER_CONTACT)
			break;
		if (i > 0)
			when += draw_wait(&t->rng, line);
		while (i > 0 && line->wait >= HOUR && is_night(when, country))
			when += HOUR;
		if (when >= t->end)
			break;
		plan_add_message(t->plan, when, number, i);
	}
}

/* Contacts whom nothing reaches do not begin a talk. */
static bool can_begin(struct traffic *t, const struct episode *episode)
{
	const struct contact *contact = &t->plan->people->contacts[episode->contact];

	return contact->trouble == TROUBLE_NONE ||
	       plan_line(t->plan, episode, 0)->speaker != SPEAKER_CONTACT;
}

static void add_ordinary(struct traffic *t, enum episode_kind kind, uint32_t contact, int64_t start)
{
	struct episode episode = {
		.start = (uint32_t)start,
		.contact = contact,
		.script = (uint16_t)rng_below(&t->rng, 0x10000),
		.kind = (uint8_t)kind,
	};

	if (can_begin(t, &episode)) {
		int64_t wait = plan_line(t->plan, &episode, 0)->speaker == SPEAKER_CONTACT
				       ? 0
				       : rng_below(&t->rng, 4);

		add_episode(t, &episode, start + wait < t->end ? wait : 0);
	}
}

static uint8_t draw_ending(struct traffic *t, uint32_t contact)
{
	uint32_t of_1000 = rng_below(&t->rng, 1000);
	uint8_t *stopped = &t->stopped[contact / 8];
	uint8_t bit = (uint8_t)(1u << contact % 8);

	if (*stopped & bit)
		return ENDING_REFUSED;
	if (t->plan->people->contacts[contact].whatsapp)
		return of_1000 < 60 ? (uint8_t)(ENDING_AFTER + of_1000) : ENDING_NONE;
	if (of_1000 < 24) {
		*stopped |= bit;
		return (uint8_t)(ENDING_STOP + of_1000);
	}
	return of_1000 < 70 ? (uint8_t)(ENDING_AFTER + of_1000 - 24) : ENDING_NONE;
}

static void add_campaign(struct traffic *t, uint32_t number, int64_t start, uint32_t size,
			 bool is_answered)
{
	uint32_t people = t->plan->people->count;
	uint32_t first = rng_below(&t->rng, people);
	uint32_t rate = size / (PLAN_QUEUE_MAX - 100) + 1;

	if (rate < CAMPAIGN_SEND_RATE)
		rate = CAMPAIGN_SEND_RATE;
	for (uint32_t i = 0; i < size && t->plan->count < t->limit; i++) {
		struct episode episode = {
			.contact = (uint32_t)((first + (uint64_t)i) % people),
			.script = (uint16_t)number,
			.kind = EPISODE_CAMPAIGN,
		};
		int64_t created = start + i / CAMPAIGN_CREATE_RATE;
		int64_t sent = created + i / rate;

		episode.ending = draw_ending(t, episode.contact);
		if (episode.ending != ENDING_REFUSED && !is_answered)
			episode.ending = ENDING_NONE;
		if (episode.ending == ENDING_REFUSED && rng_chance(&t->rng, 700))
			continue;
		if (sent >= t->end)
			break;
		episode.start = (uint32_t)created;
		add_episode(t, &episode, sent - created);
	}
}

/* One that goes out just when the history ends, all created and most of it queued. */
static void add_current_campaign(struct traffic *t, uint32_t messages)
{
	uint32_t size = messages / 100;
	uint32_t people = t->plan->people->count;
	int64_t end = t->end;

	size = size < people ? size : people;
	t->end += PLAN_QUEUE_MAX;
	add_campaign(t, t->plan->campaigns++, end - size / CAMPAIGN_CREATE_RATE, size, false);
	t->end = end;
}

static void add_campaigns(struct traffic *t, uint32_t messages)
{
	uint64_t people = t->plan->people->count;
	uint64_t budget = (uint64_t)messages * CAMPAIGN_SHARE / 1000;
	uint64_t count = budget * 1000 / (people * CAMPAIGN_REACH) + 1;
	uint64_t size;

	if (count > CAMPAIGNS_MAX)
		count = CAMPAIGNS_MAX;
	size = budget / count < people ? budget / count : people;
	t->stopped = xcalloc(people / 8 + 1, 1);
	for (uint32_t i = 0; i < count; i++) {
		int64_t span = t->end - t->begin;
		int64_t day =
			date_utc_midnight(t->begin + span * (i * 2 + 1) / ((int64_t)count * 2));
		int64_t start = day + 15 * HOUR + rng_below(&t->rng, 7 * HOUR);

		if (start >= t->end)
			start -= DAY;
		add_campaign(t, i, start < t->begin ? t->begin : start, (uint32_t)size, true);
	}
	t->plan->campaigns = (uint32_t)count;
	add_current_campaign(t, messages);
	free(t->stopped);
	t->stopped = NULL;
}

/* Many in Brazil sign up in the last hours, and few of the codes arrive. */
static void add_outage(struct traffic *t, uint32_t messages)
{
	for (uint32_t i = 0; i < messages / 150 && t->plan->count < t->limit; i++) {
		uint32_t contact = draw_contact(t);
		int64_t start = t->end - 1 - rng_below(&t->rng, TRAFFIC_OUTAGE_SECONDS);

		for (int tries = 0; tries < 100; tries++) {
			const struct contact *c = &t->plan->people->contacts[contact];

			if (c->country == COUNTRY_BR && !c->whatsapp)
				break;
			contact = draw_contact(t);
		}
		add_ordinary(t, EPISODE_VERIFY, contact, start);
	}
}

void traffic_history(struct plan *plan, uint32_t messages, uint32_t days)
{
	struct traffic t = {
		.plan = plan,
		.rng = { .state = mix(plan->seed, 0x7a) },
		.begin = plan->end - (int64_t)days * DAY,
		.end = plan->end,
		.limit = messages,
	};

	add_campaigns(&t, messages);
	add_outage(&t, messages);
	while (plan->count < messages) {
		enum episode_kind kind = draw_kind(&t.rng);
		uint32_t contact = draw_contact(&t);
		const struct contact *c = &plan->people->contacts[contact];

		add_ordinary(&t, kind, contact, draw_start(&t, kind, &countries[c->country]));
	}
}

void traffic_future(struct plan *plan, int64_t from, int64_t until, uint32_t per_minute)
{
	struct traffic t = {
		.plan = plan,
		.rng = { .state = mix(plan->seed, (uint64_t)from) },
		.begin = from,
		.end = until,
		.limit = plan->count + (uint32_t)((until - from) * per_minute / 60),
	};

	while (plan->count < t.limit) {
		enum episode_kind kind = draw_kind(&t.rng);
		int64_t start = from + rng_below(&t.rng, (uint32_t)(until - from));

		add_ordinary(&t, kind, draw_contact(&t), start);
	}
}
