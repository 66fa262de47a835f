#include "views/messages/feedback.h"

#include <string.h>

#include "base/mem.h"
#include "views/changes/act.h"

static const struct {
	const char *name;
	const char *help;
} outcomes[] = {
	{ "confirmed", "The recipient did what the message was for: typed the code, came, paid" },
	{ "unconfirmed", "Nothing was heard of the recipient in the time it should have taken" },
};

unsigned feedback_give(struct session *session, const struct sid *message, const char *outcome,
		       struct error *err)
{
	const char *form[] = { "Outcome", outcome, NULL };
	struct plan_target target = { .sid = *message, .form = form };
	struct plan *plan;

	for (size_t i = 0; i < ARRAY_SIZE(outcomes); i++) {
		if (strcmp(outcomes[i].name, outcome) != 0)
			continue;
		plan = plan_new(PLAN_OF_ONE, NULL);
		if (!plan_add_target(plan, OP_FEEDBACK, &target, err)) {
			plan_free(plan);
			return EFFECT_FAILED;
		}
		plan_note(plan, "The outcome is %s", outcome);
		plan_note(plan, "Twilio takes it only for a message that was sent with "
				"ProvideFeedback");
		return act_on_plan(session, plan, NULL, NULL, err);
	}
	error_set(err, ERROR_USAGE, "Feedback is confirmed or unconfirmed");
	return EFFECT_FAILED;
}

void feedback_complete(const struct command_call *call, struct completion *completion)
{
	if (call->argc != 2)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(outcomes); i++)
		completion_add(completion, outcomes[i].name, outcomes[i].help);
}
