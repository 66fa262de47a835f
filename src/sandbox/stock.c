/* stock.c - the services and senders with which the account begins. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox/inventory.h"

#define DAY 86400
#define OLDEST_DAYS 860
#define ALL (CAPABLE_SMS | CAPABLE_MMS | CAPABLE_VOICE)
#define TEXT_AND_VOICE (CAPABLE_SMS | CAPABLE_VOICE)
#define TEXT_AND_MEDIA (CAPABLE_SMS | CAPABLE_MMS)
#define HOOKS "https://hooks.fernhill.example"

/* More services, that the history does not name. */
enum { SERVICE_SURVEYS = SERVICE_COUNT, SERVICE_DRIVERS, SERVICE_NEW_SHOP, SERVICE_SEEDS };

static const struct {
	const char *name;
	const char *usecase;
	const char *inbound; /* URL, or NULL: inbound messages are dropped */
	bool registered;
	bool uses_numbers_hook;
	int validity;
} services[SERVICE_SEEDS] = {
	[SERVICE_VERIFY] = { "Verification codes", "verification", HOOKS "/codes", false, false,
			     600 },
	[SERVICE_REMINDERS] = { "Reminders and orders", "notifications", HOOKS "/orders", true,
				false, 14400 },
	[SERVICE_CAMPAIGNS] = { "Campaigns", "marketing", HOOKS "/campaigns", false, false, 36000 },
	[SERVICE_UK] = { "United Kingdom", "notifications", HOOKS "/uk", false, false, 36000 },
	[SERVICE_BRASIL] = { "Brasil", "notifications", HOOKS "/br", false, false, 36000 },
	[SERVICE_MEXICO] = { "México", "notifications", HOOKS "/mx", false, false, 36000 },
	[SERVICE_CHANNELS] = { "WhatsApp and RCS", "discussion", HOOKS "/channels", false, false,
			       36000 },
	[SERVICE_SURVEYS] = { "Surveys", "poll", NULL, false, false, 36000 },
	[SERVICE_DRIVERS] = { "Drivers", "discussion", NULL, false, true, 3600 },
	[SERVICE_NEW_SHOP] = { "New shop", "undeclared", HOOKS "/new", false, false, 36000 },
};

/* Where the senders of the history are now. */
static const struct {
	int sender;
	uint32_t service;
	const char *name;
} history[] = {
	{ SENDER_US_REMINDERS, SERVICE_REMINDERS, "Reminders" },
	{ SENDER_US_SUPPORT, SERVICE_NONE, "Support" },
	{ SENDER_US_CAMPAIGNS, SERVICE_CAMPAIGNS, "Campaigns" },
	{ SENDER_US_TOLL_FREE, SERVICE_CAMPAIGNS, "Campaigns, toll free" },
	{ SENDER_US_SHORT, SERVICE_VERIFY, "Fernhill codes" },
	{ SENDER_GB, SERVICE_UK, "London shop" },
	{ SENDER_BR, SERVICE_BRASIL, "S\303\243o Paulo" },
	{ SENDER_MX, SERVICE_MEXICO, "Ciudad de M\303\251xico" },
	{ SENDER_ALPHA_NAME, SERVICE_VERIFY, NULL },
	{ SENDER_ALPHA_GO, SERVICE_REMINDERS, NULL },
	{ SENDER_WA_US, SERVICE_CHANNELS, "Fernhill" },
	{ SENDER_WA_BR, SERVICE_BRASIL, "Fernhill Brasil" },
};

/* Numbers that stand in rows, all from ranges that are kept for fiction or belong to nobody. */
static const struct row {
	const char *prefix;
	int digits;     /* behind the prefix */
	unsigned first; /* what they count from */
	unsigned count;
	const char *iso;
	enum sender_kind kind;
	uint8_t capabilities;
	uint32_t service;
	const char *name; /* with a number behind it; NULL: as the number is written */
	bool hosted;
	bool beta;
} rows[] = {
	{ "+1512555", 4, 102, 6, "US", SENDER_LOCAL, ALL, SERVICE_REMINDERS, "Reminders", 0, 0 },
	{ "+1415555", 4, 143, 6, "US", SENDER_LOCAL, ALL, SERVICE_CAMPAIGNS, "Campaigns", 0, 0 },
	{ "+1833555", 4, 164, 2, "US", SENDER_TOLL_FREE, ALL, SERVICE_CAMPAIGNS, NULL, 0, 0 },
	{ "+1844555", 4, 110, 2, "US", SENDER_TOLL_FREE, ALL, SERVICE_NONE, NULL, 0, 0 },
	{ "+1512555", 4, 120, 4, "US", SENDER_LOCAL, ALL, SERVICE_NONE, "Shop", 0, 0 },
	{ "+1415555", 4, 170, 3, "US", SENDER_LOCAL, CAPABLE_VOICE, SERVICE_NONE, "Front desk", 0,
	  0 },
	{ "+44770090", 4, 701, 6, "GB", SENDER_MOBILE, TEXT_AND_VOICE, SERVICE_UK, "UK", 0, 0 },
	{ "+4420794", 5, 60100, 2, "GB", SENDER_LOCAL, CAPABLE_VOICE, SERVICE_NONE, NULL, 0, 0 },
	{ "+551190000", 4, 9102, 3, "BR", SENDER_MOBILE, TEXT_AND_VOICE, SERVICE_BRASIL, NULL, 0,
	  0 },
	{ "+52550000", 4, 9201, 3, "MX", SENDER_LOCAL, TEXT_AND_VOICE, SERVICE_MEXICO, NULL, 0, 0 },
	{ "+1613555", 4, 110, 4, "CA", SENDER_LOCAL, ALL, SERVICE_SURVEYS, "Survey", 0, 0 },
	{ "+49171392", 4, 10, 3, "DE", SENDER_MOBILE, CAPABLE_SMS, SERVICE_DRIVERS, "Fahrer", 0,
	  0 },
	{ "+3319900", 4, 120, 2, "FR", SENDER_LOCAL, TEXT_AND_VOICE, SERVICE_DRIVERS, NULL, 0, 0 },
	{ "+61491570", 3, 156, 4, "AU", SENDER_MOBILE, TEXT_AND_VOICE, SERVICE_NONE, NULL, 0, 1 },
	{ "+467017406", 2, 5, 3, "SE", SENDER_MOBILE, CAPABLE_SMS, SERVICE_NONE, NULL, 1, 0 },
};

static const struct {
	struct sender sender;
	uint32_t service;
	const char *name;
	const char *status;
} others[] = {
	{ { "Fernhill", NULL, SENDER_ALPHA, CAPABLE_SMS }, SERVICE_CAMPAIGNS, NULL, NULL },
	{ { "FernhillUK", "GB", SENDER_ALPHA, CAPABLE_SMS }, SERVICE_UK, NULL, NULL },
	{ { "55502", "US", SENDER_SHORT_CODE, TEXT_AND_MEDIA }, SERVICE_CAMPAIGNS, "Offers", NULL },
	{ { "60999", "GB", SENDER_SHORT_CODE, CAPABLE_SMS }, SERVICE_NONE, "60999", NULL },
	{ { "whatsapp:+447700900780", "GB", SENDER_WHATSAPP, TEXT_AND_MEDIA },
	  SERVICE_NONE,
	  "Fernhill UK",
	  "ONLINE" },
	{ { "whatsapp:+525500009290", "MX", SENDER_WHATSAPP, TEXT_AND_MEDIA },
	  SERVICE_NONE,
	  "Fernhill M\303\251xico",
	  "OFFLINE" },
	{ { "rcs:fernhill_agent", "US", SENDER_RCS, TEXT_AND_MEDIA },
	  SERVICE_CHANNELS,
	  "Fernhill",
	  "ONLINE" },
	{ { "rcs:fernhill_clinic", "US", SENDER_RCS, TEXT_AND_MEDIA },
	  SERVICE_NONE,
	  "Fernhill Clinic",
	  "PENDING_VERIFICATION" },
};

/* Made-up numbers have an area code that cannot be one. */
#define MADE_UP "+1811%07u"
#define MADE_UP_FIRST 2000000u

struct stock {
	struct inventory *inventory;
	int64_t begun;
	uint32_t numbers; /* so far */
};

/* Each is a few hours younger than the one before. */
static int64_t birthday(const struct stock *stock, size_t index)
{
	int64_t age = (int64_t)OLDEST_DAYS * DAY - (int64_t)index * (DAY / 5);

	return stock->begun - (age > DAY ? age : DAY);
}

static void add_services(struct stock *stock, uint32_t wanted)
{
	struct inventory *inventory = stock->inventory;

	for (uint32_t i = 0; i < SERVICE_SEEDS || i < wanted; i++) {
		char name[32];
		struct service_record *service;

		snprintf(name, sizeof(name), "Branch %u", i + 1);
		service = inventory_add_service(
			inventory, i < SERVICE_SEEDS ? services[i].name : name, birthday(stock, i));
		if (i >= SERVICE_SEEDS)
			continue;
		service->usecase = services[i].usecase;
		service->us_app_to_person_registered = services[i].registered;
		service->use_inbound_webhook_on_number = services[i].uses_numbers_hook;
		service->validity_period = services[i].validity;
		if (services[i].inbound != NULL) {
			service->inbound_request_url = xstrdup(services[i].inbound);
			service->status_callback = xstrdup(HOOKS "/status");
		}
	}
}

static struct owned *add(struct stock *stock, const struct sender *sender, uint32_t service)
{
	uint32_t index = (uint32_t)stock->inventory->senders.count;
	int64_t when = birthday(stock, index);
	struct owned *owned = inventory_add_sender(stock->inventory, sender, when);

	stock->numbers += sender_is_number(sender);
	if (service != SERVICE_NONE)
		inventory_join(stock->inventory, service, index, when + 3600);
	if (sender->kind <= SENDER_SHORT_CODE && sender->capabilities & CAPABLE_SMS)
		owned->sms_url = xstrdup(HOOKS "/sms");
	return owned;
}

static void rename_owned(struct owned *owned, const char *name)
{
	if (name == NULL)
		return;
	free(owned->friendly_name);
	owned->friendly_name = xstrdup(name);
}

/* "(512) 555-0102", which is what the API calls a North American number that has no name. */
static void name_by_number(struct owned *owned)
{
	const char *a = owned->sender.address;
	char name[32];

	if (strncmp(a, "+1", 2) != 0)
		return;
	snprintf(name, sizeof(name), "(%.3s) %.3s-%.4s", a + 2, a + 5, a + 8);
	rename_owned(owned, name);
}

static void add_row(struct stock *stock, const struct row *row)
{
	for (unsigned i = 0; i < row->count; i++) {
		char address[ADDRESS_SIZE];
		struct sender sender = { address, row->iso, row->kind, row->capabilities };
		char name[32];
		struct owned *owned;

		snprintf(address, sizeof(address), "%s%0*u", row->prefix, row->digits,
			 row->first + i);
		owned = add(stock, &sender, row->service);
		if (row->name == NULL) {
			name_by_number(owned);
		} else {
			snprintf(name, sizeof(name), "%s %u", row->name, i + 2);
			rename_owned(owned, name);
		}
		owned->hosted = row->hosted;
		owned->beta = row->beta;
	}
}

/* They fill the pool of the campaigns, and then none. */
static void add_made_up(struct stock *stock, uint32_t wanted)
{
	uint32_t room = POOL_MAX - inventory_pool_size(stock->inventory, SERVICE_CAMPAIGNS);

	for (uint32_t i = 0; stock->numbers < wanted; i++) {
		char address[ADDRESS_SIZE];
		struct sender sender = { address, "US", SENDER_LOCAL, ALL };

		snprintf(address, sizeof(address), MADE_UP, MADE_UP_FIRST + i);
		name_by_number(add(stock, &sender, i < room ? SERVICE_CAMPAIGNS : SERVICE_NONE));
	}
}

void inventory_init(struct inventory *inventory, uint64_t seed, int64_t begun,
		    const struct inventory_size *size)
{
	struct stock stock = { inventory, begun, 0 };

	*inventory = (struct inventory){ .seed = seed };
	add_services(&stock, size->services);
	for (size_t i = 0; i < ARRAY_SIZE(history); i++)
		rename_owned(add(&stock, &senders[history[i].sender], history[i].service),
			     history[i].name);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		add_row(&stock, &rows[i]);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		struct owned *owned = add(&stock, &others[i].sender, others[i].service);

		rename_owned(owned, others[i].name);
		if (others[i].status != NULL)
			owned->status = others[i].status;
	}
	add_made_up(&stock, size->numbers);
}

/* -- what is given back ------------------------------------------------------------------------ */

/* Kinds of senders, a bit for each; none: services. */
static const struct {
	const char *name;
	unsigned kinds;
} sorts[] = {
	{ "services", 0 },
	{ "numbers", 1u << SENDER_LOCAL | 1u << SENDER_MOBILE | 1u << SENDER_TOLL_FREE },
	{ "short-codes", 1u << SENDER_SHORT_CODE },
	{ "alpha-senders", 1u << SENDER_ALPHA },
	{ "channel-senders", 1u << SENDER_WHATSAPP | 1u << SENDER_RCS },
};

static void give_back_senders(struct inventory *inventory, unsigned kinds)
{
	for (uint32_t i = 0; i < inventory->senders.count; i++) {
		struct owned *owned = &inventory->senders.items[i];
		uint32_t service;

		if (!(kinds & 1u << owned->sender.kind))
			continue;
		while ((service = inventory_pool_of(inventory, i)) != SERVICE_NONE)
			inventory_leave(inventory, service, i);
		owned->gone = true;
	}
}

bool inventory_give_back(struct inventory *inventory, const char *names, struct error *err)
{
	while (*names != '\0') {
		size_t length = strcspn(names, ",");
		size_t i = 0;

		while (i < ARRAY_SIZE(sorts) && (strlen(sorts[i].name) != length ||
						 memcmp(sorts[i].name, names, length) != 0))
			i++;
		if (i == ARRAY_SIZE(sorts))
			return error_set(err, ERROR_USAGE,
					 "--without takes some of " INVENTORY_NAMES
					 ", not \"%.*s\"",
					 (int)length, names);
		if (sorts[i].kinds != 0)
			give_back_senders(inventory, sorts[i].kinds);
		for (uint32_t k = 0; !sorts[i].kinds && k < inventory->services.count; k++)
			inventory_delete_service(inventory, k);
		names += length;
		names += *names == ',';
	}
	return true;
}
