/* list.c - GET Messages: https://www.twilio.com/docs/messaging/api/message-resource */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/dates.h"
#include "sandbox/listing.h"
#include "sandbox/message_json.h"
#include "sandbox/paging.h"
#include "sandbox/sandbox.h"

#define DAY 86400

static const char *const filters[] = { "To", "From", "DateSent", "DateSent<", "DateSent>", NULL };

static bool parse_date(const struct request *request, struct reply *reply, const char *name,
		       bool *given, int64_t *when, bool *day_only)
{
	const struct param *param = params_get(&request->query, name);

	*given = param != NULL && param->length > 0;
	if (!*given || dates_parse(param->value, param->length, when, day_only))
		return true;
	reply_error_text(reply, 20001, "Invalid date value: %s", param->value);
	return false;
}

/* The bounds of date_sent under the assumptions date-filter and date-before. */
static bool parse_dates(const struct sandbox *sandbox, const struct request *request,
			struct reply *reply, struct listing_filter *filter)
{
	const struct assumptions *assume = &sandbox->account.assume;
	bool given, day_only;
	int64_t when;

	filter->low = INT32_MIN;
	filter->high = UINT32_MAX;
	if (!parse_date(request, reply, "DateSent", &given, &when, &day_only))
		return false;
	if (given) {
		filter->low = date_utc_midnight(when);
		filter->high = filter->low + DAY - 1;
	}
	filter->by_date = given;
	if (!parse_date(request, reply, "DateSent>", &given, &when, &day_only))
		return false;
	if (given) {
		when = assume->dates_by_day ? date_utc_midnight(when) : when;
		filter->low = when > filter->low ? when : filter->low;
	}
	filter->by_date |= given;
	if (!parse_date(request, reply, "DateSent<", &given, &when, &day_only))
		return false;
	if (given) {
		if (day_only || assume->dates_by_day)
			when = date_utc_midnight(when) +
			       (assume->before_first_second ? 0 : DAY - 1);
		filter->high = when < filter->high ? when : filter->high;
	}
	filter->by_date |= given;
	return true;
}

static const char *address_filter(const struct request *request, const char *name)
{
	const char *value = params_value(&request->query, name);

	return value == NULL || *value == '\0' ? NULL : value;
}

/* The record that a fault spoils: the one in the middle of the page. */
static struct record_faults faults_of(const struct request *request, size_t i, size_t count)
{
	struct record_faults faults = { 0 };

	if (request->fault != NULL && request->fault->kind == FAULT_TYPES)
		faults.wrong_types = true;
	if (request->fault != NULL && request->fault->kind == FAULT_BROKEN && i == count / 2)
		faults.broken = request->fault->broken;
	return faults;
}

static void write_messages(struct sandbox *sandbox, const struct request *request,
			   struct reply *reply, int64_t now, size_t count)
{
	struct message *message = &sandbox->scratch;

	strbuf_addstr(reply->body, "{\"messages\": [");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strbuf_add(reply->body, ", ", 2);
		account_message(&sandbox->account, sandbox->page.items[i], now, message);
		message_write(reply->body, &sandbox->account, message,
			      faults_of(request, i, count));
	}
	strbuf_addch(reply->body, ']');
}

static void handle_sid(const struct sandbox *sandbox, uint32_t handle, int64_t now,
		       char sid[static SID_SIZE])
{
	struct message message = MESSAGE_INIT;

	account_message(&sandbox->account, handle, now, &message);
	memcpy(sid, message.sid, SID_SIZE);
	message_release(&message);
}

void message_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	struct listing_filter filter = { .to = address_filter(request, "To"),
					 .from = address_filter(request, "From") };
	int64_t now = account_now(&sandbox->account);
	struct handles *page = &sandbox->page;
	char next[SID_SIZE], previous[SID_SIZE];
	struct paging paging;
	uint32_t token;
	size_t count;
	bool more, has_next, has_previous;

	if (!paging_parse(&paging, &sandbox->account.assume, request, reply) ||
	    !parse_dates(sandbox, request, reply, &filter))
		return;
	if (paging.token != NULL &&
	    !account_find(&sandbox->account, paging.token + 2, now, &token)) {
		reply_error(reply, 21481);
		return;
	}
	listing_page(&sandbox->listing, &sandbox->account, now, &filter,
		     paging.token == NULL ? NULL : &token, paging.backward, paging.size + 1, page);
	more = page->count > paging.size;
	count = more ? paging.size : page->count;
	if (more && paging.backward)
		memmove(page->items, page->items + 1, count * sizeof(*page->items));
	write_messages(sandbox, request, reply, now, count);
	has_next = count > 0 && (paging.backward || more);
	has_previous = count > 0 && (paging.backward ? more : paging.token != NULL);
	if (has_next)
		handle_sid(sandbox, page->items[count - 1], now, next);
	if (has_previous)
		handle_sid(sandbox, page->items[0], now, previous);
	paging_write(&paging, request, filters, (uint32_t)count, has_next ? next : NULL,
		     has_previous ? previous : NULL, reply->body);
	strbuf_addch(reply->body, '}');
}
