#include "ops/runner_internal.h"

#include <string.h>

#include "base/date.h"
#include "model/sender.h"
#include "model/service.h"

static bool equals(struct text text, const char *wanted)
{
	return text.data && strlen(wanted) == text.length &&
	       memcmp(text.data, wanted, text.length) == 0;
}

/* Twilio writes another text than it was given where it shortens links or replaces characters, and
 * where the text comes from a template. */
static bool may_differ(const struct plan_detail *detail)
{
	const char *links = plan_form_value(detail, "ShortenUrls");
	const char *smart = plan_form_value(detail, "SmartEncoded");

	return plan_form_value(detail, "ContentSid") || (links && strcmp(links, "true") == 0) ||
	       (smart && strcmp(smart, "true") == 0);
}

static bool has_text(const struct plan *plan, const struct plan_detail *detail,
		     const struct message *message)
{
	struct text body = message->body;
	const char *wanted = plan_form_value(detail, "Body");
	uint8_t hash[PLAN_HASH_SIZE];

	if (may_differ(detail))
		return true;
	if (!detail->hashed)
		return body.length == 0;
	if (wanted) {
		size_t length = plan_trimmed((struct text){ wanted, strlen(wanted) });

		return plan_trimmed(body) == length &&
		       memcmp(body.data ? body.data : "", wanted, length) == 0;
	}
	plan_hash(plan, message->to, message->body, hash);
	return memcmp(hash, detail->hash, sizeof(hash)) == 0;
}

static bool has_sender(const struct plan_detail *detail, const struct message *message)
{
	const char *from = plan_form_value(detail, "From");
	const char *service = plan_form_value(detail, "MessagingServiceSid");
	struct sid sid;

	if (service &&
	    (!sid_parse(service, strlen(service), &sid) || !sid_equal(&sid, &message->service)))
		return false;
	/* A service may have chosen another one of its senders. */
	return service || !from || equals(message->from, from);
}

bool runner_is_in_time(const struct plan_detail *detail, const struct service_clock *clock,
		       int64_t when)
{
	int64_t skew = clock->known ? LOOK_KNOWN_S - clock->ahead_s : LOOK_SKEW_S;

	return detail->intended != DATE_NONE && when != DATE_NONE &&
	       when >= detail->intended - skew;
}

static bool is_claimed(const struct plan *plan, enum op op, const struct sid *sid)
{
	for (size_t i = 0; i < plan->items.count; i++)
		if (plan->items.items[i].op == op && sid_equal(&plan->items.items[i].sid, sid))
			return true;
	return false;
}

static void find_message(struct runner *runner, struct flight *flight, const struct result *result)
{
	const struct plan_detail *detail = plan_detail(runner->plan, flight->item);

	for (size_t i = 0; !flight->found && i < result->message_count; i++) {
		const struct message *message = &result->messages[i];

		if (message->direction == DIRECTION_INBOUND ||
		    !runner_is_in_time(detail, &result->clock, message->date_created) ||
		    !has_sender(detail, message) || !has_text(runner->plan, detail, message) ||
		    is_claimed(runner->plan, OP_SEND, &message->sid))
			continue;
		flight->found = true;
		flight->sid = message->sid;
		if (runner->store)
			store_put(runner->store, message, NULL);
	}
}

static void find_service(struct runner *runner, struct flight *flight, const struct result *result)
{
	const struct plan_detail *detail = plan_detail(runner->plan, flight->item);
	const struct service *services = result->records;

	const char *name = plan_form_value(detail, "FriendlyName");

	for (size_t i = 0; name && !flight->found && i < result->record_count; i++) {
		if (!runner_is_in_time(detail, &result->clock, services[i].date_created) ||
		    !equals(services[i].friendly_name, name) ||
		    is_claimed(runner->plan, OP_CREATE_SERVICE, &services[i].sid))
			continue;
		flight->found = true;
		flight->sid = services[i].sid;
	}
}

void runner_find_sender(struct runner *runner, struct flight *flight, const struct result *result)
{
	const char *name = plan_form_value(plan_detail(runner->plan, flight->item), "AlphaSender");
	const struct sender *senders = result->records;

	for (size_t i = 0; name && !flight->found && i < result->record_count; i++) {
		if (!equals(senders[i].address, name))
			continue;
		flight->found = true;
		flight->sid = senders[i].sid;
	}
}

void runner_find(struct runner *runner, struct flight *flight, const struct result *result)
{
	switch (runner->plan->items.items[flight->item].op) {
	case OP_SEND:
		find_message(runner, flight, result);
		break;
	case OP_CREATE_SERVICE:
		find_service(runner, flight, result);
		break;
	default:
		runner_find_sender(runner, flight, result);
	}
}
