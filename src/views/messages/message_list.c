#include "views/messages/message_list.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/address.h"
#include "views/list/cells.h"

/* -- source ------------------------------------------------------------------------------------ */

static struct store *store_of(void *data)
{
	return ((struct message_list *)data)->session->store;
}

static size_t source_count(void *data)
{
	return store_count(store_of(data));
}

static uint32_t source_at(void *data, size_t rank)
{
	return store_at(store_of(data), rank);
}

static void source_slice(void *data, size_t rank, uint32_t *rows, size_t count)
{
	store_slice(store_of(data), rank, rows, count);
}

static size_t source_rank(void *data, uint32_t row)
{
	return store_rank(store_of(data), row);
}

static uint64_t source_key(void *data, uint32_t row)
{
	return store_key(store_of(data), row);
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	*row = store_row(store_of(data), key);
	return *row != STORE_NO_ROW;
}

static int source_compare(void *data, uint32_t a, uint32_t b)
{
	return store_compare(store_of(data), a, b);
}

static bool source_match(void *data, uint32_t row)
{
	struct message_list *list = data;

	return !list->search || !list->search->filter ||
	       filter_match(list->search->filter, list->session->store, row);
}

const struct table_source message_list_source = {
	.count = source_count,
	.at = source_at,
	.slice = source_slice,
	.rank = source_rank,
	.key = source_key,
	.find = source_find,
	.compare = source_compare,
	.match = source_match,
};

/* -- columns ----------------------------------------------------------------------------------- */

static void time_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	cell_time(store_time(store_of(data), row), out);
}

static uint64_t time_key(void *data, uint32_t row)
{
	return TABLE_KEY((uint64_t)store_time(store_of(data), row) + (1ULL << 62));
}

static int time_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(store_time(store_of(data), a), store_time(store_of(data), b));
}

static void direction_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	enum message_direction direction = store_direction(store_of(data), row);

	*role = direction == DIRECTION_INBOUND ? STYLE_INBOUND : STYLE_TEXT;
	strbuf_addstr(out, cell_direction(direction));
}

static int direction_compare(void *data, uint32_t a, uint32_t b)
{
	return (int)store_direction(store_of(data), a) - (int)store_direction(store_of(data), b);
}

/* The first eight bytes as a number that orders as the bytes do, but for the last bit. */
static uint64_t text_key(struct text text)
{
	uint64_t key = 0;

	for (size_t i = 0; i < sizeof(key); i++)
		key = key << 8 | (i < text.length ? (unsigned char)text.data[i] : 0);
	return key | TABLE_KEY_PART;
}

static uint64_t address_key(struct text text)
{
	bool whole;
	uint64_t key = address_sort_key(text, &whole);

	return TABLE_KEY(key) | (whole ? 0 : TABLE_KEY_PART);
}

/* The other party's address, and the account's own. */
static struct text contact_address(const struct store *store, uint32_t row)
{
	return store_direction(store, row) == DIRECTION_INBOUND ? store_from(store, row)
								: store_to(store, row);
}

static struct text via_address(const struct store *store, uint32_t row)
{
	return store_direction(store, row) == DIRECTION_INBOUND ? store_to(store, row)
								: store_from(store, row);
}

#define ADDRESS_ORDER(name, address)                                                         \
	static int name##_compare(void *data, uint32_t a, uint32_t b)                        \
	{                                                                                    \
		return cell_compare(address(store_of(data), a), address(store_of(data), b)); \
	}                                                                                    \
	static uint64_t name##_key(void *data, uint32_t row)                                 \
	{                                                                                    \
		return address_key(address(store_of(data), row));                            \
	}

#define ADDRESS_COLUMN(name, address)                                         \
	static void name##_text(void *data, uint32_t row, struct strbuf *out, \
				enum style_role *role)                        \
	{                                                                     \
		(void)role;                                                   \
		cell_contact(address(store_of(data), row), out);              \
	}                                                                     \
	ADDRESS_ORDER(name, address)

ADDRESS_COLUMN(from, store_from)
ADDRESS_COLUMN(to, store_to)
ADDRESS_COLUMN(contact, contact_address)
ADDRESS_ORDER(via, via_address)

/* What sends it is not chosen yet, or was never said: the service that chooses. */
static void via_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct message_list *list = data;
	struct text address = via_address(store_of(data), row);
	struct message message;

	store_get(store_of(data), row, &message);
	if (address.data || message.service.kind == SID_NONE) {
		cell_contact(address, out);
		return;
	}
	*role = STYLE_DIM;
	cell_service(list->session, &message.service, out);
}

static void status_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	enum message_status status = store_status(store_of(data), row);

	*role = cell_status_role(status);
	cell_status_whole(status, store_error_code(store_of(data), row), out);
}

static void status_brief(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	cell_status(store_status(store_of(data), row), store_error_code(store_of(data), row), out);
}

static int status_compare(void *data, uint32_t a, uint32_t b)
{
	return (int)store_status(store_of(data), a) - (int)store_status(store_of(data), b);
}

static uint64_t status_key(void *data, uint32_t row)
{
	return TABLE_KEY(store_status(store_of(data), row));
}

static void error_text_cell(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	int32_t code = store_error_code(store_of(data), row);

	*role = STYLE_BAD;
	if (code)
		strbuf_addf(out, "%d", code);
}

static int error_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(store_error_code(store_of(data), a), store_error_code(store_of(data), b));
}

static uint64_t error_key(void *data, uint32_t row)
{
	return TABLE_KEY((uint32_t)store_error_code(store_of(data), row));
}

static void body_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message_list *list = data;
	struct message message;

	store_get(list->session->store, row, &message);
	if (message.direction == DIRECTION_INBOUND)
		*role = STYLE_INBOUND;
	cell_body(list->session, &message, out);
}

static int body_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(store_body(store_of(data), a), store_body(store_of(data), b));
}

static uint64_t body_key(void *data, uint32_t row)
{
	return text_key(store_body(store_of(data), row));
}

static void number_text(struct strbuf *out, unsigned number)
{
	if (number)
		strbuf_addf(out, "%u", number);
}

static void segments_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	number_text(out, store_segments(store_of(data), row));
}

static uint64_t segments_key(void *data, uint32_t row)
{
	return TABLE_KEY(store_segments(store_of(data), row));
}

static void media_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	number_text(out, store_media(store_of(data), row));
}

static uint64_t media_key(void *data, uint32_t row)
{
	return TABLE_KEY(store_media(store_of(data), row));
}

static int compare_keys(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int segments_compare(void *data, uint32_t a, uint32_t b)
{
	return compare_keys(segments_key(data, a), segments_key(data, b));
}

static int media_compare(void *data, uint32_t a, uint32_t b)
{
	return compare_keys(media_key(data, a), media_key(data, b));
}

static void price_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message message;

	(void)role;
	store_get(store_of(data), row, &message);
	cell_price(&message, out);
}

static int price_compare(void *data, uint32_t a, uint32_t b)
{
	struct message first, second;

	store_get(store_of(data), a, &first);
	store_get(store_of(data), b, &second);
	if (first.has_price != second.has_price)
		return first.has_price ? 1 : -1;
	/* Charges are negative: the dearest is the largest. */
	return first.has_price ? decimal_compare(second.price, first.price) : 0;
}

static void service_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct message_list *list = data;
	struct message message;

	*role = STYLE_DIM;
	store_get(store_of(data), row, &message);
	cell_service(list->session, &message.service, out);
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct sid sid = store_sid(store_of(data), row);

	*role = STYLE_DIM;
	sid_write(&sid, out);
}

const struct table_column message_columns[MESSAGE_COLUMN_COUNT] = {
	{
		.name = "time",
		.title = "TIME",
		.help = "When it was sent, or created while it has not been sent",
		.unit = cell_time_zone,
		.width = 12,
		.rank = 1,
		.text = time_text,
		.compare = time_compare,
		.sort_key = time_key,
		.descending = true,
	},
	{
		.name = "direction",
		.title = " ",
		.help = "→ sent by the account, ← received by it",
		.width = 1,
		.rank = 1,
		.text = direction_text,
		.compare = direction_compare,
	},
	{
		.name = "contact",
		.title = "CONTACT",
		.help = "The other party's address",
		.width = 20,
		.weight = 3,
		.max_width = 26,
		.rank = 1,
		.text = contact_text,
		.middle = true,
		.compare = contact_compare,
		.sort_key = contact_key,
	},
	{
		.name = "status",
		.title = "STATUS",
		.help = "How far it got, and Twilio's error code; Enter explains it",
		.width = 14,
		.step = CELL_STATUS_WHOLE,
		.rank = 1,
		.text = status_text,
		.brief = status_brief,
		.compare = status_compare,
		.sort_key = status_key,
	},
	{
		.name = "error",
		.title = "ERROR",
		.help = "Twilio's error code alone",
		.width = 5,
		.rank = 3,
		.hidden = true,
		.align = DRAW_RIGHT,
		.text = error_text_cell,
		.compare = error_compare,
		.sort_key = error_key,
		.descending = true,
	},
	{
		.name = "text",
		.title = "TEXT",
		.help = "What it says",
		.width = 16,
		.wish = 31,
		.weight = 6,
		.rank = 2,
		.text = body_text,
		.compare = body_compare,
		.sort_key = body_key,
	},
	{
		.name = "via",
		.title = "VIA",
		.help = "The account's own address: sender, or receiver of an inbound message",
		.width = 17,
		.weight = 1,
		.max_width = 24,
		.rank = 6,
		.text = via_text,
		.middle = true,
		.compare = via_compare,
		.sort_key = via_key,
	},
	{
		.name = "segments",
		.title = "SEG",
		.help = "Segments that Twilio counted and charges for",
		.width = 3,
		.rank = 8,
		.align = DRAW_RIGHT,
		.text = segments_text,
		.compare = segments_compare,
		.sort_key = segments_key,
		.descending = true,
	},
	{
		.name = "price",
		.title = "PRICE",
		.help = "What it cost, once billed",
		.width = 11,
		.rank = 7,
		.align = DRAW_RIGHT,
		.text = price_text,
		.compare = price_compare,
		.descending = true,
	},
	{
		.name = "media",
		.title = "MEDIA",
		.help = "How many media it has",
		.width = 5,
		.rank = 9,
		.align = DRAW_RIGHT,
		.hidden = true,
		.text = media_text,
		.compare = media_compare,
		.sort_key = media_key,
		.descending = true,
	},
	{
		.name = "from",
		.title = "FROM",
		.help = "The sender's address",
		.width = 16,
		.weight = 1,
		.max_width = 24,
		.rank = 5,
		.hidden = true,
		.text = from_text,
		.middle = true,
		.compare = from_compare,
		.sort_key = from_key,
	},
	{
		.name = "to",
		.title = "TO",
		.help = "The recipient's address",
		.width = 16,
		.weight = 1,
		.max_width = 24,
		.rank = 5,
		.hidden = true,
		.text = to_text,
		.middle = true,
		.compare = to_compare,
		.sort_key = to_key,
	},
	{
		.name = "service",
		.title = "SERVICE",
		.help = "The Messaging Service that it was sent with",
		.width = 11,
		.rank = 10,
		.hidden = true,
		.text = service_text,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "The message's identifier",
		.width = 34,
		.rank = 11,
		.hidden = true,
		.text = sid_text,
	},
};
