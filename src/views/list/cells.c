#include "views/list/cells.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/address.h"
#include "model/address_book.h"
#include "model/service.h"
#include "model/when.h"
#include "views/services/service_list.h"
#include "views/session/lists.h"
#include "views/session/session.h"

/* A text cell is never wider; a longer text need not be cleaned to its end. */
#define BODY_BYTES 1024

size_t count_format(uint64_t number, char text[static COUNT_SIZE])
{
	char digits[COUNT_SIZE];
	int length = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
	size_t at = 0;

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text[at++] = ',';
		text[at++] = digits[i];
	}
	text[at] = '\0';
	return at;
}

size_t count_format_rough(uint64_t number, char text[static COUNT_SIZE])
{
	uint64_t unit = 1;

	while (number / unit >= 100)
		unit *= 10;
	return count_format((number + unit / 2) / unit * unit, text);
}

void cell_address(struct text address, struct strbuf *out)
{
	struct strbuf pretty = STRBUF_INIT(STRBUF_LINE);

	if (!address.data) {
		strbuf_addstr(out, "(none)");
		return;
	}
	address_format(&pretty, address);
	text_clean(out, pretty.data, pretty.length, TEXT_ONE_LINE);
	strbuf_release(&pretty);
}

static const struct address_book *names;

void cell_use_names(const struct address_book *book)
{
	names = book;
}

const struct address_book *cell_names_used(void)
{
	return names;
}

void cell_contact(struct text address, struct strbuf *out)
{
	struct text name = address_book_name(names, address);

	if (name.data)
		cell_text(name, out);
	else
		cell_address(address, out);
}

void cell_service(struct session *session, const struct sid *sid, struct strbuf *out)
{
	const struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct service *service;
	char text[SID_SHORT_SIZE];

	if (sid->kind == SID_NONE)
		return;
	service = service_find(session, sid);
	if (service) {
		cell_text(service->friendly_name, out);
		return;
	}
	lists_want_ahead(session, &services);
	sid_format_short(sid, text);
	strbuf_addstr(out, text);
}

void cell_contact_whole(struct text address, struct strbuf *out)
{
	if (address_book_name(names, address).data) {
		cell_contact(address, out);
		strbuf_addstr(out, ", ");
	}
	cell_address(address, out);
}

static enum cell_times times;

void cell_use_times(enum cell_times kind)
{
	times = kind;
}

enum cell_times cell_times_used(void)
{
	return times;
}

void cell_zone(struct strbuf *out)
{
	struct civil civil;

	when_civil(clock_now(), WHEN_LOCAL, &civil);
	text_clean(out, civil.zone, strlen(civil.zone), TEXT_ONE_LINE);
}

void cell_time_zone(struct strbuf *out)
{
	if (times != TIMES_RELATIVE)
		cell_zone(out);
}

void cell_when(int64_t when, struct strbuf *out)
{
	char text[WHEN_SIZE];

	strbuf_add(out, text,
		   times == TIMES_ABSOLUTE ? when_absolute(when, clock_now(), WHEN_LOCAL, text)
					   : when_relative(when, clock_now(), WHEN_LOCAL, text));
}

void cell_time(int64_t when, struct strbuf *out)
{
	char text[WHEN_SIZE];

	strbuf_add(out, text,
		   times == TIMES_RELATIVE ? when_relative(when, clock_now(), WHEN_LOCAL, text)
					   : when_exact(when, clock_now(), WHEN_LOCAL, text));
}

void cell_body(const struct session *session, const struct message *message, struct strbuf *out)
{
	size_t length = message->body.length;

	if (message->num_media == 1)
		strbuf_addstr(out, "[media] ");
	else if (message->num_media)
		strbuf_addf(out, "[%u media] ", message->num_media);
	if (session->options.hide_bodies && length) {
		strbuf_addstr(out, "(hidden)");
		return;
	}
	if (!length && !message->num_media)
		strbuf_addstr(out, "(no text)");
	text_clean(out, message->body.data, length < BODY_BYTES ? length : BODY_BYTES,
		   TEXT_ONE_LINE);
}

static const char *const short_names[STATUS_COUNT] = {
	[STATUS_UNKNOWN] = "?",         [STATUS_ACCEPTED] = "accept",
	[STATUS_SCHEDULED] = "sched",   [STATUS_QUEUED] = "queued",
	[STATUS_SENDING] = "sending",   [STATUS_SENT] = "sent",
	[STATUS_DELIVERED] = "deliv",   [STATUS_UNDELIVERED] = "undel",
	[STATUS_FAILED] = "failed",     [STATUS_CANCELED] = "cancel",
	[STATUS_READ] = "read",         [STATUS_PARTIALLY_DELIVERED] = "partial",
	[STATUS_RECEIVING] = "recving", [STATUS_RECEIVED] = "recv",
};

void cell_status_whole(enum message_status status, int32_t error_code, struct strbuf *out)
{
	strbuf_addf(out, "%s %s", message_status_mark(status), message_status_name(status));
	if (error_code)
		strbuf_addf(out, " %d", error_code);
}

void cell_status(enum message_status status, int32_t error_code, struct strbuf *out)
{
	strbuf_addf(out, "%s ", message_status_mark(status));
	if (error_code)
		strbuf_addf(out, "%s %d", short_names[status], error_code);
	else
		strbuf_addstr(out, message_status_name(status));
}

void cell_state(enum message_status status, int32_t error_code, struct strbuf *out)
{
	strbuf_addf(out, "%s ", message_status_mark(status));
	if (error_code)
		strbuf_addf(out, "%d", error_code);
	else
		strbuf_addstr(out, short_names[status]);
}

static const uint8_t status_roles[STATUS_COUNT] = {
	[STATUS_UNKNOWN] = STYLE_WARNING,   [STATUS_ACCEPTED] = STYLE_WAITING,
	[STATUS_SCHEDULED] = STYLE_WAITING, [STATUS_QUEUED] = STYLE_WAITING,
	[STATUS_SENDING] = STYLE_WAITING,   [STATUS_SENT] = STYLE_WAITING,
	[STATUS_DELIVERED] = STYLE_GOOD,    [STATUS_UNDELIVERED] = STYLE_BAD,
	[STATUS_FAILED] = STYLE_BAD,        [STATUS_CANCELED] = STYLE_DIM,
	[STATUS_READ] = STYLE_GOOD,         [STATUS_PARTIALLY_DELIVERED] = STYLE_WARNING,
	[STATUS_RECEIVING] = STYLE_WAITING, [STATUS_RECEIVED] = STYLE_INBOUND,
};

enum style_role cell_status_role(enum message_status status)
{
	return (enum style_role)status_roles[status];
}

const char *cell_direction(enum message_direction direction)
{
	return direction == DIRECTION_INBOUND ? "←" : "→";
}

void cell_price(const struct message *message, struct strbuf *out)
{
	char digits[DECIMAL_SIZE];

	if (!message->has_price)
		return;
	decimal_format(decimal_negate(message->price), digits);
	strbuf_addf(out, "%s ",
		    digits[0] == '-' && decimal_is_zero(message->price) ? digits + 1 : digits);
	cell_text(message->price_unit, out);
}

void cell_country(struct text address, const char *before, struct strbuf *out)
{
	struct address parsed;
	const char *region;

	address_parse(address, &parsed);
	if (!parsed.country[0])
		return;
	region = address_region_of(parsed.value.data + 1, parsed.value.length - 1);
	strbuf_addf(out, "%s%s", before, *region ? region : parsed.country);
}

void cell_contact_title(const struct store_contact *about, struct strbuf *out)
{
	char count[COUNT_SIZE];

	count_format(about->count, count);
	cell_contact_whole(about->address, out);
	strbuf_addf(out, " ── %s message%s", count, about->count == 1 ? "" : "s");
	if (about->failed)
		strbuf_addf(out, ", %u failed", about->failed);
	cell_country(about->address, " ── ", out);
}

void cell_text(struct text text, struct strbuf *out)
{
	text_clean(out, text.data, text.length, TEXT_ONE_LINE);
}

void cell_text_or_dash(struct text text, struct strbuf *out, enum style_role *role)
{
	if (text.length) {
		cell_text(text, out);
	} else {
		strbuf_addstr(out, "–");
		*role = STYLE_DIM;
	}
}

int cell_order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int cell_compare(struct text a, struct text b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? memcmp(a.data, b.data, shorter) : 0;

	return order ? order : (a.length > b.length) - (a.length < b.length);
}

void cell_size(uint64_t bytes, struct strbuf *out)
{
	if (bytes < 1000)
		strbuf_addf(out, "%u B", (unsigned)bytes);
	else if (bytes < 999950)
		strbuf_addf(out, "%.1f KB", (double)bytes / 1e3);
	else
		strbuf_addf(out, "%.1f MB", (double)bytes / 1e6);
}
