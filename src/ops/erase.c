#include "ops/erase_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/medium.h"

#define INDEX_BITS 6
#define LISTS_AT_ONCE 4
#define PAGES_AHEAD 2
#define MEDIA_AT_ONCE 16

/* -- life -------------------------------------------------------------------------------------- */

static uint64_t hash_sid(const struct sid *sid)
{
	return hash_bytes(sid->bytes, sizeof(sid->bytes));
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	return hash_sid(&((const struct erase *)context)->items.items[id].sid);
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	return sid_equal(&((const struct erase *)context)->items.items[id].sid, wanted);
}

static uint64_t submit_to_fetch(void *fetch, struct job *job)
{
	return fetch_submit(fetch, job);
}

static void more_of_fetch(void *fetch, uint64_t job)
{
	fetch_more(fetch, job);
}

static void cancel_in_fetch(void *fetch, uint64_t job)
{
	fetch_cancel(fetch, job);
}

void erase_use_fetch(struct erase_transport *transport, struct fetch *fetch)
{
	*transport = (struct erase_transport){
		.context = fetch,
		.submit = submit_to_fetch,
		.more = more_of_fetch,
		.cancel = cancel_in_fetch,
	};
}

struct erase *erase_new(const struct erase_wanted *wanted, const struct erase_transport *transport)
{
	struct erase *erase = xcalloc(1, sizeof(*erase));

	erase->wanted = *wanted;
	erase->about = wanted->about ? xstrdup(wanted->about) : NULL;
	erase->transport = *transport;
	erase->error = (struct error)ERROR_INIT;
	erase->index.hash_of = hash_of;
	erase->index.names = names;
	erase->index.context = erase;
	idset_init(&erase->index, INDEX_BITS);
	return erase;
}

static void cancel_all(struct erase *erase)
{
	for (size_t i = 0; i < erase->flights.count; i++)
		erase->transport.cancel(erase->transport.context, erase->flights.items[i].job);
	vec_clear(&erase->flights);
}

void erase_free(struct erase *erase)
{
	if (!erase)
		return;
	cancel_all(erase);
	for (size_t i = 0; i < erase->forms.count; i++)
		mem_wipe_free(erase->forms.items[i]);
	vec_release(&erase->forms);
	vec_release(&erase->items);
	vec_release(&erase->flights);
	vec_release(&erase->with_media);
	idset_release(&erase->index);
	plan_free(erase->plan);
	error_release(&erase->error);
	mem_wipe_free(erase->about);
	free(erase);
}

enum erase_state erase_state(const struct erase *erase)
{
	return erase->state;
}

const struct erase_count *erase_count(const struct erase *erase)
{
	return &erase->count;
}

const struct error *erase_error(const struct erase *erase)
{
	return &erase->error;
}

struct plan *erase_take_plan(struct erase *erase)
{
	struct plan *plan = erase->plan;

	erase->plan = NULL;
	return plan;
}

void erase_submit(struct erase *erase, struct job *job, enum erase_flight_kind kind, size_t which)
{
	vec_push(&erase->flights,
		 ((struct erase_flight){
			 .job = erase->transport.submit(erase->transport.context, job),
			 .kind = kind,
			 .which = (uint32_t)which,
		 }));
}

/* -- what is listed ---------------------------------------------------------------------------- */

static size_t list_count(const struct erase *erase)
{
	return erase->forms.count ? 2 * erase->forms.count : 1;
}

static struct text form_of(const struct erase *erase, size_t list)
{
	const char *form = erase->forms.items[list / 2];

	return (struct text){ form, strlen(form) };
}

static void ask_list(struct erase *erase)
{
	size_t list = erase->lists_asked++;
	struct job job = {
		.kind = JOB_LIST,
		.priority = PRIORITY_AHEAD,
		.since = DATE_NONE,
		.until = DATE_NONE,
		.pages = PAGES_AHEAD,
	};

	if (erase->forms.count)
		*(list % 2 ? &job.from : &job.to) = form_of(erase, list);
	erase_submit(erase, &job, ERASE_LIST, list);
}

static void ask_media(struct erase *erase)
{
	size_t which = erase->media_asked++;
	struct job job = {
		.kind = JOB_READ,
		.priority = PRIORITY_AHEAD,
		.list = list_id(RESOURCE_MEDIA, &erase->with_media.items[which], ""),
	};

	erase_submit(erase, &job, ERASE_MEDIA, which);
}

static void end_round(struct erase *erase)
{
	size_t count = erase->count.scheduled;

	erase->state = ERASE_FOUND;
	if (count)
		plan_note(erase->plan,
			  "%zu %s scheduled and %s cancelled first, so that nothing more is sent",
			  count, count == 1 ? "is" : "are", count == 1 ? "is" : "are");
}

static void find_on(struct erase *erase)
{
	while (erase->lists_asked < list_count(erase) && erase->flights.count < LISTS_AT_ONCE)
		ask_list(erase);
	while (erase->count.lists_done == list_count(erase) &&
	       erase->media_asked < erase->with_media.count && erase->flights.count < MEDIA_AT_ONCE)
		ask_media(erase);
	if (!erase->flights.count)
		end_round(erase);
}

void erase_begin(struct erase *erase)
{
	enum plan_source source = erase->forms.count ? PLAN_OF_CONTACT : PLAN_OF_SHOWN;

	erase->state = ERASE_FINDING;
	plan_free(erase->plan);
	erase->plan = plan_new(source, erase->about);
	erase->plan->erasure = true;
	erase_sign(erase, erase->plan);
	erase->count = (struct erase_count){ .oldest = DATE_NONE,
					     .newest = DATE_NONE,
					     .lists = list_count(erase) };
	erase->lists_asked = erase->media_asked = 0;
	vec_clear(&erase->with_media);
	for (size_t i = 0; i < erase->items.count; i++)
		erase->items.items[i].listed = false;
	find_on(erase);
}

void erase_find(struct erase *erase)
{
	error_release(&erase->error);
	erase_begin(erase);
}

static void fail(struct erase *erase, const struct error *err)
{
	cancel_all(erase);
	error_release(&erase->error);
	error_copy(&erase->error, err);
	erase->state = ERASE_FAILED;
}

/* -- what comes -------------------------------------------------------------------------------- */

uint32_t erase_known(const struct erase *erase, const struct sid *sid)
{
	return idset_find(&erase->index, hash_sid(sid), sid);
}

static bool is_of(const struct erase *erase, size_t list, const struct message *message)
{
	struct text form, party = list % 2 ? message->from : message->to;

	if (!erase->forms.count)
		return true;
	form = form_of(erase, list);
	return party.data && party.length == form.length &&
	       memcmp(party.data, form.data, form.length) == 0;
}

static bool is_wanted(const struct erase *erase, const struct message *message)
{
	const struct erase_wanted *wanted = &erase->wanted;
	int64_t when = message_time(message);

	/* What has no time at all is in no stretch of it. */
	if (when == DATE_NONE && (wanted->since != DATE_NONE || wanted->until != DATE_NONE))
		return false;
	if (wanted->since != DATE_NONE && when < wanted->since)
		return false;
	if (wanted->until != DATE_NONE && when > wanted->until)
		return false;
	return !wanted->filter || filter_match_message(wanted->filter, message);
}

static bool is_under_way(const struct message *message)
{
	const struct op_target target = { .status = (enum message_status)message->status };

	return op_judge(OP_DELETE, &target).decision == OP_WAIT;
}

static void count_message(struct erase_count *count, const struct message *message)
{
	int64_t when = message_time(message);

	count->messages++;
	count->inbound += message->direction == DIRECTION_INBOUND;
	count->outbound += message->direction != DIRECTION_INBOUND;
	count->with_media += message->num_media > 0;
	count->media += message->num_media;
	count->without_text += message->body.length == 0;
	count->scheduled += message->status == STATUS_SCHEDULED;
	count->not_final += is_under_way(message);
	if (when == DATE_NONE)
		return;
	if (count->oldest == DATE_NONE || when < count->oldest)
		count->oldest = when;
	if (count->newest == DATE_NONE || when > count->newest)
		count->newest = when;
}

uint32_t erase_remember(struct erase *erase, const struct sid *sid)
{
	uint32_t id = (uint32_t)erase->items.count;

	vec_push(&erase->items, ((struct erase_item){ .sid = *sid }));
	idset_add(&erase->index, hash_sid(sid), id);
	return id;
}

static bool take_new(struct erase *erase, const struct message *message, struct error *err)
{
	enum op op = erase->wanted.op;

	if ((message->status == STATUS_SCHEDULED &&
	     !plan_add_message(erase->plan, OP_CANCEL, message, err)) ||
	    !plan_add_message(erase->plan, op, message, err))
		return false;
	erase_remember(erase, &message->sid);
	count_message(&erase->count, message);
	if (op == OP_REDACT && erase->wanted.media && message_may_have_media(message))
		vec_push(&erase->with_media, message->sid);
	if (erase->wanted.found)
		erase->wanted.found(erase->wanted.context, message);
	return true;
}

static void take_known(struct erase *erase, uint32_t known)
{
	struct erase_item *item = &erase->items.items[known];

	erase->count.listed += item->gone && !item->listed;
	item->listed |= item->gone;
}

static bool take_page(struct erase *erase, size_t list, const struct result *result,
		      struct error *err)
{
	erase->count.bad_records += result->bad_records;
	erase->count.read += result->message_count;
	for (size_t i = 0; i < result->message_count; i++) {
		const struct message *message = &result->messages[i];
		uint32_t known = erase_known(erase, &message->sid);

		if (!is_of(erase, list, message))
			erase->count.strangers++;
		else if (known != IDSET_NONE)
			take_known(erase, known);
		else if (is_wanted(erase, message) && !take_new(erase, message, err))
			return false;
	}
	return true;
}

static bool take_media(struct erase *erase, size_t which, const struct result *result,
		       struct error *err)
{
	const struct medium *media = result->records;

	erase->count.bad_records += result->bad_records;
	for (size_t i = 0; i < result->record_count; i++) {
		const struct plan_target target = { .sid = media[i].sid,
						    .of = erase->with_media.items[which] };

		if (!plan_add_target(erase->plan, OP_DELETE_MEDIUM, &target, err))
			return false;
	}
	/* There is nothing to be known of a medium before. */
	plan_judge(erase->plan, NULL, INT64_MAX);
	erase->plan->media = 0;
	return true;
}

/* A message that went meanwhile has no media any more. */
static bool is_gone(const struct erase_flight *flight, const struct result *result)
{
	return flight->kind == ERASE_MEDIA && result->error.http_status == 404 &&
	       result->error.code;
}

static void take_found(struct erase *erase, const struct erase_flight *flight,
		       const struct result *result)
{
	struct error err = ERROR_INIT;
	bool good = flight->kind == ERASE_LIST ? take_page(erase, flight->which, result, &err)
					       : take_media(erase, flight->which, result, &err);

	if (!good)
		fail(erase, &err);
	else if (result->error.kind != ERROR_NONE && !is_gone(flight, result))
		fail(erase, &result->error);
	else if (flight->kind == ERASE_LIST && result->last)
		erase->count.lists_done++;
	else if (flight->kind == ERASE_LIST)
		erase->transport.more(erase->transport.context, flight->job);
	error_release(&err);
}

bool erase_take(struct erase *erase, const struct result *result)
{
	size_t at = 0;

	while (at < erase->flights.count && erase->flights.items[at].job != result->job)
		at++;
	if (at == erase->flights.count)
		return false;
	struct erase_flight *flight = &erase->flights.items[at];
	if (flight->kind == ERASE_ITEM)
		erase_looked(erase, flight, result);
	else
		take_found(erase, flight, result);
	if (erase->state == ERASE_FAILED)
		return true;
	if (result->last)
		vec_remove(&erase->flights, at);
	if (erase->state == ERASE_LOOKING)
		erase_look_on(erase);
	else
		find_on(erase);
	return true;
}
