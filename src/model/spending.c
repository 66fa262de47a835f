#include "model/spending.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/address.h"
#include "model/idset.h"
#include "model/intern.h"
#include "model/tally.h"

#define LETTERS 26
#define COUNTRIES (LETTERS * LETTERS + 1) /* and none */
#define NO_GROUP UINT32_MAX
#define MARK_NOBODY UINT32_MAX
#define SEGMENT_BITS 2
#define ADDRESS_KNOWN 1u
#define ADDRESS_CHANNEL 2u
#define ADDRESS_CODE 4u
#define ADDRESS_COUNTRY_SHIFT 3

/* What tells groups apart. Zeroed, so that it may be hashed and compared as bytes. */
struct likeness {
	int64_t units; /* of the price, as charged */
	uint32_t unit; /* its currency's number */
	uint16_t country;
	uint16_t segments;
	uint8_t scale;
	uint8_t part; /* enum spending_part */
	bool billed;
	bool failed;
	bool code;
	uint8_t unused[3];
};

struct group {
	struct likeness like;
	uint64_t messages;
	uint32_t next; /* of the same country; NO_GROUP: none */
};

struct of_country {
	struct spending_count parts[SPENDING_PARTS];
	uint32_t first; /* group */
};

struct spending {
	struct tally tally;
	struct VEC(struct group) groups; /* a row's mark is its group's number and one */
	struct idset by_likeness;
	struct intern units;
	struct VEC(uint16_t) addresses; /* what is known of each, by its number in the store */
	struct of_country countries[COUNTRIES];
};

/* -- countries and addresses ------------------------------------------------------------------- */

static uint16_t country_number(const char *iso)
{
	if (iso[0] < 'A' || iso[0] > 'Z' || iso[1] < 'A' || iso[1] > 'Z')
		return 0;
	return (uint16_t)((iso[0] - 'A') * LETTERS + (iso[1] - 'A') + 1);
}

static uint16_t look_at_address(struct text text)
{
	struct address address;

	address_parse(text, &address);
	return (uint16_t)(ADDRESS_KNOWN | (address.channel.data ? ADDRESS_CHANNEL : 0) |
			  (address.kind == ADDRESS_SHORT_CODE ? ADDRESS_CODE : 0) |
			  (unsigned)country_number(address.country) << ADDRESS_COUNTRY_SHIFT);
}

/* Each address is parsed once. */
static unsigned about_address(struct spending *spending, uint32_t number, struct text text)
{
	while (spending->addresses.count <= number)
		vec_push(&spending->addresses, 0);
	uint16_t *about = &spending->addresses.items[number];
	if (!*about)
		*about = look_at_address(text);
	return *about;
}

/* -- groups ------------------------------------------------------------------------------------ */

static uint64_t hash_likeness(const struct likeness *like)
{
	return hash_bytes(like, sizeof(*like));
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	return hash_likeness(&((const struct spending *)context)->groups.items[id].like);
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	const struct spending *spending = context;

	return memcmp(&spending->groups.items[id].like, wanted, sizeof(struct likeness)) == 0;
}

static uint32_t group_of(struct spending *spending, const struct likeness *like)
{
	uint64_t hash = hash_likeness(like);
	uint32_t number = idset_find(&spending->by_likeness, hash, like);
	uint32_t *first = &spending->countries[like->country].first;

	if (number != IDSET_NONE)
		return number;
	number = (uint32_t)spending->groups.count;
	vec_push(&spending->groups, ((struct group){ .like = *like, .next = *first }));
	*first = number;
	idset_add(&spending->by_likeness, hash, number);
	return number;
}

static void add(struct spending *spending, uint32_t number, uint64_t step)
{
	struct group *group = &spending->groups.items[number];
	const struct likeness *like = &group->like;
	struct spending_count *count = &spending->countries[like->country].parts[like->part];
	uint64_t segments = like->failed ? 0 : step * like->segments;

	group->messages += step;
	count->messages += step;
	count->failed += like->failed ? step : 0;
	count->unbilled += like->billed || like->failed ? 0 : step;
	count->segments += segments;
	count->code_segments += like->code ? segments : 0;
}

/* -- rows -------------------------------------------------------------------------------------- */

static void describe(struct spending *spending, const struct message *message, uint32_t row,
		     struct likeness *like)
{
	const struct store *store = spending->tally.store;
	bool inbound = message->direction == DIRECTION_INBOUND;
	unsigned from = about_address(spending, store_from_id(store, row), message->from);
	unsigned to = about_address(spending, store_to_id(store, row), message->to);
	unsigned own = inbound ? to : from, other = inbound ? from : to;
	unsigned country = (inbound ? own : other) >> ADDRESS_COUNTRY_SHIFT;
	struct decimal price = decimal_negate(message->price);

	memset(like, 0, sizeof(*like));
	like->part = (from | to) & ADDRESS_CHANNEL ? SPENDING_CHANNEL
		     : message->num_media          ? SPENDING_MEDIA
						   : SPENDING_SMS;
	like->part = (uint8_t)(like->part + (inbound ? SPENDING_RECEIVED_SMS : 0));
	like->country = (uint16_t)(country ? country : other >> ADDRESS_COUNTRY_SHIFT);
	like->segments = message->num_segments ? message->num_segments : 1;
	like->failed = message->status == STATUS_FAILED;
	like->code = (own & ADDRESS_CODE) != 0;
	like->billed = message->has_price;
	if (message->has_price) {
		like->units = price.units;
		like->scale = price.scale;
		like->unit = intern_full(&spending->units)
				     ? INTERN_NULL
				     : intern_add(&spending->units, message->price_unit);
	}
}

static uint32_t count_row(void *data, uint32_t row)
{
	struct spending *spending = data;
	struct message message;
	struct likeness like;

	store_get(spending->tally.store, row, &message);
	if (message.status == STATUS_SCHEDULED || message.status == STATUS_CANCELED ||
	    spending->groups.count == IDSET_ID_MAX)
		return MARK_NOBODY;
	describe(spending, &message, row, &like);
	uint32_t number = group_of(spending, &like);
	add(spending, number, 1);
	return number + 1;
}

static void take_back(void *data, uint32_t mark)
{
	if (mark != MARK_NOBODY)
		add(data, mark - 1, UINT64_MAX);
}

static void begin(struct spending *spending)
{
	idset_init(&spending->by_likeness, SEGMENT_BITS);
	intern_init(&spending->units, SEGMENT_BITS);
	memset(spending->countries, 0, sizeof(spending->countries));
	for (size_t i = 0; i < COUNTRIES; i++)
		spending->countries[i].first = NO_GROUP;
}

static void end(struct spending *spending)
{
	vec_release(&spending->groups);
	vec_release(&spending->addresses);
	idset_release(&spending->by_likeness);
	intern_release(&spending->units);
}

static void forget(void *data)
{
	end(data);
	begin(data);
}

static const struct tally_ops tally_ops = {
	.count = count_row,
	.take_back = take_back,
	.forget = forget,
};

/* -- the whole --------------------------------------------------------------------------------- */

struct spending *spending_new(struct store *store)
{
	struct spending *spending = xcalloc(1, sizeof(*spending));

	spending->by_likeness =
		(struct idset){ .hash_of = hash_of, .names = names, .context = spending };
	begin(spending);
	tally_init(&spending->tally, store, &tally_ops, spending);
	return spending;
}

void spending_free(struct spending *spending)
{
	if (!spending)
		return;
	tally_release(&spending->tally);
	end(spending);
	free(spending);
}

bool spending_work(struct spending *spending, int64_t deadline_ns)
{
	return tally_work(&spending->tally, deadline_ns);
}

bool spending_busy(const struct spending *spending)
{
	return tally_busy(&spending->tally);
}

/* -- asking ------------------------------------------------------------------------------------ */

void spending_count(const struct spending *spending, const char *iso, enum spending_part part,
		    struct spending_count *out)
{
	*out = spending->countries[country_number(iso)].parts[part];
}

static uint64_t count_parts(const struct spending *spending, const char *iso,
			    enum spending_part from, enum spending_part end)
{
	const struct of_country *country = &spending->countries[country_number(iso)];
	uint64_t messages = 0;

	for (unsigned part = from; part < end; part++)
		messages += country->parts[part].messages;
	return messages;
}

uint64_t spending_sent(const struct spending *spending, const char *iso)
{
	return count_parts(spending, iso, SPENDING_SMS, SPENDING_RECEIVED_SMS);
}

uint64_t spending_received(const struct spending *spending, const char *iso)
{
	return count_parts(spending, iso, SPENDING_RECEIVED_SMS, SPENDING_PARTS);
}

static int compare_units(struct text a, struct text b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? memcmp(a.data, b.data, shorter) : 0;

	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static struct spending_sum *sum_in(struct spending_sums *sums, struct text unit)
{
	size_t at = 0;

	while (at < sums->count && compare_units(sums->items[at].unit, unit) < 0)
		at++;
	if (at < sums->count && compare_units(sums->items[at].unit, unit) == 0)
		return &sums->items[at];
	if (sums->count == SPENDING_SUMS_MAX)
		return NULL;
	memmove(&sums->items[at + 1], &sums->items[at], (sums->count - at) * sizeof(*sums->items));
	sums->count++;
	sums->items[at] = (struct spending_sum){ .unit = unit };
	return &sums->items[at];
}

static void add_group(const struct spending *spending, const struct group *group,
		      struct spending_sums *sums)
{
	struct decimal cost = { .units = group->like.units, .scale = group->like.scale };
	struct spending_sum *sum;

	if (!group->messages || !group->like.billed)
		return;
	sum = sum_in(sums, intern_text(&spending->units, group->like.unit));
	if (!sum || !decimal_times(&cost, group->messages) || !decimal_add(&sum->value, cost))
		sums->incomplete = true;
}

static void add_parts(const struct spending *spending, const char *iso, enum spending_part from,
		      enum spending_part end, struct spending_sums *sums)
{
	uint32_t number = spending->countries[country_number(iso)].first;

	for (; number != NO_GROUP; number = spending->groups.items[number].next) {
		const struct group *group = &spending->groups.items[number];

		if (group->like.part >= from && group->like.part < end)
			add_group(spending, group, sums);
	}
}

void spending_add(const struct spending *spending, const char *iso, enum spending_part part,
		  struct spending_sums *sums)
{
	add_parts(spending, iso, part, part + 1, sums);
}

void spending_add_all(const struct spending *spending, const char *iso, struct spending_sums *sums)
{
	add_parts(spending, iso, SPENDING_SMS, SPENDING_PARTS, sums);
}

int spending_sums_compare(const struct spending_sums *a, const struct spending_sums *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count; k++)
			if (compare_units(a->items[i].unit, b->items[k].unit) == 0)
				return decimal_compare(a->items[i].value, b->items[k].value);
	return (a->count > b->count) - (a->count < b->count);
}
