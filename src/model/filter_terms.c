/*
 * filter_terms.c - from a word, or a field and a value, to a node.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/address.h"
#include "model/filter_internal.h"

/* Digits from which a number typed as people do is looked for in addresses. */
#define NUMBER_DIGITS_MIN 3

uint16_t filter_add_node(struct filter_compiler *c, const struct filter_node *node)
{
	static const uint8_t costs[] = {
		[NODE_STATUS] = 1, [NODE_DIRECTION] = 1, [NODE_TIME] = 1,    [NODE_STATE] = 2,
		[NODE_NAME] = 4,   [NODE_WORD] = 2,      [NODE_ADDRESS] = 2, [NODE_COUNTRY] = 2,
		[NODE_SID] = 3,    [NODE_NUMBER] = 3,    [NODE_MONEY] = 4,   [NODE_PRICED] = 4,
		[NODE_TEXT] = 10,  [NODE_BESIDE] = 5,
	};
	struct filter *filter = c->filter;
	struct filter_node *added = &filter->nodes[filter->count];

	if (filter->count == FILTER_NODES_MAX) {
		free(node->needle);
		return filter_fault(c, c->text + c->at, 0, "the filter has too many parts", "");
	}
	*added = *node;
	if (node->kind < ARRAY_SIZE(costs) && costs[node->kind] != 0)
		added->cost = costs[node->kind];
	return (uint16_t)filter->count++;
}

uint16_t filter_add_pair(struct filter_compiler *c, enum node_kind kind, uint16_t left,
			 uint16_t right)
{
	const struct filter_node *nodes = c->filter->nodes;
	unsigned cost = nodes[left].cost + nodes[right].cost;
	bool swap = nodes[right].cost < nodes[left].cost;
	struct filter_node node = { .kind = kind,
				    .cost = cost < UINT8_MAX ? (uint8_t)cost : UINT8_MAX,
				    .left = swap ? right : left,
				    .right = swap ? left : right };

	return filter_add_node(c, &node);
}

uint16_t filter_add_not(struct filter_compiler *c, uint16_t inner)
{
	struct filter_node node = { .kind = NODE_NOT,
				    .cost = c->filter->nodes[inner].cost,
				    .left = inner };

	return filter_add_node(c, &node);
}

/* Where a value's bytes are in the query. A phrase was copied: its place is what was read last. */
static uint16_t fault_at(struct filter_compiler *c, const struct filter_value *value,
			 const char *before, const char *after)
{
	if (!value->quoted)
		return filter_fault(c, value->data, value->length, before, after);
	return filter_fault(c, c->text + c->at - value->length - 2, value->length + 2, before,
			    after);
}

/* A node whose needle is the folded value. */
static uint16_t add_needle(struct filter_compiler *c, enum node_kind kind, uint8_t field,
			   const char *data, size_t length)
{
	struct strbuf folded = STRBUF_INIT(FILTER_WORD_MAX);
	struct filter_node node = { .kind = kind, .field = field, .needle_ascii = true };

	text_fold(&folded, data, length);
	if (folded.overflow) {
		strbuf_release(&folded);
		return filter_fault(c, c->text + c->at, 0, "a word in the filter is too long", "");
	}
	node.needle = strbuf_detach(&folded, &node.needle_length);
	for (size_t i = 0; i < node.needle_length; i++)
		node.needle_ascii &= (unsigned char)node.needle[i] < 0x80;
	node.needle_rarest = filter_rarest(node.needle, node.needle_length);
	return filter_add_node(c, &node);
}

static uint16_t add_address(struct filter_compiler *c, uint8_t field,
			    const struct filter_value *value)
{
	struct strbuf number = STRBUF_INIT(STRBUF_LINE);
	bool is_number = address_normalise(&number, value->data, value->length);
	uint16_t node;

	node = is_number && number.length >= NUMBER_DIGITS_MIN
		       ? add_needle(c, NODE_ADDRESS, field, number.data, number.length)
		       : add_needle(c, NODE_ADDRESS, field, value->data, value->length);
	strbuf_release(&number);
	return node;
}

static uint16_t add_sid(struct filter_compiler *c, uint8_t field, const struct filter_value *value)
{
	struct filter_node node = { .kind = NODE_SID, .field = field };
	char digits[SID_SIZE] = "";

	if (!filter_parse_sid(value->data, value->length, digits))
		return fault_at(c, value, "", " is not a SID or the start of one");
	node.needle = xstrdup(digits);
	node.needle_length = strlen(digits);
	return filter_add_node(c, &node);
}

/* A SID, the start of one, none, or part of a name. */
static uint16_t add_service(struct filter_compiler *c, uint8_t field,
			    const struct filter_value *value)
{
	struct filter_node none = { .kind = NODE_SID, .field = field };
	char digits[SID_SIZE];

	if (filter_equals_nocase("none", value->data, value->length)) {
		none.needle = xstrdup("");
		return filter_add_node(c, &none);
	}
	if (filter_parse_sid(value->data, value->length, digits) &&
	    filter_equals_nocase("mg", digits, 2))
		return add_sid(c, field, value);
	if (c->setting->service_name != NULL || c->setting->language->read != NULL)
		return add_needle(c, NODE_NAME, field, value->data, value->length);
	return fault_at(c, value, "",
			" is not the SID of a service or the start of one; names of services are "
			"known on the screen alone");
}

/* Joins an alternative to what there is already. */
static uint16_t or_else(struct filter_compiler *c, uint16_t so_far, uint16_t more)
{
	if (so_far == FILTER_NO_NODE || more == FILTER_NO_NODE)
		return FILTER_NO_NODE;
	return filter_add_pair(c, NODE_OR, so_far, more);
}

static uint32_t status_named(const struct filter_value *value)
{
	for (unsigned status = STATUS_UNKNOWN + 1; status < STATUS_COUNT; status++)
		if (filter_equals_nocase(message_status_name((enum message_status)status),
					 value->data, value->length))
			return UINT32_C(1) << status;
	return 0;
}

/* In what a list's first field has; a number typed as people do, also as the API writes it. */
static uint16_t bare_in_list(struct filter_compiler *c, const struct filter_value *value)
{
	uint8_t field = (uint8_t)c->setting->language->fields[0].id;
	uint16_t node = add_needle(c, NODE_TEXT, field, value->data, value->length);

	return node == FILTER_NO_NODE ? node : or_else(c, node, add_address(c, field, value));
}

uint16_t filter_bare_term(struct filter_compiler *c, const struct filter_value *value)
{
	struct filter_node status = { .kind = NODE_STATUS, .mask = status_named(value) };
	struct filter_node error = { .kind = NODE_NUMBER, .field = FIELD_ERROR };
	const char *why;
	uint16_t node;

	if (c->setting->language->read != NULL)
		return bare_in_list(c, value);
	if (value->length == SID_LENGTH) {
		char digits[SID_SIZE];

		if (filter_parse_sid(value->data, value->length, digits))
			return add_sid(c, FIELD_SID, value);
	}
	node = add_needle(c, NODE_TEXT, FIELD_TEXT, value->data, value->length);
	if (node != FILTER_NO_NODE)
		node = or_else(c, node, add_address(c, FIELD_TEXT, value));
	if (node == FILTER_NO_NODE || value->quoted)
		return node;
	if (status.mask != 0)
		return or_else(c, node, filter_add_node(c, &status));
	if (value->data[0] >= '1' && value->data[0] <= '9' &&
	    filter_parse_number(value->data, value->length, &error.low, &error.high, &why) &&
	    error.low == error.high)
		return or_else(c, node, filter_add_node(c, &error));
	return node;
}

static uint16_t fault_why(struct filter_compiler *c, const struct filter_value *value,
			  const char *why)
{
	struct strbuf after = STRBUF_INIT(STRBUF_LINE);
	uint16_t none;

	strbuf_addf(&after, " %s", why);
	none = fault_at(c, value, "", after.data);
	strbuf_release(&after);
	return none;
}

static uint16_t add_mask(struct filter_compiler *c, enum node_kind kind,
			 const struct filter_value *value)
{
	struct filter_node node = { .kind = kind };
	const char *why = "";
	bool fine = kind == NODE_STATUS
			    ? filter_parse_status(value->data, value->length, &node.mask, &why)
			    : filter_parse_direction(value->data, value->length, &node.mask, &why);

	if (!fine)
		return fault_why(c, value, why);
	return filter_add_node(c, &node);
}

/* From what a value names, first to last, to what holds in comparison with it. */
static void compare_range(enum filter_comparison comparison, int64_t *low, int64_t *high)
{
	int64_t first = *low;
	int64_t last = *high;

	if (comparison == COMPARE_IS || comparison == COMPARE_NOT)
		return;
	*low = comparison == COMPARE_GE ? first : INT64_MIN;
	*high = comparison == COMPARE_LE ? last : INT64_MAX;
	if (comparison == COMPARE_GT)
		*low = last == INT64_MAX ? last : last + 1;
	if (comparison == COMPARE_LT)
		*high = first == INT64_MIN ? first : first - 1;
}

static uint16_t add_number(struct filter_compiler *c, uint8_t field,
			   enum filter_comparison comparison, const struct filter_value *value)
{
	struct filter_node node = { .kind = NODE_NUMBER, .field = field };
	const char *why;

	if (!filter_parse_number(value->data, value->length, &node.low, &node.high, &why))
		return fault_why(c, value, why);
	compare_range(comparison, &node.low, &node.high);
	return filter_add_node(c, &node);
}

static uint16_t add_money(struct filter_compiler *c, uint8_t field,
			  enum filter_comparison comparison, const struct filter_value *value)
{
	struct filter_node node = {
		.kind = NODE_MONEY,
		.field = field,
		.comparison = (uint8_t)comparison,
	};
	struct filter_node priced = { .kind = NODE_PRICED, .field = field };

	if (filter_equals_nocase("yes", value->data, value->length))
		return filter_add_node(c, &priced);
	if (filter_equals_nocase("no", value->data, value->length)) {
		uint16_t yes = filter_add_node(c, &priced);

		return yes == FILTER_NO_NODE ? yes : filter_add_not(c, yes);
	}
	if (!decimal_parse(value->data, value->length, &node.money))
		return fault_at(c, value, "", " is not an amount");
	return filter_add_node(c, &node);
}

/* "a..b": from the start of the one to the end of the other. */
static bool parse_times(const struct filter_compiler *c, const struct filter_value *value,
			struct filter_node *node, bool *distance, const char **why)
{
	const char *dots = memmem(value->data, value->length, "..", 2);
	size_t left;
	int64_t unused;

	if (dots == NULL)
		return filter_parse_time(value->data, value->length, c->setting->now,
					 c->setting->zone, &node->low, &node->high, distance, why);
	left = (size_t)(dots - value->data);
	return filter_parse_time(value->data, left, c->setting->now, c->setting->zone, &node->low,
				 &unused, distance, why) &&
	       filter_parse_time(dots + 2, value->length - left - 2, c->setting->now,
				 c->setting->zone, &unused, &node->high, distance, why) &&
	       (*distance = false, true);
}

static uint16_t add_time(struct filter_compiler *c, const struct filter_field *field,
			 enum filter_comparison comparison, const struct filter_value *value)
{
	struct filter_node node = { .kind = NODE_TIME, .field = (uint8_t)field->id };
	bool distance = false;
	const char *why = "";

	if (!parse_times(c, value, &node, &distance, &why))
		return fault_why(c, value, why);
	if (field->kind == FILTER_SINCE ||
	    (distance && comparison == COMPARE_IS && field->kind == FILTER_TIME))
		comparison = COMPARE_GE;
	else if (field->kind == FILTER_UNTIL)
		comparison = COMPARE_LE;
	compare_range(comparison, &node.low, &node.high);
	return filter_add_node(c, &node);
}

static uint16_t add_country(struct filter_compiler *c, uint8_t field,
			    const struct filter_value *value)
{
	if (value->length != 2 && !(value->length == 5 && value->data[2] == '-'))
		return fault_at(c, value, "",
				" is not a country's two letters, nor a state such as US-TX");
	return add_needle(c, NODE_COUNTRY, field, value->data, value->length);
}

static uint16_t add_state(struct filter_compiler *c, const struct filter_value *value)
{
	struct filter_node node = { .kind = NODE_STATE };
	struct filter_node status = { .kind = NODE_STATUS, .mask = status_named(value) };
	const char *why;

	if (filter_parse_state(value->data, value->length, &node.field, &why))
		return filter_add_node(c, &node);
	return status.mask != 0 ? filter_add_node(c, &status) : fault_why(c, value, why);
}

static uint16_t fault_words(struct filter_compiler *c, const struct filter_field *field,
			    const struct filter_value *value, size_t count)
{
	struct strbuf why = STRBUF_INIT(STRBUF_LINE);
	uint16_t none;

	strbuf_addstr(&why, count > 1 ? "is the start of several of" : "is none of");
	for (const char *const *word = field->values; *word != NULL; word++)
		strbuf_addf(&why, "%s %s", word == field->values ? "" : ",", *word);
	none = fault_why(c, value, why.data);
	strbuf_release(&why);
	return none;
}

/* Of a field whose words are known, a whole one or the start of only one; of others any. */
static uint16_t add_word(struct filter_compiler *c, const struct filter_field *field,
			 const struct filter_value *value)
{
	struct filter_node node = { .kind = NODE_WORD, .field = (uint8_t)field->id };
	const char *found = NULL;
	size_t count = 0;

	if (field->values == NULL)
		return add_needle(c, NODE_WORD, node.field, value->data, value->length);
	for (const char *const *word = field->values; *word != NULL; word++) {
		bool whole = filter_equals_nocase(*word, value->data, value->length);

		if (!whole && strncasecmp(*word, value->data, value->length) != 0)
			continue;
		found = *word;
		count = whole ? 1 : count + 1;
		if (whole)
			break;
	}
	if (count != 1)
		return fault_words(c, field, value, count);
	node.needle = xstrdup(found);
	node.needle_length = strlen(found);
	node.comparison = true;
	return filter_add_node(c, &node);
}

static bool compares(const struct filter_field *field)
{
	return field->kind == FILTER_NUMBER || field->kind == FILTER_MONEY ||
	       field->kind == FILTER_TIME;
}

static bool is_beside(const struct filter_compiler *c, const struct filter_field *field)
{
	const struct filter_language *beside = c->setting->beside;

	return beside && field >= beside->fields && field < beside->fields + beside->count;
}

uint16_t filter_field_term(struct filter_compiler *c, const struct filter_field *field,
			   enum filter_comparison comparison, const struct filter_value *value)
{
	uint8_t id = (uint8_t)field->id;

	if (is_beside(c, field))
		return add_needle(c, NODE_BESIDE, id, value->data, value->length);
	if (comparison != COMPARE_IS && !compares(field))
		return fault_at(c, value, "this field can't be compared with < or > with ", "");
	switch (field->kind) {
	case FILTER_TEXT:
		return add_needle(c, NODE_TEXT, id, value->data, value->length);
	case FILTER_ADDRESS:
		return add_address(c, id, value);
	case FILTER_STATUS:
		return add_mask(c, NODE_STATUS, value);
	case FILTER_DIRECTION:
		return add_mask(c, NODE_DIRECTION, value);
	case FILTER_NUMBER:
		return add_number(c, id, comparison, value);
	case FILTER_MONEY:
		return add_money(c, id, comparison, value);
	case FILTER_TIME:
	case FILTER_SINCE:
	case FILTER_UNTIL:
		return add_time(c, field, comparison, value);
	case FILTER_SID:
		return add_sid(c, id, value);
	case FILTER_SERVICE:
		return add_service(c, id, value);
	case FILTER_COUNTRY:
		return add_country(c, id, value);
	case FILTER_WORD:
		return add_word(c, field, value);
	case FILTER_STATE:
		return add_state(c, value);
	}
	return FILTER_NO_NODE;
}
