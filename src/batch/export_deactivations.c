/*
 * export_deactivations.c - the US numbers that carriers deactivated on a day, as the file streams by.
 */
#include "batch/export_internal.h"

#include <string.h>

#include "base/date.h"

static bool read_day(struct export *x, int64_t *day, struct error *err)
{
	const char *text = x->wanted->date ? x->wanted->date : "yesterday";
	int64_t last;

	return filter_time(text, strlen(text), x->now, WHEN_UTC, day, &last, err) ||
	       error_prefix(err, "--date");
}

static bool take_numbers(struct export *x, int64_t day, const struct deactivated *numbers,
			 struct error *err)
{
	struct export_deactivation row = { .day = day };

	x->read += numbers->number_count;
	for (size_t i = 0; i < numbers->number_count; i++) {
		row.number = numbers->numbers[i];
		if (!export_row(x, &row, DATE_NONE, err))
			return false;
	}
	return target_flush(&x->target, err);
}

bool export_read_deactivations(struct export *x, struct error *err)
{
	struct job job = { .kind = JOB_DEACTIVATED, .priority = PRIORITY_HISTORY };
	bool ok = true, last = false;

	if (!read_day(x, &job.since, err))
		return false;
	uint64_t id = fetch_submit(x->fetch, &job);
	while (ok && !last) {
		struct result *result = export_receive(x);

		last = result->last;
		if (result->deactivated) {
			ok = take_numbers(x, job.since, result->deactivated, err);
			if (last)
				x->bad_records = result->deactivated->bad;
		}
		ok = ok && export_is_good(result, err);
		result_free(result);
		if (!last)
			fetch_more(x->fetch, id);
	}
	return ok;
}
