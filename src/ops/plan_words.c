#include "ops/plan_internal.h"

#include <string.h>

#include "base/date.h"
#include "model/when.h"

static const char *const place_names[PLACES] = {
	[PLACE_FROM] = "from",   [PLACE_TO] = "to",           [PLACE_NEITHER] = "neither",
	[PLACE_OTHER] = "other", [PLACE_UNKNOWN] = "unknown",
};

const char *move_place_name(enum move_place place)
{
	return place_names[place];
}

enum move_place move_place_find(const char *name)
{
	unsigned i = 0;

	while (i < PLACES && strcmp(place_names[i], name) != 0)
		i++;
	return (enum move_place)i;
}

void plan_add_label(const struct plan *plan, uint32_t index, struct strbuf *out)
{
	const struct plan_detail *detail = plan_detail(plan, index);
	char text[SID_SIZE];

	sid_format(&plan->items.items[index].sid, text);
	strbuf_addstr(out, detail && detail->label ? detail->label : text);
}

void plan_add_place(const struct plan *plan, uint32_t index, struct strbuf *out)
{
	const struct plan_detail *detail = plan_detail(plan, index);

	if (!detail || plan->items.items[index].op != OP_MOVE_SENDER)
		return;
	switch (detail->place) {
	case PLACE_FROM:
	case PLACE_TO:
		strbuf_addstr(out, "in ");
		plan_add_service(plan, detail->place == PLACE_TO ? &detail->to : &detail->of, out);
		break;
	case PLACE_NEITHER:
		strbuf_addstr(out, "in no service");
		break;
	case PLACE_OTHER:
		strbuf_addstr(out, "in another service");
		break;
	default:
		strbuf_addstr(out, "not known where");
	}
}

/* How a move ended that did not end in its second service. */
static void add_move_end(const struct plan *plan, uint32_t index, struct strbuf *out)
{
	const struct plan_detail *detail = plan_detail(plan, index);
	uint8_t state = plan->items.items[index].state;

	if (detail->place == PLACE_FROM && detail->back &&
	    (state == ITEM_REFUSED || state == ITEM_LEFT)) {
		strbuf_addstr(out, "put back into ");
		plan_add_service(plan, &detail->of, out);
		return;
	}
	strbuf_addstr(out, state == ITEM_LEFT      ? "left alone, "
			   : state == ITEM_REFUSED ? "refused, "
			   : state == ITEM_FAILED  ? "failed, "
						   : "not done yet, ");
	plan_add_place(plan, index, out);
}

static void add_schedule(int64_t when, struct strbuf *out)
{
	char text[WHEN_SIZE];

	when_full(when, WHEN_LOCAL, text);
	strbuf_addf(out, "scheduled for %s", text);
}

static void add_state(const struct plan *plan, uint32_t index, struct strbuf *out)
{
	static const char *const words[ITEM_STATES] = {
		[ITEM_READY] = "not done yet",     [ITEM_WAITING] = "waits",
		[ITEM_INTENDED] = "is being done", [ITEM_SENT] = "is being done",
		[ITEM_LEFT] = "left alone",        [ITEM_REFUSED] = "refused",
		[ITEM_FAILED] = "failed",          [ITEM_UNKNOWN] = "not known whether it was done",
	};
	const struct plan_item *item = &plan->items.items[index];
	const struct plan_detail *detail = plan_detail(plan, index);

	if (item->state == ITEM_DONE) {
		if (item->op == OP_SEND && detail && detail->send_at != DATE_NONE) {
			add_schedule(detail->send_at, out);
			return;
		}
		strbuf_addstr(out, op_verb((enum op)item->op)->done);
		if (item->op != OP_MOVE_SENDER)
			return;
		strbuf_addstr(out, " to ");
		plan_add_service(plan, &detail->to, out);
	} else if (item->look && item->state == ITEM_WAITING) {
		strbuf_addstr(out, "not known whether it was done, looking for it");
	} else if (item->op == OP_MOVE_SENDER && item->state != ITEM_WAITING &&
		   item->state != ITEM_INTENDED && item->state != ITEM_SENT) {
		add_move_end(plan, index, out);
	} else {
		strbuf_addstr(out, words[item->state]);
		if (item->op == OP_MOVE_SENDER && detail->place != PLACE_FROM) {
			strbuf_addstr(out, ", ");
			plan_add_place(plan, index, out);
		}
	}
}

/* Twilio's own words say which field it was, or why; the table's only what kind of refusal. */
static const char *said_of(const struct plan *plan, uint32_t index)
{
	const struct plan_detail *detail = plan_detail(plan, index);
	uint8_t why = plan->items.items[index].why;

	return detail && detail->said && (why == WHY_OTHER || why == WHY_NOT_ACCEPTED)
		       ? detail->said
		       : NULL;
}

const char *item_proof_words(enum item_proof proof)
{
	static const char *const words[PROOFS] = {
		[PROOF_NONE] = "",
		[PROOF_GONE] = "seen to be gone",
		[PROOF_EMPTY] = "seen to be empty",
		[PROOF_THERE] = "seen to be still there",
		[PROOF_LISTED] = "gone, but still listed, which Twilio allows for up to 14 days",
	};

	return words[proof];
}

static void add_why(const struct plan *plan, uint32_t index, struct strbuf *out)
{
	const struct plan_item *item = &plan->items.items[index];
	const char *said = said_of(plan, index);

	if (item->why == WHY_NONE || item->why == WHY_PUT_BACK)
		return;
	if (item->state == ITEM_DONE) {
		strbuf_addstr(out, item->why == WHY_GONE   ? ", was gone already"
				   : item->why == WHY_HERE ? ", was there already"
				   : item->why == WHY_FOUND
					   ? "; the answer was lost, but it was done"
					   : "");
		return;
	}
	strbuf_addstr(out, ": ");
	op_explain_said(out, said, (enum op_why)item->why, item->code, item->http,
			plan_request_id(plan, index));
}

void plan_explain(const struct plan *plan, uint32_t index, struct strbuf *out)
{
	add_state(plan, index, out);
	add_why(plan, index, out);
	if (plan->items.items[index].proof != PROOF_NONE)
		strbuf_addf(out, "; %s",
			    item_proof_words((enum item_proof)plan->items.items[index].proof));
}
