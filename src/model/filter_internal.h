/*
 * filter_internal.h - the compiled form of a query and what the files of the filter share.
 *
 * A query is compiled into a tree of nodes in one array. Nodes know their cost, and of two that
 * must both be looked at the cheaper one is looked at first.
 */
#ifndef MSGDECK_MODEL_FILTER_INTERNAL_H
#define MSGDECK_MODEL_FILTER_INTERNAL_H

#include "model/filter.h"

enum filter_field_id {
	FIELD_TEXT,
	FIELD_FROM,
	FIELD_TO,
	FIELD_WITH,
	FIELD_SENDER,
	FIELD_STATUS,
	FIELD_DIRECTION,
	FIELD_ERROR,
	FIELD_MEDIA,
	FIELD_SEGMENTS,
	FIELD_PRICE,
	FIELD_DATE,
	FIELD_SINCE,
	FIELD_UNTIL,
	FIELD_SERVICE,
	FIELD_SID,
	FIELD_COUNTRY,
	FIELD_IS,
};

enum filter_state {
	STATE_FAILED,
	STATE_WAITING,
	STATE_FINAL,
	STATE_INBOUND,
	STATE_OUTBOUND,
	STATE_MEDIA,
	STATE_PRICED,
	STATE_EMPTY,
	STATE_UNREAD,
};

enum filter_comparison { COMPARE_IS, COMPARE_NOT, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE };

enum node_kind {
	NODE_ALL,
	NODE_AND,
	NODE_OR,
	NODE_NOT,
	NODE_TEXT,    /* needle in the body */
	NODE_ADDRESS, /* needle in the address of the field; FIELD_TEXT: in either */
	NODE_COUNTRY, /* needle is the country of the contact */
	NODE_STATUS,  /* bit of mask */
	NODE_DIRECTION,
	NODE_NUMBER, /* field in [low, high] */
	NODE_MONEY,  /* cost compared with money */
	NODE_PRICED, /* there is a price */
	NODE_TIME,   /* time in [low, high] */
	NODE_SID,    /* of the field, starts with the needle; an empty needle: there is none */
	NODE_NAME,   /* needle in the name of the service */
	NODE_WORD,   /* the needle is one of the record's words, or begins one */
	NODE_STATE,
	NODE_BESIDE, /* needle in a field of what goes with the message */
};

/* What an address gave before: 0 not asked, 1 no, 2 yes. By the number of the address. */
struct address_memory {
	uint8_t *answers;
	size_t count;
};

struct filter_node {
	enum node_kind kind;
	uint8_t field; /* enum filter_field_id, or enum filter_state */
	uint8_t comparison;
	uint8_t cost;
	uint16_t left, right; /* nodes */
	uint32_t mask;
	int64_t low, high;
	struct decimal money;
	char *needle; /* owned: folded, or SID digits */
	size_t needle_length;
	bool needle_ascii;
	uint8_t needle_rarest; /* byte of the needle */
	struct address_memory memory;
};

#define FILTER_NO_NODE UINT16_MAX
#define FILTER_RECORD_MAX 65536 /* bytes of what a record has in a field; more is not looked at */

struct filter {
	struct filter_node *nodes;
	size_t count;
	uint16_t root;
	uint64_t epoch; /* of the store that the memories speak of */
	struct filter_setting setting;
	struct filter_datum datum; /* what was read last of a record or a name */
};

/* filter_terms.c: nodes for terms. All return FILTER_NO_NODE, with the error set, when the query
 * needs too many nodes or the value means nothing. */

struct filter_value {
	const char *data;
	size_t length;
	bool quoted;
};

struct filter_compiler {
	struct filter *filter;
	const struct filter_setting *setting;
	const char *text;
	size_t length;
	size_t at;
	unsigned depth;            /* parentheses and negations that are open */
	struct filter_place place; /* of the fault */
	struct error *err;
};

uint16_t filter_add_node(struct filter_compiler *compiler, const struct filter_node *node);
uint16_t filter_add_pair(struct filter_compiler *compiler, enum node_kind kind, uint16_t left,
			 uint16_t right);
uint16_t filter_add_not(struct filter_compiler *compiler, uint16_t node);
uint16_t filter_bare_term(struct filter_compiler *compiler, const struct filter_value *value);
uint16_t filter_field_term(struct filter_compiler *compiler, const struct filter_field *field,
			   enum filter_comparison comparison, const struct filter_value *value);

/* filter_fault.c: sets the error and the place, whose bytes are in the compiler's text. Returns FILTER_NO_NODE. The
 * text is `before`, the bytes of the place made fit to show and in quotes, `after`. */
uint16_t filter_fault(struct filter_compiler *compiler, const char *from, size_t length,
		      const char *before, const char *after);

/* filter_values.c: what a value means. `why` gets words for a fault, to which the offending value
 * is added by the caller. */
bool filter_parse_status(const char *text, size_t length, uint32_t *mask, const char **why);
bool filter_parse_direction(const char *text, size_t length, uint32_t *mask, const char **why);
bool filter_parse_state(const char *text, size_t length, uint8_t *state, const char **why);
/* A number, yes, no or a range. */
bool filter_parse_number(const char *text, size_t length, int64_t *low, int64_t *high,
			 const char **why);
/* The first and last second of what the text names. `distance` is set for 2h and the like. */
bool filter_parse_time(const char *text, size_t length, int64_t now, enum when_zone zone,
		       int64_t *low, int64_t *high, bool *distance, const char **why);
/* The start of a SID: two letters and up to 32 digits; lower-case in out, NUL at the end. */
bool filter_parse_sid(const char *text, size_t length, char out[static SID_SIZE]);
extern const char *const filter_status_words[];
extern const char *const filter_state_words[];
extern const char *const filter_direction_words[];

/* filter_text.c: whether the node's needle, folded, is in the text's folded form. */
bool filter_test_text(const struct filter_node *node, struct text text);
/* Which byte of a folded needle is in the fewest texts: it is looked for first. */
uint8_t filter_rarest(const char *needle, size_t length);

/* filter_match.c: the tree of a query over the nodes that look at something, its leaves. */
bool filter_walk(struct filter *filter, uint16_t number,
		 bool (*leaf)(struct filter *filter, struct filter_node *node, const void *subject),
		 const void *subject);
/* One value against a node, for a row of the store and a message alike. */
bool filter_test_name(struct filter *filter, const struct filter_node *node,
		      const struct sid *service);
bool filter_test_address(const struct filter *filter, const struct filter_node *node,
			 struct text text); /* or its country */
bool filter_test_money(const struct filter_node *node, bool has_money, struct decimal money);
bool filter_test_sid(const struct filter_node *node, struct sid sid);

bool filter_equals_nocase(const char *word, const char *text, size_t length);

#endif
