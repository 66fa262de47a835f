#include "ops/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)

void review_add_number(struct strbuf *out, size_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%zu", number);

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			strbuf_addch(out, ',');
		strbuf_addch(out, digits[i]);
	}
}

int64_t review_duration(size_t count, const struct review_pace *pace)
{
	int64_t by_pace = 0, by_latency = 0;

	if (pace->per_second > 0)
		by_pace = (int64_t)((double)count * SECOND / pace->per_second);
	if (pace->in_flight)
		by_latency = (int64_t)count * pace->latency_ms / pace->in_flight;
	if (!by_pace && !by_latency)
		return -1;
	return by_pace > by_latency ? by_pace : by_latency;
}

void review_add_duration(struct strbuf *out, int64_t ms)
{
	int64_t minutes = (ms + MINUTE / 2) / MINUTE;

	if (ms < 10 * SECOND)
		strbuf_addstr(out, "a few seconds");
	else if (ms < MINUTE)
		strbuf_addstr(out, "less than a minute");
	else if (minutes < 90)
		strbuf_addf(out, "about %d minute%s", (int)minutes, minutes == 1 ? "" : "s");
	else
		strbuf_addf(out, "about %lld h %02lld min", (long long)(minutes / 60),
			    (long long)(minutes % 60));
}

/* How many items there are of each verb in each state for each reason. */
struct tally {
	size_t of[OP_COUNT][ITEM_STATES][WHY_COUNT];
};

/* In one pass: there may be a million. */
static struct tally *tally_new(const struct plan *plan)
{
	struct tally *tally = xcalloc(1, sizeof(*tally));

	for (size_t i = 0; i < plan->items.count; i++) {
		const struct plan_item *item = &plan->items.items[i];

		tally->of[item->op][item->state][item->why]++;
	}
	return tally;
}

static void add_row(struct review *review, enum review_kind kind, const char *label, size_t count,
		    struct strbuf *note)
{
	vec_push(&review->rows, ((struct review_row){
					.kind = kind,
					.label = label,
					.count = count,
					.note = strbuf_detach(note, NULL),
				}));
}

static void add_media_note(const struct plan *plan, struct strbuf *note)
{
	if (!plan->media)
		return;
	if (plan->items.count == 1) {
		strbuf_addstr(note, "its media stay");
		return;
	}
	review_add_number(note, plan->media);
	strbuf_addstr(note, plan->media == 1 ? " of them has media, which stay"
					     : " of them have media, which stay");
}

static void add_done(struct review *review, const struct plan *plan, const struct tally *tally)
{
	for (unsigned op = 0; op < OP_COUNT; op++) {
		struct strbuf note = STRBUF_INIT(STRBUF_LINE);
		size_t count = tally->of[op][ITEM_READY][WHY_NONE];

		if (!count)
			continue;
		if (op == OP_REDACT)
			add_media_note(plan, &note);
		add_row(review, REVIEW_DO, op_verb(op)->title, count, &note);
	}
}

static void add_others(struct review *review, const struct tally *tally, enum review_kind kind,
		       const char *label, enum item_state state)
{
	for (unsigned why = 0; why < WHY_COUNT; why++) {
		struct strbuf note = STRBUF_INIT(STRBUF_LINE);
		size_t count = 0;

		for (unsigned op = 0; op < OP_COUNT; op++)
			count += tally->of[op][state][why];
		if (!count)
			continue;
		op_explain(&note, why, 0, 0, NULL);
		add_row(review, kind, label, count, &note);
	}
}

/* The only verb of the plan, or OP_COUNT. */
static enum op only_op(const struct plan *plan)
{
	unsigned only = OP_COUNT;

	for (unsigned op = 0; op < OP_COUNT; op++) {
		if (!plan->ops[op])
			continue;
		if (only != OP_COUNT)
			return OP_COUNT;
		only = op;
	}
	return (enum op)only;
}

/* Of all items that have one, or SID_NONE. `many` says that there are several. */
static struct sid only_service(const struct plan *plan, bool destination, bool *many)
{
	struct sid only = { .kind = SID_NONE };

	*many = false;
	for (size_t i = 0; i < plan->details.count; i++) {
		const struct plan_detail *detail = &plan->details.items[i];
		const struct sid *sid = destination ? &detail->to : &detail->of;

		if (only.kind == SID_NONE)
			only = *sid;
		else if (sid->kind != SID_NONE && !sid_equal(&only, sid))
			*many = true;
	}
	return only;
}

static void add_service(const struct plan *plan, const char *word, bool destination,
			struct strbuf *out)
{
	bool many;
	struct sid sid = only_service(plan, destination, &many);

	if (sid.kind != SID_MG)
		return;
	strbuf_addf(out, " %s ", word);
	if (many)
		strbuf_addstr(out, "several services");
	else
		plan_add_service(plan, &sid, out);
}

/* "from Ops to Reminders". */
static void add_services(const struct plan *plan, enum op op, struct strbuf *out)
{
	if (op == OP_MOVE_SENDER || op == OP_REMOVE_SENDER)
		add_service(plan, "from", false, out);
	if (op == OP_ADD_SENDER)
		add_service(plan, "to", false, out);
	if (op == OP_MOVE_SENDER)
		add_service(plan, "to", true, out);
}

static const char *only_label(const struct plan *plan)
{
	return plan->items.count == 1 && plan->details.count ? plan->details.items[0].label : NULL;
}

static char *make_title(const struct plan *plan, size_t count)
{
	struct strbuf title = STRBUF_INIT(STRBUF_TEXT);
	enum op op = only_op(plan);
	const char *noun = op == OP_COUNT ? "change" : op_verb(op)->noun;

	strbuf_addstr(&title, op == OP_COUNT ? "Carry out" : op_verb(op)->phrase);
	strbuf_addch(&title, ' ');
	if (only_label(plan)) {
		strbuf_addf(&title, "%s%s %s", noun, op == OP_SEND ? " to" : "", only_label(plan));
	} else {
		review_add_number(&title, count);
		strbuf_addf(&title, " %s%s", noun, count == 1 ? "" : "s");
	}
	if (op != OP_COUNT)
		add_services(plan, op, &title);
	return strbuf_detach(&title, NULL);
}

/* That of the gravest verb: they stand in the table from the one that takes least. */
static const char *find_warning(const struct plan *plan)
{
	const char *warning = NULL;

	for (unsigned op = 0; op < OP_COUNT; op++)
		if (plan->ops[op] && op_verb(op)->irreversible &&
		    (!warning || op == OP_DELETE || op == OP_DELETE_MEDIUM ||
		     op == OP_DELETE_SERVICE))
			warning = op_verb(op)->warning;
	return warning;
}

void review_make(struct review *review, const struct plan *plan, const struct review_pace *pace)
{
	struct strbuf duration = STRBUF_INIT(STRBUF_LINE);
	struct tally *tally = tally_new(plan);
	size_t now = plan->counts[ITEM_READY];
	/* A move is two. */
	size_t requests = now + tally->of[OP_MOVE_SENDER][ITEM_READY][WHY_NONE];

	*review = (struct review){
		.selected_by = plan->selected_by,
		.plan = plan,
		.word = plan->word,
		.count = now + plan->counts[ITEM_WAITING],
		.hidden = plan->hidden,
		.warning = find_warning(plan),
		.duration_ms = review_duration(requests, pace),
	};
	review->weight = !review->count      ? REVIEW_NOTHING
			 : plan->word        ? REVIEW_WORD
			 : review->count > 1 ? REVIEW_COUNT
					     : REVIEW_YES;
	review->title = make_title(plan, review->count);
	add_done(review, plan, tally);
	add_others(review, tally, REVIEW_WAIT, "Waits", ITEM_WAITING);
	add_others(review, tally, REVIEW_LEAVE, "Left alone", ITEM_LEFT);
	add_others(review, tally, REVIEW_REFUSE, "Not possible", ITEM_REFUSED);
	free(tally);
	if (review->duration_ms >= 0)
		review_add_duration(&duration, review->duration_ms);
	review->duration = strbuf_detach(&duration, NULL);
}

void review_release(struct review *review)
{
	for (size_t i = 0; i < review->rows.count; i++)
		free(review->rows.items[i].note);
	vec_release(&review->rows);
	free(review->title);
	free(review->duration);
	*review = (struct review){ .title = NULL };
}

bool review_count_matches(const struct review *review, const char *text)
{
	size_t number = 0;
	bool digits = false;

	for (; *text; text++) {
		if (strchr(", ._'", *text))
			continue;
		if (*text < '0' || *text > '9' || number > PLAN_ITEMS_MAX)
			return false;
		number = number * 10 + (size_t)(*text - '0');
		digits = true;
	}
	return digits && number == review->count;
}
