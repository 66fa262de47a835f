/*
 * service_cells.c - how a messaging service is written in a table: its columns.
 */
#include "base/mem.h"
#include "views/list/cells.h"
#include "views/services/service_list.h"

static const struct service *service_at(void *data, uint32_t row)
{
	const struct collection *services = ((const struct list_rows *)data)->collection;

	return row < collection_count(services) ? collection_at(services, row) : NULL;
}

/* -- pools ------------------------------------------------------------------------------------- */

static struct collection *pool_at(void *data, uint32_t row, enum sender_kind kind)
{
	const struct list_rows *rows = data;
	const struct service *service = service_at(data, row);
	struct list_id id;

	if (!service)
		return NULL;
	id = sender_pool_id(&service->sid, kind);
	return lists_peek(rows->session, &id);
}

/* Senders of a kind, SENDER_KINDS for all of them; false while that is not known. */
static bool count_at(void *data, uint32_t row, enum sender_kind kind, size_t *count)
{
	bool known = true;

	*count = 0;
	for (unsigned i = 0; i < SENDER_KINDS; i++) {
		if (kind != SENDER_KINDS && kind != i)
			continue;
		const struct collection *pool = pool_at(data, row, (enum sender_kind)i);
		known = known && pool && collection_is_complete(pool);
		*count += pool ? collection_count(pool) : 0;
	}
	return known;
}

static bool failed_at(void *data, uint32_t row, enum sender_kind kind)
{
	for (unsigned i = 0; i < SENDER_KINDS; i++) {
		const struct collection *pool = pool_at(data, row, (enum sender_kind)i);
		if ((kind == SENDER_KINDS || kind == i) && pool &&
		    collection_state(pool) == COLLECTION_FAILED)
			return true;
	}
	return false;
}

/* "…" while it loads, "✗" when it could not be read; an empty pool says so in the first column. */
static void count_text(void *data, uint32_t row, enum sender_kind kind, struct strbuf *out,
		       enum style_role *role)
{
	char text[COUNT_SIZE];
	size_t count;

	if (!count_at(data, row, kind, &count)) {
		bool failed = failed_at(data, row, kind);
		*role = failed ? STYLE_BAD : STYLE_DIM;
		strbuf_addstr(out, failed ? "✗" : "…");
		return;
	}
	*role = count ? STYLE_TEXT : STYLE_DIM;
	count_format(count, text);
	strbuf_addstr(out, text);
}

static void numbers_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	size_t all;

	if (count_at(data, row, SENDER_KINDS, &all) && !all) {
		*role = STYLE_WARNING;
		strbuf_addstr(out, "EMPTY");
	} else {
		count_text(data, row, SENDER_NUMBER, out, role);
	}
}

static void codes_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	count_text(data, row, SENDER_CODE, out, role);
}

static void alphas_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	count_text(data, row, SENDER_ALPHA, out, role);
}

static void channels_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	count_text(data, row, SENDER_CHANNEL, out, role);
}

static void senders_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	count_text(data, row, SENDER_KINDS, out, role);
}

static int compare_counts(void *data, uint32_t a, uint32_t b, enum sender_kind kind)
{
	size_t first, second;

	count_at(data, a, kind, &first);
	count_at(data, b, kind, &second);
	return cell_order((int64_t)first, (int64_t)second);
}

static int numbers_compare(void *data, uint32_t a, uint32_t b)
{
	return compare_counts(data, a, b, SENDER_NUMBER);
}

static int senders_compare(void *data, uint32_t a, uint32_t b)
{
	return compare_counts(data, a, b, SENDER_KINDS);
}

/* -- members ----------------------------------------------------------------------------------- */

static void name_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct list_rows *rows = data;
	const struct service *service = service_at(data, row);

	if (!service)
		return;
	if (sid_equal(&service->sid, &rows->mark)) {
		*role = STYLE_DIM;
		strbuf_addstr(out, "(here) ");
	}
	cell_text(service->friendly_name, out);
}

static int name_compare(void *data, uint32_t a, uint32_t b)
{
	const struct service *first = service_at(data, a), *second = service_at(data, b);

	return first && second ? cell_compare(first->friendly_name, second->friendly_name) : 0;
}

#define TEXT_COLUMN(member)                                                                       \
	static void member##_text(void *data, uint32_t row, struct strbuf *out,                   \
				  enum style_role *role)                                          \
	{                                                                                         \
		const struct service *service = service_at(data, row);                            \
		*role = STYLE_DIM;                                                                \
		if (service)                                                                      \
			cell_text(service->member, out);                                          \
	}                                                                                         \
	static int member##_compare(void *data, uint32_t a, uint32_t b)                           \
	{                                                                                         \
		const struct service *first = service_at(data, a), *second = service_at(data, b); \
		return first && second ? cell_compare(first->member, second->member) : 0;         \
	}

#define FLAG_COLUMN(member)                                                                       \
	static void member##_text(void *data, uint32_t row, struct strbuf *out,                   \
				  enum style_role *role)                                          \
	{                                                                                         \
		const struct service *service = service_at(data, row);                            \
		bool on = service && service->member;                                             \
		*role = on ? STYLE_TEXT : STYLE_DIM;                                              \
		strbuf_addstr(out, on ? "yes" : "no");                                            \
	}                                                                                         \
	static int member##_compare(void *data, uint32_t a, uint32_t b)                           \
	{                                                                                         \
		const struct service *first = service_at(data, a), *second = service_at(data, b); \
		return first && second ? first->member - second->member : 0;                      \
	}

#define TIME_COLUMN(member)                                                                       \
	static void member##_text(void *data, uint32_t row, struct strbuf *out,                   \
				  enum style_role *role)                                          \
	{                                                                                         \
		const struct service *service = service_at(data, row);                            \
		*role = STYLE_DIM;                                                                \
		if (service)                                                                      \
			cell_time(service->member, out);                                          \
	}                                                                                         \
	static int member##_compare(void *data, uint32_t a, uint32_t b)                           \
	{                                                                                         \
		const struct service *first = service_at(data, a), *second = service_at(data, b); \
		return first && second ? (first->member > second->member) -                       \
						 (first->member < second->member)                 \
				       : 0;                                                       \
	}

TEXT_COLUMN(usecase)
TEXT_COLUMN(inbound_request_url)
TEXT_COLUMN(inbound_method)
TEXT_COLUMN(status_callback)
TEXT_COLUMN(fallback_url)
TEXT_COLUMN(fallback_method)
TEXT_COLUMN(scan_message_content)
FLAG_COLUMN(us_app_to_person_registered)
FLAG_COLUMN(sticky_sender)
FLAG_COLUMN(use_inbound_webhook_on_number)
FLAG_COLUMN(mms_converter)
FLAG_COLUMN(smart_encoding)
FLAG_COLUMN(area_code_geomatch)
FLAG_COLUMN(fallback_to_long_code)
FLAG_COLUMN(synchronous_validation)
TIME_COLUMN(date_updated)
TIME_COLUMN(date_created)

static void inbound_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct service *service = service_at(data, row);

	if (!service)
		return;
	if (service_loses_inbound(service)) {
		*role = STYLE_BAD;
		strbuf_addstr(out, "✗ LOST");
		return;
	}
	*role = STYLE_DIM;
	strbuf_addstr(out, service->use_inbound_webhook_on_number ? "on number" : "URL");
}

static int inbound_compare(void *data, uint32_t a, uint32_t b)
{
	const struct service *first = service_at(data, a), *second = service_at(data, b);

	return first && second ? service_loses_inbound(second) - service_loses_inbound(first) : 0;
}

static void validity_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct service *service = service_at(data, row);

	*role = STYLE_DIM;
	if (service)
		strbuf_addf(out, "%d", service->validity_period);
}

static int validity_compare(void *data, uint32_t a, uint32_t b)
{
	const struct service *first = service_at(data, a), *second = service_at(data, b);

	return first && second ? first->validity_period - second->validity_period : 0;
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct service *service = service_at(data, row);

	*role = STYLE_DIM;
	if (!service)
		return;
	sid_write(&service->sid, out);
}

#define COUNT_COLUMN(column, heading, words, cells, place)                                       \
	{                                                                                        \
		.name = #column, .title = heading, .help = words, .width = cells, .rank = place, \
		.align = DRAW_RIGHT, .text = column##_text,                                      \
	}
#define MEMBER_COLUMN(column, heading, words, cells, member)                                 \
	{                                                                                    \
		.name = column, .title = heading, .help = words, .width = cells, .rank = 20, \
		.hidden = true, .text = member##_text, .compare = member##_compare,          \
	}

const struct table_column service_columns[SERVICE_COLUMN_COUNT] = {
	{
		.name = "name",
		.title = "SERVICE",
		.help = "Its friendly name",
		.width = 16,
		.weight = 3,
		.max_width = 40,
		.rank = 1,
		.text = name_text,
		.compare = name_compare,
	},
	{
		.name = "numbers",
		.title = "NUMS",
		.help = "Phone numbers in its pool; EMPTY: no sender at all, every message fails",
		.width = 5,
		.rank = 2,
		.align = DRAW_RIGHT,
		.text = numbers_text,
		.compare = numbers_compare,
		.descending = true,
	},
	COUNT_COLUMN(codes, "CODES", "Short codes in its pool", 5, 5),
	COUNT_COLUMN(alphas, "ALPHA", "Alphanumeric senders in its pool", 5, 5),
	COUNT_COLUMN(channels, "CHAN", "WhatsApp, RCS and other channel senders in its pool", 4, 5),
	{
		.name = "senders",
		.title = "SENDERS",
		.help = "All senders in its pool",
		.width = 7,
		.rank = 4,
		.align = DRAW_RIGHT,
		.hidden = true,
		.text = senders_text,
		.compare = senders_compare,
		.descending = true,
	},
	{
		.name = "usecase",
		.title = "USE CASE",
		.help = "What it is for, as declared to Twilio",
		.width = 13,
		.rank = 6,
		.text = usecase_text,
		.compare = usecase_compare,
	},
	{
		.name = "a2p",
		.title = "A2P",
		.help = "Registered for US A2P 10DLC; deleting it ends that campaign",
		.width = 3,
		.rank = 3,
		.text = us_app_to_person_registered_text,
		.compare = us_app_to_person_registered_compare,
	},
	{
		.name = "inbound",
		.title = "INBOUND",
		.help = "Where what people write goes: to its URL, to the number's own, or LOST",
		.width = 9,
		.rank = 2,
		.text = inbound_text,
		.compare = inbound_compare,
	},
	{
		.name = "sticky",
		.title = "STICKY",
		.help = "Whether a contact is always written to from the same sender",
		.width = 6,
		.rank = 7,
		.text = sticky_sender_text,
		.compare = sticky_sender_compare,
	},
	{
		.name = "updated",
		.title = "UPDATED",
		.help = "When a setting of it was last changed",
		.width = 12,
		.rank = 8,
		.text = date_updated_text,
		.compare = date_updated_compare,
		.descending = true,
	},
	{
		.name = "created",
		.title = "CREATED",
		.help = "When it was made",
		.width = 12,
		.rank = 9,
		.hidden = true,
		.text = date_created_text,
		.compare = date_created_compare,
		.descending = true,
	},
	{
		.name = "validity",
		.title = "VALID s",
		.help = "Seconds after which a message that was not sent is given up",
		.width = 7,
		.rank = 20,
		.align = DRAW_RIGHT,
		.hidden = true,
		.text = validity_text,
		.compare = validity_compare,
	},
	{
		.name = "inbound-url",
		.title = "INBOUND URL",
		.help = "Where inbound messages are sent to",
		.width = 30,
		.weight = 2,
		.max_width = 48,
		.rank = 10,
		.middle = true,
		.text = inbound_request_url_text,
		.compare = inbound_request_url_compare,
	},
	MEMBER_COLUMN("inbound-method", "METHOD", "How inbound messages are sent there", 6,
		      inbound_method),
	MEMBER_COLUMN("on-number", "ON NUMBER",
		      "Whether inbound messages go to the URL of the number instead", 9,
		      use_inbound_webhook_on_number),
	MEMBER_COLUMN("fallback-url", "FALLBACK URL", "Where they go when that URL fails", 30,
		      fallback_url),
	MEMBER_COLUMN("fallback-method", "METHOD", "How they are sent to the fallback URL", 6,
		      fallback_method),
	MEMBER_COLUMN("callback", "STATUS CALLBACK", "Where changes of status are reported", 30,
		      status_callback),
	MEMBER_COLUMN("scan", "SCAN", "Whether texts are scanned: inherit, enable, disable", 7,
		      scan_message_content),
	MEMBER_COLUMN("mms-converter", "MMS CONV",
		      "Whether MMS become SMS with a link where MMS are not possible", 8,
		      mms_converter),
	MEMBER_COLUMN("smart", "SMART",
		      "Whether characters outside GSM-7 are replaced by such within it", 5,
		      smart_encoding),
	MEMBER_COLUMN("geomatch", "GEOMATCH",
		      "Whether a sender with the contact's area code is preferred", 8,
		      area_code_geomatch),
	MEMBER_COLUMN("long-code", "LONG CODE",
		      "Obsolete: whether a long code steps in for a short code", 9,
		      fallback_to_long_code),
	MEMBER_COLUMN("synchronous", "SYNC", "Reserved by Twilio", 4, synchronous_validation),
	{
		.name = "sid",
		.title = "SID",
		.help = "Its identifier",
		.width = 34,
		.rank = 11,
		.text = sid_text,
	},
};
