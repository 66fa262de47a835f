/*
 * change.c - JOB_CHANGE: one request that changes the account.
 *
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource (update: Body= redacts,
 * Status=canceled cancels, never both at once; delete; create), message-feedback-resource,
 * media-resource, short-code-resource, service-resource and the four resources of its senders.
 */
#include "fetch/task.h"

#include <string.h>

#include "base/mem.h"

/* Error 30409: too late, or cancelled already. */
#define CODE_CANNOT_CANCEL 30409

/* What the answer of a success holds. */
enum answer_kind {
	ANSWER_NOTHING, /* nothing that is kept */
	ANSWER_MESSAGE,
	ANSWER_RECORD, /* of `resource` */
	ANSWER_GONE,   /* nothing: the record of `resource` that the job names is no more */
};

struct change_request {
	enum endpoint_id endpoint;
	enum answer_kind answer;
	enum resource resource;
	const char *name, *value; /* one field of the form, or NULL; value NULL: the job's SID */
	/* This refusal does not say what state the message is in, so it is read afterwards: an
	 * attempt whose answer was lost may have been the one that changed it. */
	int look_on;
};

static const struct change_request requests[CHANGES] = {
	[CHANGE_REDACT] = { .endpoint = ENDPOINT_MESSAGE_UPDATE, .answer = ANSWER_MESSAGE, .name = "Body", .value = "", },
	[CHANGE_DELETE] = { .endpoint = ENDPOINT_MESSAGE_DELETE },
	[CHANGE_CANCEL] = { .endpoint = ENDPOINT_MESSAGE_UPDATE, .answer = ANSWER_MESSAGE, .name = "Status", .value = "canceled", .look_on = CODE_CANNOT_CANCEL, },
	[CHANGE_SEND] = { .endpoint = ENDPOINT_MESSAGE_CREATE, .answer = ANSWER_MESSAGE },
	[CHANGE_FEEDBACK] = { .endpoint = ENDPOINT_FEEDBACK_CREATE },
	[CHANGE_MEDIUM_DELETE] = { .endpoint = ENDPOINT_MEDIUM_DELETE, .answer = ANSWER_GONE, .resource = RESOURCE_MEDIA },
	[CHANGE_SHORT_CODE] = { .endpoint = ENDPOINT_SHORT_CODE_UPDATE, .answer = ANSWER_RECORD, .resource = RESOURCE_SHORT_CODES },
	[CHANGE_SERVICE_CREATE] = { .endpoint = ENDPOINT_SERVICE_CREATE, .answer = ANSWER_RECORD, .resource = RESOURCE_SERVICES },
	[CHANGE_SERVICE] = { .endpoint = ENDPOINT_SERVICE_UPDATE, .answer = ANSWER_RECORD, .resource = RESOURCE_SERVICES },
	[CHANGE_SERVICE_DELETE] = { .endpoint = ENDPOINT_SERVICE_DELETE, .answer = ANSWER_GONE, .resource = RESOURCE_SERVICES },
};

/* CHANGE_SENDER_ADD and CHANGE_SENDER_REMOVE, by the sender's kind. An alpha sender has no SID before
 * it is added: its name is in the form. */
static const struct {
	enum sid_kind kind;
	struct change_request add, remove;
} sender_requests[] = {
	{
		.kind = SID_PN,
		.add = { .endpoint = ENDPOINT_POOL_NUMBER_ADD,
			 .answer = ANSWER_RECORD,
			 .resource = RESOURCE_POOL_NUMBERS,
			 .name = "PhoneNumberSid",
		},
		.remove = { .endpoint = ENDPOINT_POOL_NUMBER_REMOVE,
			    .answer = ANSWER_GONE,
			    .resource = RESOURCE_POOL_NUMBERS },
	},
	{
		.kind = SID_SC,
		.add = { .endpoint = ENDPOINT_POOL_CODE_ADD,
			 .answer = ANSWER_RECORD,
			 .resource = RESOURCE_POOL_CODES,
			 .name = "ShortCodeSid",
		},
		.remove = { .endpoint = ENDPOINT_POOL_CODE_REMOVE,
			    .answer = ANSWER_GONE,
			    .resource = RESOURCE_POOL_CODES },
	},
	{
		.kind = SID_XE,
		.add = { .endpoint = ENDPOINT_POOL_CHANNEL_ADD,
			 .answer = ANSWER_RECORD,
			 .resource = RESOURCE_POOL_CHANNELS,
			 .name = "Sid",
		},
		.remove = { .endpoint = ENDPOINT_POOL_CHANNEL_REMOVE,
			    .answer = ANSWER_GONE,
			    .resource = RESOURCE_POOL_CHANNELS },
	},
	/* The last one: also for a sender without a SID. */
	{
		.kind = SID_AI,
		.add = { .endpoint = ENDPOINT_POOL_ALPHA_ADD,
			 .answer = ANSWER_RECORD,
			 .resource = RESOURCE_POOL_ALPHAS,
		},
		.remove = { .endpoint = ENDPOINT_POOL_ALPHA_REMOVE,
			    .answer = ANSWER_GONE,
			    .resource = RESOURCE_POOL_ALPHAS },
	},
};

struct change_job {
	struct task task;
	const struct change_request *request;
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

/* Names the record that the change was about, where it leaves none. */
static void note_gone(const struct change_job *c, struct result *result)
{
	const struct job *job = &c->task.job;
	result->list = list_id(c->request->resource, &job->of, NULL);
	result->gone = job->sid;
}

static void take_answer(const struct change_job *c, struct result *result, struct page *page)
{
	switch (c->request->answer) {
	case ANSWER_MESSAGE:
		result_take_messages(result, page);
		break;
	case ANSWER_RECORD:
		result->list = list_id(c->request->resource, &c->task.job.of, NULL);
		result_take_records(result, page);
		break;
	case ANSWER_GONE:
		note_gone(c, result);
		break;
	case ANSWER_NOTHING:
		break;
	}
}

static void changed(struct call *call, struct page *page, struct error *err)
{
	struct change_job *c = call->context;
	const struct change_request *request = c->request;
	struct result *result = task_result(&c->task);
	c->call = NULL;
	if (call->transfer) {
		const struct answer *answer = transfer_answer(call->transfer);
		result->http_status = answer->status;
		memcpy(result->request_id, answer->request_id, sizeof(result->request_id));
	}
	result->unclear = !page && call->unclear;
	if (page)
		take_answer(c, result, page);
	else if (request->answer == ANSWER_GONE && error_says_gone(err))
		note_gone(c, result);
	if (!page && request->look_on && err->code == request->look_on)
		look(c, result, err);
	else
		task_end(&c->task, result, err);
}

static const struct change_request *request_of(const struct job *job)
{
	size_t i = 0;
	if (job->change != CHANGE_SENDER_ADD && job->change != CHANGE_SENDER_REMOVE)
		return &requests[job->change];
	while (i < ARRAY_SIZE(sender_requests) - 1 && sender_requests[i].kind != job->sid.kind)
		i++;
	return job->change == CHANGE_SENDER_ADD ? &sender_requests[i].add
						: &sender_requests[i].remove;
}

static void change_start(struct task *task)
{
	struct change_job *c = change_job_of(task);
	const struct change_request *request = request_of(&task->job);
	char sid[SID_SIZE];
	c->request = request;
	c->call = task_call(task, request->endpoint, &task->job.sid, changed, c);
	sid_format(&task->job.sid, sid);
	if (request->name)
		request_addstr(&c->call->request, request->name,
			       request->value ? request->value : sid);
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
