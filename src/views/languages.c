#include "views/languages.h"

#include "base/mem.h"
#include "model/address.h"
#include "model/address_book.h"
#include "model/number.h"
#include "model/traffic.h"
#include "views/cells.h"
#include "views/contact_list.h"
#include "views/deactivated_list.h"
#include "views/price_rows.h"
#include "views/search.h"
#include "views/sender_list.h"
#include "views/service_list.h"

static void add_text(struct filter_datum *datum, struct text text)
{
	if (text.data)
		strbuf_add(&datum->text, text.data, text.length);
}

/* One of several things that bare words are searched in: no word goes over its end. */
static void add_line(struct filter_datum *datum, struct text text)
{
	add_text(datum, text);
	strbuf_addch(&datum->text, '\n');
}

static void add_sid(struct filter_datum *datum, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	strbuf_addf(&datum->text, "%s\n", text);
}

static void add_service(struct filter_datum *datum, const struct service *service)
{
	if (!service)
		return;
	datum->sid = service->sid;
	add_text(datum, service->friendly_name);
}

static void add_word(struct filter_datum *datum, bool is, const char *word)
{
	if (is)
		strbuf_addf(&datum->text, " %s", word);
}

#define SINCE_UNTIL_FIELDS(field, what)                                                 \
	{ .name = "since",                                                              \
	  .alias = "after",                                                             \
	  .kind = FILTER_SINCE,                                                         \
	  .help = what " at that time or later",                                        \
	  .example = "since:7d",                                                        \
	  .id = field },                                                                \
	{                                                                               \
		.name = "until", .alias = "before", .kind = FILTER_UNTIL,               \
		.help = what " at that time or earlier", .example = "until:2024-03-31", \
		.id = field,                                                            \
	}

/* -- contacts ---------------------------------------------------------------------------------- */

enum {
	CONTACT_TEXT,
	CONTACT_WITH,
	CONTACT_COUNT,
	CONTACT_FAILURES,
	CONTACT_NEW,
	CONTACT_STATUS,
	CONTACT_ERROR,
	CONTACT_DATE,
	CONTACT_COUNTRY,
	CONTACT_IS,
};

static const char *const contact_states[] = { "failed", "inbound", "outbound", "unread", NULL };

static const struct filter_field contact_fields[] = {
	{ .name = "text",
	  .alias = "body",
	  .kind = FILTER_TEXT,
	  .help = "words in the address, the name or the last message",
	  .example = "text:\"on my way\"",
	  .id = CONTACT_TEXT },
	{ .name = "with",
	  .alias = "contact",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the contact's address or name",
	  .example = "with:\"+44 7700\"",
	  .id = CONTACT_WITH },
	{ .name = "messages",
	  .kind = FILTER_NUMBER,
	  .help = "how many messages went to and fro",
	  .example = "messages>=10",
	  .id = CONTACT_COUNT },
	{ .name = "failed",
	  .kind = FILTER_NUMBER,
	  .help = "how many of them failed or were undelivered",
	  .example = "failed:yes",
	  .id = CONTACT_FAILURES },
	{ .name = "new",
	  .alias = "unread",
	  .kind = FILTER_NUMBER,
	  .help = "how many came and were not looked at",
	  .example = "new:yes",
	  .id = CONTACT_NEW },
	{ .name = "status",
	  .kind = FILTER_WORD,
	  .help = "the state of the last message",
	  .example = "status:undelivered",
	  .id = CONTACT_STATUS },
	{ .name = "error",
	  .alias = "code",
	  .kind = FILTER_NUMBER,
	  .help = "the error code of the last message",
	  .example = "error:30003",
	  .id = CONTACT_ERROR },
	{ .name = "date",
	  .alias = "on",
	  .kind = FILTER_TIME,
	  .help = "when the last message was",
	  .example = "date:today",
	  .id = CONTACT_DATE },
	SINCE_UNTIL_FIELDS(CONTACT_DATE, "the last message was"),
	{ .name = "country",
	  .kind = FILTER_COUNTRY,
	  .help = "the country of the contact's number",
	  .example = "country:GB,IE",
	  .id = CONTACT_COUNTRY },
	{ .name = "is",
	  .kind = FILTER_WORD,
	  .help = "how the last message stands: failed, inbound, outbound; or unread",
	  .example = "is:unread",
	  .values = contact_states,
	  .id = CONTACT_IS },
};

static void read_last(const struct session *session, const struct store_contact *about, int id,
		      struct filter_datum *datum)
{
	enum message_status status;
	bool inbound;

	if (about->newest == STORE_NO_ROW)
		return;
	status = store_status(session->store, about->newest);
	inbound = store_direction(session->store, about->newest) == DIRECTION_INBOUND;
	switch (id) {
	case CONTACT_TEXT:
		if (!session->options.hide_bodies)
			add_line(datum, store_body(session->store, about->newest));
		break;
	case CONTACT_STATUS:
		strbuf_addstr(&datum->text, message_status_name(status));
		break;
	case CONTACT_ERROR:
		datum->number = store_error_code(session->store, about->newest);
		break;
	case CONTACT_DATE:
		datum->number = store_time(session->store, about->newest);
		break;
	case CONTACT_IS:
		add_word(datum, message_status_is_failure(status), "failed");
		add_word(datum, inbound, "inbound");
		add_word(datum, !inbound, "outbound");
		break;
	default:
		break;
	}
}

static const char *region_of(struct text number)
{
	return number.length > 1 && number.data[0] == '+'
		       ? address_region_of(number.data + 1, number.length - 1)
		       : "";
}

static void read_contact(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct session *session = ((const struct contact_list *)data)->session;
	struct store_contact about;
	struct address address;

	store_contact(session->store, *(const uint32_t *)record, &about);
	switch (id) {
	case CONTACT_TEXT:
		add_line(datum, about.address);
		add_line(datum, address_book_name(cell_names_used(), about.address));
		break;
	case CONTACT_WITH:
		add_line(datum, about.address);
		add_text(datum, address_book_name(cell_names_used(), about.address));
		break;
	case CONTACT_COUNT:
		datum->number = about.count;
		break;
	case CONTACT_FAILURES:
		datum->number = about.failed;
		break;
	case CONTACT_NEW:
		datum->number = about.unread;
		break;
	case CONTACT_COUNTRY:
		address_parse(about.address, &address);
		strbuf_addf(&datum->text, "%s %s", address.country, region_of(about.address));
		break;
	case CONTACT_IS:
		add_word(datum, about.unread > 0, "unread");
		break;
	default:
		break;
	}
	read_last(session, &about, id, datum);
}

const struct filter_language contact_language = {
	.fields = contact_fields,
	.count = ARRAY_SIZE(contact_fields),
	.read = read_contact,
};

/* -- services ---------------------------------------------------------------------------------- */

enum {
	SERVICE_TEXT,
	SERVICE_NAME,
	SERVICE_SID,
	SERVICE_USECASE,
	SERVICE_URL,
	SERVICE_SENDERS,
	SERVICE_VALIDITY,
	SERVICE_CREATED,
	SERVICE_UPDATED,
	SERVICE_IS,
};

static const char *const service_states[] = { "a2p", "lost", "sticky", "geomatch", NULL };

static const struct filter_field service_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in name, use, SID and webhooks; also a2p and lost",
	  .example = "text:alerts",
	  .id = SERVICE_TEXT },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:alerts",
	  .id = SERVICE_NAME },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the service with this SID, or all whose SIDs start so",
	  .example = "sid:MG9f",
	  .id = SERVICE_SID },
	{ .name = "use",
	  .alias = "usecase",
	  .kind = FILTER_WORD,
	  .help = "what it is for, as it was registered",
	  .example = "use:marketing",
	  .id = SERVICE_USECASE },
	{ .name = "url",
	  .kind = FILTER_TEXT,
	  .help = "part of one of its webhooks",
	  .example = "url:example.com",
	  .id = SERVICE_URL },
	{ .name = "senders",
	  .kind = FILTER_NUMBER,
	  .help = "how many senders are in its pool, as far as it was read",
	  .example = "senders:no",
	  .id = SERVICE_SENDERS },
	{ .name = "validity",
	  .kind = FILTER_NUMBER,
	  .help = "for how many seconds messages may wait",
	  .example = "validity<14400",
	  .id = SERVICE_VALIDITY },
	{ .name = "created",
	  .kind = FILTER_TIME,
	  .help = "when it was made",
	  .example = "created>2024-03",
	  .id = SERVICE_CREATED },
	{ .name = "updated",
	  .kind = FILTER_TIME,
	  .help = "when it was changed last",
	  .example = "updated:7d",
	  .id = SERVICE_UPDATED },
	SINCE_UNTIL_FIELDS(SERVICE_UPDATED, "changed last"),
	{ .name = "is",
	  .kind = FILTER_WORD,
	  .help = "a2p: registered for the US; lost: inbound messages are; sticky; geomatch",
	  .example = "is:lost",
	  .values = service_states,
	  .id = SERVICE_IS },
};

static int64_t count_senders(const struct list_rows *rows, const struct service *service)
{
	int64_t count = 0;

	for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
		const struct list_id id = sender_pool_id(&service->sid, (enum sender_kind)kind);
		const struct collection *pool = lists_peek(rows->session, &id);

		if (!collection_is_complete(pool))
			return FILTER_ABSENT;
		count += (int64_t)collection_count(pool);
	}
	return count;
}

static void add_urls(const struct service *service, struct filter_datum *datum)
{
	add_line(datum, service->inbound_request_url);
	add_line(datum, service->fallback_url);
	add_line(datum, service->status_callback);
}

static void add_service_states(const struct service *service, struct filter_datum *datum)
{
	add_word(datum, service->us_app_to_person_registered, "a2p");
	add_word(datum, service_loses_inbound(service), "lost");
	add_word(datum, service->sticky_sender, "sticky");
	add_word(datum, service->area_code_geomatch, "geomatch");
}

static void read_service(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct service *service = record;

	switch (id) {
	case SERVICE_TEXT:
		add_line(datum, service->friendly_name);
		add_line(datum, service->usecase);
		add_sid(datum, &service->sid);
		add_urls(service, datum);
		add_word(datum, service->us_app_to_person_registered, "a2p");
		add_word(datum, service_loses_inbound(service), "lost");
		break;
	case SERVICE_NAME:
		add_text(datum, service->friendly_name);
		break;
	case SERVICE_SID:
		datum->sid = service->sid;
		break;
	case SERVICE_USECASE:
		add_text(datum, service->usecase);
		break;
	case SERVICE_URL:
		add_urls(service, datum);
		break;
	case SERVICE_SENDERS:
		datum->number = count_senders(data, service);
		break;
	case SERVICE_VALIDITY:
		datum->number = service->validity_period;
		break;
	case SERVICE_CREATED:
		datum->number = service->date_created;
		break;
	case SERVICE_UPDATED:
		datum->number = service->date_updated;
		break;
	default:
		add_service_states(service, datum);
		break;
	}
}

const struct filter_language service_language = {
	.fields = service_fields,
	.count = ARRAY_SIZE(service_fields),
	.read = read_service,
};

/* -- short codes ------------------------------------------------------------------------------- */

enum { CODE_TEXT, CODE_CODE, CODE_NAME, CODE_URL, CODE_SERVICE, CODE_SID, CODE_CREATED };

static const struct filter_field code_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in code, name and webhooks",
	  .example = "text:alerts",
	  .id = CODE_TEXT },
	{ .name = "code",
	  .alias = "sender",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the code",
	  .example = "code:735",
	  .id = CODE_CODE },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:alerts",
	  .id = CODE_NAME },
	{ .name = "url",
	  .kind = FILTER_TEXT,
	  .help = "part of one of its webhooks",
	  .example = "url:example.com",
	  .id = CODE_URL },
	{ .name = "service",
	  .kind = FILTER_SERVICE,
	  .help = "in the pool of this messaging service; none: in no pool that was read",
	  .example = "service:none",
	  .id = CODE_SERVICE },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the code with this SID, or all whose SIDs start so",
	  .example = "sid:SC8f",
	  .id = CODE_SID },
	{ .name = "created",
	  .kind = FILTER_TIME,
	  .help = "when the account got it",
	  .example = "created>2024-03",
	  .id = CODE_CREATED },
};

static void read_code(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct short_code *code = record;

	switch (id) {
	case CODE_TEXT:
		add_line(datum, code->short_code);
		add_line(datum, code->friendly_name);
		add_line(datum, code->sms_url);
		add_line(datum, code->sms_fallback_url);
		break;
	case CODE_CODE:
		add_text(datum, code->short_code);
		break;
	case CODE_NAME:
		add_text(datum, code->friendly_name);
		break;
	case CODE_URL:
		add_line(datum, code->sms_url);
		add_line(datum, code->sms_fallback_url);
		break;
	case CODE_SERVICE:
		add_service(datum, lists_service_of(((const struct list_rows *)data)->session,
						    &code->sid));
		break;
	case CODE_SID:
		datum->sid = code->sid;
		break;
	default:
		datum->number = code->date_created;
		break;
	}
}

const struct filter_language code_language = {
	.fields = code_fields,
	.count = ARRAY_SIZE(code_fields),
	.read = read_code,
};

/* -- prices ------------------------------------------------------------------------------------ */

enum { COUNTRY_TEXT, COUNTRY_NAME, COUNTRY_ISO };

static const struct filter_field country_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in the country's name, or its two letters",
	  .example = "text:\"United Kingdom\"",
	  .id = COUNTRY_TEXT },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:guinea",
	  .id = COUNTRY_NAME },
	{ .name = "country",
	  .alias = "iso",
	  .kind = FILTER_COUNTRY,
	  .help = "its two letters",
	  .example = "country:GB,IE",
	  .id = COUNTRY_ISO },
};

static void read_country(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct country *country = record;

	(void)data;
	if (id == COUNTRY_TEXT || id == COUNTRY_NAME)
		add_line(datum, country->name);
	if (id == COUNTRY_TEXT || id == COUNTRY_ISO)
		add_text(datum, country->iso);
}

const struct filter_language country_language = {
	.fields = country_fields,
	.count = ARRAY_SIZE(country_fields),
	.read = read_country,
};

enum { PRICE_TEXT, PRICE_CARRIER, PRICE_NETWORK, PRICE_TYPE, PRICE_WAY };

static const char *const price_ways[] = { "in", "out", NULL };

static const struct filter_field price_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in carrier, network and kind of number; in and out",
	  .example = "text:mobile",
	  .id = PRICE_TEXT },
	{ .name = "carrier",
	  .kind = FILTER_TEXT,
	  .help = "part of the carrier's name",
	  .example = "carrier:tele",
	  .id = PRICE_CARRIER },
	{ .name = "network",
	  .alias = "mcc",
	  .kind = FILTER_TEXT,
	  .help = "the network's codes, or part of them",
	  .example = "network:262/01",
	  .id = PRICE_NETWORK },
	{ .name = "type",
	  .kind = FILTER_WORD,
	  .help = "the kind of number that sends or receives",
	  .example = "type:shortcode",
	  .id = PRICE_TYPE },
	{ .name = "direction",
	  .alias = "dir",
	  .kind = FILTER_WORD,
	  .help = "in or out",
	  .example = "direction:out",
	  .values = price_ways,
	  .id = PRICE_WAY },
};

static void add_network(const struct carrier_prices *carrier, struct filter_datum *datum)
{
	add_text(datum, carrier->mcc);
	strbuf_addch(&datum->text, '/');
	add_line(datum, carrier->mnc);
}

static void read_price(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct price_row *row = record;
	const struct carrier_prices *carrier = row->carrier;

	(void)data;
	if (carrier && (id == PRICE_TEXT || id == PRICE_CARRIER))
		add_line(datum, carrier->carrier);
	if (carrier && (id == PRICE_TEXT || id == PRICE_NETWORK))
		add_network(carrier, datum);
	if (id == PRICE_TEXT)
		add_line(datum, row->price->number_type);
	if (id == PRICE_TYPE)
		add_text(datum, row->price->number_type);
	if (id == PRICE_TEXT || id == PRICE_WAY)
		strbuf_addstr(&datum->text, carrier ? "out" : "in");
}

const struct filter_language price_language = {
	.fields = price_fields,
	.count = ARRAY_SIZE(price_fields),
	.read = read_price,
};

/* -- for the manual ---------------------------------------------------------------------------- */

const struct named_language *languages_at(size_t index)
{
	static const struct named_language all[] = {
		{ "messages", &filter_messages },  { "contacts", &contact_language },
		{ "services", &service_language }, { "senders", &sender_language },
		{ "short codes", &code_language }, { "countries", &country_language },
		{ "prices", &price_language },     { "deactivated numbers", &deactivated_language },
	};

	return index < ARRAY_SIZE(all) ? &all[index] : NULL;
}
