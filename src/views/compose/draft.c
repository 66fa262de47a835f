#include "views/compose/draft.h"

#include <string.h>

#include "base/mem.h"
#include "views/changes/changes.h"
#include "views/session/session.h"

#define WORDS_MAX (64 * 1024)
/* Recipients of whom it is said what came of theirs. */
#define EXPLAINED_MAX 3

void draft_drop(struct session *session)
{
	struct draft *draft = session->draft;

	session->draft = NULL;
	if (!draft)
		return;
	for (size_t i = 0; i < OUTGOING_PARAMETERS; i++)
		mem_wipe_free(draft->values[i]);
	strbuf_wipe(&draft->words);
	free(draft);
}

void draft_offer(struct session *session, const struct outgoing *outgoing)
{
	struct draft *draft = xcalloc(1, sizeof(*draft));

	for (size_t i = 0; i < OUTGOING_PARAMETERS; i++)
		draft->values[i] = xstrdup(outgoing->values[i] ? outgoing->values[i] : "");
	strbuf_init(&draft->words, WORDS_MAX);
	draft->state = DRAFT_OFFERED;
	draft_drop(session);
	session->draft = draft;
}

void draft_started(void *context, bool yes)
{
	struct session *session = context;

	if (!session->draft || session->draft->state != DRAFT_OFFERED)
		return;
	if (!yes) {
		draft_drop(session);
		return;
	}
	session->draft->state = DRAFT_SENDING;
	session->draft->plan = changes_plan(session->changes);
}

/* The recipient of an item: in its form. */
static const char *recipient_of(const struct plan *plan, uint32_t item)
{
	const struct plan_detail *detail = plan_detail(plan, item);

	for (char **field = detail ? detail->form : NULL; field && *field; field += 2)
		if (strcmp(field[0], "To") == 0)
			return field[1];
	return "";
}

static void explain(const struct plan *plan, uint32_t item, struct strbuf *out)
{
	strbuf_addf(out, "%s%s: ", out->length ? "; " : "", recipient_of(plan, item));
	plan_explain(plan, item, out);
}

/* To whom it has still to go, and why. */
static void take_stock(struct draft *draft, const struct plan *plan)
{
	struct strbuf left = STRBUF_INIT(STRBUF_TEXT);
	unsigned open = ~((1u << ITEM_DONE) | (1u << ITEM_LEFT));
	size_t count = 0;

	for (uint32_t i = plan_next(plan, 0, open); i != IDSET_NONE;
	     i = plan_next(plan, i + 1, open)) {
		strbuf_addf(&left, "%s%s", left.length ? ", " : "", recipient_of(plan, i));
		if (count++ < EXPLAINED_MAX)
			explain(plan, i, &draft->words);
	}
	if (count > EXPLAINED_MAX)
		strbuf_addf(&draft->words, "; and %zu more", count - EXPLAINED_MAX);
	mem_wipe_free(draft->values[OUT_TO]);
	draft->values[OUT_TO] = strbuf_detach(&left, NULL);
}

static void settle(struct draft *draft, const struct plan *plan)
{
	size_t count = plan->items.count;
	size_t done = plan->counts[ITEM_DONE] + plan->counts[ITEM_LEFT];

	strbuf_reset(&draft->words);
	draft->plan = NULL;
	if (done == count) {
		draft->state = DRAFT_SENT;
		if (count == 1)
			draft->sid = plan->items.items[0].sid;
		return;
	}
	draft->state = plan->counts[ITEM_UNKNOWN] ? DRAFT_UNSURE : DRAFT_LEFT;
	if (done)
		strbuf_addf(&draft->words, "%zu of %zu were sent", done, count);
	take_stock(draft, plan);
}

bool draft_settle(struct session *session)
{
	struct draft *draft = session->draft;

	if (!draft || draft->state != DRAFT_SENDING || changes_running(session->changes) ||
	    draft->plan != changes_plan(session->changes))
		return false;
	settle(draft, draft->plan);
	return true;
}

bool draft_is_looked_for(const struct session *session)
{
	const struct plan *plan = session->draft ? session->draft->plan : NULL;
	unsigned open = 1u << ITEM_WAITING | 1u << ITEM_SENT;

	if (!plan || plan != changes_plan(session->changes))
		return false;
	for (uint32_t i = plan_next(plan, 0, open); i != IDSET_NONE;
	     i = plan_next(plan, i + 1, open)) {
		if (plan->items.items[i].look)
			return true;
	}
	return false;
}
