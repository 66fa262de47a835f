#include "views/messages/message_page.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/address.h"
#include "model/errcode.h"
#include "model/segments.h"
#include "model/when.h"
#include "views/list/cells.h"
#include "views/services/service_list.h"

#define LABEL_CELLS 11

bool message_page_get(const struct message_page *page, struct message *message)
{
	uint32_t row = store_find(page->session->store, &page->sid);

	if (row == STORE_NO_ROW)
		return false;
	store_get(page->session->store, row, message);
	return true;
}

/* -- lines: state ------------------------------------------------------------------------------ */

static const char *how_it_went(const struct message *message)
{
	static const char *const words[DIRECTION_COUNT] = {
		[DIRECTION_UNKNOWN] = "unknown direction",
		[DIRECTION_INBOUND] = "inbound",
		[DIRECTION_OUTBOUND_API] = "outbound · by the API",
		[DIRECTION_OUTBOUND_CALL] = "outbound · during a call",
		[DIRECTION_OUTBOUND_REPLY] = "outbound · a reply",
	};

	return words[message->direction];
}

static bool is_mms(const struct message *message)
{
	return message->sid.kind == SID_MM || message->num_media;
}

/* What other channels and MMS carry is not cut into segments. */
static bool is_sms(const struct message *message)
{
	struct address other;

	address_parse(message_contact(message), &other);
	return !other.channel.data && !is_mms(message);
}

static void add_kind(const struct message *message, struct strbuf *out)
{
	struct address other;

	address_parse(message_contact(message), &other);
	if (other.channel.data)
		cell_text(other.channel, out);
	else
		strbuf_addstr(out, is_mms(message) ? "MMS" : "SMS");
}

static void error_lines(const struct message *message, int width, struct pager_lines *lines)
{
	const struct errcode *known = errcode_find(message->error_code);
	const char *hint = errcode_hint(message->error_code);
	char url[ERRCODE_URL_SIZE];

	if (known)
		pager_format(lines, STYLE_BAD, "   %d %s", message->error_code, known->title);
	else
		pager_format(lines, STYLE_BAD, "   %d", message->error_code);
	if (message->error_message.length &&
	    (!known || message->error_message.length != strlen(known->title) ||
	     strncasecmp(known->title, message->error_message.data,
			 message->error_message.length))) {
		pager_line(lines, 3);
		pager_format(lines, STYLE_DIM, "Twilio says: ");
		pager_span_foreign(lines, STYLE_TEXT, message->error_message.data,
				   message->error_message.length);
	}
	if (hint)
		pager_text(lines, STYLE_TEXT, 3, width - 4, hint, strlen(hint));
	errcode_url(message->error_code, url);
	pager_line(lines, 3);
	pager_format(lines, STYLE_DIM, "%s", url);
}

static const char *status_meaning(const struct message *message)
{
	static const char *const words[STATUS_COUNT] = {
		[STATUS_UNKNOWN] =
			"A state that this version does not know; the raw JSON has its name.",
		[STATUS_ACCEPTED] = "The service took it and will choose a sender.",
		[STATUS_SCHEDULED] = "It waits for its time, and can be canceled until then.",
		[STATUS_QUEUED] = "It waits for its turn to go to the carrier.",
		[STATUS_SENDING] = "It is on its way to the carrier.",
		[STATUS_SENT] = "The carrier took it; no receipt has come, and perhaps never will.",
		[STATUS_DELIVERED] = "The carrier confirmed that it arrived.",
		[STATUS_UNDELIVERED] = "It left, but the carrier says that it did not arrive.",
		[STATUS_FAILED] = "It never left.",
		[STATUS_CANCELED] = "It was canceled before its time.",
		[STATUS_READ] = "The recipient opened it.",
		[STATUS_PARTIALLY_DELIVERED] = "Some of its parts arrived.",
		[STATUS_RECEIVING] = "It is coming in.",
		[STATUS_RECEIVED] = "It came in.",
	};

	return words[message->status];
}

static void state_lines(const struct message_page *page, const struct message *message, int width,
			struct pager_lines *lines)
{
	struct strbuf kind = STRBUF_INIT(STRBUF_LINE);
	char sid[SID_SIZE];

	sid_format(&page->sid, sid);
	pager_line(lines, 1);
	pager_format(lines, STYLE_TITLE, "%s", sid);
	pager_right(lines);
	add_kind(message, &kind);
	pager_format(lines, STYLE_DIM, "%s · %s ", how_it_went(message), kind.data);
	strbuf_release(&kind);
	pager_line(lines, 1);
	pager_format(lines, cell_status_role(message->status), "%s %s",
		     message_status_mark(message->status), message_status_name(message->status));
	if (message->error_code) {
		error_lines(message, width, lines);
	} else {
		pager_line(lines, 3);
		pager_format(lines, STYLE_DIM, "%s", status_meaning(message));
	}
	if (page->answer == PAGE_WAITING)
		pager_format(lines, STYLE_WAITING, "  … asking for its latest state");
	if (page->answer == PAGE_FAILED) {
		pager_line(lines, 1);
		pager_format(lines, STYLE_WARNING, "not up to date: ");
		pager_span_foreign(lines, STYLE_WARNING, error_text(&page->error),
				   strlen(error_text(&page->error)));
	}
}

/* -- lines: facts ------------------------------------------------------------------------------ */

static void label(struct pager_lines *lines, const char *name)
{
	pager_line(lines, 1);
	pager_format(lines, STYLE_DIM, "%-*s", LABEL_CELLS, name);
}

static void address_fact(const struct message_page *page, const char *name, struct text address,
			 bool is_contact, struct pager_lines *lines)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct store_contact about;
	uint32_t contact;

	label(lines, name);
	cell_contact_whole(address, &text);
	cell_country(address, " · ", &text);
	pager_span(lines, STYLE_TEXT, text.data, text.length);
	strbuf_release(&text);
	if (!is_contact || !address.data)
		return;
	contact = store_contact_find(page->session->store, address.data, address.length);
	if (contact == STORE_NO_CONTACT)
		return;
	store_contact(page->session->store, contact, &about);
	pager_format(lines, STYLE_DIM, " · %u message%s", about.count, about.count == 1 ? "" : "s");
	if (about.failed)
		pager_format(lines, STYLE_BAD, ", %u failed", about.failed);
}

static void date_fact(struct pager_lines *lines, const char *name, int64_t when)
{
	char text[WHEN_SIZE];

	label(lines, name);
	if (when == DATE_NONE) {
		pager_format(lines, STYLE_DIM, "not yet");
		return;
	}
	pager_span(lines, STYLE_TEXT, text, when_full(when, WHEN_LOCAL, text));
	when_distance(when, clock_now(), text);
	pager_format(lines, STYLE_DIM, " (%s)", text);
}

static void sid_fact(struct pager_lines *lines, const char *name, const struct sid *sid)
{
	char text[SID_SIZE];

	if (sid->kind == SID_NONE)
		return;
	sid_format(sid, text);
	label(lines, name);
	pager_format(lines, STYLE_TEXT, "%s", text);
}

/* By its name, too, where that is known. */
static void service_fact(const struct message_page *page, const struct message *message,
			 struct pager_lines *lines)
{
	const struct service *service = service_find(page->session, &message->service);
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);

	sid_fact(lines, "service", &message->service);
	if (service && service->friendly_name.length) {
		cell_text(service->friendly_name, &name);
		pager_format(lines, STYLE_DIM, " · %s", name.data);
	}
	strbuf_release(&name);
}

static void price_fact(const struct message *message, struct pager_lines *lines)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	cell_price(message, &text);
	label(lines, "price");
	if (text.length)
		pager_span(lines, STYLE_TEXT, text.data, text.length);
	else
		pager_format(lines, STYLE_DIM, "not billed yet");
	strbuf_release(&text);
}

/* What turned the text to UCS-2: the first character outside the alphabet. */
static void foreign_fact(struct text body, const struct segments *size, struct pager_lines *lines)
{
	size_t offset = 0, length;
	uint32_t codepoint;

	if (!segments_next_foreign(body, &offset, &length, &codepoint))
		return;
	pager_format(lines, STYLE_DIM, " because of ");
	pager_span_foreign(lines, STYLE_ACCENT, body.data + offset, length);
	if (size->foreign > 1)
		pager_format(lines, STYLE_DIM, " and %zu more", size->foreign - 1);
}

static void add_segments(const struct message *message, const struct segments *size,
			 struct pager_lines *lines)
{
	if (size->units != size->characters)
		pager_format(lines, STYLE_DIM, ", counted as %zu", size->units);
	pager_format(lines, STYLE_TEXT, " · %zu segment%s", size->segments,
		     size->segments == 1 ? "" : "s");
	if (message->num_segments && message->num_segments != size->segments)
		pager_format(lines, STYLE_DIM, " (Twilio counted %u)", message->num_segments);
}

static void size_fact(const struct message *message, const struct segments *size,
		      struct pager_lines *lines)
{
	label(lines, "size");
	if (message->body.length)
		pager_format(lines, STYLE_TEXT, "%zu character%s", size->characters,
			     size->characters == 1 ? "" : "s");
	else
		pager_format(lines, STYLE_DIM, "no text");
	if (message->num_media)
		pager_format(lines, STYLE_TEXT, " · %u media", message->num_media);
	if (!message->body.length)
		return;
	if (is_sms(message))
		add_segments(message, size, lines);
	else
		pager_format(lines, STYLE_DIM, " · not cut into segments");
}

/* Why there are so many segments. */
static void encoding_fact(const struct message_page *page, const struct message *message,
			  const struct segments *size, struct pager_lines *lines)
{
	if (!message->body.length || !is_sms(message))
		return;
	label(lines, "encoding");
	pager_format(lines, STYLE_TEXT, "%s", segments_encoding_name(size->encoding));
	if (size->foreign && !page->session->options.hide_bodies)
		foreign_fact(message->body, size, lines);
	pager_format(lines, STYLE_DIM, " · %zu characters a segment", size->size);
}

static void fact_lines(const struct message_page *page, const struct message *message,
		       struct pager_lines *lines)
{
	bool inbound = message->direction == DIRECTION_INBOUND;
	struct segments size;

	segments_count(message->body, &size);
	pager_line(lines, 0);
	address_fact(page, "from", message->from, inbound, lines);
	address_fact(page, "to", message->to, !inbound, lines);
	date_fact(lines, inbound ? "received" : "sent", message->date_sent);
	date_fact(lines, "created", message->date_created);
	date_fact(lines, "updated", message->date_updated);
	size_fact(message, &size, lines);
	encoding_fact(page, message, &size, lines);
	price_fact(message, lines);
	service_fact(page, message, lines);
	if (page->session->account_known)
		sid_fact(lines, "account", &page->session->account_sid);
}

/* -- lines: text and JSON ------------------------------------------------------------------------ */

static void text_lines(const struct message_page *page, const struct message *message, int width,
		       struct pager_lines *lines)
{
	pager_line(lines, 0);
	pager_rule(lines);
	if (page->session->options.hide_bodies && message->body.length) {
		pager_line(lines, 1);
		pager_format(lines, STYLE_DIM, "hidden (hide_bodies)");
	} else if (message->body.length) {
		pager_text(lines,
			   message->direction == DIRECTION_INBOUND ? STYLE_INBOUND : STYLE_TEXT, 1,
			   width - 2, message->body.data, message->body.length);
	} else {
		pager_line(lines, 1);
		pager_format(lines, STYLE_DIM, "no text: it was empty, or it was redacted");
	}
}

static void raw_lines(const struct message_page *page, int width, struct pager_lines *lines)
{
	pager_line(lines, 0);
	pager_rule(lines);
	pager_format(lines, STYLE_DIM, "JSON");
	if (page->session->options.hide_bodies) {
		pager_line(lines, 1);
		pager_format(lines, STYLE_DIM, "hidden (hide_bodies)");
	} else if (page->raw.length) {
		pager_text(lines, STYLE_TEXT, 1, width - 2, page->raw.data, page->raw.length);
	} else {
		pager_line(lines, 1);
		pager_format(lines, STYLE_WAITING, "%s",
			     page->answer == PAGE_WAITING ? "… asking for it" : "it did not come");
	}
}

/* -- items ------------------------------------------------------------------------------------- */

static size_t item_count(void *data)
{
	const struct message_page *page = data;
	struct message message;

	if (!message_page_get(page, &message))
		return 0;
	return page->show_raw ? PAGE_RAW : PAGE_TEXT;
}

static uint64_t item_key(void *data, size_t index)
{
	(void)data;
	return index + 1;
}

static bool item_find(void *data, uint64_t key, size_t *index)
{
	*index = (size_t)key - 1;
	return *index < item_count(data);
}

static void item_build(void *data, size_t index, int width, struct pager_lines *lines)
{
	const struct message_page *page = data;
	struct message message;

	if (!message_page_get(page, &message))
		return;
	switch ((enum page_part)(index + 1)) {
	case PAGE_STATE:
		state_lines(page, &message, width, lines);
		break;
	case PAGE_FACTS:
		fact_lines(page, &message, lines);
		break;
	case PAGE_TEXT:
		text_lines(page, &message, width, lines);
		break;
	default:
		raw_lines(page, width, lines);
	}
}

const struct pager_source message_page_source = {
	.count = item_count,
	.key = item_key,
	.find = item_find,
	.build = item_build,
};
