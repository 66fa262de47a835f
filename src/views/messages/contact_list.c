#include "views/messages/contact_list.h"

#include <string.h>

#include "model/address.h"
#include "model/conversation.h"
#include "views/list/cells.h"

/* -- source: a row is a contact ---------------------------------------------------------------- */

static struct session *session_of(void *data)
{
	return ((struct contact_list *)data)->session;
}

static size_t source_count(void *data)
{
	return conversation_list_count(session_of(data)->conversations);
}

static uint32_t source_at(void *data, size_t rank)
{
	return conversation_list_at(session_of(data)->conversations, rank);
}

static size_t source_rank(void *data, uint32_t contact)
{
	return conversation_list_rank(session_of(data)->conversations, contact);
}

uint64_t contact_list_key(uint32_t contact)
{
	return (uint64_t)contact + 1;
}

uint32_t contact_list_contact(uint64_t key)
{
	return (uint32_t)(key - 1);
}

static uint64_t source_key(void *data, uint32_t contact)
{
	(void)data;
	return contact_list_key(contact);
}

static bool source_find(void *data, uint64_t key, uint32_t *contact)
{
	struct store_contact about;

	*contact = contact_list_contact(key);
	store_contact(session_of(data)->store, *contact, &about);
	return about.count > 0;
}

static int source_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(source_rank(data, a), source_rank(data, b));
}

static bool source_match(void *data, uint32_t contact)
{
	return search_passes(((struct contact_list *)data)->search, data, &contact);
}

const struct table_source contact_list_source = {
	.count = source_count,
	.at = source_at,
	.rank = source_rank,
	.key = source_key,
	.find = source_find,
	.compare = source_compare,
	.match = source_match,
};

/* -- columns ----------------------------------------------------------------------------------- */

static struct store_contact about_contact(void *data, uint32_t contact)
{
	struct store_contact about;

	store_contact(session_of(data)->store, contact, &about);
	return about;
}

static void contact_text(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	struct store_contact about = about_contact(data, contact);

	*role = about.unread ? STYLE_STRONG : STYLE_TEXT;
	cell_contact(about.address, out);
}

static void last_text(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	struct store_contact about = about_contact(data, contact);
	struct message message;

	if (about.newest == STORE_NO_ROW)
		return;
	store_get(session_of(data)->store, about.newest, &message);
	if (message.direction == DIRECTION_INBOUND)
		*role = STYLE_INBOUND;
	cell_body(session_of(data), &message, out);
}

static void when_text(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	struct store_contact about = about_contact(data, contact);

	*role = STYLE_DIM;
	if (about.newest != STORE_NO_ROW)
		cell_when(store_time(session_of(data)->store, about.newest), out);
}

static void count_text(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	char text[COUNT_SIZE];

	(void)role;
	count_format(about_contact(data, contact).count, text);
	strbuf_addstr(out, text);
}

static int count_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(about_contact(data, a).count, about_contact(data, b).count);
}

static void failed_text(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	uint32_t failed = about_contact(data, contact).failed;

	*role = STYLE_BAD;
	if (failed)
		strbuf_addf(out, "✗%u", failed);
}

static int failed_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(about_contact(data, a).failed, about_contact(data, b).failed);
}

static void state_text(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	struct store *store = session_of(data)->store;
	struct store_contact about = about_contact(data, contact);

	if (about.unread) {
		*role = STYLE_ACCENT;
		strbuf_addf(out, "← new %u", about.unread);
		return;
	}
	if (about.newest == STORE_NO_ROW)
		return;
	enum message_status status = store_status(store, about.newest);
	*role = cell_status_role(status);
	cell_status_whole(status, store_error_code(store, about.newest), out);
}

static void state_brief(void *data, uint32_t contact, struct strbuf *out, enum style_role *role)
{
	struct store *store = session_of(data)->store;
	struct store_contact about = about_contact(data, contact);

	if (about.unread)
		state_text(data, contact, out, role);
	else if (about.newest != STORE_NO_ROW)
		cell_state(store_status(store, about.newest), store_error_code(store, about.newest),
			   out);
}

static int contact_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(about_contact(data, a).address, about_contact(data, b).address);
}

const struct table_column contact_columns[CONTACT_COLUMN_COUNT] = {
	[CONTACT_ADDRESS] = {
		.name = "contact",
		.title = "CONTACT",
		.help = "The other party's address",
		.width = 20,
		.weight = 1,
		.max_width = 30,
		.rank = 1,
		.text = contact_text,
		.middle = true,
		.compare = contact_compare,
	},
	[CONTACT_LAST] = {
		.name = "last",
		.title = "LAST MESSAGE",
		.help = "The newest message, from either side",
		.width = 28,
		.weight = 5,
		.rank = 2,
		.text = last_text,
	},
	[CONTACT_WHEN] = {
		.name = "when",
		.title = "WHEN",
		.help = "How long ago that was",
		.width = 6,
		.rank = 2,
		.align = DRAW_RIGHT,
		.text = when_text,
	},
	[CONTACT_MESSAGES] = {
		.name = "messages",
		.title = "MSGS",
		.help = "Messages in the cache",
		.width = 6,
		.rank = 4,
		.align = DRAW_RIGHT,
		.text = count_text,
		.compare = count_compare,
		.descending = true,
	},
	[CONTACT_FAILED] = {
		.name = "failed",
		.title = "FAIL",
		.help = "How many of them failed or were undelivered",
		.width = 5,
		.rank = 5,
		.align = DRAW_RIGHT,
		.text = failed_text,
		.compare = failed_compare,
		.descending = true,
	},
	[CONTACT_STATE] = {
		.name = "state",
		.title = "STATE",
		.help = "State of the newest message, or how many are new since the start",
		.width = 9,
		.step = CELL_STATUS_WHOLE,
		.rank = 3,
		.text = state_text,
		.brief = state_brief,
	},
};
