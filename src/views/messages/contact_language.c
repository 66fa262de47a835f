/*
 * contact_language.c - the fields in which contacts are searched.
 */
#include "base/mem.h"
#include "model/address.h"
#include "model/address_book.h"
#include "views/list/cells.h"
#include "views/list/datum.h"
#include "views/list/languages.h"
#include "views/messages/contact_list.h"

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

static const char *const contact_states[] = {
	"failed", "inbound", "outbound", "unread", "new", NULL
};

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
			datum_line(datum, store_body(session->store, about->newest));
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
		datum_word(datum, message_status_is_failure(status), "failed");
		datum_word(datum, inbound, "inbound");
		datum_word(datum, !inbound, "outbound");
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
		datum_line(datum, about.address);
		datum_line(datum, address_book_name(cell_names_used(), about.address));
		break;
	case CONTACT_WITH:
		datum_line(datum, about.address);
		datum_text(datum, address_book_name(cell_names_used(), about.address));
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
		datum_word(datum, about.unread > 0, "unread");
		datum_word(datum, about.unread > 0, "new");
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
