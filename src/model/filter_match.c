/*
 * filter_match.c - whether a message is what a query asks for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "model/address_book.h"
#include "model/filter_internal.h"

static void forget(struct filter *filter)
{
	for (size_t i = 0; i < filter->count; i++) {
		free(filter->nodes[i].memory.answers);
		filter->nodes[i].memory = (struct address_memory){ .answers = NULL };
	}
}

void filter_free(struct filter *filter)
{
	if (filter == NULL)
		return;
	forget(filter);
	for (size_t i = 0; i < filter->count; i++)
		free(filter->nodes[i].needle);
	strbuf_wipe(&filter->datum.text);
	free(filter->nodes);
	free(filter);
}

bool filter_is_empty(const struct filter *filter)
{
	return filter->nodes[filter->root].kind == NODE_ALL;
}

struct span {
	int64_t low, high;
};

/* When all that matches happened. */
static struct span span_of(const struct filter *filter, uint16_t number)
{
	const struct filter_node *node = &filter->nodes[number];
	struct span left, right;
	bool both = node->kind == NODE_AND;

	if (node->kind == NODE_TIME)
		return (struct span){ node->low, node->high };
	if (!both && node->kind != NODE_OR)
		return (struct span){ DATE_NONE, INT64_MAX };
	left = span_of(filter, node->left);
	right = span_of(filter, node->right);
	return (struct span){
		.low = (left.low > right.low) == both ? left.low : right.low,
		.high = (left.high < right.high) == both ? left.high : right.high,
	};
}

#define NUMBER_LEAST 9 /* "+" and digits of a whole number: fewer may be the start of one */

static bool is_whole_number(const char *text, size_t length)
{
	const char *plus = memchr(text, '+', length);
	size_t digits = plus ? length - (size_t)(plus - text) - 1 : 0;

	if (!plus || digits + 1 < NUMBER_LEAST || (plus > text && plus[-1] != ':'))
		return false;
	for (size_t i = 1; i <= digits; i++)
		if (plus[i] < '0' || plus[i] > '9')
			return false;
	return true;
}

static void find_addresses(const struct filter *filter, uint16_t at, struct filter_addresses *out)
{
	const struct filter_node *node = &filter->nodes[at];
	struct text text = { .data = node->needle, .length = node->needle_length };

	if (node->kind == NODE_AND) {
		find_addresses(filter, node->left, out);
		find_addresses(filter, node->right, out);
	}
	if (node->kind != NODE_ADDRESS || !is_whole_number(text.data, text.length))
		return;
	if (node->field == FIELD_FROM)
		out->from = text;
	else if (node->field == FIELD_TO)
		out->to = text;
	else if (node->field == FIELD_WITH)
		out->with = text;
}

bool filter_addresses(const struct filter *filter, struct filter_addresses *out)
{
	*out = (struct filter_addresses){ .from = { .data = NULL } };
	find_addresses(filter, filter->root, out);
	return out->from.data || out->to.data || out->with.data;
}

/* Digits, whatever channel stands before them. */
static bool is_number(const char *text, size_t length)
{
	const char *plus = memchr(text, '+', length);
	size_t start = plus ? (size_t)(plus - text) + 1 : 0;

	if (plus > text && plus[-1] != ':')
		return false;
	while (start < length && text[start] >= '0' && text[start] <= '9')
		start++;
	return start == length;
}

static void each_text(const struct filter *filter, uint16_t at,
		      void (*found)(void *context, const char *text, size_t length, bool number),
		      void *context)
{
	const struct filter_node *node = &filter->nodes[at];

	switch (node->kind) {
	case NODE_AND:
	case NODE_OR:
		each_text(filter, node->left, found, context);
		each_text(filter, node->right, found, context);
		break;
	case NODE_TEXT:
	case NODE_NAME:
	case NODE_ADDRESS:
	case NODE_SID:
		found(context, node->needle, node->needle_length,
		      node->kind == NODE_ADDRESS && is_number(node->needle, node->needle_length));
		break;
	default:
		break;
	}
}

void filter_each_text(const struct filter *filter,
		      void (*found)(void *context, const char *text, size_t length, bool number),
		      void *context)
{
	each_text(filter, filter->root, found, context);
}

int64_t filter_since(const struct filter *filter)
{
	return span_of(filter, filter->root).low;
}

int64_t filter_until(const struct filter *filter)
{
	return span_of(filter, filter->root).high;
}

static uint8_t *answer_of(struct filter_node *node, uint32_t address)
{
	struct address_memory *memory = &node->memory;

	if (address >= memory->count) {
		size_t count = address + 1024 + address / 4;

		memory->answers = xrealloc(memory->answers, count);
		memset(memory->answers + memory->count, 0, count - memory->count);
		memory->count = count;
	}
	return &memory->answers[address];
}

bool filter_walk(struct filter *filter, uint16_t number,
		 bool (*leaf)(struct filter *filter, struct filter_node *node, const void *subject),
		 const void *subject)
{
	struct filter_node *node = &filter->nodes[number];

	switch (node->kind) {
	case NODE_ALL:
		return true;
	case NODE_AND:
		return filter_walk(filter, node->left, leaf, subject) &&
		       filter_walk(filter, node->right, leaf, subject);
	case NODE_OR:
		return filter_walk(filter, node->left, leaf, subject) ||
		       filter_walk(filter, node->right, leaf, subject);
	case NODE_NOT:
		return !filter_walk(filter, node->left, leaf, subject);
	default:
		return leaf(filter, node, subject);
	}
}

bool filter_test_name(struct filter *filter, const struct filter_node *node,
		      const struct sid *service)
{
	struct strbuf *name = &filter->datum.text;

	if (service->kind == SID_NONE)
		return false;
	strbuf_reset(name);
	filter->setting.service_name(filter->setting.context, service, name);
	return filter_test_text(node, (struct text){ name->data, name->length });
}

bool filter_names_services(const struct filter *filter)
{
	for (size_t i = 0; i < filter->count; i++)
		if (filter->nodes[i].kind == NODE_NAME)
			return true;
	return false;
}

bool filter_test_address(const struct filter *filter, const struct filter_node *node,
			 struct text text)
{
	struct address address;

	if (node->kind == NODE_ADDRESS)
		return filter_test_text(node, text) ||
		       filter_test_text(node, address_book_name(filter->setting.names, text));
	address_parse(text, &address);
	return filter_equals_nocase(address.country, node->needle, node->needle_length) ||
	       (address.kind == ADDRESS_PHONE &&
		filter_equals_nocase(address_region_of(address.value.data + 1,
						       address.value.length - 1),
				     node->needle, node->needle_length));
}

static bool match_from(const struct filter *filter, struct filter_node *node,
		       const struct store *store, uint32_t row)
{
	uint8_t *answer = answer_of(node, store_from_id(store, row));

	if (*answer == 0)
		*answer = filter_test_address(filter, node, store_from(store, row)) ? 2 : 1;
	return *answer == 2;
}

static bool match_to(const struct filter *filter, struct filter_node *node,
		     const struct store *store, uint32_t row)
{
	uint8_t *answer = answer_of(node, store_to_id(store, row));

	if (*answer == 0)
		*answer = filter_test_address(filter, node, store_to(store, row)) ? 2 : 1;
	return *answer == 2;
}

static bool match_address(const struct filter *filter, struct filter_node *node,
			  const struct store *store, uint32_t row)
{
	switch (node->field) {
	case FIELD_FROM:
		return match_from(filter, node, store, row);
	case FIELD_TO:
		return match_to(filter, node, store, row);
	case FIELD_TEXT:
		return match_from(filter, node, store, row) || match_to(filter, node, store, row);
	default:
		return (store_direction(store, row) == DIRECTION_INBOUND) ==
				       (node->field != FIELD_SENDER)
			       ? match_from(filter, node, store, row)
			       : match_to(filter, node, store, row);
	}
}

static int64_t number_of(const struct filter_node *node, const struct store *store, uint32_t row)
{
	struct message message;

	if (node->field == FIELD_ERROR)
		return store_error_code(store, row);
	store_get(store, row, &message);
	return node->field == FIELD_MEDIA ? message.num_media : message.num_segments;
}

bool filter_test_money(const struct filter_node *node, bool has_money, struct decimal money)
{
	int order;

	if (!has_money || node->kind == NODE_PRICED)
		return has_money;
	order = decimal_compare(money.units < 0 ? decimal_negate(money) : money, node->money);
	switch ((enum filter_comparison)node->comparison) {
	case COMPARE_LT:
		return order < 0;
	case COMPARE_LE:
		return order <= 0;
	case COMPARE_GT:
		return order > 0;
	case COMPARE_GE:
		return order >= 0;
	default:
		return order == 0;
	}
}

static bool match_money(const struct filter_node *node, const struct store *store, uint32_t row)
{
	struct message message;

	store_get(store, row, &message);
	return filter_test_money(node, message.has_price, message.price);
}

static bool match_time(const struct filter_node *node, const struct store *store, uint32_t row)
{
	int64_t time = store_time(store, row);

	return time != DATE_NONE && time >= node->low && time <= node->high;
}

bool filter_test_sid(const struct filter_node *node, struct sid sid)
{
	char text[SID_SIZE];

	if (sid.kind == SID_NONE || node->needle_length == 0)
		return sid.kind == SID_NONE && node->needle_length == 0;
	sid.upper = 0;
	sid_format(&sid, text);
	return strncasecmp(text, node->needle, node->needle_length) == 0;
}

static bool match_sid(struct filter *filter, const struct filter_node *node,
		      const struct store *store, uint32_t row)
{
	struct message message;

	if (node->field != FIELD_SERVICE)
		return filter_test_sid(node, store_sid(store, row));
	store_get(store, row, &message);
	return node->kind == NODE_NAME ? filter_test_name(filter, node, &message.service)
				       : filter_test_sid(node, message.service);
}

static bool match_state(const struct filter_node *node, const struct store *store, uint32_t row)
{
	struct message message;

	switch ((enum filter_state)node->field) {
	case STATE_FAILED:
		return message_status_is_failure(store_status(store, row));
	case STATE_WAITING:
		return !message_status_is_final(store_status(store, row));
	case STATE_FINAL:
		return message_status_is_final(store_status(store, row));
	case STATE_INBOUND:
		return store_direction(store, row) == DIRECTION_INBOUND;
	case STATE_OUTBOUND:
		return store_direction(store, row) >= DIRECTION_OUTBOUND_API;
	case STATE_MEDIA:
	case STATE_PRICED:
		store_get(store, row, &message);
		return node->field == STATE_MEDIA ? message.num_media > 0 : message.has_price;
	case STATE_EMPTY:
		return store_body(store, row).length == 0;
	case STATE_UNREAD:
		return store_is_unread(store, row);
	}
	return false;
}

struct stored {
	const struct store *store;
	uint32_t row;
	const void *list, *record; /* of what goes with the message */
	bool guess;                /* the answer where there is no record */
};

static bool match_beside(struct filter *filter, const struct filter_node *node,
			 const struct stored *stored)
{
	struct filter_datum *datum = &filter->datum;

	if (!stored->record)
		return stored->guess;
	strbuf_reset(&datum->text);
	filter->setting.beside->read(stored->list, stored->record, node->field, datum);
	return filter_test_text(node, (struct text){ datum->text.data, datum->text.length });
}

static bool match_leaf(struct filter *filter, struct filter_node *node, const void *subject)
{
	const struct store *store = ((const struct stored *)subject)->store;
	uint32_t row = ((const struct stored *)subject)->row;

	switch (node->kind) {
	case NODE_TEXT:
		return filter_test_text(node, store_body(store, row));
	case NODE_ADDRESS:
	case NODE_COUNTRY:
		return match_address(filter, node, store, row);
	case NODE_STATUS:
		return node->mask >> store_status(store, row) & 1;
	case NODE_DIRECTION:
		return node->mask >> store_direction(store, row) & 1;
	case NODE_NUMBER: {
		int64_t value = number_of(node, store, row);

		return value >= node->low && value <= node->high;
	}
	case NODE_MONEY:
	case NODE_PRICED:
		return match_money(node, store, row);
	case NODE_TIME:
		return match_time(node, store, row);
	case NODE_SID:
	case NODE_NAME:
		return match_sid(filter, node, store, row);
	case NODE_STATE:
		return match_state(node, store, row);
	case NODE_BESIDE:
		return match_beside(filter, node, subject);
	default:
		return false;
	}
}

static bool match_stored(struct filter *filter, const struct stored *stored)
{
	if (filter->epoch != store_epoch(stored->store)) {
		forget(filter);
		filter->epoch = store_epoch(stored->store);
	}
	return filter_walk(filter, filter->root, match_leaf, stored);
}

bool filter_match(struct filter *filter, const struct store *store, uint32_t row)
{
	return match_stored(filter, &(const struct stored){ .store = store, .row = row });
}

bool filter_match_beside(struct filter *filter, const struct store *store, uint32_t row,
			 const void *list, const void *record)
{
	struct stored stored = { .store = store, .row = row, .list = list, .record = record };

	if (match_stored(filter, &stored))
		return true;
	stored.guess = true;
	return !record && match_stored(filter, &stored);
}
