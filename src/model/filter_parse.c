/*
 * filter_parse.c - the grammar of the query language: a recursive parser with binding powers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/filter_internal.h"

enum binding { BINDS_NOT_AT_ALL, BINDS_OR, BINDS_AND, BINDS_TERM };

static uint16_t parse_query(struct filter_compiler *c, enum binding least);

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void skip_blanks(struct filter_compiler *c)
{
	while (c->at < c->length && is_blank(c->text[c->at]))
		c->at++;
}

/* Where the word at `from` ends: at a blank, at a parenthesis that closes one from before the word,
 * at a comma when it is one of several values. */
static size_t word_end(const struct filter_compiler *c, size_t from, bool listed)
{
	size_t at = from;
	size_t inside = 0;

	for (; at < c->length && !is_blank(c->text[at]); at++) {
		if (listed && c->text[at] == ',')
			break;
		if (c->text[at] == '(')
			inside++;
		else if (c->text[at] == ')' && inside-- == 0)
			break;
	}
	return at;
}

static bool next_is_word(const struct filter_compiler *c, const char *word)
{
	return filter_equals_nocase(word, c->text + c->at, word_end(c, c->at, false) - c->at);
}

/* Reads a phrase, whose opening quote is next, into a buffer that the value then owns. */
static bool read_phrase(struct filter_compiler *c, struct filter_value *value)
{
	const char *open = c->text + c->at;
	char *bytes = xmalloc(c->length);
	size_t length = 0;

	for (c->at++; c->at < c->length && c->text[c->at] != '"'; c->at++) {
		if (c->text[c->at] == '\\' && c->at + 1 < c->length)
			c->at++;
		bytes[length++] = c->text[c->at];
	}
	*value = (struct filter_value){ .data = bytes, .length = length, .quoted = true };
	if (c->at == c->length) {
		free(bytes);
		filter_fault(c, open, (size_t)(c->text + c->length - open), "the quote before ",
			     " is not closed");
		return false;
	}
	c->at++;
	if (length > 0)
		return true;
	free(bytes);
	filter_fault(c, open, 2, "there is nothing between the quotes ", "");
	return false;
}

/* Where a clock ends that follows a day after one blank: "yesterday 18:00". 0: none does. */
static size_t clock_end(const struct filter_compiler *c, size_t from, size_t end)
{
	size_t last = end < c->length ? word_end(c, end + 1, true) : end;
	int64_t low;
	int64_t high;
	bool distance;
	const char *why;

	/* Nothing may follow the blank. */
	if (last <= end + 1 || !is_blank(c->text[end]) || c->text[end + 1] < '0' ||
	    c->text[end + 1] > '9')
		return 0;
	return filter_parse_time(c->text + from, last - from, c->setting->now, c->setting->zone,
				 &low, &high, &distance, &why)
		       ? last
		       : 0;
}

static bool read_value(struct filter_compiler *c, bool listed, struct filter_value *value)
{
	size_t end;

	if (c->at < c->length && c->text[c->at] == '"')
		return read_phrase(c, value);
	end = word_end(c, c->at, listed);
	*value = (struct filter_value){ .data = c->text + c->at, .length = end - c->at };
	c->at = end;
	return true;
}

static void release_value(struct filter_value *value)
{
	if (value->quoted)
		free((char *)(uintptr_t)value->data);
}

/* Bytes of the comparison at a place, 0 when there is none. */
static size_t read_comparison(const char *at, size_t length, enum filter_comparison *comparison)
{
	static const struct {
		const char *sign;
		enum filter_comparison comparison;
	} signs[] = {
		{ "!=", COMPARE_NOT }, { "<=", COMPARE_LE }, { ">=", COMPARE_GE },
		{ ":", COMPARE_IS },   { "=", COMPARE_IS },  { "<", COMPARE_LT },
		{ ">", COMPARE_GT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++) {
		size_t size = strlen(signs[i].sign);

		if (length >= size && memcmp(at, signs[i].sign, size) == 0) {
			*comparison = signs[i].comparison;
			return size;
		}
	}
	return 0;
}

/* What stands before a value: name and comparison. A colon may be followed by another comparison.
 * */
struct field_head {
	const struct filter_field *field;
	enum filter_comparison comparison;
	size_t name_length;
	size_t length;
};

/* False when the word is not a field: "12:30", "a<b", "https://…", "whatsapp:+44…", "Note:" before
 * a blank. */
static bool read_head(const struct filter_compiler *c, struct field_head *head)
{
	const char *word = c->text + c->at;
	size_t left = c->length - c->at;
	size_t name = 0;
	size_t sign;
	bool colon;

	while (name < left && is_letter(word[name]))
		name++;
	sign = read_comparison(word + name, left - name, &head->comparison);
	if (name == 0 || sign == 0)
		return false;
	colon = word[name] == ':';
	head->name_length = name;
	head->field = filter_field_find(c->setting->language, word, name);
	if (head->field == NULL && c->setting->beside != NULL)
		head->field = filter_field_find(c->setting->beside, word, name);
	head->length = name + sign;
	if (colon && head->field != NULL)
		head->length += read_comparison(word + head->length, left - head->length,
						&head->comparison);
	if (head->field != NULL)
		return true;
	/* "https://…", "whatsapp:+44…" */
	return colon && c->at + head->length < word_end(c, c->at, false) && word[name + 1] != '/' &&
	       word[name + 1] != '+';
}

static bool is_time(const struct filter_field *field)
{
	return field->kind == FILTER_TIME || field->kind == FILTER_SINCE ||
	       field->kind == FILTER_UNTIL;
}

static uint16_t parse_values(struct filter_compiler *c, const struct field_head *head)
{
	const char *start = c->text + c->at - head->length;
	uint16_t all = FILTER_NO_NODE;

	for (;;) {
		struct filter_value value;
		uint16_t one;

		size_t from = c->at;

		if (!read_value(c, true, &value))
			return FILTER_NO_NODE;
		if (is_time(head->field) && !value.quoted && clock_end(c, from, c->at) > 0) {
			c->at = clock_end(c, from, c->at);
			value.length = c->at - from;
		}
		if (value.length == 0)
			return filter_fault(c, start, (size_t)(c->text + c->at - start), "",
					    " needs a value behind it");
		one = filter_field_term(c, head->field, head->comparison, &value);
		release_value(&value);
		if (one == FILTER_NO_NODE)
			return FILTER_NO_NODE;
		all = all == FILTER_NO_NODE ? one : filter_add_pair(c, NODE_OR, all, one);
		if (all == FILTER_NO_NODE || c->at == c->length || c->text[c->at] != ',')
			return all;
		c->at++;
	}
}

static uint16_t parse_field(struct filter_compiler *c, struct field_head *head)
{
	bool negated = head->comparison == COMPARE_NOT;
	uint16_t node;

	if (head->field == NULL)
		return filter_fault(c, c->text + c->at, head->name_length, "there is no field ",
				    "; put the text into quotes to search for it");
	if (negated)
		head->comparison = COMPARE_IS;
	c->at += head->length;
	node = parse_values(c, head);
	return node != FILTER_NO_NODE && negated ? filter_add_not(c, node) : node;
}

static uint16_t parse_word(struct filter_compiler *c)
{
	struct filter_value value;
	uint16_t node;

	if (!read_value(c, false, &value))
		return FILTER_NO_NODE;
	node = filter_bare_term(c, &value);
	release_value(&value);
	return node;
}

static uint16_t parse_group(struct filter_compiler *c)
{
	const char *open = c->text + c->at;
	uint16_t node;

	c->at++;
	node = parse_query(c, BINDS_OR);
	if (node == FILTER_NO_NODE)
		return node;
	skip_blanks(c);
	if (c->at == c->length)
		return filter_fault(c, open, 1, "", " has no closing parenthesis");
	c->at++;
	return node;
}

/* Bytes of a sign of negation that is next, 0 when none is. */
static size_t negation(const struct filter_compiler *c)
{
	char byte = c->text[c->at];

	if ((byte == '-' || byte == '!') && word_end(c, c->at, false) > c->at + 1)
		return 1;
	return next_is_word(c, "not") ? strlen("not") : 0;
}

static uint16_t parse_negation(struct filter_compiler *c)
{
	uint16_t node;

	c->at += negation(c);
	node = parse_query(c, BINDS_TERM);
	return node == FILTER_NO_NODE ? node : filter_add_not(c, node);
}

static bool at_end(const struct filter_compiler *c)
{
	return c->at == c->length || c->text[c->at] == ')';
}

static uint16_t parse_nested(struct filter_compiler *c)
{
	uint16_t node;

	if (c->depth == FILTER_DEPTH_MAX)
		return filter_fault(c, c->text + c->at, 1, "too many inside one another: ", "");
	c->depth++;
	node = c->text[c->at] == '(' ? parse_group(c) : parse_negation(c);
	c->depth--;
	return node;
}

static uint16_t parse_term(struct filter_compiler *c)
{
	struct field_head head;

	skip_blanks(c);
	if (at_end(c))
		return filter_fault(c, c->text + c->at, 0, "something is missing here", "");
	if (next_is_word(c, "or") || next_is_word(c, "|") || next_is_word(c, "and") ||
	    next_is_word(c, "&"))
		return filter_fault(c, c->text + c->at, word_end(c, c->at, false) - c->at, "",
				    " needs something on both sides; put it into quotes to search "
				    "for the word");
	if (c->text[c->at] == '(' || negation(c) > 0)
		return parse_nested(c);
	return read_head(c, &head) ? parse_field(c, &head) : parse_word(c);
}

/* What joins the next term to the ones before; *length gets the bytes of its word. */
static enum binding next_binding(const struct filter_compiler *c, size_t *length)
{
	*length = 0;
	if (at_end(c))
		return BINDS_NOT_AT_ALL;
	if (next_is_word(c, "or") || next_is_word(c, "|")) {
		*length = word_end(c, c->at, false) - c->at;
		return BINDS_OR;
	}
	if (next_is_word(c, "and") || next_is_word(c, "&"))
		*length = word_end(c, c->at, false) - c->at;
	return BINDS_AND;
}

static uint16_t parse_query(struct filter_compiler *c, enum binding least)
{
	uint16_t left = parse_term(c);

	while (left != FILTER_NO_NODE) {
		size_t length;
		enum binding binding;
		uint16_t right;

		skip_blanks(c);
		binding = next_binding(c, &length);
		if (binding < least || binding == BINDS_NOT_AT_ALL)
			return left;
		c->at += length;
		right = parse_query(c, binding + 1);
		if (right == FILTER_NO_NODE)
			return right;
		left = filter_add_pair(c, binding == BINDS_OR ? NODE_OR : NODE_AND, left, right);
	}
	return left;
}

static uint16_t parse_whole(struct filter_compiler *c)
{
	struct filter_node all = { .kind = NODE_ALL };
	uint16_t root;

	if (c->length > FILTER_TEXT_MAX)
		return filter_fault(c, c->text, 0, "the filter is too long", "");
	skip_blanks(c);
	if (c->at == c->length)
		return filter_add_node(c, &all);
	root = parse_query(c, BINDS_OR);
	if (root != FILTER_NO_NODE && c->at < c->length)
		return filter_fault(c, c->text + c->at, 1, "",
				    " closes nothing; put it into quotes to search for it");
	return root;
}

struct filter *filter_compile_for(const struct filter_setting *setting, const char *text,
				  size_t length, struct filter_place *place, struct error *err)
{
	struct filter_compiler compiler = {
		.filter = xcalloc(1, sizeof(struct filter)),
		.setting = setting,
		.text = text,
		.length = length,
		.err = err,
	};

	compiler.filter->setting = *setting;
	strbuf_init(&compiler.filter->datum.text, FILTER_RECORD_MAX);
	compiler.filter->nodes = xcalloc(FILTER_NODES_MAX, sizeof(*compiler.filter->nodes));
	compiler.filter->root = parse_whole(&compiler);
	if (compiler.filter->root != FILTER_NO_NODE)
		return compiler.filter;
	if (place != NULL)
		*place = compiler.place;
	filter_free(compiler.filter);
	return NULL;
}

struct filter *filter_compile(const char *text, size_t length, int64_t now, enum when_zone zone,
			      struct filter_place *place, struct error *err)
{
	const struct filter_setting setting = {
		.language = &filter_messages,
		.now = now,
		.zone = zone,
	};

	return filter_compile_for(&setting, text, length, place, err);
}
