#include "ops/journal_line.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"

static void add_string(struct strbuf *out, const char *name, const char *value)
{
	strbuf_addf(out, "\"%s\":", name);
	json_write_string(out, value, strlen(value));
}

/* The last member of a line: when it was written. */
static void add_time(struct strbuf *out, int64_t now_ms)
{
	char when[DATE_ISO_SIZE];
	size_t length = date_format_iso(now_ms / 1000, when);

	/* "…T21:10:20Z" becomes "…T21:10:20.123Z". */
	strbuf_addf(out, ",\"at\":\"%.*s.%03dZ\"}\n", (int)(length ? length - 1 : 0), when,
		    (int)(now_ms % 1000));
}

static void add_sid(struct strbuf *out, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	strbuf_addf(out, "\"%s\"", text);
}

void journal_add_header(struct strbuf *out, const struct journal_header *header,
			const struct plan *plan, int64_t now_ms)
{
	strbuf_addf(out, "{\"journal\":%d,", JOURNAL_VERSION);
	add_string(out, "program", header->program);
	strbuf_addch(out, ',');
	add_string(out, "account", header->account);
	strbuf_addch(out, ',');
	add_string(out, "host", header->host);
	strbuf_addf(out, ",\"selection\":\"%s\",\"count\":%zu", plan_source_name(plan->source),
		    plan->items.count);
	add_time(out, now_ms);
}

uint32_t journal_add_items(struct strbuf *out, const struct plan *plan, uint32_t from)
{
	const struct plan_item *first = &plan->items.items[from];
	uint32_t i = from;

	strbuf_addf(out, "{\"items\":%u,\"verb\":\"%s\",\"is\":\"%s\"", from,
		    op_verb((enum op)first->op)->name,
		    item_state_name((enum item_state)first->state));
	if (first->why != WHY_NONE)
		strbuf_addf(out, ",\"why\":\"%s\"", op_why_name((enum op_why)first->why));
	strbuf_addstr(out, ",\"sids\":[");
	for (; i < plan->items.count && i - from < JOURNAL_SIDS_MAX; i++) {
		const struct plan_item *item = &plan->items.items[i];

		if (item->op != first->op || item->state != first->state || item->why != first->why)
			break;
		strbuf_addstr(out, i == from ? "" : ",");
		add_sid(out, &item->sid);
	}
	strbuf_addstr(out, "]}\n");
	return i;
}

void journal_add_begin(struct strbuf *out, const struct plan *plan, int64_t now_ms)
{
	strbuf_addf(out, "{\"begin\":%zu", plan->items.count);
	add_time(out, now_ms);
}

void journal_add_intent(struct strbuf *out, uint32_t item, int64_t now_ms)
{
	strbuf_addf(out, "{\"intent\":%u", item);
	add_time(out, now_ms);
}

void journal_add_withdrawal(struct strbuf *out, uint32_t item, int64_t now_ms)
{
	strbuf_addf(out, "{\"withdrawn\":%u", item);
	add_time(out, now_ms);
}

void journal_add_outcome(struct strbuf *out, const struct plan *plan, uint32_t index,
			 int http_status, const char *request_id, int64_t now_ms)
{
	const struct plan_item *item = &plan->items.items[index];

	strbuf_addf(out, "{\"outcome\":%u,\"sid\":", index);
	add_sid(out, &item->sid);
	strbuf_addf(out, ",\"is\":\"%s\"", item_state_name((enum item_state)item->state));
	if (item->why != WHY_NONE)
		strbuf_addf(out, ",\"why\":\"%s\"", op_why_name((enum op_why)item->why));
	if (http_status)
		strbuf_addf(out, ",\"http\":%d", http_status);
	if (item->code)
		strbuf_addf(out, ",\"code\":%d", item->code);
	if (*request_id) {
		strbuf_addch(out, ',');
		add_string(out, "request", request_id);
	}
	add_time(out, now_ms);
}

void journal_add_end(struct strbuf *out, const struct plan *plan, bool stopped, int64_t now_ms)
{
	strbuf_addf(out, "{\"end\":\"%s\"", stopped ? "stopped" : "complete");
	for (unsigned state = 0; state < ITEM_STATES; state++)
		if (plan->counts[state])
			strbuf_addf(out, ",\"%s\":%zu", item_state_name(state),
				    plan->counts[state]);
	add_time(out, now_ms);
}
