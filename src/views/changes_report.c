#include "views/changes_report.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "views/writer.h"

#define COLUMNS "sid,verb,state,reason,code,status,request_id\r\n"

/* A copy of the items: the plan goes on, or is replaced, while the file is written. */
struct report {
	bool csv;
	size_t count;
	struct plan_item *items;
	struct plan_request *requests;
};

static void add_head(void *data, struct strbuf *out)
{
	if (((const struct report *)data)->csv)
		strbuf_addstr(out, COLUMNS);
}

/* Every value is a word of ours, a SID or a number, so nothing needs quotes; the request id is what a
 * server sent. */
static void add_csv(const struct plan_item *item, const char *sid, const char *request,
		    struct strbuf *out)
{
	strbuf_addf(out, "%s,%s,%s,%s,%d,%u,\"", sid, op_verb((enum op)item->op)->name,
		    item_state_name((enum item_state)item->state),
		    op_why_name((enum op_why)item->why), item->code, item->http);
	for (; *request; request++)
		if (*request != '"' && *request >= ' ')
			strbuf_addch(out, *request);
	strbuf_addstr(out, "\"\r\n");
}

static void add_json(const struct plan_item *item, const char *sid, const char *request,
		     struct strbuf *out)
{
	strbuf_addf(out,
		    "{\"sid\":\"%s\",\"verb\":\"%s\",\"state\":\"%s\",\"reason\":\"%s\","
		    "\"code\":%d,\"status\":%u,\"request_id\":",
		    sid, op_verb((enum op)item->op)->name,
		    item_state_name((enum item_state)item->state),
		    op_why_name((enum op_why)item->why), item->code, item->http);
	json_write_string(out, request, strlen(request));
	strbuf_addstr(out, "}\n");
}

static void add_row(void *data, size_t index, struct strbuf *out)
{
	const struct report *report = data;
	const struct plan_item *item = &report->items[index];
	char sid[SID_SIZE];

	sid_format(&item->sid, sid);
	if (report->csv)
		add_csv(item, sid, report->requests[index].text, out);
	else
		add_json(item, sid, report->requests[index].text, out);
}

static void release(void *data)
{
	struct report *report = data;

	free(report->items);
	free(report->requests);
	free(report);
}

bool changes_report(struct session *session, const struct plan *plan, const char *path,
		    struct error *err)
{
	struct report *report = xcalloc(1, sizeof(*report));
	const char *dot = strrchr(path, '.');

	report->csv = !dot || strcmp(dot, ".jsonl") != 0;
	report->count = plan->items.count;
	report->items = xmemdup(plan->items.items, plan->items.count * sizeof(*report->items));
	report->requests = xcalloc(report->count, sizeof(*report->requests));
	for (size_t i = 0; i < report->count; i++)
		snprintf(report->requests[i].text, sizeof(report->requests[i].text), "%s",
			 plan_request_id(plan, (uint32_t)i));
	return writer_start(session, path,
			    &(struct writer_source){
				    .count = report->count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = report,
				    .what = "items",
			    },
			    err);
}
