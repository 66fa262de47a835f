/*
 * change.c - JOB_CHANGE: one request that changes the account.
 *
 * Source: https://www.twilio.com/docs/messaging/api/message-resource (update: Body= redacts,
 * Status=canceled cancels, never both at once; delete; create).
 */
#include "fetch/task.h"

#include <string.h>

#include "base/mem.h"

/* Error 30409: too late, or cancelled already. */
#define CODE_CANNOT_CANCEL 30409

static const struct change_request {
	enum endpoint_id endpoint;
	const char *name, *value; /* the form's only field, or NULL */
	bool of_message;          /* the path names a message */
	/* This refusal does not say what state the message is in, so it is read afterwards: an
	 * attempt whose answer was lost may have been the one that changed it. */
	int look_on;
} requests[] = {
	[CHANGE_REDACT] = { ENDPOINT_MESSAGE_UPDATE, "Body", "", true, 0 },
	[CHANGE_DELETE] = { ENDPOINT_MESSAGE_DELETE, NULL, NULL, true, 0 },
	[CHANGE_CANCEL] = { ENDPOINT_MESSAGE_UPDATE, "Status", "canceled", true,
			    CODE_CANNOT_CANCEL },
	[CHANGE_SEND] = { ENDPOINT_MESSAGE_CREATE, NULL, NULL, false, 0 },
};

struct change_job {
	struct task task;
	struct call *call;
	struct result *result; /* while the message is looked at: what the change came to */
	struct error refusal;
};

static struct change_job *change_job_of(struct task *task)
{
	return (struct change_job *)(void *)task;
}

/* Whatever the look brings, the refusal stands; the message, where it came, tells what it means. */
static void looked(struct call *call, struct page *page, struct error *err)
{
	struct change_job *c = call->context;
	struct result *result = c->result;
	(void)err;
	c->call = NULL;
	c->result = NULL;
	if (page)
		result_take_messages(result, page);
	task_end(&c->task, result, &c->refusal);
}

static void look(struct change_job *c, struct result *result, struct error *err)
{
	c->result = result;
	error_move(&c->refusal, err);
	c->call = task_call(&c->task, ENDPOINT_MESSAGE, &c->task.job.sid, looked, c);
	call_queue(c->call);
}

static void changed(struct call *call, struct page *page, struct error *err)
{
	struct change_job *c = call->context;
	const struct change_request *request = &requests[c->task.job.change];
	struct result *result = task_result(&c->task);
	c->call = NULL;
	if (call->transfer) {
		const struct answer *answer = transfer_answer(call->transfer);
		result->http_status = answer->status;
		memcpy(result->request_id, answer->request_id, sizeof(result->request_id));
	}
	result->unclear = !page && call->unclear;
	if (page && page->records)
		result_take_messages(result, page);
	if (!page && request->look_on && err->code == request->look_on)
		look(c, result, err);
	else
		task_end(&c->task, result, err);
}

static void change_start(struct task *task)
{
	struct change_job *c = change_job_of(task);
	const struct change_request *request = &requests[task->job.change];
	c->call = task_call(task, request->endpoint, request->of_message ? &task->job.sid : NULL,
			    changed, c);
	if (request->name)
		request_addstr(&c->call->request, request->name, request->value);
	for (char **field = task->job.form; field && field[0]; field += 2)
		request_addstr(&c->call->request, field[0], field[1]);
	call_queue(c->call);
}

static void change_release(struct task *task)
{
	struct change_job *c = change_job_of(task);
	call_free(c->call);
	result_free(c->result);
	error_release(&c->refusal);
}

static const struct task_ops change_ops = {
	.start = change_start,
	.release = change_release,
};

struct task *change_task(void)
{
	struct change_job *c = xcalloc(1, sizeof(*c));
	c->task.ops = &change_ops;
	c->refusal = (struct error)ERROR_INIT;
	return &c->task;
}
