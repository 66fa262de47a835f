#include "views/media/media_list.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/medium_type.h"
#include "views/list/cells.h"

/* -- source ------------------------------------------------------------------------------------ */

static struct media_index *index_of(void *data)
{
	return ((struct media_list *)data)->session->media;
}

static const struct media_entry *entry_of(void *data, uint32_t row)
{
	return media_index_get(index_of(data), row);
}

static uint32_t message_row(void *data, uint32_t row)
{
	return store_row(((struct media_list *)data)->session->store, entry_of(data, row)->message);
}

static size_t source_count(void *data)
{
	return media_index_count(index_of(data));
}

static uint32_t source_at(void *data, size_t rank)
{
	return media_index_at(index_of(data), rank);
}

static size_t source_rank(void *data, uint32_t row)
{
	return media_index_rank(index_of(data), row);
}

static uint64_t source_key(void *data, uint32_t row)
{
	return entry_of(data, row)->key;
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	*row = media_index_row(index_of(data), key);
	return *row != MEDIA_INDEX_NONE;
}

static int source_compare(void *data, uint32_t a, uint32_t b)
{
	return media_index_compare(index_of(data), a, b);
}

static const struct medium_type *type_of(void *data, const struct media_entry *entry)
{
	return medium_type(media_index_type(index_of(data), entry));
}

static bool source_match(void *data, uint32_t row)
{
	struct media_list *list = data;
	uint32_t message = message_row(data, row);

	if (list->search->visit)
		return search_passes(list->search, list, entry_of(data, row));
	if (message == STORE_NO_ROW || !list->search->filter)
		return message != STORE_NO_ROW;
	const struct media_entry *entry = entry_of(data, row);
	return filter_match_beside(list->search->filter, list->session->store, message, list,
				   entry->sid.kind == SID_NONE ? NULL : entry);
}

const struct table_source media_list_source = {
	.count = source_count,
	.at = source_at,
	.rank = source_rank,
	.key = source_key,
	.find = source_find,
	.compare = source_compare,
	.match = source_match,
};

/* -- filter ------------------------------------------------------------------------------------ */

static const struct filter_field medium_fields[] = {
	{ .name = "type",
	  .kind = FILTER_TEXT,
	  .help = "part of the content type, or of what it is called",
	  .example = "type:image" },
};

static void read_medium(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct media_list *list = data;
	const struct media_entry *entry = record;
	struct text type = media_index_type(list->session->media, entry);

	(void)id;
	if (type.data)
		strbuf_add(&datum->text, type.data, type.length);
	strbuf_addf(&datum->text, "\n%s", medium_type(type)->title);
}

const struct filter_language medium_language = {
	.fields = medium_fields,
	.count = ARRAY_SIZE(medium_fields),
	.read = read_medium,
};

/* -- columns ----------------------------------------------------------------------------------- */

static void time_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_time(entry_of(data, row)->time, out);
}

static int time_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(entry_of(data, a)->time, entry_of(data, b)->time);
}

static bool get_message(void *data, uint32_t row, struct message *message)
{
	uint32_t at = message_row(data, row);

	if (at != STORE_NO_ROW)
		store_get(((struct media_list *)data)->session->store, at, message);
	return at != STORE_NO_ROW;
}

static void direction_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message message;

	if (!get_message(data, row, &message))
		return;
	*role = message.direction == DIRECTION_INBOUND ? STYLE_INBOUND : STYLE_OUTBOUND;
	strbuf_addstr(out, cell_direction(message.direction));
}

static struct text contact_of(const struct message *message)
{
	return message->direction == DIRECTION_INBOUND ? message->from : message->to;
}

static void contact_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message message;

	(void)role;
	if (get_message(data, row, &message))
		cell_contact(contact_of(&message), out);
}

static int contact_compare(void *data, uint32_t a, uint32_t b)
{
	struct message first = { .num_media = 0 }, second = { .num_media = 0 };

	get_message(data, a, &first);
	get_message(data, b, &second);
	return cell_compare(contact_of(&first), contact_of(&second));
}

/* Of a message whose list is not there. */
static void unknown_text(const struct media_entry *entry, struct strbuf *out, enum style_role *role)
{
	switch ((enum media_state)entry->state) {
	case MEDIA_ASKED:
		*role = STYLE_WAITING;
		strbuf_addstr(out, "asking…");
		break;
	case MEDIA_FAILED:
		*role = STYLE_BAD;
		strbuf_addstr(out, "✗ not read");
		break;
	default:
		*role = STYLE_DIM;
		strbuf_addstr(out, "not read yet");
		break;
	}
	if (entry->count > 1)
		strbuf_addf(out, " (%u)", entry->count);
}

static void type_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct media_entry *entry = entry_of(data, row);
	const struct medium_type *type = type_of(data, entry);
	struct text given = media_index_type(index_of(data), entry);

	if (entry->sid.kind == SID_NONE)
		unknown_text(entry, out, role);
	else if (type->type[0] || !given.length)
		strbuf_addstr(out, type->title);
	else
		cell_text(given, out);
}

static int type_compare(void *data, uint32_t a, uint32_t b)
{
	const struct media_entry *first = entry_of(data, a), *second = entry_of(data, b);

	if ((first->sid.kind == SID_NONE) != (second->sid.kind == SID_NONE))
		return first->sid.kind == SID_NONE ? 1 : -1;
	int order = strcmp(type_of(data, first)->title, type_of(data, second)->title);
	return order ? order
		     : cell_compare(media_index_type(index_of(data), first),
				    media_index_type(index_of(data), second));
}

static void size_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	if (entry_of(data, row)->size)
		cell_size(entry_of(data, row)->size, out);
}

static int size_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(entry_of(data, a)->size, entry_of(data, b)->size);
}

static void body_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct media_list *list = data;
	struct message message;

	if (!get_message(data, row, &message))
		return;
	if (message.direction == DIRECTION_INBOUND)
		*role = STYLE_INBOUND;
	/* That it has media is what the row is about. */
	message.num_media = 0;
	if (message.body.length)
		cell_body(list->session, &message, out);
}

static void via_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct media_list *list = data;
	struct message message;

	*role = STYLE_DIM;
	if (!get_message(data, row, &message))
		return;
	if (message.direction == DIRECTION_INBOUND)
		cell_address(message.to, out);
	else if (message.from.data || message.service.kind == SID_NONE)
		cell_address(message.from, out);
	else
		cell_service(list->session, &message.service, out);
}

static void message_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message message;

	*role = STYLE_DIM;
	if (get_message(data, row, &message))
		sid_write(&message.sid, out);
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	sid_write(&entry_of(data, row)->sid, out);
}

const struct table_column media_columns[MEDIA_COLUMN_COUNT] = {
	{
		.name = "time",
		.title = "TIME",
		.help = "When its message was sent, or created while it has not been sent",
		.unit = cell_time_zone,
		.width = 12,
		.rank = 1,
		.text = time_text,
		.compare = time_compare,
		.descending = true,
	},
	{
		.name = "direction",
		.title = " ",
		.help = "→ sent by the account, ← received by it",
		.width = 1,
		.rank = 1,
		.text = direction_text,
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
	},
	{
		.name = "type",
		.title = "TYPE",
		.help = "What it is, as its sender said; read when it comes onto the screen",
		.width = 16,
		.weight = 1,
		.max_width = 22,
		.rank = 1,
		.text = type_text,
		.compare = type_compare,
	},
	{
		.name = "size",
		.title = "SIZE",
		.help = "How large it is; known once it was fetched",
		.width = 8,
		.rank = 3,
		.align = DRAW_RIGHT,
		.text = size_text,
		.compare = size_compare,
		.descending = true,
	},
	{
		.name = "text",
		.title = "TEXT",
		.help = "What its message says",
		.width = 12,
		.wish = 24,
		.weight = 6,
		.rank = 2,
		.text = body_text,
	},
	{
		.name = "via",
		.title = "VIA",
		.help = "The account's own address",
		.width = 16,
		.weight = 1,
		.max_width = 24,
		.rank = 6,
		.text = via_text,
		.middle = true,
	},
	{
		.name = "message",
		.title = "MESSAGE",
		.help = "The identifier of its message",
		.width = 34,
		.rank = 10,
		.hidden = true,
		.text = message_text,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "Its own identifier",
		.width = 34,
		.rank = 11,
		.hidden = true,
		.text = sid_text,
	},
};
