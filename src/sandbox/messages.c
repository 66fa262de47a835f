/* messages.c - one Message: fetch, redact, cancel, delete. */
#include <string.h>

#include "sandbox/message_json.h"
#include "sandbox/sandbox.h"

/* For so long after it was sent a message without receipt counts as unfinished. */
#define RECEIPT_SECONDS 3600

void sandbox_init(struct sandbox *sandbox, const struct account_options *options)
{
	*sandbox = (struct sandbox){ .scratch = MESSAGE_INIT };
	account_init(&sandbox->account, options);
}

void sandbox_release(struct sandbox *sandbox)
{
	message_release(&sandbox->scratch);
	vec_release(&sandbox->page);
	listing_release(&sandbox->listing);
	faults_release(&sandbox->faults);
	account_release(&sandbox->account);
	for (size_t i = 0; i < sandbox->subaccounts.count; i++) {
		sandbox_release(sandbox->subaccounts.items[i]);
		free(sandbox->subaccounts.items[i]);
	}
	vec_release(&sandbox->subaccounts);
}

bool sandbox_find_message(struct sandbox *sandbox, const struct request *request,
			  struct reply *reply, int64_t now, uint32_t *handle)
{
	if (account_find(&sandbox->account, request->captures[1], now, handle) &&
	    !(account_marks(&sandbox->account, *handle) & MARK_DELETED))
		return true;
	reply_not_found(reply, request);
	return false;
}

void sandbox_reply_message(struct sandbox *sandbox, struct reply *reply, int status,
			   uint32_t handle, int64_t now)
{
	struct record_faults none = { 0 };

	reply->status = status;
	account_message(&sandbox->account, handle, now, &sandbox->scratch);
	message_write(reply->body, &sandbox->account, &sandbox->scratch, none);
}

void message_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	int64_t now = account_now(&sandbox->account);
	uint32_t handle;

	if (sandbox_find_message(sandbox, request, reply, now, &handle))
		sandbox_reply_message(sandbox, reply, 200, handle, now);
}

/* Whether Twilio regards the message as done with. */
static bool is_complete(const struct sandbox *sandbox, uint32_t handle, int64_t now)
{
	struct life life;
	enum status status;

	account_life(&sandbox->account, handle, &life);
	status = life_status(&life, now);
	return status_is_final(status) ||
	       (status == STATUS_SENT && now - life.sent >= RECEIPT_SECONDS);
}

static void redact(struct sandbox *sandbox, struct reply *reply, uint32_t handle, int64_t now)
{
	if (!sandbox->account.assume.redact_in_flight && !is_complete(sandbox, handle, now)) {
		reply_error_text(reply, 20009, "Cannot update this resource before it is complete");
		return;
	}
	account_mark(&sandbox->account, handle, MARK_REDACTED);
	sandbox_reply_message(sandbox, reply, 200, handle, now);
}

static void cancel(struct sandbox *sandbox, struct reply *reply, uint32_t handle, int64_t now)
{
	struct life life;

	account_life(&sandbox->account, handle, &life);
	if (life_status(&life, now) != STATUS_SCHEDULED) {
		reply_error(reply, 30409);
		return;
	}
	account_cancel(&sandbox->account, handle, now);
	sandbox_reply_message(sandbox, reply, 200, handle, now);
}

void message_update(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const struct param *body = params_get(&request->form, "Body");
	const char *status = params_value(&request->form, "Status");
	int64_t now = account_now(&sandbox->account);
	uint32_t handle;

	if (!sandbox_find_message(sandbox, request, reply, now, &handle))
		return;
	if ((body == NULL) == (status == NULL) || (body != NULL && body->length > 0) ||
	    (status != NULL && strcmp(status, "canceled") != 0))
		reply_error(reply, 30400);
	else if (body != NULL)
		redact(sandbox, reply, handle, now);
	else
		cancel(sandbox, reply, handle, now);
}

void message_delete(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	int64_t now = account_now(&sandbox->account);
	uint32_t handle;

	if (!sandbox_find_message(sandbox, request, reply, now, &handle))
		return;
	if (!is_complete(sandbox, handle, now)) {
		reply_error_status(reply, 20009, sandbox->account.assume.status_20009);
		return;
	}
	account_delete(&sandbox->account, handle, now);
	reply->status = 204;
}
