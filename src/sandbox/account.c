#include "sandbox/account.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/attachment.h"
#include "sandbox/rng.h"
#include "sandbox/scheduled.h"
#include "sandbox/segments.h"
#include "sandbox/story.h"

/* No more traffic is planned beyond this many messages: eleven days at the highest rate. */
#define PLANNED_MAX 100000000
/* Campaigns are counted in 16 bits. */
#define CAMPAIGNS_END 65536

static void make_secret(uint64_t key, char text[static TOKEN_SIZE])
{
	char digits[SID_SIZE];

	sid_format(key, SID_REQUEST, "xx", mix64(key), digits);
	memcpy(text, digits + 2, TOKEN_SIZE);
}

static void make_credentials(struct account *account, const struct account_options *options)
{
	uint64_t key = mix(options->seed, 0xacc);

	sid_format(key, SID_SERVICE, "AC", 1, account->sid);
	sid_format(key, SID_SERVICE, "SK", 2, account->key_sid);
	make_secret(key + 1, account->token);
	make_secret(key + 2, account->key_secret);
	if (options->sid != NULL)
		memcpy(account->sid, options->sid, SID_SIZE);
	if (options->token != NULL)
		memcpy(account->token, options->token, strlen(options->token) + 1);
}

/* Makes the marks as many as the planned messages, of which there were `before`. */
static void fit_marks(struct account *account, uint32_t before)
{
	account->marks = xrealloc(account->marks, account->plan.count);
	memset(account->marks + before, 0, account->plan.count - before);
}

void account_init(struct account *account, const struct account_options *options)
{
	uint32_t scheduled = scheduled_count(options->messages);
	uint32_t history = options->messages - scheduled;

	*account = (struct account){
		.seed = mix(options->seed, 0x5eed),
		.begun = options->now,
		.begun_mono = clock_mono_ms(),
		.live = options->live,
		.speed = options->speed,
		.rate = options->live ? options->rate : 0,
		.name = options->name == NULL ? "Fernhill Household" : options->name,
		.status = options->status,
	};
	make_credentials(account, options);
	memcpy(account->owner, options->owner == NULL ? account->sid : options->owner, SID_SIZE);
	assume_init(&account->assume);
	inventory_init(&account->inventory, account->seed, options->now, &options->inventory);
	people_init(&account->people, account->seed, options->contacts);
	catalogue_init(&account->catalogue);
	plan_init(&account->plan, &account->people, &account->catalogue, account->seed, history,
		  options->days, options->now, account->rate);
	fit_marks(account, 0);
	scheduled_init(account, scheduled);
}

void account_release(struct account *account)
{
	for (size_t i = 0; i < account->created.count; i++)
		mem_wipe_free(account->created.items[i].body);
	vec_release(&account->created);
	vec_release(&account->deletions);
	free(account->marks);
	plan_release(&account->plan);
	catalogue_release(&account->catalogue);
	people_release(&account->people);
	inventory_release(&account->inventory);
	*account = (struct account){ 0 };
}

int64_t account_now(struct account *account)
{
	int64_t now = account->begun;

	if (!account->live)
		return now;
	now += (clock_mono_ms() - account->begun_mono) * account->speed / 1000;
	while (account->rate > 0 && now + PLAN_QUEUE_MAX > account->plan.until &&
	       account->plan.count < PLANNED_MAX) {
		uint32_t before = account->plan.count;

		plan_extend(&account->plan, account->rate);
		fit_marks(account, before);
	}
	return now;
}

bool account_has(const struct account *account, uint32_t handle, int64_t now)
{
	struct life life;

	if (handle & CREATED ? (handle & ~CREATED) >= account->created.count
			     : handle >= account->plan.count)
		return false;
	account_life(account, handle, &life);
	return life.created <= now;
}

bool account_find(const struct account *account, const char *sid, int64_t now, uint32_t *handle)
{
	uint64_t number;

	if (!sid_parse(account->seed, SID_MESSAGE, sid, &number) || number > UINT32_MAX)
		return false;
	*handle = (uint32_t)number;
	return account_has(account, *handle, now);
}

static const struct created *created_at(const struct account *account, uint32_t handle)
{
	return &account->created.items[handle & ~CREATED];
}

void account_life(const struct account *account, uint32_t handle, struct life *life)
{
	struct tale tale;

	if (handle & CREATED) {
		*life = created_at(account, handle)->life;
		return;
	}
	story_tell(&account->plan, handle, &tale);
	*life = tale.life;
}

static void copy_text(char *to, const char *from)
{
	memcpy(to, from, strlen(from) + 1);
}

static void fill_from_created(const struct account *account, uint32_t handle,
			      struct message *message, struct life *life)
{
	const struct created *c = created_at(account, handle);

	*life = c->life;
	message->service = c->service;
	message->marks = c->marks;
	message->price = c->price;
	message->segments = c->segments;
	message->wants_feedback = c->wants_feedback;
	message->media_count = c->media_count;
	memcpy(message->media, c->media, sizeof(c->media));
	for (uint8_t i = 0; i < c->media_count; i++)
		message->media_numbers[i] = mix(account->seed + 8 + i, handle);
	copy_text(message->to, c->to);
	copy_text(message->from, c->from);
	strbuf_add(&message->text, c->body, c->body_length);
}

/* What a campaign shows is the same for everybody. */
static void fill_media(const struct account *account, uint32_t handle, struct message *message,
		       const struct line *line, bool inbound)
{
	const struct episode *episode = plan_episode(&account->plan, handle);
	bool is_campaign = episode->kind == EPISODE_CAMPAIGN && !inbound;
	uint64_t key = is_campaign ? episode->script : (uint64_t)handle + CAMPAIGNS_END;

	for (uint8_t i = 0; i < line->media_count; i++) {
		message->media_numbers[i] = mix(account->seed + 8 + i, key);
		message->media[i] = (uint8_t)attachment_kind((enum media_kind)line->media[i],
							     inbound, message->media_numbers[i]);
	}
}

static void fill_from_plan(const struct account *account, uint32_t handle, struct message *message,
			   struct life *life)
{
	const struct plan *plan = &account->plan;
	uint32_t contact = plan_episode(plan, handle)->contact;
	const char *own = senders[OWN_SENDER(plan->own[handle])].address;
	bool inbound = plan->own[handle] & OWN_INBOUND;
	struct tale tale;

	story_tell(plan, handle, &tale);
	*life = tale.life;
	message->service = tale.service;
	message->marks = account->marks[handle];
	message->price = tale.price;
	message->wants_feedback = tale.wants_feedback;
	message->media_count = tale.line->media_count;
	fill_media(account, handle, message, tale.line, inbound);
	people_address(&account->people, contact, inbound ? message->from : message->to);
	copy_text(inbound ? message->to : message->from, own);
	story_text(plan, handle, &tale, &message->text);
	message->segments = segments_count(message->text.data, message->text.length);
	if (message->marks & MARK_REDACTED)
		strbuf_reset(&message->text);
}

void account_message(const struct account *account, uint32_t handle, int64_t now,
		     struct message *message)
{
	struct life life;

	message->handle = handle;
	strbuf_reset(&message->text);
	if (handle & CREATED)
		fill_from_created(account, handle, message, &life);
	else
		fill_from_plan(account, handle, message, &life);
	sid_format(account->seed, SID_MESSAGE, message->media_count > 0 ? "MM" : "SM", handle,
		   message->sid);
	message->status = life_status(&life, now);
	message->direction = life.direction;
	message->error = message->status == life.outcome ? life.error : 0;
	message->created = life.created;
	message->sent = life_date_sent(&life, now);
	message->updated = life_date_updated(&life, now);
	message->has_price = life_is_billed(&life, now);
	if (!life_has_sender(&life, now)) {
		message->segments = 0;
		message->from[0] = '\0';
	} else if (message->media_count > 0) {
		message->segments = message->media_count;
	}
}

void message_release(struct message *message)
{
	strbuf_wipe(&message->text);
}

uint16_t account_marks(const struct account *account, uint32_t handle)
{
	return handle & CREATED ? created_at(account, handle)->marks : account->marks[handle];
}

static void forget_text(struct created *created)
{
	mem_wipe_free(created->body);
	created->body = xstrdup("");
	created->body_length = 0;
}

void account_mark(struct account *account, uint32_t handle, uint16_t marks)
{
	account->version++;
	if (!(handle & CREATED)) {
		account->marks[handle] |= (uint8_t)marks;
		return;
	}
	account->created.items[handle & ~CREATED].marks |= marks;
	if (marks & (MARK_REDACTED | MARK_DELETED))
		forget_text(&account->created.items[handle & ~CREATED]);
}

void account_delete(struct account *account, uint32_t handle, int64_t now)
{
	struct deletion deletion = { .handle = handle, .when = now };

	account_mark(account, handle, MARK_DELETED);
	if (account->assume.deleted_linger > 0)
		vec_push(&account->deletions, deletion);
}

bool account_lingers(const struct account *account, uint32_t handle, int64_t now)
{
	for (size_t i = account->deletions.count; i-- > 0;) {
		const struct deletion *deletion = &account->deletions.items[i];

		if (now - deletion->when > account->assume.deleted_linger)
			return false;
		if (deletion->handle == handle)
			return true;
	}
	return false;
}

struct created *account_create(struct account *account, uint32_t *handle)
{
	struct created *created;

	if (account->created.count == CREATED_MAX)
		return NULL;
	*handle = CREATED | (uint32_t)account->created.count;
	created = vec_push_new(&account->created);
	*created = (struct created){ .service = SERVICE_NONE };
	account->version++;
	return created;
}

void account_cancel(struct account *account, uint32_t handle, int64_t now)
{
	account->created.items[handle & ~CREATED].life.canceled = now;
	account->version++;
}

static bool stops(const struct account *account, uint32_t contact, int sender, int64_t now)
{
	const struct plan *plan = &account->plan;

	for (uint32_t i = plan->last[contact]; i != PLAN_NONE; i = plan->previous[i]) {
		const struct episode *episode = plan_episode(plan, i);

		if (plan->times[i] <= now && plan->own[i] == (sender | OWN_INBOUND) &&
		    episode->kind == EPISODE_CAMPAIGN && episode->ending >= ENDING_STOP)
			return true;
	}
	return false;
}

bool account_has_stopped(const struct account *account, const char *contact, const char *sender,
			 int64_t now)
{
	uint32_t index;
	int own = sender_find(sender, strlen(sender));

	return own >= 0 && people_find(&account->people, contact, strlen(contact), &index) &&
	       stops(account, index, own, now);
}
