#include "views/changes_report.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "model/export_cell.h"
#include "views/writer.h"

/* A copy of what is told of an item: the plan goes on, or is replaced, while the file is written. */
struct report_row {
	struct plan_item item;
	struct plan_request request;
	struct sid from, to;
	const char *place; /* static; "" where there is none */
	char *what;        /* owned; NULL: nothing but its SID */
};

struct report {
	bool csv;
	size_t count;
	struct report_row *rows;
};

enum report_cell {
	CELL_SID,
	CELL_VERB,
	CELL_STATE,
	CELL_REASON,
	CELL_CODE,
	CELL_STATUS,
	CELL_REQUEST,
	CELL_WHAT,
	CELL_FROM,
	CELL_TO,
	CELL_PLACE,
	CELLS
};

static const struct {
	const char *name;
	enum export_kind kind;
} cells[CELLS] = {
	[CELL_SID] = { "sid", EXPORT_MADE },
	[CELL_VERB] = { "verb", EXPORT_MADE },
	[CELL_STATE] = { "state", EXPORT_MADE },
	[CELL_REASON] = { "reason", EXPORT_MADE },
	[CELL_CODE] = { "code", EXPORT_NUMBER },
	[CELL_STATUS] = { "status", EXPORT_NUMBER },
	[CELL_REQUEST] = { "request_id", EXPORT_TEXT },
	[CELL_WHAT] = { "what", EXPORT_ADDRESS },
	[CELL_FROM] = { "from", EXPORT_MADE },
	[CELL_TO] = { "to", EXPORT_MADE },
	[CELL_PLACE] = { "place", EXPORT_MADE },
};

static void add_sid(struct strbuf *out, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	strbuf_addstr(out, text);
}

static void add_value(const struct report_row *row, enum report_cell cell, struct strbuf *out)
{
	const struct plan_item *item = &row->item;

	switch (cell) {
	case CELL_SID:
		add_sid(out, &item->sid);
		break;
	case CELL_VERB:
		strbuf_addstr(out, op_verb((enum op)item->op)->name);
		break;
	case CELL_STATE:
		strbuf_addstr(out, item_state_name((enum item_state)item->state));
		break;
	case CELL_REASON:
		strbuf_addstr(out, op_why_name((enum op_why)item->why));
		break;
	case CELL_CODE:
		strbuf_addf(out, "%d", item->code);
		break;
	case CELL_STATUS:
		strbuf_addf(out, "%u", item->http);
		break;
	case CELL_REQUEST:
		strbuf_addstr(out, row->request.text);
		break;
	case CELL_WHAT:
		strbuf_addstr(out, row->what ? row->what : "");
		break;
	case CELL_FROM:
		add_sid(out, &row->from);
		break;
	case CELL_TO:
		add_sid(out, &row->to);
		break;
	default:
		strbuf_addstr(out, row->place);
	}
}

static void add_head(void *data, struct strbuf *out)
{
	if (!((const struct report *)data)->csv)
		return;
	for (unsigned cell = 0; cell < CELLS; cell++)
		strbuf_addf(out, "%s%s", cell ? "," : "", cells[cell].name);
	strbuf_addstr(out, "\r\n");
}

static void add_row(void *data, size_t index, struct strbuf *out)
{
	const struct report *report = data;
	struct strbuf value = STRBUF_INIT(STRBUF_TEXT);

	for (unsigned cell = 0; cell < CELLS; cell++) {
		strbuf_reset(&value);
		add_value(&report->rows[index], (enum report_cell)cell, &value);
		struct text text = { value.length ? value.data : NULL, value.length };

		if (report->csv) {
			strbuf_addstr(out, cell ? "," : "");
			export_cell_csv(out, text, cells[cell].kind);
		} else {
			strbuf_addf(out, "%s\"%s\":", cell ? "," : "{", cells[cell].name);
			export_cell_json(out, text, cells[cell].kind);
		}
	}
	strbuf_addstr(out, report->csv ? "\r\n" : "}\n");
	strbuf_wipe(&value);
}

static void release(void *data)
{
	struct report *report = data;

	for (size_t i = 0; i < report->count; i++)
		mem_wipe_free(report->rows[i].what);
	free(report->rows);
	free(report);
}

static void fill(struct report_row *row, const struct plan *plan, uint32_t index)
{
	const struct plan_detail *detail = plan_detail(plan, index);

	row->item = plan->items.items[index];
	snprintf(row->request.text, sizeof(row->request.text), "%s", plan_request_id(plan, index));
	row->place = "";
	if (!detail)
		return;
	row->what = detail->label ? xstrdup(detail->label) : NULL;
	if (row->item.op == OP_MOVE_SENDER)
		row->place = move_place_name((enum move_place)detail->place);
	if (row->item.op == OP_ADD_SENDER)
		row->to = detail->of;
	else if (detail->of.kind == SID_MG)
		row->from = detail->of;
	if (detail->to.kind == SID_MG)
		row->to = detail->to;
}

bool changes_report(struct session *session, const struct plan *plan, const uint32_t *items,
		    size_t count, const char *path, struct error *err)
{
	struct report *report = xcalloc(1, sizeof(*report));
	const char *dot = strrchr(path, '.');

	report->csv = !dot || strcmp(dot, ".jsonl") != 0;
	report->count = count;
	report->rows = xcalloc(count, sizeof(*report->rows));
	for (size_t i = 0; i < count; i++)
		fill(&report->rows[i], plan, items[i]);
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
