/*
 * export_windows.c - messages to a file: date windows load side by side into a spool, which is then
 * put into the list's order (batch/join.h).
 */
#include "batch/export_internal.h"

#include <string.h>

#include "base/date.h"
#include "batch/export_resume.h"
#include "batch/join.h"

/* Pages under way or waiting to be written, beside those that may be in flight. */
#define PAGES_BESIDE 4

struct job export_windows_job(const struct export *x)
{
	return (struct job){
		.kind = JOB_HISTORY,
		.priority = PRIORITY_HISTORY,
		.since = x->since,
		.until = x->until,
		.pages = x->max_in_flight + PAGES_BESIDE,
		.place = true,
		.sent_only = x->since != DATE_NONE || x->until != DATE_NONE,
		.to = { .data = x->to.length ? x->to.data : NULL, .length = x->to.length },
		.from = { .data = x->from.length ? x->from.data : NULL, .length = x->from.length },
	};
}

/* One message behind its head. */
static void add_row(struct export *x, struct strbuf *rows, const struct message *message)
{
	const size_t at = rows->length;
	struct spool_row row;

	memset(&row, 0, sizeof(row));
	row.sid = message->sid;
	row.sent = message->date_sent;
	row.when = message_time(message);
	strbuf_add(rows, &row, sizeof(row));
	x->format->row(rows, x->kind->sheet, message, x->account);
	row.length = (uint32_t)(rows->length - at - sizeof(row));
	if (!rows->overflow)
		memcpy(rows->data + at, &row, sizeof(row));
}

bool export_take_windows(struct export *x, struct job *job, export_take *take, void *context,
			 struct error *err)
{
	uint64_t id = fetch_submit(x->fetch, job);
	bool ok = true, last = false;

	while (ok && !last) {
		struct result *result = export_receive(x);

		last = result->last;
		ok = take(x, result, context, err);
		ok = ok && export_is_good(result, err);
		if (result->place.window && !last)
			fetch_more(x->fetch, id);
		result_free(result);
	}
	return ok;
}

static bool take_page(struct export *x, struct result *result, void *context, struct error *err)
{
	struct strbuf *rows = context;
	const struct spool_bad bad = { .records = result->bad_records,
				       .members = result->bad_members };
	uint32_t count = 0;

	if (!result->place.window) {
		if (result->last)
			spool_note(&x->spool, &result->place);
		return true;
	}
	strbuf_reset(rows);
	x->read += result->message_count;
	x->windows = result->place.window_count;
	export_count_bad(x, result);
	for (size_t i = 0; i < result->message_count; i++) {
		if (!export_wants(x, &result->messages[i]))
			continue;
		add_row(x, rows, &result->messages[i]);
		count++;
	}
	if (rows->overflow)
		return error_set(err, ERROR_LIMIT, "A message is too large to be written");
	return spool_add(&x->spool, &result->place, rows, count, &bad, err);
}

static bool take_all(struct export *x, struct spool_rest *rest, struct error *err)
{
	struct strbuf rows = STRBUF_INIT(STRBUF_TEXT);
	struct job job = export_windows_job(x);

	job.saved = rest->saved;
	job.saved_count = rest->count;
	job.last_window = x->spool.last_id;
	job.unsent_shown = x->spool.unsent_shown;
	x->bad_records += rest->bad.records;
	x->bad_members += rest->bad.members;
	rest->saved = NULL;
	rest->count = 0;
	bool ok = export_take_windows(x, &job, take_page, &rows, err);
	strbuf_wipe(&rows);
	return ok;
}

static void tick(void *context)
{
	export_show_progress(context);
}

bool export_read_windows(struct export *x, struct error *err)
{
	struct spool_rest rest = { .head = NULL };
	struct strbuf head = STRBUF_INIT(STRBUF_TEXT);
	bool ok;

	export_resume_head(x, &head);
	ok = spool_open(&x->spool, x->target.path, x->wanted->resume, head.data, &rest, err) &&
	     (!rest.head || export_resume_check(x, &rest, err)) && take_all(x, &rest, err);
	x->joining = true;
	ok = ok && join_windows(&x->spool, &x->target, &x->written, tick, x, err);
	spool_rest_release(&rest);
	strbuf_release(&head);
	return ok;
}
