#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/when.h"
#include "views/changes/changes.h"
#include "views/changes/plans.h"

/* Before the first screen, and between two looks at the keyboard. */
#define AT_ONCE_NS (20 * 1000000LL)
#define SLICE_NS (4 * 1000000LL)

bool plans_is_ours(const struct session *session, const struct plan_summary *plan)
{
	char account[SID_SIZE];

	sid_format(&plan->account, account);
	return session->options.account && strcmp(session->options.account, account) == 0 &&
	       plan->host && strcmp(session->options.host, plan->host) == 0;
}

static void offer_answered(void *context, enum dialog_answer answer)
{
	const struct session *session = context;
	const char *argv[] = { "plans" };

	if (answer == DIALOG_YES)
		shell_open(session->shell, 1, argv, NULL);
	else
		shell_message(session->shell, STYLE_TEXT,
			      "They stay as they are; o on the screen of changes lists them");
}

static void add_offer(const struct plan_summary *plan, struct strbuf *text)
{
	char when[WHEN_SIZE];

	when_distance(plan->created, clock_now(), when);
	strbuf_addf(text,
		    "%s, begun %s: ", plan->op < OP_COUNT ? op_verb(plan->op)->title : "Changes",
		    when);
	plans_add_left(plan, text);
	strbuf_addstr(text, ".\n");
}

/* What is written down is read in slices: half a million changes take a second and a half. */
struct plans_offer {
	struct session *session;
	struct plans_search *search;
	unsigned timer;
};

static void ask(struct session *session, const struct plan_list *list)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	size_t ours = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct plan_summary *plan = &list->items[i];

		if (plan->fault || plan->holder || !plans_is_ours(session, plan))
			continue;
		if (ours++ < PLANS_OFFERED_MAX)
			add_offer(plan, &text);
	}
	if (ours > PLANS_OFFERED_MAX)
		strbuf_addf(&text, "And %zu more.\n", ours - PLANS_OFFERED_MAX);
	strbuf_addstr(&text, "\nNothing is done before you say so.");
	if (ours)
		shell_dialog(session->shell,
			     &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
						    .title = "Changes were left unfinished",
						    .text = text.data,
						    .go_on = "Show them",
						    .back = "Later" },
			     offer_answered, session);
	strbuf_release(&text);
}

void plans_offer_drop(struct session *session)
{
	struct plans_offer *offer = session->offer;
	struct plan_list list;

	if (!offer)
		return;
	session->offer = NULL;
	if (offer->timer)
		loop_remove_timer(session->loop, offer->timer);
	plans_search_end(offer->search, &list);
	plans_release(&list);
	free(offer);
}

static void work(struct plans_offer *offer, int64_t slice_ns);

static void work_on(void *context)
{
	work(context, SLICE_NS);
}

static void work(struct plans_offer *offer, int64_t slice_ns)
{
	struct session *session = offer->session;
	struct plan_list list;

	offer->timer = 0;
	if (plans_search_work(offer->search, clock_mono_ns() + slice_ns)) {
		offer->timer = loop_add_timer(session->loop, 0, work_on, offer);
		return;
	}
	plans_search_end(offer->search, &list);
	session->offer = NULL;
	free(offer);
	ask(session, &list);
	plans_release(&list);
}

void plans_offer(struct session *session)
{
	struct plans_offer *offer = xcalloc(1, sizeof(*offer));

	plans_offer_drop(session);
	offer->session = session;
	offer->search = plans_search_new(changes_directory(session->changes));
	session->offer = offer;
	work(offer, AT_ONCE_NS);
}
