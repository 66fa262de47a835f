#include "model/collection.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/idset.h"

#define SEGMENT_BITS 2 /* of the table of identities: most lists are short */

/* What was ever seen in this list; its index is the key less one. */
struct known {
	struct sid identity;
	uint32_t at[2];     /* its place in each of the batches, COLLECTION_NONE where it is not */
	uint32_t overruled; /* the load in which a change overruled what its pages say */
};

/* The arena of a record that came alone, shared by the batches that have it. */
struct single {
	struct arena arena;
	unsigned users;
};

struct entry {
	const void *record;
	struct single *single; /* NULL: the record is a page's */
	uint32_t known;
};

struct batch {
	struct VEC(struct entry) entries;
	struct VEC(struct arena) pages;
};

struct collection {
	struct list_id id;
	const struct resource_info *info;
	struct VEC(struct known) known;
	struct idset identities;
	/* What is shown, and what a load collects beside it. */
	struct batch batches[2];
	unsigned shown;
	bool beside; /* the load under way goes into the other batch */
	bool full;   /* it has more than COLLECTION_MAX */
	uint32_t load;
	enum collection_state state;
	int64_t loaded;
	struct error error;
	size_t bad;      /* of what is shown */
	size_t bad_load; /* of the load under way */
	uint64_t version;
};

static uint64_t identity_hash(const struct sid *identity)
{
	uint8_t bytes[sizeof(identity->bytes) + 1];

	memcpy(bytes, identity->bytes, sizeof(identity->bytes));
	bytes[sizeof(identity->bytes)] = identity->kind;
	return hash_bytes(bytes, sizeof(bytes));
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	const struct collection *c = context;

	return identity_hash(&c->known.items[id].identity);
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	const struct collection *c = context;

	return sid_equal(&c->known.items[id].identity, wanted);
}

struct collection *collection_new(const struct list_id *id)
{
	struct collection *c = xcalloc(1, sizeof(*c));

	c->id = *id;
	c->info = resource_info(id->resource);
	c->loaded = DATE_NONE;
	c->error = (struct error)ERROR_INIT;
	c->identities = (struct idset){ .hash_of = hash_of, .names = names, .context = c };
	idset_init(&c->identities, SEGMENT_BITS);
	return c;
}

static void drop_single(struct single *single)
{
	if (!single || --single->users > 0)
		return;
	arena_wipe(&single->arena);
	free(single);
}

static void empty_batch(struct collection *c, unsigned which)
{
	struct batch *batch = &c->batches[which];

	for (size_t i = 0; i < batch->entries.count; i++) {
		c->known.items[batch->entries.items[i].known].at[which] = COLLECTION_NONE;
		drop_single(batch->entries.items[i].single);
	}
	for (size_t i = 0; i < batch->pages.count; i++)
		arena_wipe(&batch->pages.items[i]);
	vec_release(&batch->entries);
	vec_release(&batch->pages);
}

void collection_free(struct collection *c)
{
	if (!c)
		return;
	empty_batch(c, 0);
	empty_batch(c, 1);
	idset_release(&c->identities);
	vec_release(&c->known);
	error_release(&c->error);
	free(c);
}

const struct list_id *collection_id(const struct collection *c)
{
	return &c->id;
}

static bool is_loading(const struct collection *c)
{
	return c->state == COLLECTION_LOADING || c->state == COLLECTION_AGAIN;
}

enum collection_state collection_state(const struct collection *c)
{
	return c->state;
}

bool collection_is_complete(const struct collection *c)
{
	return c->loaded != DATE_NONE;
}

int64_t collection_loaded(const struct collection *c)
{
	return c->loaded;
}

const struct error *collection_error(const struct collection *c)
{
	return &c->error;
}

size_t collection_bad(const struct collection *c)
{
	return is_loading(c) && !c->beside ? c->bad_load : c->bad;
}

uint64_t collection_version(const struct collection *c)
{
	return c->version;
}

/* -- entries ----------------------------------------------------------------------------------- */

static struct known *know(struct collection *c, const struct sid *identity, uint32_t *index)
{
	uint64_t hash = identity_hash(identity);

	*index = idset_find(&c->identities, hash, identity);
	if (*index == IDSET_NONE) {
		*index = (uint32_t)c->known.count;
		vec_push(&c->known, ((struct known){ .identity = *identity,
						     .at = { COLLECTION_NONE, COLLECTION_NONE } }));
		idset_add(&c->identities, hash, *index);
	}
	return &c->known.items[*index];
}

/* The places of all entries from `from` on have changed. */
static void place(struct collection *c, unsigned which, size_t from)
{
	struct batch *batch = &c->batches[which];

	for (size_t i = from; i < batch->entries.count; i++)
		c->known.items[batch->entries.items[i].known].at[which] = (uint32_t)i;
}

static void replace(struct batch *batch, uint32_t at, const void *record, struct single *single)
{
	struct entry *entry = &batch->entries.items[at];

	drop_single(entry->single);
	entry->single = single;
	entry->record = record;
}

static void take_out(struct collection *c, unsigned which, struct known *known)
{
	struct batch *batch = &c->batches[which];
	uint32_t at = known->at[which];

	if (at == COLLECTION_NONE)
		return;
	known->at[which] = COLLECTION_NONE;
	drop_single(batch->entries.items[at].single);
	vec_remove(&batch->entries, at);
	place(c, which, at);
}

/* -- loads ------------------------------------------------------------------------------------- */

void collection_begin(struct collection *c)
{
	if (is_loading(c))
		return;
	c->state = collection_is_complete(c) ? COLLECTION_AGAIN : COLLECTION_LOADING;
	c->beside = c->batches[c->shown].entries.count > 0;
	c->full = false;
	c->bad_load = 0;
	c->load++;
	error_release(&c->error);
	c->version++;
}

bool collection_take(struct collection *c, struct arena *arena, const void *records, size_t count,
		     size_t bad)
{
	unsigned which = c->beside ? !c->shown : c->shown;
	struct batch *batch = &c->batches[which];

	if (!is_loading(c)) {
		arena_wipe(arena);
		return false;
	}
	vec_push(&batch->pages, (struct arena)ARENA_INIT);
	arena_move(&batch->pages.items[batch->pages.count - 1], arena);
	c->bad_load += bad;
	c->version++;
	for (size_t i = 0; i < count; i++) {
		const void *record = (const char *)records + i * c->info->size;
		struct sid identity;
		uint32_t index;

		c->info->identity(record, &identity);
		struct known *known = know(c, &identity, &index);
		if (known->overruled == c->load)
			continue;
		if (known->at[which] != COLLECTION_NONE) {
			replace(batch, known->at[which], record, NULL);
		} else if (batch->entries.count >= COLLECTION_MAX) {
			c->full = true;
		} else {
			known->at[which] = (uint32_t)batch->entries.count;
			vec_push(&batch->entries,
				 ((struct entry){ .record = record, .known = index }));
		}
	}
	return !c->full;
}

/* What a load brought before it failed is of use only while nothing better is there. */
static bool is_worth_showing(const struct collection *c, bool well)
{
	return well || (!collection_is_complete(c) &&
			c->batches[!c->shown].entries.count >= c->batches[c->shown].entries.count);
}

void collection_end(struct collection *c, const struct error *err)
{
	bool well = (!err || err->kind == ERROR_NONE) && !c->full;

	if (!is_loading(c))
		return;
	bool taken = !c->beside || is_worth_showing(c, well);
	if (c->beside && taken)
		c->shown = !c->shown;
	if (taken)
		c->bad = c->bad_load;
	empty_batch(c, !c->shown);
	c->beside = false;
	c->bad_load = 0;
	c->version++;
	c->state = well ? COLLECTION_COMPLETE : COLLECTION_FAILED;
	if (well)
		c->loaded = clock_now();
	else if (c->full)
		error_set(&c->error, ERROR_LIMIT, "there are more than %d %s; the rest is left out",
			  COLLECTION_MAX, c->info->title);
	else
		error_copy(&c->error, err);
}

/* -- changes ----------------------------------------------------------------------------------- */

static void put(struct collection *c, unsigned which, struct known *known, uint32_t index,
		const void *record, struct single *single)
{
	struct batch *batch = &c->batches[which];

	single->users++;
	if (known->at[which] != COLLECTION_NONE) {
		replace(batch, known->at[which], record, single);
		return;
	}
	vec_reserve(&batch->entries, batch->entries.count + 1);
	memmove(batch->entries.items + 1, batch->entries.items,
		batch->entries.count * sizeof(*batch->entries.items));
	batch->entries.items[0] =
		(struct entry){ .record = record, .single = single, .known = index };
	batch->entries.count++;
	place(c, which, 0);
}

void collection_put(struct collection *c, struct arena *arena, const void *record)
{
	struct single *single = xcalloc(1, sizeof(*single));
	struct sid identity;
	uint32_t index;

	arena_move(&single->arena, arena);
	c->info->identity(record, &identity);
	struct known *known = know(c, &identity, &index);
	put(c, c->shown, known, index, record, single);
	if (is_loading(c))
		known->overruled = c->load;
	if (c->beside)
		put(c, !c->shown, known, index, record, single);
	c->version++;
}

void collection_remove(struct collection *c, const struct sid *identity)
{
	uint32_t index = idset_find(&c->identities, identity_hash(identity), identity);

	if (index == IDSET_NONE && !is_loading(c))
		return;
	struct known *known = know(c, identity, &index);
	if (is_loading(c))
		known->overruled = c->load;
	take_out(c, c->shown, known);
	take_out(c, !c->shown, known);
	c->version++;
}

void collection_clear(struct collection *c)
{
	empty_batch(c, 0);
	empty_batch(c, 1);
	error_release(&c->error);
	c->state = COLLECTION_EMPTY;
	c->loaded = DATE_NONE;
	c->beside = c->full = false;
	c->bad = c->bad_load = 0;
	c->version++;
}

/* -- reading ----------------------------------------------------------------------------------- */

size_t collection_count(const struct collection *c)
{
	return c->batches[c->shown].entries.count;
}

const void *collection_at(const struct collection *c, size_t index)
{
	return c->batches[c->shown].entries.items[index].record;
}

uint64_t collection_key(const struct collection *c, size_t index)
{
	return (uint64_t)c->batches[c->shown].entries.items[index].known + 1;
}

uint32_t collection_find(const struct collection *c, const struct sid *identity)
{
	uint32_t index = idset_find(&c->identities, identity_hash(identity), identity);

	return index == IDSET_NONE ? COLLECTION_NONE : c->known.items[index].at[c->shown];
}

uint32_t collection_find_key(const struct collection *c, uint64_t key)
{
	if (key == 0 || key > c->known.count)
		return COLLECTION_NONE;
	return c->known.items[key - 1].at[c->shown];
}

const void *collection_get(const struct collection *c, const struct sid *identity)
{
	uint32_t at = collection_find(c, identity);

	return at == COLLECTION_NONE ? NULL : collection_at(c, at);
}
