/*
 * sender_cells.c - how a sender is written in a table, and how two of them compare.
 */
#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "model/traffic.h"
#include "views/list/cells.h"
#include "views/services/sender_list.h"
#include "views/views.h"

/* Of a hundred whose end is known, so many arrive where all is well, and where much is wrong. */
#define SHARE_GOOD 900
#define SHARE_BAD 750

static struct listed_sender get(void *data, uint32_t row)
{
	struct listed_sender sender;

	sender_list_get(data, row, &sender);
	return sender;
}

/* -- what it is -------------------------------------------------------------------------------- */

void sender_address_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	cell_address(get(data, row).sender.address, out);
}

int sender_address_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(get(data, a).sender.address, get(data, b).sender.address);
}

static const char *kind_word(const struct sender *sender)
{
	switch (sender_kind_of(&sender->sid)) {
	case SENDER_NUMBER:
		return "number";
	case SENDER_CODE:
		return "code";
	case SENDER_ALPHA:
		return "alpha";
	case SENDER_CHANNEL:
		return "channel";
	case SENDER_KINDS:
		break;
	}
	return "";
}

/* "number", "code", "alpha"; of a channel's its name: "whatsapp". */
void sender_kind_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct listed_sender at = get(data, row);
	struct address address;

	*role = STYLE_DIM;
	address_parse(at.sender.address, &address);
	if (sender_kind_of(&at.sender.sid) == SENDER_CHANNEL && address.channel.length)
		cell_text(address.channel, out);
	else
		strbuf_addstr(out, kind_word(&at.sender));
}

int sender_kind_compare(void *data, uint32_t a, uint32_t b)
{
	(void)data;
	return (a > b) - (a < b);
}

void sender_country_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct listed_sender at = get(data, row);
	struct address address;

	(void)role;
	address_parse(at.sender.address, &address);
	if (at.sender.country.length)
		cell_text(at.sender.country, out);
	else
		strbuf_addstr(out, address.country);
}

int sender_country_compare(void *data, uint32_t a, uint32_t b)
{
	struct strbuf first = STRBUF_INIT(STRBUF_LINE), second = STRBUF_INIT(STRBUF_LINE);
	enum style_role role;

	sender_country_text(data, a, &first, &role);
	sender_country_text(data, b, &second, &role);
	int order = strcmp(first.data, second.data);
	strbuf_release(&first);
	strbuf_release(&second);
	return order;
}

void sender_can_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct listed_sender at = get(data, row);
	bool messages = at.sender.capabilities & (CAPABLE_SMS | CAPABLE_MMS);

	if (sender_kind_of(&at.sender.sid) == SENDER_NUMBER && !messages)
		*role = STYLE_WARNING;
	if (sender_kind_of(&at.sender.sid) == SENDER_NUMBER && !at.sender.capabilities)
		strbuf_addstr(out, "nothing");
	else
		capability_write(at.sender.capabilities, out);
}

int sender_can_compare(void *data, uint32_t a, uint32_t b)
{
	return (int)get(data, a).sender.capabilities - (int)get(data, b).sender.capabilities;
}

void sender_name_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	cell_text(get(data, row).name, out);
}

int sender_name_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(get(data, a).name, get(data, b).name);
}

void sender_type_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_text(get(data, row).sender.type, out);
}

void sender_status_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_text(get(data, row).sender.status, out);
}

void sender_url_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_text(get(data, row).sms_url, out);
}

void sender_created_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_time(get(data, row).sender.date_created, out);
}

int sender_created_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(get(data, a).sender.date_created, get(data, b).sender.date_created);
}

void sender_sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct listed_sender at = get(data, row);

	*role = STYLE_DIM;
	sid_write(&at.sender.sid, out);
}

/* -- where it is ------------------------------------------------------------------------------- */

static const struct service *service_of(void *data, uint32_t row)
{
	struct listed_sender at = get(data, row);

	return lists_service_of(((struct sender_list *)data)->session, &at.sender.sid);
}

void sender_where_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct sender_list *list = data;
	const struct service *service = service_of(data, row);
	struct listed_sender at = get(data, row);
	enum sender_kind kind = sender_kind_of(&at.sender.sid);
	enum sender_places places = kind < SENDER_KINDS ? list->places[kind] : PLACES_LOADING;

	if (service && sid_equal(&service->sid, &list->service)) {
		*role = STYLE_DIM;
		strbuf_addstr(out, "✓ this pool");
	} else if (service) {
		cell_text(service->friendly_name, out);
	} else if (places == PLACES_LOADING) {
		*role = STYLE_DIM;
		strbuf_addstr(out, "…");
	} else if (places == PLACES_UNKNOWN) {
		*role = STYLE_WARNING;
		strbuf_addstr(out, "? not known");
	} else {
		*role = STYLE_WARNING;
		strbuf_addstr(out, "! in no pool");
	}
}

/* What is in no pool comes first. */
int sender_where_compare(void *data, uint32_t a, uint32_t b)
{
	const struct service *first = service_of(data, a), *second = service_of(data, b);

	if (!first || !second)
		return (first != NULL) - (second != NULL);
	int order = cell_compare(first->friendly_name, second->friendly_name);
	return order ? order : sid_compare(&first->sid, &second->sid);
}

/* -- what it does ------------------------------------------------------------------------------ */

static struct traffic_count traffic_at(void *data, uint32_t row)
{
	const struct traffic *traffic = ((struct sender_list *)data)->session->traffic;

	return traffic ? traffic_of(traffic, get(data, row).sender.address)
		       : (struct traffic_count){ 0 };
}

static void add_count(void *data, uint32_t count, struct strbuf *out, enum style_role *role)
{
	const struct traffic *traffic = ((struct sender_list *)data)->session->traffic;
	char text[COUNT_SIZE];

	if (!count)
		*role = STYLE_DIM;
	count_format(count, text);
	strbuf_addstr(out, !count && (!traffic || traffic_busy(traffic)) ? "…" : text);
}

static int compare_counts(uint32_t first, uint32_t second)
{
	return (first > second) - (first < second);
}

void sender_sent_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	add_count(data, traffic_at(data, row).sent, out, role);
}

int sender_sent_compare(void *data, uint32_t a, uint32_t b)
{
	return compare_counts(traffic_at(data, a).sent, traffic_at(data, b).sent);
}

void sender_received_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	add_count(data, traffic_at(data, row).received, out, role);
}

int sender_received_compare(void *data, uint32_t a, uint32_t b)
{
	return compare_counts(traffic_at(data, a).received, traffic_at(data, b).received);
}

static int share_at(void *data, uint32_t row)
{
	struct traffic_count count = traffic_at(data, row);

	return traffic_share(&count);
}

void sender_delivered_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	int share = share_at(data, row);

	if (share < 0)
		return;
	*role = share >= SHARE_GOOD ? STYLE_GOOD : share < SHARE_BAD ? STYLE_BAD : STYLE_WARNING;
	strbuf_addf(out, "%s %d.%d %%",
		    share >= SHARE_GOOD ? "✓"
		    : share < SHARE_BAD ? "✗"
					: "!",
		    share / 10, share % 10);
}

int sender_delivered_compare(void *data, uint32_t a, uint32_t b)
{
	return share_at(data, a) - share_at(data, b);
}

/* -- traffic ----------------------------------------------------------------------------------- */

bool sender_traffic_work(struct session *session, int64_t deadline_ns)
{
	if (!session->traffic)
		session->traffic = traffic_new(session->store);
	return traffic_work(session->traffic, deadline_ns);
}

/* What it sent, and what was sent to it. */
unsigned sender_open_traffic(struct session *session, struct text address, struct error *err)
{
	struct strbuf query = STRBUF_INIT(STRBUF_LINE);
	unsigned effects;

	if (!address.length) {
		error_set(err, ERROR_USAGE, "This sender has no address that can be searched for");
		return EFFECT_FAILED;
	}
	filter_both_ways(&query, address.data, address.length);
	effects = views_open(session->shell, "traffic", query.data, err);
	strbuf_release(&query);
	return effects;
}
