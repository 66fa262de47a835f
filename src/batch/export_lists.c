/*
 * export_lists.c - the account's lists that are records of their own, and those that belong to others:
 * the senders of services, the prices of countries.
 */
#include "batch/export_internal.h"

#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"
#include "batch/fan.h"
#include "model/number.h"
#include "model/service.h"

/* -- lists of the account ---------------------------------------------------------------------- */

/* Reads a list of the account, and gives each page to `take`. */
static bool read_list(struct export *x, enum resource resource, export_take *take, void *context,
		      struct error *err)
{
	struct job job = { .kind = JOB_READ,
			   .priority = PRIORITY_HISTORY,
			   .list = list_id(resource, NULL, NULL) };
	bool ok = true, last = false;

	fetch_submit(x->fetch, &job);
	while (ok && !last) {
		struct result *result = export_receive(x);

		last = result->last;
		ok = export_is_good(result, err);
		if (ok) {
			export_count_bad(x, result);
			ok = take(x, result, context, err);
		}
		result_free(result);
	}
	return ok;
}

static bool write_page(struct export *x, struct result *page, void *context, struct error *err)
{
	const size_t size = resource_info(page->list.resource)->size;

	(void)context;
	x->read += page->record_count;
	for (size_t i = 0; i < page->record_count; i++)
		if (!export_row(x, (const char *)page->records + i * size, DATE_NONE, err))
			return false;
	return target_flush(&x->target, err);
}

bool export_read_services(struct export *x, struct error *err)
{
	return read_list(x, RESOURCE_SERVICES, write_page, NULL, err);
}

bool export_read_short_codes(struct export *x, struct error *err)
{
	return read_list(x, RESOURCE_SHORT_CODES, write_page, NULL, err);
}

bool export_read_numbers(struct export *x, struct error *err)
{
	return read_list(x, RESOURCE_NUMBERS, write_page, NULL, err);
}

/* -- lists of lists ---------------------------------------------------------------------------- */

/* What the lists belong to, in the order of its own list: services, or countries. */
struct owner {
	struct sid sid;
	char *name;
	char word[LIST_WORD_SIZE];
};

struct owners VEC(struct owner);

static void owners_release(struct owners *owners)
{
	for (size_t i = 0; i < owners->count; i++)
		free(owners->items[i].name);
	vec_release(owners);
}

static char *copy(struct text text)
{
	return text.data ? xstrndup(text.data, text.length) : NULL;
}

static bool note_services(struct export *x, struct result *page, void *context, struct error *err)
{
	const char *wanted = x->wanted->service;
	struct owners *owners = context;
	const struct service *services = page->records;
	char sid[SID_SIZE];

	(void)err;
	for (size_t i = 0; i < page->record_count; i++) {
		struct owner owner = { .sid = services[i].sid,
				       .name = copy(services[i].friendly_name) };

		sid_format(&owner.sid, sid);
		if (!wanted || strcmp(wanted, sid) == 0 ||
		    (owner.name && strcmp(wanted, owner.name) == 0))
			vec_push(owners, owner);
		else
			free(owner.name);
	}
	return true;
}

static bool note_countries(struct export *x, struct result *page, void *context, struct error *err)
{
	const char *wanted = x->wanted->country;
	struct owners *owners = context;
	const struct country *countries = page->records;

	(void)err;
	for (size_t i = 0; i < page->record_count; i++) {
		struct owner owner = { .name = NULL };

		if (countries[i].iso.length >= sizeof(owner.word))
			continue;
		memcpy(owner.word, countries[i].iso.data, countries[i].iso.length);
		if (!wanted || strcasecmp(wanted, owner.word) == 0)
			vec_push(owners, owner);
	}
	return true;
}

/* Each owner's lists of these resources. */
static bool read_owned(struct export *x, const struct owners *owners,
		       const enum resource *resources, size_t count, fan_take *take,
		       struct error *err)
{
	const size_t all = owners->count * count;
	struct fan fan;
	bool ok = true;

	fan_init(&fan, x, take, NULL);
	for (size_t next = 0; ok && (next < all || fan.count);) {
		while (next < all && fan_has_room(&fan)) {
			struct owner *owner = &owners->items[next / count];
			struct list_id id =
				list_id(resources[next % count], &owner->sid, owner->word);

			fan_ask(&fan, &id, owner);
			next++;
		}
		struct result *result = export_receive(x);

		if (!fan_offer(&fan, result))
			result_free(result);
		ok = fan_give(&fan, err) && target_flush(&x->target, err);
	}
	fan_release(&fan);
	return ok;
}

/* -- senders ----------------------------------------------------------------------------------- */

static const enum resource pools[] = {
	RESOURCE_POOL_NUMBERS,
	RESOURCE_POOL_CODES,
	RESOURCE_POOL_ALPHAS,
	RESOURCE_POOL_CHANNELS,
};

static bool write_senders(struct export *x, const void *about, const struct result *page,
			  struct error *err)
{
	const struct owner *service = about;
	const struct sender *senders = page->records;

	x->read += page->record_count;
	for (size_t i = 0; i < page->record_count; i++) {
		const struct export_sender row = {
			.sender = senders[i],
			.service = service->sid,
			.service_name = { .data = service->name,
					  .length = service->name ? strlen(service->name) : 0 },
			.kind = export_sender_kind(page->list.resource),
		};

		if (!export_row(x, &row, DATE_NONE, err))
			return false;
	}
	return true;
}

bool export_read_senders(struct export *x, struct error *err)
{
	struct owners services = { .items = NULL };
	bool ok = read_list(x, RESOURCE_SERVICES, note_services, &services, err);

	if (ok && x->wanted->service && !services.count)
		ok = error_set(err, ERROR_USAGE, "There is no service with this SID or name: %s",
			       x->wanted->service);
	ok = ok && read_owned(x, &services, pools, ARRAY_SIZE(pools), write_senders, err);
	owners_release(&services);
	return ok;
}

/* -- prices ------------------------------------------------------------------------------------ */

static bool write_prices(struct export *x, const struct export_price *base,
			 const struct price *prices, size_t count, struct error *err)
{
	struct export_price row = *base;

	x->read += count;
	for (size_t i = 0; i < count; i++) {
		row.price = prices[i];
		if (!export_row(x, &row, DATE_NONE, err))
			return false;
	}
	return true;
}

static bool write_country(struct export *x, const struct country_prices *country, struct error *err)
{
	struct export_price row = {
		.country = country->name,
		.iso = country->iso,
		.unit = country->unit,
		.direction = "outbound",
	};

	for (size_t i = 0; i < country->outbound_count; i++) {
		const struct carrier_prices *carrier = &country->outbound[i];

		row.mcc = carrier->mcc;
		row.mnc = carrier->mnc;
		row.carrier = carrier->carrier;
		if (!write_prices(x, &row, carrier->prices, carrier->price_count, err))
			return false;
	}
	row.mcc = row.mnc = row.carrier = (struct text){ .data = NULL };
	row.direction = "inbound";
	return write_prices(x, &row, country->inbound, country->inbound_count, err);
}

static bool write_countries(struct export *x, const void *about, const struct result *page,
			    struct error *err)
{
	const struct country_prices *countries = page->records;

	(void)about;
	for (size_t i = 0; i < page->record_count; i++)
		if (!write_country(x, &countries[i], err))
			return false;
	return true;
}

bool export_read_prices(struct export *x, struct error *err)
{
	static const enum resource resource = RESOURCE_PRICES;
	struct owners countries = { .items = NULL };
	bool ok = read_list(x, RESOURCE_COUNTRIES, note_countries, &countries, err);

	if (ok && x->wanted->country && !countries.count)
		ok = error_set(err, ERROR_USAGE, "There are no prices for a country %s",
			       x->wanted->country);
	ok = ok && read_owned(x, &countries, &resource, 1, write_countries, err);
	owners_release(&countries);
	return ok;
}
