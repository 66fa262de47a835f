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
	if (sid->kind == SID_NONE)
		strbuf_addstr(out, "null");
	else
		strbuf_addf(out, "\"%s\"", text);
}

static void add_bytes(struct strbuf *out, const uint8_t *bytes, size_t count)
{
	strbuf_addch(out, '"');
	for (size_t i = 0; i < count; i++)
		strbuf_addf(out, "%02x", bytes[i]);
	strbuf_addch(out, '"');
}

/* What is needed to make the messages of a file again, but for what may not be written down. */
static void add_list(struct strbuf *out, const struct plan_file *list)
{
	strbuf_addch(out, ',');
	add_string(out, "file", list->path);
	strbuf_addstr(out, ",\"sha256\":");
	add_bytes(out, list->sha256, sizeof(list->sha256));
	if (list->template_name) {
		strbuf_addch(out, ',');
		add_string(out, "template", list->template_name);
	}
	if (list->service) {
		strbuf_addch(out, ',');
		add_string(out, "service", list->service);
	}
	if (list->given) {
		strbuf_addf(out, ",\"given\":[%s%s%s],\"given_hash\":",
			    list->given & PLAN_GIVEN_TEXT ? "\"text\"" : "",
			    list->given == (PLAN_GIVEN_TEXT | PLAN_GIVEN_FROM) ? "," : "",
			    list->given & PLAN_GIVEN_FROM ? "\"from\"" : "");
		add_bytes(out, list->given_hash, sizeof(list->given_hash));
	}
}

static void add_bound(struct strbuf *out, const char *name, int64_t when)
{
	char text[DATE_ISO_SIZE];

	if (when != DATE_NONE && date_format_iso(when, text))
		strbuf_addf(out, ",\"%s\":\"%s\"", name, text);
}

/* Whose messages an erasure is about: for whoever has the account's secret to compare, not to read. */
static void add_scope(struct strbuf *out, const struct plan_scope *scope)
{
	strbuf_addf(out, ",\"scope\":{\"addresses\":%u", (unsigned)scope->addresses);
	if (scope->media)
		strbuf_addstr(out, ",\"media\":true");
	if (scope->filtered)
		strbuf_addstr(out, ",\"filtered\":true");
	add_bound(out, "since", scope->since);
	add_bound(out, "until", scope->until);
	strbuf_addstr(out, ",\"key\":");
	add_bytes(out, scope->key, sizeof(scope->key));
	strbuf_addstr(out, ",\"tag\":");
	add_bytes(out, scope->tag, sizeof(scope->tag));
	strbuf_addch(out, '}');
}

void journal_add_header(struct strbuf *out, const struct journal_header *header,
			const struct plan *plan, int64_t now_ms)
{
	strbuf_addf(out, "{\"journal\":%d,", plan->list ? JOURNAL_VERSION : JOURNAL_VERSION_PLAIN);
	add_string(out, "program", header->program);
	strbuf_addch(out, ',');
	add_string(out, "account", header->account);
	strbuf_addch(out, ',');
	add_string(out, "host", header->host);
	strbuf_addf(out, ",\"selection\":\"%s\",\"count\":%zu", plan_source_name(plan->source),
		    plan->items.count);
	if (plan->erasure)
		strbuf_addstr(out, ",\"erasure\":true");
	if (plan->scope.known)
		add_scope(out, &plan->scope);
	if (plan->ops[OP_SEND] || plan->scope.known) {
		strbuf_addstr(out, ",\"salt\":");
		add_bytes(out, plan->salt, sizeof(plan->salt));
	}
	if (plan->list)
		add_list(out, plan->list);
	add_time(out, now_ms);
}

/* Whether two items can stand on one line. */
static bool go_together(const struct plan *plan, uint32_t a, uint32_t b)
{
	const struct plan_item *first = &plan->items.items[a], *second = &plan->items.items[b];
	const struct plan_detail *of_first = plan_detail(plan, a),
				 *of_second = plan_detail(plan, b);

	if (first->op != second->op || first->state != second->state || first->why != second->why)
		return false;
	return !of_first || (sid_equal(&of_first->of, &of_second->of) &&
			     sid_equal(&of_first->to, &of_second->to) &&
			     !plan_form_value(of_first, "AlphaSender") ==
				     !plan_form_value(of_second, "AlphaSender"));
}

static void add_services(struct strbuf *out, const struct plan_detail *detail)
{
	if (detail && detail->of.kind != SID_NONE) {
		strbuf_addstr(out, ",\"of\":");
		add_sid(out, &detail->of);
	}
	if (detail && detail->to.kind != SID_NONE) {
		strbuf_addstr(out, ",\"to\":");
		add_sid(out, &detail->to);
	}
}

static void add_hash(struct strbuf *out, const struct plan_detail *detail)
{
	if (detail->hashed)
		add_bytes(out, detail->hash, sizeof(detail->hash));
	else
		strbuf_addstr(out, "null");
}

static void add_send_at(struct strbuf *out, const struct plan_detail *detail)
{
	char when[DATE_ISO_SIZE];

	if (date_format_iso(detail->send_at, when))
		strbuf_addf(out, "\"%s\"", when);
	else
		strbuf_addstr(out, "null");
}

/* By what a message can be known again: nothing of it but a hash of its text and its time. */
static void add_messages(struct strbuf *out, const struct plan *plan, uint32_t from, uint32_t until)
{
	strbuf_addstr(out, ",\"bodies\":[");
	for (uint32_t i = from; i < until; i++) {
		strbuf_addstr(out, i == from ? "" : ",");
		add_hash(out, plan_detail(plan, i));
	}
	strbuf_addstr(out, "],\"send_at\":[");
	for (uint32_t i = from; i < until; i++) {
		strbuf_addstr(out, i == from ? "" : ",");
		add_send_at(out, plan_detail(plan, i));
	}
	strbuf_addch(out, ']');
	if (!plan->list)
		return;
	strbuf_addstr(out, ",\"rows\":[");
	for (uint32_t i = from; i < until; i++)
		strbuf_addf(out, "%s%u", i == from ? "" : ",", plan_detail(plan, i)->row);
	strbuf_addch(out, ']');
}

/* Names of alpha senders, without which those that have left a pool could not be put into one. */
static void add_names(struct strbuf *out, const struct plan *plan, uint32_t from, uint32_t until)
{
	strbuf_addstr(out, ",\"names\":[");
	for (uint32_t i = from; i < until; i++) {
		const char *name = plan_form_value(plan_detail(plan, i), "AlphaSender");

		strbuf_addstr(out, i == from ? "" : ",");
		if (name)
			json_write_string(out, name, strlen(name));
		else
			strbuf_addstr(out, "null");
	}
	strbuf_addch(out, ']');
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
	add_services(out, plan_detail(plan, from));
	strbuf_addstr(out, ",\"sids\":[");
	for (; i < plan->items.count && i - from < JOURNAL_SIDS_MAX && go_together(plan, from, i);
	     i++) {
		strbuf_addstr(out, i == from ? "" : ",");
		add_sid(out, &plan->items.items[i].sid);
	}
	strbuf_addch(out, ']');
	if (first->op == OP_SEND && plan_detail(plan, from))
		add_messages(out, plan, from, i);
	if (plan_detail(plan, from) && plan_form_value(plan_detail(plan, from), "AlphaSender"))
		add_names(out, plan, from, i);
	strbuf_addstr(out, "}\n");
	return i;
}

void journal_add_begin(struct strbuf *out, const struct plan *plan, int64_t now_ms)
{
	strbuf_addf(out, "{\"begin\":%zu", plan->items.count);
	add_time(out, now_ms);
}

static void add_step(struct strbuf *out, const struct plan *plan, uint32_t item)
{
	if (plan->items.items[item].op == OP_MOVE_SENDER)
		strbuf_addf(out, ",\"step\":%u", plan_detail(plan, item)->step);
}

void journal_add_intent(struct strbuf *out, const struct plan *plan, uint32_t item, int64_t now_ms)
{
	strbuf_addf(out, "{\"intent\":%u", item);
	add_step(out, plan, item);
	add_time(out, now_ms);
}

void journal_add_withdrawal(struct strbuf *out, uint32_t item, int64_t now_ms)
{
	strbuf_addf(out, "{\"withdrawn\":%u", item);
	add_time(out, now_ms);
}

static void add_outcome(struct strbuf *out, const struct plan *plan, uint32_t index,
			const struct journal_step *step, int64_t now_ms)
{
	const struct plan_item *item = &plan->items.items[index];
	const struct sid *sid = plan_sid(plan, index);

	if (sid->kind != SID_NONE) {
		strbuf_addstr(out, ",\"sid\":");
		add_sid(out, sid);
	}
	strbuf_addf(out, ",\"is\":\"%s\"", item_state_name(step->state));
	if (step->why != WHY_NONE)
		strbuf_addf(out, ",\"why\":\"%s\"", op_why_name(step->why));
	if (item->look)
		strbuf_addstr(out, ",\"look\":true");
	if (step->http_status)
		strbuf_addf(out, ",\"http\":%d", step->http_status);
	if (step->code)
		strbuf_addf(out, ",\"code\":%d", step->code);
	if (step->request_id && *step->request_id) {
		strbuf_addch(out, ',');
		add_string(out, "request", step->request_id);
	}
	add_time(out, now_ms);
}

void journal_add_outcome(struct strbuf *out, const struct plan *plan, uint32_t index,
			 int http_status, const char *request_id, int64_t now_ms)
{
	const struct plan_item *item = &plan->items.items[index];

	strbuf_addf(out, "{\"outcome\":%u", index);
	add_outcome(out, plan, index,
		    &(struct journal_step){
			    .state = (enum item_state)item->state,
			    .why = (enum op_why)item->why,
			    .code = item->code,
			    .http_status = http_status,
			    .request_id = request_id,
		    },
		    now_ms);
}

void journal_add_step(struct strbuf *out, const struct plan *plan, uint32_t index,
		      const struct journal_step *step, int64_t now_ms)
{
	strbuf_addf(out, "{\"outcome\":%u", index);
	add_step(out, plan, index);
	add_outcome(out, plan, index, step, now_ms);
}

void journal_add_look(struct strbuf *out, const struct plan *plan, uint32_t item,
		      enum move_place place, int64_t now_ms)
{
	strbuf_addf(out, "{\"looked\":%u,\"place\":\"%s\"", item, move_place_name(place));
	if (plan_detail(plan, item)->now.kind != SID_NONE) {
		strbuf_addstr(out, ",\"sid\":");
		add_sid(out, plan_sid(plan, item));
	}
	add_time(out, now_ms);
}

void journal_add_back(struct strbuf *out, uint32_t item, int64_t now_ms)
{
	strbuf_addf(out, "{\"back\":%u", item);
	add_time(out, now_ms);
}

void journal_add_resumed(struct strbuf *out, const struct journal_header *header, int64_t now_ms)
{
	strbuf_addch(out, '{');
	add_string(out, "resumed", header->program);
	add_time(out, now_ms);
}

void journal_add_aside(struct strbuf *out, int64_t now_ms)
{
	strbuf_addstr(out, "{\"aside\":true");
	add_time(out, now_ms);
}

static const char *const end_names[JOURNAL_ENDS] = {
	[END_STOPPED] = "stopped",
	[END_CHANGED] = "changed",
	[END_COMPLETE] = "complete",
};

enum journal_end journal_end_find(const char *name)
{
	unsigned end = 0;

	while (end < JOURNAL_ENDS && strcmp(end_names[end], name) != 0)
		end++;
	return (enum journal_end)end;
}

void journal_add_end(struct strbuf *out, const struct plan *plan, enum journal_end end,
		     int64_t now_ms)
{
	strbuf_addf(out, "{\"end\":\"%s\"", end_names[end]);
	for (unsigned state = 0; state < ITEM_STATES; state++)
		if (plan->counts[state])
			strbuf_addf(out, ",\"%s\":%zu", item_state_name(state),
				    plan->counts[state]);
	add_time(out, now_ms);
}
