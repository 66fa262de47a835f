/*
 * export_records.c - what all kinds of export do with records: take them, count them, write them.
 */
#include "batch/export_internal.h"

#include <poll.h>

struct result *export_receive(struct export *x)
{
	for (;;) {
		struct pollfd wait = { .fd = fetch_wake_fd(x->fetch), .events = POLLIN };
		struct result *result = fetch_receive(x->fetch);

		export_show_progress(x);
		if (result)
			return result;
		poll(&wait, 1, x->progress.watched ? PROGRESS_MS : -1);
	}
}

bool export_is_good(struct result *result, struct error *err)
{
	if (result->error.kind == ERROR_NONE)
		return true;
	error_move(err, &result->error);
	return false;
}

void export_count_bad(struct export *x, const struct result *result)
{
	x->bad_records += result->bad_records;
	x->bad_members += result->bad_members;
}

bool export_row(struct export *x, const void *record, int64_t when, struct error *err)
{
	struct strbuf *out = target_row(&x->target, when, err);

	if (!out)
		return false;
	x->format->row(out, x->kind->sheet, record, x->account);
	x->written++;
	return target_write(&x->target, err);
}
