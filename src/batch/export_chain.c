/*
 * export_chain.c - messages one page after another, in the list's order: to whoever reads them from
 * standard output, no faster than that one does.
 */
#include "batch/export_internal.h"

#include "base/date.h"

/* Pages read ahead of the one that is being written. */
#define PAGES_AHEAD 2

static bool take_page(struct export *x, const struct result *result, struct error *err)
{
	x->read += result->message_count;
	export_count_bad(x, result);
	if (result->oldest != DATE_NONE)
		x->reached = result->oldest;
	if (!target_row(&x->target, DATE_NONE, err))
		return false;
	for (size_t i = 0; i < result->message_count; i++) {
		const struct message *message = &result->messages[i];

		if (export_wants(x, message) && !export_row(x, message, message_time(message), err))
			return false;
	}
	return target_flush(&x->target, err);
}

bool export_read_chain(struct export *x, struct error *err)
{
	struct job job = {
		.kind = JOB_LIST,
		.priority = PRIORITY_HISTORY,
		.since = x->since,
		.until = x->until,
		.pages = PAGES_AHEAD,
		.to = { .data = x->to.length ? x->to.data : NULL, .length = x->to.length },
		.from = { .data = x->from.length ? x->from.data : NULL, .length = x->from.length },
	};
	uint64_t id = fetch_submit(x->fetch, &job);
	bool ok = true, last = false;

	while (ok && !last) {
		struct result *result = export_receive(x);

		last = result->last;
		ok = export_is_good(result, err) && take_page(x, result, err);
		result_free(result);
		fetch_more(x->fetch, id);
	}
	return ok;
}
