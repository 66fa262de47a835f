#include "views/services/sender_list.h"

#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "model/number.h"
#include "views/list/cells.h"

/* A key is the collection's with the part's number below it. */
#define PART_BITS 3
#define PART_MASK ((1u << PART_BITS) - 1)

static const struct {
	const char *title;
	enum resource resource;
	enum sid_kind sid;
} kinds[SENDER_KINDS] = {
	[SENDER_NUMBER] = { "PHONE NUMBERS", RESOURCE_POOL_NUMBERS, SID_PN },
	[SENDER_CODE] = { "SHORT CODES", RESOURCE_POOL_CODES, SID_SC },
	[SENDER_ALPHA] = { "ALPHA", RESOURCE_POOL_ALPHAS, SID_AI },
	[SENDER_CHANNEL] = { "CHANNELS", RESOURCE_POOL_CHANNELS, SID_XE },
};

const char *sender_kind_title(enum sender_kind kind)
{
	return kinds[kind].title;
}

enum sender_kind sender_kind_of(const struct sid *sid)
{
	unsigned kind = 0;

	while (kind < SENDER_KINDS && kinds[kind].sid != sid->kind)
		kind++;
	return (enum sender_kind)kind;
}

struct list_id sender_pool_id(const struct sid *service, enum sender_kind kind)
{
	return list_id(kinds[kind].resource, service, NULL);
}

/* -- parts ------------------------------------------------------------------------------------- */

static void add_part(struct sender_list *list, enum sender_kind kind, const struct list_id *id)
{
	struct sender_part *part = &list->parts[list->part_count++];

	part->kind = kind;
	part->id = *id;
	part->collection = lists_want(list->session, id);
	part->version = collection_version(part->collection);
}

void sender_list_init_pool(struct sender_list *list, struct session *session,
			   const struct sid *service)
{
	*list = (struct sender_list){
		.session = session,
		.service = *service,
		.only = SENDER_KINDS,
	};
	for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
		struct list_id id = sender_pool_id(service, (enum sender_kind)kind);
		add_part(list, (enum sender_kind)kind, &id);
	}
}

void sender_list_init_owned(struct sender_list *list, struct session *session, bool all)
{
	const struct list_id numbers = list_id(RESOURCE_NUMBERS, NULL, NULL);
	const struct list_id codes = list_id(RESOURCE_SHORT_CODES, NULL, NULL);
	const struct list_id whatsapp = list_id(RESOURCE_CHANNEL_SENDERS, NULL, "whatsapp");
	const struct list_id rcs = list_id(RESOURCE_CHANNEL_SENDERS, NULL, "rcs");

	*list = (struct sender_list){ .session = session, .only = SENDER_KINDS };
	add_part(list, SENDER_NUMBER, &numbers);
	if (!all)
		return;
	add_part(list, SENDER_CODE, &codes);
	add_part(list, SENDER_CHANNEL, &whatsapp);
	add_part(list, SENDER_CHANNEL, &rcs);
}

/* The services and all their pools of this kind. */
static enum sender_places places_of(struct session *session, enum sender_kind kind)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(session, &id);
	bool failed = collection_state(services) == COLLECTION_FAILED;
	bool whole = collection_is_complete(services);

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		const struct list_id pool_id = sender_pool_id(&service->sid, kind);
		const struct collection *pool = lists_peek(session, &pool_id);

		failed = failed || collection_state(pool) == COLLECTION_FAILED;
		whole = whole && collection_is_complete(pool);
	}
	return whole ? PLACES_KNOWN : failed ? PLACES_UNKNOWN : PLACES_LOADING;
}

bool sender_list_update(struct sender_list *list, struct table *table)
{
	bool changed = false;

	for (unsigned kind = 0; kind < SENDER_KINDS; kind++)
		list->places[kind] = places_of(list->session, (enum sender_kind)kind);

	for (size_t i = 0; i < list->part_count; i++) {
		struct sender_part *part = &list->parts[i];
		uint64_t version = collection_version(part->collection);

		changed = changed || version != part->version;
		part->version = version;
	}
	if (changed)
		table_reset(table);
	return changed;
}

void sender_list_refresh(struct sender_list *list)
{
	for (size_t i = 0; i < list->part_count; i++)
		lists_refresh(list->session, &list->parts[i].id);
}

size_t sender_list_count(const struct sender_list *list, enum sender_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < list->part_count; i++)
		if (kind == SENDER_KINDS || list->parts[i].kind == kind)
			count += collection_count(list->parts[i].collection);
	return count;
}

bool sender_list_has(const struct sender_list *list, enum sender_kind kind,
		     const struct error **error)
{
	bool all = true;

	*error = NULL;
	for (size_t i = 0; i < list->part_count; i++) {
		const struct sender_part *part = &list->parts[i];

		if (kind != SENDER_KINDS && part->kind != kind)
			continue;
		all = all && collection_is_complete(part->collection);
		if (collection_state(part->collection) == COLLECTION_FAILED)
			*error = collection_error(part->collection);
	}
	return all;
}

/* What failed is told before what is still coming, and that before what is there. */
static int urgency(const struct collection *collection)
{
	switch (collection_state(collection)) {
	case COLLECTION_FAILED:
		return 3;
	case COLLECTION_EMPTY:
	case COLLECTION_LOADING:
		return 2;
	case COLLECTION_AGAIN:
		return 1;
	case COLLECTION_COMPLETE:
		break;
	}
	return 0;
}

void sender_list_notice(const struct sender_list *list, const struct table *table,
			struct strbuf *text, struct table_notice *notice)
{
	const struct collection *worst = NULL;
	bool filtered = search_is_on(list->search);
	bool any;

	for (size_t i = 0; i < list->part_count; i++) {
		const struct sender_part *part = &list->parts[i];

		if (list->only != SENDER_KINDS && part->kind != list->only)
			continue;
		if (!worst || urgency(part->collection) > urgency(worst))
			worst = part->collection;
	}
	*notice = (struct table_notice){ .role = STYLE_DIM };
	if (!worst)
		return;
	any = table_count(table) > 0;
	if (collection_state(worst) == COLLECTION_FAILED)
		any = collection_count(worst) > 0;
	lists_notice(worst, filtered, any, text, notice);
}

/* -- rows -------------------------------------------------------------------------------------- */

/* The collection that a row is in; the row becomes its index there. NULL: there is no such row. */
static const struct sender_part *part_of(const struct sender_list *list, uint32_t *row)
{
	for (size_t i = 0; i < list->part_count; i++) {
		size_t count = collection_count(list->parts[i].collection);

		if (*row < count)
			return &list->parts[i];
		*row -= (uint32_t)count;
	}
	return NULL;
}

/* Of a number that does not say it; null where it cannot be told. */
static struct text country_of(struct text number)
{
	const char *country = "";

	if (number.length > 1 && number.data[0] == '+')
		country = address_country_of(number.data + 1, number.length - 1);
	return (struct text){ *country ? country : NULL, strlen(country) };
}

static void get_number(const struct number *number, struct listed_sender *out)
{
	out->sender = (struct sender){
		.sid = number->sid,
		.address = number->phone_number,
		.country = country_of(number->phone_number),
		.type = number->type,
		.status = number->status,
		.date_created = number->date_created,
		.date_updated = number->date_updated,
		.capabilities = number->capabilities,
	};
	out->name = number->friendly_name;
	out->sms_url = number->sms_url;
}

static void get_code(const struct short_code *code, struct listed_sender *out)
{
	out->sender = (struct sender){
		.sid = code->sid,
		.address = code->short_code,
		.date_created = code->date_created,
		.date_updated = code->date_updated,
	};
	out->name = code->friendly_name;
	out->sms_url = code->sms_url;
}

bool sender_list_get(const struct sender_list *list, uint32_t row, struct listed_sender *out)
{
	const struct sender_part *part = part_of(list, &row);

	*out = (struct listed_sender){ 0 };
	if (!part)
		return false;
	const void *record = collection_at(part->collection, row);
	if (part->id.resource == RESOURCE_NUMBERS)
		get_number(record, out);
	else if (part->id.resource == RESOURCE_SHORT_CODES)
		get_code(record, out);
	else
		out->sender = *(const struct sender *)record;
	return true;
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	const struct sender_list *list = data;
	size_t index = key & PART_MASK;
	uint32_t before = 0;

	if (index >= list->part_count)
		return false;
	for (size_t i = 0; i < index; i++)
		before += (uint32_t)collection_count(list->parts[i].collection);
	uint32_t at = collection_find_key(list->parts[index].collection, key >> PART_BITS);
	*row = before + at;
	return at != COLLECTION_NONE;
}

const void *sender_list_record(const struct sender_list *list, uint64_t key,
			       enum resource *resource)
{
	size_t index = key & PART_MASK;
	uint32_t at;

	if (index >= list->part_count)
		return NULL;
	at = collection_find_key(list->parts[index].collection, key >> PART_BITS);
	*resource = list->parts[index].id.resource;
	return at == COLLECTION_NONE ? NULL : collection_at(list->parts[index].collection, at);
}

bool sender_list_get_key(struct sender_list *list, uint64_t key, struct listed_sender *out)
{
	uint32_t row;

	return source_find(list, key, &row) && sender_list_get(list, row, out);
}

static size_t source_count(void *data)
{
	return sender_list_count(data, SENDER_KINDS);
}

static uint64_t source_key(void *data, uint32_t row)
{
	const struct sender_list *list = data;
	const struct sender_part *part = part_of(list, &row);

	if (!part)
		return 0;
	return collection_key(part->collection, row) << PART_BITS | (uint64_t)(part - list->parts);
}

static bool source_match(void *data, uint32_t row)
{
	const struct sender_list *list = data;
	uint32_t index = row;
	const struct sender_part *part = part_of(list, &index);

	return part && (list->only == SENDER_KINDS || part->kind == list->only) &&
	       search_passes(list->search, list, &row);
}

const struct table_source sender_list_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};
