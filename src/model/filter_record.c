/*
 * filter_record.c - a query asked of a record of a list, in the list's own language.
 */
#include <string.h>

#include "base/date.h"
#include "model/filter_internal.h"

struct subject {
	const void *list;
	const void *record;
};

static bool ends_word(char byte)
{
	return byte == ' ' || byte == '\0';
}

/* Whether the needle is one of the words, or begins one. */
static bool has_word(const struct filter_node *node, const struct strbuf *words, bool whole)
{
	const char *at = words->data;

	for (at += strspn(at, " "); *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");

		if (length >= node->needle_length &&
		    strncasecmp(at, node->needle, node->needle_length) == 0 &&
		    (!whole || ends_word(at[node->needle_length])))
			return true;
		at += length;
	}
	return false;
}

static bool match_leaf(struct filter *filter, struct filter_node *node, const void *subject)
{
	const struct subject *asked = subject;
	struct filter_datum *datum = &filter->datum;
	struct text text;

	strbuf_reset(&datum->text);
	datum->number = FILTER_ABSENT;
	datum->has_money = false;
	datum->sid = (struct sid){ .kind = SID_NONE };
	filter->setting.language->read(asked->list, asked->record, node->field, datum);
	text = (struct text){ datum->text.data, datum->text.length };
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_ADDRESS:
	case NODE_NAME:
		return filter_test_text(node, text);
	case NODE_COUNTRY:
		return has_word(node, &datum->text, true);
	case NODE_WORD:
		return has_word(node, &datum->text, node->comparison);
	case NODE_NUMBER:
	case NODE_TIME:
		return datum->number != FILTER_ABSENT && datum->number >= node->low &&
		       datum->number <= node->high;
	case NODE_MONEY:
	case NODE_PRICED:
		return filter_test_money(node, datum->has_money, datum->money);
	case NODE_SID:
		return filter_test_sid(node, datum->sid);
	default:
		return false;
	}
}

bool filter_match_record(struct filter *filter, const void *list, const void *record)
{
	const struct subject subject = { list, record };

	return filter_walk(filter, filter->root, match_leaf, &subject);
}
