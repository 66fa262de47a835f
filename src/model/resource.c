#include "model/resource.h"

#include <string.h>

#include "base/mem.h"
#include "model/account.h"
#include "model/medium.h"
#include "model/number.h"
#include "model/price.h"
#include "model/sender.h"
#include "model/service.h"

static void service_identity(const void *record, struct sid *identity)
{
	*identity = ((const struct service *)record)->sid;
}

static void sender_identity(const void *record, struct sid *identity)
{
	*identity = ((const struct sender *)record)->sid;
}

static void number_identity(const void *record, struct sid *identity)
{
	*identity = ((const struct number *)record)->sid;
}

static void short_code_identity(const void *record, struct sid *identity)
{
	*identity = ((const struct short_code *)record)->sid;
}

static void medium_identity(const void *record, struct sid *identity)
{
	*identity = ((const struct medium *)record)->sid;
}

static void account_identity(const void *record, struct sid *identity)
{
	*identity = ((const struct account *)record)->sid;
}

static void letters_identity(struct text letters, struct sid *identity)
{
	size_t length = letters.length < sizeof(identity->bytes) ? letters.length
								 : sizeof(identity->bytes);

	*identity = (struct sid){ .kind = SID_NONE };
	if (letters.data)
		memcpy(identity->bytes, letters.data, length);
}

static void country_identity(const void *record, struct sid *identity)
{
	letters_identity(((const struct country *)record)->iso, identity);
}

static void prices_identity(const void *record, struct sid *identity)
{
	letters_identity(((const struct country_prices *)record)->iso, identity);
}

static const struct resource_info resources[RESOURCE_COUNT] = {
	[RESOURCE_SERVICES] = {
		.name = "services",
		.title = "messaging services",
		.one = "messaging service",
		.size = sizeof(struct service),
		.identity = service_identity,
	},
	[RESOURCE_POOL_NUMBERS] = {
		.name = "pool-numbers",
		.title = "phone numbers of this service",
		.one = "phone number of this service",
		.size = sizeof(struct sender),
		.of = SID_MG,
		.identity = sender_identity,
	},
	[RESOURCE_POOL_CODES] = {
		.name = "pool-codes",
		.title = "short codes of this service",
		.one = "short code of this service",
		.size = sizeof(struct sender),
		.of = SID_MG,
		.identity = sender_identity,
	},
	[RESOURCE_POOL_ALPHAS] = {
		.name = "pool-alphas",
		.title = "alpha senders of this service",
		.one = "alpha sender of this service",
		.size = sizeof(struct sender),
		.of = SID_MG,
		.identity = sender_identity,
	},
	[RESOURCE_POOL_CHANNELS] = {
		.name = "pool-channels",
		.title = "channel senders of this service",
		.one = "channel sender of this service",
		.size = sizeof(struct sender),
		.of = SID_MG,
		.identity = sender_identity,
	},
	[RESOURCE_NUMBERS] = {
		.name = "numbers",
		.title = "phone numbers",
		.one = "phone number",
		.size = sizeof(struct number),
		.identity = number_identity,
	},
	[RESOURCE_SHORT_CODES] = {
		.name = "short-codes",
		.title = "short codes",
		.one = "short code",
		.size = sizeof(struct short_code),
		.identity = short_code_identity,
	},
	[RESOURCE_CHANNEL_SENDERS] = {
		.name = "channel-senders",
		.title = "channel senders",
		.one = "channel sender",
		.size = sizeof(struct sender),
		.has_word = true,
		.identity = sender_identity,
	},
	[RESOURCE_MEDIA] = {
		.name = "media",
		.title = "media",
		.one = "media file",
		.size = sizeof(struct medium),
		.of = SID_SM,
		.identity = medium_identity,
	},
	[RESOURCE_COUNTRIES] = {
		.name = "countries",
		.title = "countries with prices",
		.one = "country",
		.size = sizeof(struct country),
		.identity = country_identity,
	},
	[RESOURCE_PRICES] = {
		.name = "prices",
		.title = "prices",
		.one = "country's prices",
		.size = sizeof(struct country_prices),
		.has_word = true,
		.identity = prices_identity,
	},
	[RESOURCE_ACCOUNTS] = {
		.name = "accounts",
		.title = "accounts",
		.one = "account",
		.size = sizeof(struct account),
		.identity = account_identity,
	},
};

const struct resource_info *resource_info(enum resource resource)
{
	return &resources[resource];
}

enum resource resource_find(const char *name)
{
	for (enum resource i = 0; i < RESOURCE_COUNT; i++)
		if (strcmp(resources[i].name, name) == 0)
			return i;
	return RESOURCE_COUNT;
}

struct list_id list_id(enum resource resource, const struct sid *of, const char *word)
{
	struct list_id id;
	size_t length = word ? strlen(word) : 0;

	memset(&id, 0, sizeof(id));
	id.resource = resource;
	if (of && of->kind != SID_NONE)
		id.of = *of;
	if (length >= sizeof(id.word))
		length = sizeof(id.word) - 1;
	if (length)
		memcpy(id.word, word, length);
	return id;
}

bool list_id_equal(const struct list_id *a, const struct list_id *b)
{
	return a->resource == b->resource && sid_equal(&a->of, &b->of) &&
	       strcmp(a->word, b->word) == 0;
}
