#include "sandbox/message_json.h"

#include <string.h>

#include "sandbox/errors.h"
#include "sandbox/jsonout.h"

#define LITERAL(out, text) strbuf_add(out, text, sizeof(text) - 1)
#define LONG_BODY 20000

void message_path(struct strbuf *out, const struct account *account, const struct message *message)
{
	LITERAL(out, "/2010-04-01/Accounts/");
	strbuf_add(out, account->sid, SID_LENGTH);
	LITERAL(out, "/Messages/");
	strbuf_add(out, message->sid, SID_LENGTH);
}

static void write_body(struct strbuf *out, const struct account *account,
		       const struct message *message, enum broken broken)
{
	LITERAL(out, "{\"body\": ");
	switch (broken) {
	case BROKEN_SURROGATE:
		LITERAL(out, "\"half of a pair: \\ud83d and on\"");
		break;
	case BROKEN_NUL:
		LITERAL(out, "\"before\\u0000after\"");
		break;
	case BROKEN_NULL_ALL:
		LITERAL(out, "null");
		break;
	case BROKEN_LONG:
		strbuf_addch(out, '"');
		strbuf_addn(out, 'x', LONG_BODY);
		strbuf_addch(out, '"');
		break;
	default:
		out_string(out, message->text.data, message->text.length, account->assume.utf8);
	}
}

static void write_digits(struct strbuf *out, uint64_t number, bool bare)
{
	if (!bare)
		strbuf_addch(out, '"');
	out_number(out, number);
	if (!bare)
		strbuf_addch(out, '"');
}

/* An address, which needs no escapes, or null. */
static void write_address(struct strbuf *out, const char *address, bool is_null)
{
	if (is_null) {
		LITERAL(out, "null");
		return;
	}
	strbuf_addch(out, '"');
	strbuf_addstr(out, address);
	strbuf_addch(out, '"');
}

/* "-0.00790": what was charged, in units of 1/100000. */
static void write_price(struct strbuf *out, const struct message *message, bool bare)
{
	uint32_t price = message->price * (message->media_count > 0 ? 1 : message->segments);
	char digits[5];

	if (!message->has_price) {
		LITERAL(out, "null");
		return;
	}
	strbuf_addstr(out, bare ? "-" : "\"-");
	out_number(out, price / 100000);
	strbuf_addch(out, '.');
	price %= 100000;
	for (int i = 4; i >= 0; i--) {
		digits[i] = (char)('0' + price % 10);
		price /= 10;
	}
	strbuf_add(out, digits, sizeof(digits));
	if (!bare)
		strbuf_addch(out, '"');
}

static void write_error(struct strbuf *out, const struct message *message)
{
	LITERAL(out, ", \"error_message\": ");
	out_text(out, message->error == 0 ? NULL : error_info(message->error)->message);
}

static void write_parties(struct strbuf *out, const struct message *message,
			  struct record_faults faults)
{
	bool none = faults.broken == BROKEN_NULL_ALL;

	LITERAL(out, ", \"num_segments\": ");
	write_digits(out, message->segments, faults.wrong_types);
	LITERAL(out, ", \"direction\": \"");
	strbuf_addstr(out, direction_names[message->direction]);
	LITERAL(out, "\", \"from\": ");
	write_address(out, message->from,
		      message->from[0] == '\0' || none || faults.broken == BROKEN_NULL_FROM);
	LITERAL(out, ", \"to\": ");
	write_address(out, message->to, none);
	LITERAL(out, ", \"date_updated\": ");
	if (faults.wrong_types)
		out_number(out, (uint64_t)message->updated);
	else
		out_date(out, message->updated);
	LITERAL(out, ", \"price\": ");
	write_price(out, message, faults.wrong_types);
}

static void write_state(struct strbuf *out, const struct account *account,
			const struct message *message, struct record_faults faults)
{
	LITERAL(out, ", \"num_media\": ");
	write_digits(out, message->media_count, faults.wrong_types);
	if (faults.broken != BROKEN_MISSING) {
		LITERAL(out, ", \"status\": \"");
		strbuf_addstr(out, faults.broken == BROKEN_STATUS ? "partially_delivered_2"
								  : status_names[message->status]);
		strbuf_addch(out, '"');
	}
	LITERAL(out, ", \"messaging_service_sid\": ");
	if (message->service == SERVICE_NONE)
		LITERAL(out, "null");
	else
		write_address(out, account->inventory.services.items[message->service].sid, false);
	LITERAL(out, ", \"sid\": \"");
	strbuf_add(out, message->sid, SID_LENGTH);
	LITERAL(out, "\", \"date_sent\": ");
	out_date(out, message->sent);
	LITERAL(out, ", \"date_created\": ");
	out_date(out, message->created);
	LITERAL(out, ", \"error_code\": ");
	if (message->error == 0)
		LITERAL(out, "null");
	else
		write_digits(out, (uint64_t)message->error, !faults.wrong_types);
}

void message_write(struct strbuf *out, const struct account *account, const struct message *message,
		   struct record_faults faults)
{
	write_body(out, account, message, faults.broken);
	write_parties(out, message, faults);
	write_error(out, message);
	LITERAL(out, ", \"uri\": \"");
	message_path(out, account, message);
	LITERAL(out, ".json\", \"account_sid\": \"");
	strbuf_add(out, account->sid, SID_LENGTH);
	strbuf_addch(out, '"');
	write_state(out, account, message, faults);
	LITERAL(out, ", \"price_unit\": \"USD\", \"api_version\": \"2010-04-01\", "
		     "\"subresource_uris\": {\"media\": \"");
	message_path(out, account, message);
	LITERAL(out, "/Media.json\"");
	if (message->direction != DIRECTION_INBOUND) {
		LITERAL(out, ", \"feedback\": \"");
		message_path(out, account, message);
		LITERAL(out, "/Feedback.json\"");
	}
	LITERAL(out, "}}");
}
