#include "ops/erase_internal.h"

#include "base/clock.h"
#include "model/medium.h"
#include "ops/journal_line.h"
#include "ops/review.h"

#define LOOKS_AT_ONCE 16
/* After so many failures in a row the service is not asked for more. */
#define LOOKS_FAILED_MAX 8

#define ENDED (1u << ITEM_DONE | 1u << ITEM_LEFT)

/* That a message was cancelled shows in what becomes of it next. */
static bool is_looked_at(const struct plan_item *item)
{
	return ENDED >> item->state & 1 && item->op != OP_CANCEL;
}

static void ask(struct erase *erase, uint32_t index)
{
	const struct plan_item *item = &erase->looked->items.items[index];
	struct job job = { .kind = JOB_MESSAGE, .priority = PRIORITY_AHEAD, .sid = item->sid };

	if (item->op == OP_DELETE_MEDIUM) {
		job.kind = JOB_READ;
		job.list = list_id(RESOURCE_MEDIA, &plan_detail(erase->looked, index)->of, "");
	}
	erase_submit(erase, &job, ERASE_ITEM, index);
}

void erase_look_on(struct erase *erase)
{
	struct plan *plan = erase->looked;

	while (erase->flights.count < LOOKS_AT_ONCE && erase->next < plan->items.count &&
	       erase->failed < LOOKS_FAILED_MAX) {
		uint32_t index = (uint32_t)erase->next++;

		if (is_looked_at(&plan->items.items[index]))
			ask(erase, index);
	}
	if (erase->flights.count)
		return;
	if (erase->only_look)
		erase->state = ERASE_FOUND;
	else
		erase_begin(erase);
}

static void look(struct erase *erase, struct plan *plan)
{
	erase->state = ERASE_LOOKING;
	erase->looked = plan;
	erase->next = erase->looks = erase->looks_done = 0;
	erase->failed = 0;
	for (size_t i = 0; i < plan->items.count; i++)
		erase->looks += is_looked_at(&plan->items.items[i]);
	erase_look_on(erase);
}

void erase_look(struct erase *erase, struct plan *plan)
{
	erase->only_look = false;
	look(erase, plan);
}

void erase_verify(struct erase *erase, struct plan *plan)
{
	erase->only_look = true;
	look(erase, plan);
}

size_t erase_left(const struct erase *erase, size_t *total)
{
	*total = erase->looks;
	return erase->looks - erase->looks_done;
}

/* What a result shows of the item. Without Twilio's code a 404 is a gateway's. */
static enum item_proof proof_of(const struct plan_item *item, const struct result *result)
{
	if (result->gone.kind != SID_NONE)
		return result->error.code ? PROOF_GONE : PROOF_NONE;
	if (item->op == OP_REDACT && result->message_count)
		return result->messages[0].body.length ? PROOF_THERE : PROOF_EMPTY;
	return result->message_count || result->record_count ? PROOF_THERE : PROOF_NONE;
}

void erase_looked(struct erase *erase, struct erase_flight *flight, const struct result *result)
{
	struct plan_item *item = &erase->looked->items.items[flight->which];
	enum item_proof proof = proof_of(item, result);

	if (proof != PROOF_NONE)
		flight->proof = proof;
	if (!result->last)
		return;
	item->proof = (uint8_t)flight->proof;
	erase->looks_done++;
	erase->failed = flight->proof == PROOF_NONE ? erase->failed + 1 : 0;
	if (flight->proof == PROOF_NONE && erase->error.kind == ERROR_NONE)
		error_copy(&erase->error, &result->error);
	uint32_t known = erase_known(erase, &item->sid);
	if (known != IDSET_NONE)
		erase->items.items[known].gone = flight->proof == PROOF_GONE;
}

void erase_mark(const struct erase *erase, struct plan *plan)
{
	for (size_t i = 0; i < plan->items.count; i++) {
		struct plan_item *item = &plan->items.items[i];
		uint32_t known = erase_known(erase, &item->sid);

		if (known == IDSET_NONE || item->proof < PROOF_GONE || item->proof == PROOF_THERE)
			continue;
		if (erase->items.items[known].listed && item->proof != PROOF_EMPTY)
			item->proof = PROOF_LISTED;
	}
}

void erase_tally(const struct plan *plan, size_t proofs[static PROOFS])
{
	for (unsigned i = 0; i < PROOFS; i++)
		proofs[i] = 0;
	for (size_t i = 0; i < plan->items.count; i++)
		if (is_looked_at(&plan->items.items[i]))
			proofs[plan->items.items[i].proof]++;
}

bool erase_close(const struct plan *plan, struct journal *journal)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	size_t proofs[PROOFS];

	erase_tally(plan, proofs);
	if (plan_open(plan) || proofs[PROOF_NONE])
		return false;
	journal_add_end(&line, plan, END_COMPLETE, clock_now_ms());
	journal_append(journal, line.data, line.length);
	strbuf_release(&line);
	return true;
}

static void add_part(struct strbuf *out, size_t count, const char *words)
{
	if (!count)
		return;
	strbuf_addstr(out, ", ");
	review_add_number(out, count);
	strbuf_addstr(out, words);
}

void erase_add_tally(const size_t proofs[static PROOFS], struct strbuf *out)
{
	strbuf_addstr(out, "Looked for: ");
	review_add_number(out, proofs[PROOF_GONE] + proofs[PROOF_LISTED]);
	strbuf_addstr(out, " gone");
	add_part(out, proofs[PROOF_EMPTY], " without text");
	add_part(out, proofs[PROOF_THERE], " still there");
	add_part(out, proofs[PROOF_NONE], " that could not be seen");
	add_part(out, proofs[PROOF_LISTED],
		 " of them still listed, which Twilio allows for up to 14 days");
}
