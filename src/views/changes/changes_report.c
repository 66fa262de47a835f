#include "views/changes/changes_report.h"

#include "base/mem.h"
#include "ops/report.h"
#include "views/changes/changes.h"
#include "views/session/writer.h"

struct report {
	bool csv;
	struct report_about about;
	size_t count;
	struct report_row *rows;
};

static void add_head(void *data, struct strbuf *out)
{
	report_add_head(out, ((const struct report *)data)->csv);
}

static bool add_row(void *data, size_t index, struct strbuf *out)
{
	const struct report *report = data;

	report_add_row(out, report->csv, &report->about, &report->rows[index]);
	return true;
}

static void release(void *data)
{
	struct report *report = data;

	for (size_t i = 0; i < report->count; i++)
		report_row_release(&report->rows[i]);
	report_about_release(&report->about);
	free(report->rows);
	free(report);
}

bool changes_report(struct session *session, const uint32_t *items, size_t count, const char *path,
		    struct error *err)
{
	const struct plan *plan = changes_plan(session->changes);
	struct report *report = xcalloc(1, sizeof(*report));
	const struct journal_header header = changes_header(session->changes);

	report->csv = report_is_csv(path);
	if (!report_about_init(&report->about, &header, changes_journal(session->changes), err)) {
		release(report);
		return false;
	}
	report->count = count;
	report->rows = xcalloc(count, sizeof(*report->rows));
	for (size_t i = 0; i < count; i++)
		report_row_init(&report->rows[i], plan, items[i]);
	return writer_start(session, path,
			    &(struct writer_source){
				    .count = report->count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = report,
				    .one = "item",
				    .many = "items",
			    },
			    err);
}
