/*
 * content.c - JOB_CONTENT: the bytes of one medium, whole or not at all.
 *
 * They may be of any type and are anybody's: nothing here looks at them.
 */
#include "fetch/task.h"

#include <string.h>

#include "base/mem.h"
#include "fetch/download.h"

#define CONTENT_MAX (16u << 20) /* where the job says nothing; Twilio takes 5 MB */

struct content {
	struct task task;
	struct download download;
	struct strbuf bytes;
};

static struct content *content_of(struct task *task)
{
	return (struct content *)(void *)task;
}

static bool take(void *context, const char *bytes, size_t length, struct error *err)
{
	struct content *c = context;

	return strbuf_add(&c->bytes, bytes, length) ||
	       error_set(err, ERROR_LIMIT, "the file is larger than %zu bytes", c->bytes.max);
}

static void restart(void *context)
{
	struct content *c = context;

	strbuf_reset(&c->bytes);
}

static struct text arena_text(struct arena *arena, const char *bytes, size_t length)
{
	return (struct text){ arena_strndup(arena, bytes, length), length };
}

static void download_ended(struct download *download, struct error *err)
{
	struct content *c = download->sink.context;
	struct result *result = task_result(&c->task);

	if (!err) {
		result->content = arena_text(&result->arena, c->bytes.data, c->bytes.length);
		if (download->content_type[0])
			result->content_type = arena_text(&result->arena, download->content_type,
							  strlen(download->content_type));
	} else if (err->http_status == 404) {
		result->gone = c->task.job.sid;
	}
	task_end(&c->task, result, err);
}

static void content_start(struct task *task)
{
	struct content *c = content_of(task);
	struct sched *sched = &task->loop->sched;
	struct call *call = call_new(sched, task->job.priority);
	char sid[SID_SIZE], of[SID_SIZE];

	if (!task->job.limit)
		task->job.limit = CONTENT_MAX;
	strbuf_init(&c->bytes, task->job.limit);
	c->download = (struct download){
		.task = task,
		.endpoint = ENDPOINT_MEDIUM_CONTENT,
		.sink = { .take = take, .restart = restart, .context = c },
		.limit = task->job.limit,
		.done = download_ended,
	};
	sid_format(&task->job.sid, sid);
	sid_format(&task->job.of, of);
	request_init(&call->request, http_hosts(sched->http), ENDPOINT_MEDIUM_CONTENT,
		     &(struct request_names){
			     .account = task->loop->settings->account_sid,
			     .sid = sid,
			     .of = of,
		     });
	download_start(&c->download, call);
}

static void content_release(struct task *task)
{
	struct content *c = content_of(task);

	download_release(&c->download);
	strbuf_wipe(&c->bytes);
}

static const struct task_ops content_ops = {
	.start = content_start,
	.release = content_release,
};

struct task *content_task(void)
{
	struct content *c = xcalloc(1, sizeof(*c));

	c->task.ops = &content_ops;
	return &c->task;
}
