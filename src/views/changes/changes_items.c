#include "views/changes/changes_items.h"

#include <string.h>

#include "base/mem.h"
#include "ops/move.h"

/* -- source: a row is an item of the plan ------------------------------------------------------ */

static struct plan *plan_of(void *data)
{
	return ((struct changes_items *)data)->plan;
}

static size_t source_count(void *data)
{
	return plan_of(data) ? plan_of(data)->items.count : 0;
}

static uint64_t source_key(void *data, uint32_t item)
{
	(void)data;
	return (uint64_t)item + 1;
}

uint32_t changes_items_item(uint64_t key)
{
	return (uint32_t)(key - 1);
}

static bool source_find(void *data, uint64_t key, uint32_t *item)
{
	*item = changes_items_item(key);
	return *item < source_count(data);
}

static bool is_over(const struct plan *plan, uint32_t item)
{
	uint8_t state = plan->items.items[item].state;

	return state == ITEM_DONE || state == ITEM_LEFT;
}

static bool source_match(void *data, uint32_t item)
{
	const struct changes_items *items = data;

	return !(items->only_open && is_over(items->plan, item)) &&
	       search_passes(items->search, items, &item);
}

const struct table_source changes_items_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};

/* -- columns ----------------------------------------------------------------------------------- */

static const struct plan_item *item_of(void *data, uint32_t item)
{
	return &plan_of(data)->items.items[item];
}

static const struct {
	const char *mark;
	const char *word;
	enum style_role role;
} states[ITEM_STATES] = {
	[ITEM_READY] = { " ", "to do", STYLE_DIM },
	[ITEM_WAITING] = { "…", "waits", STYLE_WAITING },
	[ITEM_INTENDED] = { "→", "going out", STYLE_TEXT },
	[ITEM_SENT] = { "→", "sent", STYLE_TEXT },
	[ITEM_DONE] = { "✓", "done", STYLE_GOOD },
	[ITEM_LEFT] = { "✓", "left alone", STYLE_DIM },
	[ITEM_REFUSED] = { "✗", "refused", STYLE_BAD },
	[ITEM_FAILED] = { "✗", "failed", STYLE_BAD },
	[ITEM_UNKNOWN] = { "?", "unknown", STYLE_WARNING },
};

static void what_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	(void)role;
	plan_add_label(plan_of(data), item, out);
}

static void sid_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	(void)role;
	sid_write(&item_of(data, item)->sid, out);
}

/* Where the sender of a move is, and the service that anything else belongs to. */
static void where_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	const struct plan_detail *detail = plan_detail(plan_of(data), item);

	if (!detail)
		return;
	if (item_of(data, item)->op == OP_MOVE_SENDER) {
		if (detail->place == PLACE_NEITHER || detail->place == PLACE_UNKNOWN)
			*role = STYLE_WARNING;
		plan_add_place(plan_of(data), item, out);
	} else if (detail->of.kind == SID_MG) {
		plan_add_service(plan_of(data), &detail->of, out);
	}
}

static void state_text(void *data, uint32_t number, struct strbuf *out, enum style_role *role)
{
	const struct plan_item *item = item_of(data, number);
	const char *word = item->why == WHY_PUT_BACK ? "put back" : states[item->state].word;

	*role = states[item->state].role;
	strbuf_addf(out, "%s %s", states[item->state].mark, word);
}

static int state_compare(void *data, uint32_t a, uint32_t b)
{
	return (int)item_of(data, a)->state - (int)item_of(data, b)->state;
}

/* "move-sender": what it is done to stands beside it. */
static void verb_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	const char *name = op_verb((enum op)item_of(data, item)->op)->name;

	(void)role;
	strbuf_add(out, name, strcspn(name, "-"));
}

static void why_text(void *data, uint32_t number, struct strbuf *out, enum style_role *role)
{
	const struct plan_item *item = item_of(data, number);

	*role = states[item->state].role;
	if (item->proof == PROOF_THERE)
		*role = STYLE_BAD;
	if (item->proof != PROOF_NONE)
		strbuf_addstr(out, item_proof_words((enum item_proof)item->proof));
	if (item->why == WHY_NONE || item->why == WHY_PUT_BACK || item->state == ITEM_DONE)
		return;
	if (move_is_stranded(plan_of(data), number))
		strbuf_addstr(out, "in no service: ");
	if (item->code)
		strbuf_addf(out, "%d ", item->code);
	strbuf_addstr(out, op_why_words((enum op_why)item->why));
}

const struct table_column changes_columns[CHANGES_COLUMN_COUNT] = {
	{
		.name = "state",
		.title = "STATE",
		.help = "How far it is",
		.width = 12,
		.rank = 1,
		.text = state_text,
		.compare = state_compare,
	},
	{
		.name = "verb",
		.title = "VERB",
		.help = "What is done",
		.width = 6,
		.rank = 3,
		.text = verb_text,
	},
	{
		.name = "what",
		.title = "WHAT",
		.help = "The message, sender or service: its name, or its identifier",
		.width = 34,
		.rank = 2,
		.text = what_text,
	},
	{
		.name = "where",
		.title = "WHERE",
		.help = "The service that it belongs to; of a move, where the sender is now",
		.width = 16,
		.rank = 4,
		.hidden = true,
		.text = where_text,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "Its identifier",
		.width = 34,
		.rank = 5,
		.hidden = true,
		.text = sid_text,
	},
	{
		.name = "why",
		.title = "WHY",
		.help = "What Twilio said, and what to do",
		.width = 16,
		.weight = 1,
		.rank = 1,
		.text = why_text,
	},
};

/* -- in which words they are searched ---------------------------------------------------------- */

enum {
	CHANGE_TEXT,
	CHANGE_STATE,
	CHANGE_VERB,
	CHANGE_SERVICE_OF,
	CHANGE_CODE,
	CHANGE_SID,
	CHANGE_IS
};

static const char *const state_names[] = { "ready", "waiting", "intended", "sent",    "done",
					   "left",  "refused", "failed",   "unknown", NULL };
static const char *const is_words[] = { "open", "over", NULL };

static const struct filter_field change_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in what it is, where it belongs, and why it stands as it does",
	  .example = "text:\"in flight\"",
	  .id = CHANGE_TEXT },
	{ .name = "state",
	  .alias = "status",
	  .kind = FILTER_WORD,
	  .help = "how far it is: refused, failed, waiting, done, …",
	  .example = "state:refused,failed",
	  .values = state_names,
	  .id = CHANGE_STATE },
	{ .name = "verb",
	  .kind = FILTER_WORD,
	  .help = "what is done: redact, delete, cancel, send, move and others",
	  .example = "verb:delete",
	  .id = CHANGE_VERB },
	{ .name = "service",
	  .kind = FILTER_SERVICE,
	  .help = "the messaging service that it belongs to, by its SID or part of its name",
	  .example = "service:alerts",
	  .id = CHANGE_SERVICE_OF },
	{ .name = "error",
	  .alias = "code",
	  .kind = FILTER_NUMBER,
	  .help = "the error code that Twilio answered with; yes or no",
	  .example = "error:20009",
	  .values = (const char *const[]){ "yes", "no", NULL },
	  .id = CHANGE_CODE },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "what has this SID, or all whose SIDs start so",
	  .example = "sid:SM8f",
	  .id = CHANGE_SID },
	{ .name = "is",
	  .kind = FILTER_WORD,
	  .help = "open: something is left to be done; over: it was done, or left alone",
	  .example = "is:open",
	  .values = is_words,
	  .id = CHANGE_IS },
};

static void read_words(void *items, uint32_t item, struct strbuf *out)
{
	static void (*const texts[])(void *, uint32_t, struct strbuf *, enum style_role *) = {
		what_text, where_text, sid_text, state_text, why_text,
	};
	enum style_role role;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		texts[i](items, item, out, &role);
		strbuf_addch(out, '\n');
	}
}

static void read_service(const struct plan *plan, uint32_t number, struct filter_datum *datum)
{
	const struct plan_detail *detail = plan_detail(plan, number);

	if (!detail || detail->of.kind != SID_MG)
		return;
	datum->sid = detail->of;
	plan_add_service(plan, &detail->of, &datum->text);
}

static void read_change(const void *list, const void *record, int id, struct filter_datum *datum)
{
	void *items = (void *)(uintptr_t)list;
	const struct plan *plan = plan_of(items);
	uint32_t number = *(const uint32_t *)record;
	const struct plan_item *item = item_of(items, number);
	enum style_role role;

	switch (id) {
	case CHANGE_TEXT:
		read_words(items, number, &datum->text);
		break;
	case CHANGE_STATE:
		strbuf_addstr(&datum->text, item_state_name((enum item_state)item->state));
		break;
	case CHANGE_VERB:
		verb_text(items, number, &datum->text, &role);
		break;
	case CHANGE_SERVICE_OF:
		read_service(plan, number, datum);
		break;
	case CHANGE_CODE:
		datum->number = item->code;
		break;
	case CHANGE_SID:
		datum->sid = item->sid;
		break;
	default:
		strbuf_addstr(&datum->text, is_over(plan, number) ? "over" : "open");
		break;
	}
}

const struct filter_language changes_language = {
	.fields = change_fields,
	.count = ARRAY_SIZE(change_fields),
	.read = read_change,
};
