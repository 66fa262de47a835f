#include "views/session/lists.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/idset.h"
#include "model/sender.h"
#include "model/service.h"
#include "views/session/session_internal.h"

#define SEGMENT_BITS 2 /* of the tables below */

struct list {
	struct collection *collection;
	uint64_t job; /* that loads it; 0: none */
	bool news;    /* it has changed since the screens heard of it */
};

/* Whose pool a sender is in. */
struct place {
	struct sid sender;
	struct sid service;
};

struct lists {
	struct session *session;
	struct VEC(struct list) all;
	struct idset by_id;
	bool any_news;

	/* Made from the pools when it is asked for. */
	struct VEC(struct place) places;
	struct idset by_sender;
	bool placed;
};

static const enum resource pools[] = {
	RESOURCE_POOL_NUMBERS,
	RESOURCE_POOL_CODES,
	RESOURCE_POOL_ALPHAS,
	RESOURCE_POOL_CHANNELS,
};

static bool is_pool(enum resource resource)
{
	for (size_t i = 0; i < ARRAY_SIZE(pools); i++)
		if (pools[i] == resource)
			return true;
	return false;
}

/* -- tables ------------------------------------------------------------------------------------ */

static uint64_t hash_list(const struct list_id *id)
{
	uint8_t bytes[1 + sizeof(id->of.bytes) + sizeof(id->word)];

	bytes[0] = (uint8_t)id->resource;
	memcpy(bytes + 1, id->of.bytes, sizeof(id->of.bytes));
	memcpy(bytes + 1 + sizeof(id->of.bytes), id->word, sizeof(id->word));
	return hash_bytes(bytes, sizeof(bytes));
}

static uint64_t hash_of_list(uint32_t index, const void *context)
{
	const struct lists *lists = context;

	return hash_list(collection_id(lists->all.items[index].collection));
}

static bool names_list(uint32_t index, const void *wanted, const void *context)
{
	const struct lists *lists = context;

	return list_id_equal(collection_id(lists->all.items[index].collection), wanted);
}

static uint64_t hash_sender(const struct sid *sender)
{
	return hash_bytes(sender->bytes, sizeof(sender->bytes));
}

static uint64_t hash_of_sender(uint32_t index, const void *context)
{
	const struct lists *lists = context;

	return hash_sender(&lists->places.items[index].sender);
}

static bool names_sender(uint32_t index, const void *wanted, const void *context)
{
	const struct lists *lists = context;

	return sid_equal(&lists->places.items[index].sender, wanted);
}

struct lists *lists_new(struct session *session)
{
	struct lists *lists = xcalloc(1, sizeof(*lists));

	lists->session = session;
	lists->by_id =
		(struct idset){ .hash_of = hash_of_list, .names = names_list, .context = lists };
	lists->by_sender = (struct idset){ .hash_of = hash_of_sender,
					   .names = names_sender,
					   .context = lists };
	idset_init(&lists->by_id, SEGMENT_BITS);
	idset_init(&lists->by_sender, SEGMENT_BITS);
	return lists;
}

void lists_free(struct lists *lists)
{
	if (!lists)
		return;
	for (size_t i = 0; i < lists->all.count; i++)
		collection_free(lists->all.items[i].collection);
	vec_release(&lists->all);
	vec_release(&lists->places);
	idset_release(&lists->by_id);
	idset_release(&lists->by_sender);
	free(lists);
}

/* Valid until the next list is made. */
static struct list *find_or_make(struct lists *lists, const struct list_id *id)
{
	uint64_t hash = hash_list(id);
	uint32_t index = idset_find(&lists->by_id, hash, id);

	if (index == IDSET_NONE) {
		index = (uint32_t)lists->all.count;
		vec_push(&lists->all, ((struct list){ .collection = collection_new(id) }));
		idset_add(&lists->by_id, hash, index);
	}
	return &lists->all.items[index];
}

static struct list *find(const struct lists *lists, const struct list_id *id)
{
	uint32_t index = idset_find(&lists->by_id, hash_list(id), id);

	return index == IDSET_NONE ? NULL : &lists->all.items[index];
}

/* -- asking ------------------------------------------------------------------------------------ */

static void load(struct session *session, struct list *list, enum job_priority priority)
{
	struct job job = {
		.kind = JOB_READ,
		.priority = priority,
		.list = *collection_id(list->collection),
	};

	if (!session->fetch || list->job)
		return;
	collection_begin(list->collection);
	list->news = true;
	session->lists->any_news = true;
	list->job = session_submit(session, &job);
}

static struct collection *want(struct session *session, const struct list_id *id,
			       enum job_priority priority)
{
	struct list *list = find_or_make(session->lists, id);

	if (collection_state(list->collection) == COLLECTION_EMPTY)
		load(session, list, priority);
	return list->collection;
}

struct collection *lists_want(struct session *session, const struct list_id *id)
{
	return want(session, id, PRIORITY_NOW);
}

struct collection *lists_want_ahead(struct session *session, const struct list_id *id)
{
	return want(session, id, PRIORITY_AHEAD);
}

struct collection *lists_peek(struct session *session, const struct list_id *id)
{
	return find_or_make(session->lists, id)->collection;
}

void lists_refresh(struct session *session, const struct list_id *id)
{
	load(session, find_or_make(session->lists, id), PRIORITY_NOW);
}

/* -- answers ----------------------------------------------------------------------------------- */

static void note_change(struct lists *lists, struct list *list)
{
	const struct list_id *id = collection_id(list->collection);

	if (is_pool(id->resource) || id->resource == RESOURCE_SERVICES)
		lists->placed = false;
	list->news = true;
	lists->any_news = true;
}

static void take_page(struct lists *lists, struct list *list, struct result *result)
{
	bool more = true;

	if (result->record_count || result->bad_records)
		more = collection_take(list->collection, &result->arena, result->records,
				       result->record_count, result->bad_records);
	if (result->last || !more) {
		if (!result->last)
			fetch_cancel(lists->session->fetch, list->job);
		list->job = 0;
		collection_end(list->collection, &result->error);
	}
	note_change(lists, list);
}

/* What a change, or a look at one record, says about a list that is here. */
static void take_record(struct lists *lists, struct list *list, struct result *result)
{
	if (collection_state(list->collection) == COLLECTION_EMPTY)
		return;
	if (result->gone.kind != SID_NONE)
		collection_remove(list->collection, &result->gone);
	else if (result->record_count == 1 && result->arena.last)
		collection_put(list->collection, &result->arena, result->records);
	else
		return;
	note_change(lists, list);
}

bool lists_take(struct session *session, struct result *result)
{
	struct lists *lists = session->lists;
	struct list *list = NULL;

	if (result->kind == JOB_READ || result->kind == JOB_CHANGE)
		list = find(lists, &result->list);
	if (!list)
		return false;
	if (list->job && list->job == result->job) {
		take_page(lists, list, result);
		return true;
	}
	if (result->record_count == 1 || result->gone.kind != SID_NONE)
		take_record(lists, list, result);
	return false;
}

/* Of pools thousands may have changed: whoever looks at one looks at all that he needs, so that one is
 * told of for all of them, when the news of each is gone. */
void lists_tell(struct session *session)
{
	struct lists *lists = session->lists;
	struct list_id pool = { .resource = RESOURCE_COUNT };

	if (!lists->any_news)
		return;
	lists->any_news = false;
	/* Screens may ask for more lists meanwhile. */
	for (size_t i = 0; i < lists->all.count; i++) {
		if (!lists->all.items[i].news)
			continue;
		lists->all.items[i].news = false;
		struct list_id id = *collection_id(lists->all.items[i].collection);
		if (is_pool(id.resource))
			pool = id;
		else
			session_say(session, &(struct news){ .kind = NEWS_LIST, .list = &id });
	}
	if (pool.resource != RESOURCE_COUNT)
		session_say(session, &(struct news){ .kind = NEWS_LIST, .list = &pool });
}

bool lists_outstanding(const struct session *session)
{
	const struct lists *lists = session->lists;

	for (size_t i = 0; i < lists->all.count; i++)
		if (lists->all.items[i].job)
			return true;
	return lists->any_news;
}

void lists_stopped(struct session *session)
{
	struct lists *lists = session->lists;
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_CANCELLED, "it was not loaded to the end");
	for (size_t i = 0; i < lists->all.count; i++) {
		struct list *list = &lists->all.items[i];

		if (list->job)
			collection_end(list->collection, &err);
		list->job = 0;
	}
	error_release(&err);
}

/* -- pools ------------------------------------------------------------------------------------- */

static struct list_id services_id(void)
{
	return list_id(RESOURCE_SERVICES, NULL, NULL);
}

/* How many of the lists that pools are made of are there, of how many that are known of; and whether
 * all that could be asked for has been, and has ended. */
static bool count_pools(struct session *session, size_t *done, size_t *total)
{
	struct list_id id = services_id();
	const struct collection *services = lists_peek(session, &id);
	enum collection_state state = collection_state(services);
	bool settled = state == COLLECTION_COMPLETE || state == COLLECTION_FAILED;

	*done = collection_is_complete(services);
	*total = 1;
	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);

		for (size_t j = 0; j < ARRAY_SIZE(pools); j++) {
			id = list_id(pools[j], &service->sid, NULL);
			const struct list *list = find(session->lists, &id);

			++*total;
			if (!list) {
				settled = false;
				continue;
			}
			state = collection_state(list->collection);
			*done += collection_is_complete(list->collection);
			settled &= state == COLLECTION_COMPLETE || state == COLLECTION_FAILED;
		}
	}
	return settled;
}

bool lists_have_pools(struct session *session, size_t *done, size_t *total)
{
	size_t have, of;
	bool settled = count_pools(session, &have, &of);

	if (done)
		*done = have;
	if (total)
		*total = of;
	return settled;
}

bool lists_want_pools(struct session *session)
{
	struct list_id id = services_id();
	const struct collection *services = want(session, &id, PRIORITY_NOW);
	size_t done, total;

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);

		for (size_t j = 0; j < ARRAY_SIZE(pools); j++) {
			id = list_id(pools[j], &service->sid, NULL);
			want(session, &id, PRIORITY_AHEAD);
		}
	}
	return count_pools(session, &done, &total) && done == total;
}

static void forget_places(struct lists *lists)
{
	vec_clear(&lists->places);
	idset_release(&lists->by_sender);
	idset_init(&lists->by_sender, SEGMENT_BITS);
}

static void place_pool(struct lists *lists, const struct collection *pool)
{
	for (size_t i = 0; i < collection_count(pool); i++) {
		const struct sender *sender = collection_at(pool, i);
		uint64_t hash = hash_sender(&sender->sid);

		if (idset_find(&lists->by_sender, hash, &sender->sid) != IDSET_NONE)
			continue;
		vec_push(&lists->places, ((struct place){ .sender = sender->sid,
							  .service = collection_id(pool)->of }));
		idset_add(&lists->by_sender, hash, (uint32_t)lists->places.count - 1);
	}
}

static void place_senders(struct lists *lists)
{
	struct list_id id = services_id();
	const struct collection *services = lists_peek(lists->session, &id);

	forget_places(lists);
	for (size_t i = 0; i < lists->all.count; i++) {
		const struct collection *pool = lists->all.items[i].collection;
		const struct list_id *of = collection_id(pool);

		/* The pool of a service that was deleted is empty, whatever was known of it. */
		if (is_pool(of->resource) && collection_get(services, &of->of))
			place_pool(lists, pool);
	}
	lists->placed = true;
}

const struct service *lists_service_of(struct session *session, const struct sid *sender)
{
	struct lists *lists = session->lists;
	struct list_id id = services_id();
	const struct collection *services = lists_peek(session, &id);

	if (!lists->placed)
		place_senders(lists);
	uint32_t at = idset_find(&lists->by_sender, hash_sender(sender), sender);
	return at == IDSET_NONE ? NULL : collection_get(services, &lists->places.items[at].service);
}
