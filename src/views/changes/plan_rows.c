#include "views/changes/plan_rows.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/when.h"
#include "views/changes/changes.h"
#include "views/list/cells.h"
#include "views/list/datum.h"

/* -- source ------------------------------------------------------------------------------------ */

static const struct plan_summary *plan_at(void *data, uint32_t row)
{
	return &((struct plan_rows *)data)->plans.items[row];
}

static size_t source_count(void *data)
{
	return ((struct plan_rows *)data)->plans.count;
}

/* Made of the file's name, so that a list that was read again keeps its cursor. */
static uint64_t source_key(void *data, uint32_t row)
{
	const char *name = plans_name(plan_at(data, row)->path);

	return hash_bytes(name, strlen(name)) | 1;
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	for (uint32_t i = 0; i < source_count(data); i++) {
		if (source_key(data, i) != key)
			continue;
		*row = i;
		return true;
	}
	return false;
}

static bool source_match(void *data, uint32_t row)
{
	return search_passes(((struct plan_rows *)data)->search, data, plan_at(data, row));
}

const struct table_source plan_rows_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};

/* -- how far they are -------------------------------------------------------------------------- */

enum standing { DAMAGED, HERE, AT_WORK, NOT_SENT, ELSEWHERE, STOPPED, CUT_OFF };

static const struct {
	const char *shown;
	const char *word; /* in a query */
	enum style_role role;
} standings[] = {
	[DAMAGED] = { "! damaged", "damaged", STYLE_BAD },
	[HERE] = { "here", "here", STYLE_TEXT },
	[AT_WORK] = { "→ at work", "at-work", STYLE_DIM },
	[NOT_SENT] = { "! not sent", "not-sent", STYLE_WARNING },
	[ELSEWHERE] = { "elsewhere", "elsewhere", STYLE_DIM },
	[STOPPED] = { "stopped", "stopped", STYLE_TEXT },
	[CUT_OFF] = { "! cut off", "cut-off", STYLE_WARNING },
};

bool plan_is_present(const struct session *session, const struct plan_summary *plan)
{
	const char *journal = changes_journal(session->changes);

	return journal && strcmp(journal, plan->path) == 0;
}

static enum standing standing_of(const struct session *session, const struct plan_summary *plan)
{
	if (plan->fault)
		return DAMAGED;
	if (plan_is_present(session, plan))
		return HERE;
	if (plan->holder)
		return AT_WORK;
	if (!plan->begun)
		return NOT_SENT;
	if (!plans_is_ours(session, plan))
		return ELSEWHERE;
	return plan->stopped ? STOPPED : CUT_OFF;
}

/* -- columns ----------------------------------------------------------------------------------- */

static int64_t begun_at(const struct plan_summary *plan)
{
	return plan->fault ? DATE_NONE : plan->created;
}

static void when_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	char when[WHEN_SIZE];

	(void)role;
	if (begun_at(plan_at(data, row)) == DATE_NONE)
		return;
	when_relative(plan_at(data, row)->created, clock_now(), WHEN_LOCAL, when);
	strbuf_addstr(out, when);
}

static int when_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(begun_at(plan_at(data, a)), begun_at(plan_at(data, b)));
}

static void what_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct plan_summary *plan = plan_at(data, row);

	(void)role;
	strbuf_addstr(out, plan->op < OP_COUNT ? op_verb(plan->op)->title : "?");
}

static bool is_counted(const struct plan_summary *plan)
{
	return !plan->fault && plan->host;
}

static size_t left_of(const struct plan_summary *plan)
{
	return plan->begun ? plan->open : plan->total;
}

static void left_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct plan_summary *plan = plan_at(data, row);
	char open[COUNT_SIZE], total[COUNT_SIZE];

	(void)role;
	if (!is_counted(plan))
		return;
	count_format(left_of(plan), open);
	count_format(plan->total, total);
	strbuf_addf(out, "%s of %s", open, total);
}

static int left_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order((int64_t)left_of(plan_at(data, a)), (int64_t)left_of(plan_at(data, b)));
}

static void state_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct plan_rows *rows = data;
	enum standing standing = standing_of(rows->session, plan_at(data, row));

	*role = standings[standing].role;
	strbuf_addstr(out, standings[standing].shown);
}

static void why_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct plan_summary *plan = plan_at(data, row);

	if (plan->fault || !plan->begun) {
		*role = STYLE_WARNING;
		plans_add_left(plan, out);
		return;
	}
	if (plan->counts[ITEM_SENT])
		strbuf_addf(out, "%zu to be looked up", plan->counts[ITEM_SENT]);
	if (plan->unseen && !plan->open)
		strbuf_addstr(out, "to be looked for");
	if (!plan->counts[ITEM_WAITING])
		return;
	*role = STYLE_WAITING;
	strbuf_addf(out, "%s%zu wait%s: %s", out->length ? ", " : "", plan->counts[ITEM_WAITING],
		    plan->counts[ITEM_WAITING] == 1 ? "s" : "", op_why_words(plan->why));
}

const struct table_column plan_columns[PLAN_COLUMN_COUNT] = {
	{
		.name = "begun",
		.title = "BEGUN",
		.help = "When the changes were begun",
		.width = 10,
		.rank = 2,
		.text = when_text,
		.compare = when_compare,
		.descending = true,
	},
	{
		.name = "what",
		.title = "WHAT",
		.help = "What is done",
		.width = 14,
		.rank = 1,
		.text = what_text,
	},
	{
		.name = "left",
		.title = "LEFT",
		.help = "How many are not at their end, of how many",
		.width = 17,
		.rank = 1,
		.align = DRAW_RIGHT,
		.text = left_text,
		.compare = left_compare,
		.descending = true,
	},
	{
		.name = "state",
		.title = "STATE",
		.help = "Whether they were cut off or stopped, or another msgdeck is at work on them",
		.width = 10,
		.rank = 3,
		.text = state_text,
	},
	{
		.name = "why",
		.title = "WHY",
		.help = "What waits for what",
		.width = 16,
		.weight = 1,
		.rank = 3,
		.text = why_text,
	},
};

/* -- in which words they are searched ---------------------------------------------------------- */

enum {
	PLAN_TEXT,
	PLAN_STATE,
	PLAN_VERB,
	PLAN_LEFT,
	PLAN_TOTAL,
	PLAN_WAITING,
	PLAN_BEGUN,
	PLAN_ACCOUNT,
};

static const char *const state_words[] = { "cut-off",   "stopped",  "here",    "at-work",
					   "elsewhere", "not-sent", "damaged", NULL };

static const struct filter_field plan_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in what is done, how far it is, why it waits, and the journal's name",
	  .example = "text:\"looked up\"",
	  .id = PLAN_TEXT },
	{ .name = "state",
	  .alias = "status",
	  .kind = FILTER_WORD,
	  .help = "how far they are: cut-off, stopped, here, at-work, elsewhere, not-sent, damaged",
	  .example = "state:cut-off,stopped",
	  .values = state_words,
	  .id = PLAN_STATE },
	{ .name = "verb",
	  .kind = FILTER_WORD,
	  .help = "what is done: redact, delete, cancel, send, move-sender and others",
	  .example = "verb:delete",
	  .id = PLAN_VERB },
	{ .name = "left",
	  .kind = FILTER_NUMBER,
	  .help = "how many are not at their end",
	  .example = "left>100",
	  .id = PLAN_LEFT },
	{ .name = "total",
	  .kind = FILTER_NUMBER,
	  .help = "how many there were at the beginning",
	  .example = "total>=1000",
	  .id = PLAN_TOTAL },
	{ .name = "waiting",
	  .kind = FILTER_NUMBER,
	  .help = "how many wait, because they were refused for now; yes or no",
	  .example = "waiting:yes",
	  .values = (const char *const[]){ "yes", "no", NULL },
	  .id = PLAN_WAITING },
	{ .name = "date",
	  .alias = "begun",
	  .kind = FILTER_TIME,
	  .help = "when they were begun",
	  .example = "date:yesterday",
	  .id = PLAN_BEGUN },
	SINCE_UNTIL_FIELDS(PLAN_BEGUN, "begun"),
	{ .name = "account",
	  .kind = FILTER_SID,
	  .help = "of the account with this SID, or of all whose SIDs start so",
	  .example = "account:AC45",
	  .id = PLAN_ACCOUNT },
};

static void read_words(void *rows, uint32_t row, struct strbuf *out)
{
	enum style_role role;

	for (size_t i = 0; i < PLAN_COLUMN_COUNT; i++) {
		plan_columns[i].text(rows, row, out, &role);
		strbuf_addch(out, '\n');
	}
	strbuf_addstr(out, plans_name(plan_at(rows, row)->path));
}

static void read_plan(const void *list, const void *record, int id, struct filter_datum *datum)
{
	const struct plan_rows *rows = list;
	const struct plan_summary *plan = record;

	switch (id) {
	case PLAN_TEXT:
		read_words((void *)(uintptr_t)list, (uint32_t)(plan - rows->plans.items),
			   &datum->text);
		break;
	case PLAN_STATE:
		strbuf_addstr(&datum->text, standings[standing_of(rows->session, plan)].word);
		break;
	case PLAN_VERB:
		strbuf_addstr(&datum->text, plan->op < OP_COUNT ? op_verb(plan->op)->name : "");
		break;
	case PLAN_LEFT:
		datum->number = is_counted(plan) ? (int64_t)left_of(plan) : FILTER_ABSENT;
		break;
	case PLAN_TOTAL:
		datum->number = is_counted(plan) ? (int64_t)plan->total : FILTER_ABSENT;
		break;
	case PLAN_WAITING:
		datum->number = is_counted(plan) ? (int64_t)plan->counts[ITEM_WAITING]
						 : FILTER_ABSENT;
		break;
	case PLAN_BEGUN:
		datum->number = begun_at(plan);
		break;
	default:
		if (is_counted(plan))
			datum->sid = plan->account;
		break;
	}
}

const struct filter_language plan_language = {
	.fields = plan_fields,
	.count = ARRAY_SIZE(plan_fields),
	.read = read_plan,
};
