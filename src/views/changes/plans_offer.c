#include <string.h>

#include "base/clock.h"
#include "model/when.h"
#include "views/changes/changes.h"
#include "views/changes/plans.h"

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

void plans_offer(struct session *session)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct plan_list list;
	size_t ours = 0;

	plans_find(changes_directory(session->changes), &list);
	for (size_t i = 0; i < list.count; i++) {
		const struct plan_summary *plan = &list.items[i];

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
	plans_release(&list);
}
