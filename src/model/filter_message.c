/*
 * filter_message.c - a query asked of a message that is in no store, and a time on its own.
 */
#include "base/text.h"
#include "model/filter_internal.h"

/* Of a query's bytes in an error. */
#define QUOTE_MAX 60

static bool match_address(const struct filter *filter, const struct filter_node *node,
			  const struct message *message)
{
	switch (node->field) {
	case FIELD_FROM:
		return filter_test_address(filter, node, message->from);
	case FIELD_TO:
		return filter_test_address(filter, node, message->to);
	case FIELD_TEXT:
		return filter_test_address(filter, node, message->from) ||
		       filter_test_address(filter, node, message->to);
	case FIELD_SENDER:
		return filter_test_address(filter, node,
					   message->direction == DIRECTION_INBOUND ? message->to
										   : message->from);
	default:
		return filter_test_address(filter, node, message_contact(message));
	}
}

static bool match_number(const struct filter_node *node, const struct message *message)
{
	int64_t value = node->field == FIELD_ERROR   ? message->error_code
			: node->field == FIELD_MEDIA ? message->num_media
						     : message->num_segments;

	return value >= node->low && value <= node->high;
}

static bool match_state(const struct filter_node *node, const struct message *message)
{
	switch ((enum filter_state)node->field) {
	case STATE_FAILED:
		return message_status_is_failure(message->status);
	case STATE_WAITING:
		return !message_status_is_final(message->status);
	case STATE_FINAL:
		return message_status_is_final(message->status);
	case STATE_INBOUND:
		return message->direction == DIRECTION_INBOUND;
	case STATE_OUTBOUND:
		return message->direction >= DIRECTION_OUTBOUND_API;
	case STATE_MEDIA:
		return message->num_media > 0;
	case STATE_PRICED:
		return message->has_price;
	case STATE_EMPTY:
		return message->body.length == 0;
	case STATE_UNREAD:
		return false;
	}
	return false;
}

static bool match_time(const struct filter_node *node, const struct message *message)
{
	int64_t time = message_time(message);

	return time != DATE_NONE && time >= node->low && time <= node->high;
}

static bool match_leaf(struct filter *filter, struct filter_node *node, const void *subject)
{
	const struct message *message = subject;

	switch (node->kind) {
	case NODE_TEXT:
		return filter_test_text(node, message->body);
	case NODE_ADDRESS:
	case NODE_COUNTRY:
		return match_address(filter, node, message);
	case NODE_STATUS:
		return node->mask >> message->status & 1;
	case NODE_DIRECTION:
		return node->mask >> message->direction & 1;
	case NODE_NUMBER:
		return match_number(node, message);
	case NODE_MONEY:
	case NODE_PRICED:
		return filter_test_money(node, message->has_price, message->price);
	case NODE_TIME:
		return match_time(node, message);
	case NODE_SID:
		return filter_test_sid(node, node->field == FIELD_SERVICE ? message->service
									  : message->sid);
	case NODE_NAME:
		return filter_test_name(filter, node, &message->service);
	case NODE_STATE:
		return match_state(node, message);
	default:
		return false;
	}
}

bool filter_match_message(struct filter *filter, const struct message *message)
{
	return filter_walk(filter, filter->root, match_leaf, message);
}

bool filter_time(const char *text, size_t length, int64_t now, enum when_zone zone, int64_t *first,
		 int64_t *last, struct error *err)
{
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE);
	const char *why = "";
	bool distance;

	if (filter_parse_time(text, length, now, zone, first, last, &distance, &why))
		return true;
	text_clean(&shown, text, length < QUOTE_MAX ? length : QUOTE_MAX, TEXT_ONE_LINE);
	error_set(err, ERROR_USAGE, "“%s%s” %s", shown.data, length < QUOTE_MAX ? "" : "…", why);
	strbuf_release(&shown);
	return false;
}
