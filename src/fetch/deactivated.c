/*
 * deactivated.c - JOB_DEACTIVATED: the numbers of a day, as the lines of its file come.
 *
 * A file that breaks off is read again from its start: the list of a day that is over stays as it is,
 * so what was given before is passed over. The last number that was given must then stand where it
 * stood, or the job fails.
 */
#include "fetch/task.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "fetch/download.h"
#include "model/deactivated.h"

#define FILE_MAX_BYTES ((size_t)4 << 30)

struct deactivated_job {
	struct task task;
	struct download download;
	struct deactivated_lines lines;
	uint64_t *batch; /* DEACTIVATED_BATCH numbers */
	size_t batch_count;
	uint64_t bytes; /* of this reading of the file */
	uint64_t seen;  /* numbers of this reading */
	uint64_t given; /* in results */
	uint64_t last;  /* the last of them */
	unsigned ahead; /* results that are not dealt with yet */
};

static struct deactivated_job *job_of(struct task *task)
{
	return (struct deactivated_job *)(void *)task;
}

static struct result *new_result(struct deactivated_job *d)
{
	struct result *result = task_result(&d->task);
	struct deactivated *day = arena_alloc(&result->arena, sizeof(*day));
	uint64_t *numbers = arena_alloc(&result->arena, d->batch_count * sizeof(*numbers));

	for (size_t i = 0; i < d->batch_count; i++)
		numbers[i] = d->batch[i];
	if (d->batch_count)
		d->last = d->batch[d->batch_count - 1];
	d->given += d->batch_count;
	*day = (struct deactivated){
		.count = d->given,
		.bad = d->lines.bad,
		.bytes = d->bytes,
		.numbers = numbers,
		.number_count = d->batch_count,
	};
	d->batch_count = 0;
	result->deactivated = day;
	return result;
}

/* `count` numbers follow those of the batch: leaves out what was given before. */
static bool take_numbers(struct deactivated_job *d, size_t count, struct error *err)
{
	uint64_t *fresh = d->batch + d->batch_count;
	uint64_t known = d->given > d->seen ? d->given - d->seen : 0;
	size_t drop = known < count ? (size_t)known : count;

	d->seen += count;
	if (drop && drop == known && fresh[drop - 1] != d->last)
		return error_set(err, ERROR_PROTOCOL,
				 "the file is another one than before the connection broke; "
				 "ask for it again");
	for (size_t i = drop; i < count; i++)
		fresh[i - drop] = fresh[i];
	d->batch_count += count - drop;
	return true;
}

static bool take(void *context, const char *bytes, size_t length, struct error *err)
{
	struct deactivated_job *d = context;
	size_t taken;

	d->bytes += length;
	for (; length; bytes += taken, length -= taken) {
		size_t count = deactivated_lines_feed(&d->lines, bytes, length,
						      d->batch + d->batch_count,
						      DEACTIVATED_BATCH - d->batch_count, &taken);
		if (!take_numbers(d, count, err))
			return false;
		if (d->batch_count < DEACTIVATED_BATCH)
			continue;
		task_give(&d->task, new_result(d));
		if (++d->ahead >= DEACTIVATED_AHEAD)
			download_rest(&d->download, true);
	}
	return true;
}

static void restart(void *context)
{
	struct deactivated_job *d = context;

	d->lines = (struct deactivated_lines){ .bad = 0 };
	d->batch_count = 0;
	d->bytes = 0;
	d->seen = 0;
}

static void download_ended(struct download *download, struct error *err)
{
	struct deactivated_job *d = download->sink.context;
	struct error fault = ERROR_INIT;

	if (!err && deactivated_lines_end(&d->lines, &d->batch[d->batch_count]))
		take_numbers(d, 1, &fault);
	if (!err && fault.kind == ERROR_NONE && !d->seen && d->lines.bad)
		error_set(&fault, ERROR_PROTOCOL,
			  "the file is no list of numbers: none of its %" PRIu64
			  " lines holds one; is a proxy or a login page in between?",
			  d->lines.bad);
	if (!err && fault.kind == ERROR_NONE && d->seen < d->given)
		error_set(&fault, ERROR_PROTOCOL,
			  "the file is shorter than before the connection broke; ask for it again");
	task_end(&d->task, new_result(d), err ? err : &fault);
}

static void deactivated_start(struct task *task)
{
	struct deactivated_job *d = job_of(task);
	struct call *call = task_call(task, ENDPOINT_DEACTIVATIONS, NULL, NULL, NULL);
	char day[DATE_ISO_SIZE];

	d->batch = xcalloc(DEACTIVATED_BATCH, sizeof(*d->batch));
	d->download = (struct download){
		.task = task,
		.endpoint = ENDPOINT_DEACTIVATIONS,
		.sink = { .take = take, .restart = restart, .context = d },
		.limit = FILE_MAX_BYTES,
		.done = download_ended,
	};
	date_format_day(task->job.since, day);
	request_addstr(&call->request, "Date", day);
	download_start(&d->download, call);
}

static void deactivated_go_on(struct task *task)
{
	struct deactivated_job *d = job_of(task);

	if (d->ahead && --d->ahead == DEACTIVATED_AHEAD / 2)
		download_rest(&d->download, false);
}

static void deactivated_release(struct task *task)
{
	struct deactivated_job *d = job_of(task);

	download_release(&d->download);
	mem_wipe(d->batch, DEACTIVATED_BATCH * sizeof(*d->batch));
	free(d->batch);
}

static const struct task_ops deactivated_ops = {
	.start = deactivated_start,
	.go_on = deactivated_go_on,
	.release = deactivated_release,
};

struct task *deactivated_task(void)
{
	struct deactivated_job *d = xcalloc(1, sizeof(*d));

	d->task.ops = &deactivated_ops;
	return &d->task;
}
