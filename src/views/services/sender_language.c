/*
 * sender_language.c - the fields in which senders are searched: of a pool, and of the account.
 */
#include "base/mem.h"
#include "model/address.h"
#include "model/traffic.h"
#include "views/list/datum.h"
#include "views/list/languages.h"
#include "views/list/search.h"
#include "views/services/sender_list.h"

enum {
	SENDER_TEXT,
	SENDER_ADDRESS,
	SENDER_KIND,
	SENDER_COUNTRY,
	SENDER_CAN,
	SENDER_SERVICE,
	SENDER_NAME,
	SENDER_STATUS,
	SENDER_URL,
	SENDER_SID,
	SENDER_SENT,
	SENDER_RECEIVED,
	SENDER_FAILED,
	SENDER_CREATED,
};

static const char *const kinds[] = { "number", "code", "alpha", "channel", NULL };
static const char *const abilities[] = { "sms", "mms", "voice", "fax", NULL };

static const struct filter_field fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in everything that a row shows",
	  .example = "text:alerts",
	  .id = SENDER_TEXT },
	{ .name = "sender",
	  .alias = "number",
	  .kind = FILTER_ADDRESS,
	  .help = "part of its address",
	  .example = "sender:+1512",
	  .id = SENDER_ADDRESS },
	{ .name = "kind",
	  .kind = FILTER_WORD,
	  .help = "number, code, alpha or channel",
	  .example = "kind:alpha",
	  .values = kinds,
	  .id = SENDER_KIND },
	{ .name = "country",
	  .kind = FILTER_COUNTRY,
	  .help = "the country that it is of",
	  .example = "country:GB,IE",
	  .id = SENDER_COUNTRY },
	{ .name = "can",
	  .kind = FILTER_WORD,
	  .help = "what a number can do: sms, mms, voice, fax",
	  .example = "-can:mms",
	  .values = abilities,
	  .id = SENDER_CAN },
	{ .name = "service",
	  .kind = FILTER_SERVICE,
	  .help = "in the pool of this messaging service; none: in no pool that was read",
	  .example = "service:none",
	  .id = SENDER_SERVICE },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of what the account calls it",
	  .example = "name:support",
	  .id = SENDER_NAME },
	{ .name = "status",
	  .kind = FILTER_WORD,
	  .help = "what Twilio says of it",
	  .example = "status:online",
	  .id = SENDER_STATUS },
	{ .name = "url",
	  .kind = FILTER_TEXT,
	  .help = "part of its webhook for messages",
	  .example = "url:example.com",
	  .id = SENDER_URL },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the sender with this SID, or all whose SIDs start so",
	  .example = "sid:PN8f",
	  .id = SENDER_SID },
	{ .name = "sent",
	  .kind = FILTER_NUMBER,
	  .help = "how many messages of the cache it sent",
	  .example = "sent:no",
	  .id = SENDER_SENT },
	{ .name = "received",
	  .kind = FILTER_NUMBER,
	  .help = "how many messages of the cache came to it",
	  .example = "received>100",
	  .id = SENDER_RECEIVED },
	{ .name = "failed",
	  .kind = FILTER_NUMBER,
	  .help = "how many of those that it sent did not arrive",
	  .example = "failed:yes",
	  .id = SENDER_FAILED },
	{ .name = "created",
	  .kind = FILTER_TIME,
	  .help = "when it came to the pool, or to the account",
	  .example = "created:7d",
	  .id = SENDER_CREATED },
};

/* Everything that a row shows, and the address as the API writes it. */
static void add_words(void *list, uint32_t row, const struct listed_sender *at, struct strbuf *out)
{
	static void (*const texts[])(void *, uint32_t, struct strbuf *, enum style_role *) = {
		sender_address_text, sender_kind_text, sender_country_text, sender_can_text,
		sender_where_text,   sender_name_text, sender_status_text,  sender_sid_text,
	};
	enum style_role role;

	if (at->sender.address.data)
		strbuf_add(out, at->sender.address.data, at->sender.address.length);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		strbuf_addch(out, '\n');
		texts[i](list, row, out, &role);
	}
}

static void read_counts(const struct sender_list *list, const struct listed_sender *at, int id,
			struct filter_datum *datum)
{
	struct traffic_count count;

	if (!list->session->traffic)
		return;
	count = traffic_of(list->session->traffic, at->sender.address);
	datum->number = id == SENDER_SENT     ? count.sent
			: id == SENDER_FAILED ? count.failed
					      : count.received;
}

static void read_sender(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct sender_list *list = data;
	void *cells = (void *)(uintptr_t)data;
	uint32_t row = *(const uint32_t *)record;
	enum style_role role;
	enum sender_kind kind;
	struct listed_sender at;

	if (!sender_list_get(list, row, &at))
		return;
	switch (id) {
	case SENDER_TEXT:
		add_words(cells, row, &at, &datum->text);
		break;
	case SENDER_ADDRESS:
		datum_text(datum, at.sender.address);
		break;
	case SENDER_KIND:
		kind = sender_kind_of(&at.sender.sid);
		strbuf_addstr(&datum->text, kind < SENDER_KINDS ? kinds[kind] : "");
		break;
	case SENDER_COUNTRY:
		sender_country_text(cells, row, &datum->text, &role);
		break;
	case SENDER_CAN:
		capability_write(at.sender.capabilities, &datum->text);
		break;
	case SENDER_SERVICE:
		datum_service(datum, lists_service_of(list->session, &at.sender.sid));
		break;
	case SENDER_NAME:
		datum_text(datum, at.name);
		break;
	case SENDER_STATUS:
		datum_text(datum, at.sender.status);
		break;
	case SENDER_URL:
		datum_text(datum, at.sms_url);
		break;
	case SENDER_SID:
		datum->sid = at.sender.sid;
		break;
	case SENDER_CREATED:
		datum->number = at.sender.date_created;
		break;
	default:
		read_counts(list, &at, id, datum);
		break;
	}
}

const struct filter_language sender_language = {
	.fields = fields,
	.count = ARRAY_SIZE(fields),
	.read = read_sender,
};
