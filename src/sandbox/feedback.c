/* feedback.c - Feedback of a message.
 * https://www.twilio.com/docs/messaging/api/message-feedback-resource */
#include <string.h>

#include "sandbox/jsonout.h"
#include "sandbox/message_json.h"
#include "sandbox/sandbox.h"

static void write_feedback(struct strbuf *out, const struct sandbox *sandbox, const char *outcome,
			   int64_t now)
{
	strbuf_addf(out, "{\"account_sid\": \"%s\", \"message_sid\": \"%s\"", sandbox->account.sid,
		    sandbox->scratch.sid);
	strbuf_addf(out, ", \"outcome\": \"%s\", \"date_created\": ", outcome);
	out_date(out, now);
	strbuf_addstr(out, ", \"date_updated\": ");
	out_date(out, now);
	strbuf_addstr(out, ", \"uri\": \"");
	message_path(out, &sandbox->account, &sandbox->scratch);
	strbuf_addstr(out, "/Feedback.json\"}");
}

void feedback_create(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const char *outcome = params_value(&request->form, "Outcome");
	int64_t now = account_now(&sandbox->account);
	uint32_t handle;

	if (!sandbox_find_message(sandbox, request, reply, now, &handle))
		return;
	if (outcome == NULL)
		outcome = "confirmed";
	if (strcmp(outcome, "confirmed") != 0 && strcmp(outcome, "unconfirmed") != 0) {
		reply_error_text(reply, 20001, "Invalid Outcome value: %s", outcome);
		return;
	}
	account_message(&sandbox->account, handle, now, &sandbox->scratch);
	if (!sandbox->scratch.wants_feedback) {
		reply_error_status(reply, 20404, sandbox->account.assume.feedback_refusal);
		return;
	}
	account_mark(&sandbox->account, handle, MARK_FEEDBACK);
	write_feedback(reply->body, sandbox, outcome, now);
}
