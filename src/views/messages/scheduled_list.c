#include "views/messages/scheduled_list.h"

#include <string.h>

#include "base/clock.h"
#include "model/schedule.h"
#include "views/list/cells.h"

static struct store *store_of(void *data)
{
	return ((struct message_list *)data)->session->store;
}

static int64_t created(void *data, uint32_t row)
{
	struct message message;

	store_get(store_of(data), row, &message);
	return message.date_created;
}

/* When it is sent, or the last moment at which that can be. */
static int64_t due(void *data, uint32_t row, bool *known)
{
	struct sid sid = store_sid(store_of(data), row);
	int64_t when = scheduled_times_find(((struct message_list *)data)->times, &sid);
	int64_t made;

	*known = when != DATE_NONE;
	if (*known)
		return when;
	made = created(data, row);
	return made == DATE_NONE ? DATE_NONE : made + SCHEDULE_MAX_S;
}

static void left_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	char text[WHEN_SIZE];
	bool known;
	int64_t when = due(data, row, &known);

	*role = known ? STYLE_TEXT : STYLE_DIM;
	if (when == DATE_NONE)
		return;
	if (when <= clock_now()) {
		strbuf_addstr(out, "due");
		return;
	}
	when_distance(when, clock_now(), text);
	if (known)
		strbuf_addstr(out, text);
	else
		strbuf_addf(out, "≤ %s", strncmp(text, "in ", 3) == 0 ? text + 3 : text);
}

/* "Tue 24 Nov 09:00", "by 28 Dec 11:02". */
static void due_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	char day[WHEN_SIZE], clock[WHEN_SIZE];
	bool known;
	int64_t when = due(data, row, &known);

	*role = known ? STYLE_ACCENT : STYLE_DIM;
	if (when == DATE_NONE)
		return;
	when_day(when, clock_now(), WHEN_LOCAL, day);
	when_clock(when, WHEN_LOCAL, clock);
	strbuf_addf(out, "%s%s %s", known ? "" : "by ", day, clock);
}

static int due_compare(void *data, uint32_t a, uint32_t b)
{
	bool first_known, second_known;
	int64_t first = due(data, a, &first_known);
	int64_t second = due(data, b, &second_known);

	if (first_known != second_known)
		return first_known ? -1 : 1;
	return cell_order(first, second);
}

static void created_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_time(created(data, row), out);
}

static int created_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(created(data, a), created(data, b));
}

static void to_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	cell_contact(store_to(store_of(data), row), out);
}

static int to_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(store_to(store_of(data), a), store_to(store_of(data), b));
}

/* The service's name, else the sender: with a service that is chosen when it is sent. */
static void from_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message_list *list = data;
	struct message message;

	(void)role;
	store_get(list->session->store, row, &message);
	if (message.service.kind == SID_NONE)
		cell_address(message.from, out);
	else
		cell_service(list->session, &message.service, out);
}

static void body_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct message_list *list = data;
	struct message message;

	(void)role;
	store_get(list->session->store, row, &message);
	cell_body(list->session, &message, out);
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct sid sid = store_sid(store_of(data), row);

	*role = STYLE_DIM;
	sid_write(&sid, out);
}

const struct table_column scheduled_columns[SCHEDULED_COLUMN_COUNT] = {
	{
		.name = "left",
		.title = "LEFT",
		.help = "How long until it is sent; at most so long (≤) where another program scheduled it",
		.width = 10,
		.rank = 2,
		.text = left_text,
		.compare = due_compare,
	},
	{
		.name = "due",
		.title = "DUE",
		.help = "When it is sent, or by when at the latest: 35 days after it was made",
		.unit = cell_zone,
		.width = 20,
		.rank = 1,
		.text = due_text,
		.compare = due_compare,
	},
	{
		.name = "to",
		.title = "TO",
		.help = "The recipient",
		.width = 17,
		.wish = 22,
		.weight = 1,
		.max_width = 26,
		.rank = 1,
		.middle = true,
		.text = to_text,
		.compare = to_compare,
	},
	{
		.name = "from",
		.title = "FROM",
		.help = "The messaging service that will send it, or the sender",
		.width = 12,
		.weight = 2,
		.max_width = 26,
		.rank = 3,
		.text = from_text,
	},
	{
		.name = "text",
		.title = "TEXT",
		.help = "What it says",
		.width = 14,
		.weight = 4,
		.rank = 2,
		.text = body_text,
	},
	{
		.name = "created",
		.title = "CREATED",
		.help = "When it was scheduled",
		.width = 12,
		.rank = 4,
		.text = created_text,
		.compare = created_compare,
		.descending = true,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "The message's identifier",
		.width = 34,
		.rank = 5,
		.hidden = true,
		.text = sid_text,
	},
};
