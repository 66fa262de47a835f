/*
 * export_unordered.c - messages to standard output as they come, from date windows that load side by
 * side; a reader that is slow holds them up.
 */
#include "batch/export_internal.h"

#include "base/date.h"
#include "batch/weave.h"

static bool take_page(struct export *x, struct result *result, void *context, struct error *err)
{
	size_t count;

	if (!result->place.window)
		return true;
	count = weave_page(context, &result->place, result->messages, result->message_count);
	x->read += count;
	x->windows = result->place.window_count;
	export_count_bad(x, result);
	if (!target_row(&x->target, DATE_NONE, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct message *message = &result->messages[i];

		if (export_wants(x, message) && !export_row(x, message, message_time(message), err))
			return false;
	}
	return target_flush(&x->target, err);
}

bool export_read_unordered(struct export *x, struct error *err)
{
	struct weave weave = { .unsent = { .count = 0 } };
	struct job job = export_windows_job(x);
	bool ok = export_take_windows(x, &job, take_page, &weave, err);

	weave_release(&weave);
	return ok;
}
