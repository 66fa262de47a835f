#include "ops/runner_internal.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/sender.h"
#include "model/service.h"
#include "ops/move.h"

#define LOOK_PAGES 3 /* of the messages to a recipient, newest first */
/* Of all messages, where a journal does not tell the recipient: those since the request. */
#define LOOK_PAGES_MAX 50
#define LOOK_TRIES 5 /* an item's, before nothing is known of it */
#define LOOK_FIRST_MS 1000
/* Twilio's clock and ours may differ by so much. */
#define LOOK_SKEW_S 5

/* -- what can be looked up --------------------------------------------------------------------- */

static bool is_kept(const struct plan_detail *detail, const char *name)
{
	const char *value = plan_form_value(detail, name);

	return !value || strcmp(value, "retain") == 0;
}

bool runner_can_look(const struct plan *plan, uint32_t item)
{
	const struct plan_item *about = &plan->items.items[item];
	const struct plan_detail *detail = plan_detail(plan, item);

	if (!detail)
		return about->op <= OP_CANCEL || about->op == OP_DELETE_SERVICE;
	switch (about->op) {
	case OP_SEND:
		return is_kept(detail, "ContentRetention") && is_kept(detail, "AddressRetention") &&
		       (detail->hashed || detail->form);
	case OP_CREATE_SERVICE:
		return plan_form_value(detail, "FriendlyName") != NULL;
	case OP_ADD_SENDER:
		return about->sid.kind != SID_NONE ||
		       plan_form_value(detail, "AlphaSender") != NULL;
	case OP_FEEDBACK:
	case OP_UPDATE_SERVICE:
	case OP_UPDATE_SHORT_CODE:
		return false;
	default:
		return true;
	}
}

bool runner_must_look(const struct plan *plan, uint32_t item)
{
	return plan->items.items[item].look;
}

int64_t runner_look_wait_ms(unsigned tries)
{
	return tries <= 1 ? LOOK_FIRST_MS : op_wait_ms(WHY_NETWORK, tries - 1);
}

/* -- asking ------------------------------------------------------------------------------------ */

static enum resource pool_of(const struct sid *sender)
{
	switch (sender->kind) {
	case SID_SC:
		return RESOURCE_POOL_CODES;
	case SID_AI:
		return RESOURCE_POOL_ALPHAS;
	case SID_XE:
		return RESOURCE_POOL_CHANNELS;
	default:
		return RESOURCE_POOL_NUMBERS;
	}
}

static void send(struct runner *runner, struct job *job, const struct flight *flight)
{
	struct flight sent = *flight;

	job->priority = runner->plan->items.count > 1 ? PRIORITY_AHEAD : PRIORITY_NOW;
	sent.job = runner->transport.submit(runner->transport.context, job);
	vec_push(&runner->flights, sent);
}

/* An alpha sender has another SID in each pool that it is put into: it is known by its name. */
static bool is_named(const struct plan *plan, uint32_t item)
{
	const struct plan_detail *detail = plan_detail(plan, item);

	return plan->items.items[item].sid.kind == SID_AI && detail &&
	       plan_form_value(detail, "AlphaSender");
}

/* Whether the sender is in a service's pool. */
static void ask_pool(struct runner *runner, const struct flight *flight, const struct sid *service)
{
	const struct sid *sender = &runner->plan->items.items[flight->item].sid;
	struct job job = {
		.kind = JOB_READ,
		.list = list_id(pool_of(sender), service, ""),
	};

	if (!is_named(runner->plan, flight->item))
		job.sid = *sender;
	send(runner, &job, flight);
}

static void ask_messages(struct runner *runner, uint32_t item)
{
	const char *to = plan_form_value(plan_detail(runner->plan, item), "To");
	struct job job = {
		.kind = JOB_LIST,
		.since = DATE_NONE,
		.pages = to ? LOOK_PAGES : LOOK_PAGES_MAX,
	};

	if (to)
		job.to = (struct text){ to, (uint32_t)strlen(to) };
	send(runner, &job, &(struct flight){ .item = item, .kind = FLIGHT_LOOK_LIST });
}

/* The one thing that the request was about. */
static void ask_one(struct runner *runner, uint32_t item)
{
	const struct plan_item *about = &runner->plan->items.items[item];
	const struct plan_detail *detail = plan_detail(runner->plan, item);
	const struct flight flight = { .item = item, .kind = FLIGHT_LOOK_ONE };
	struct job job = { .kind = JOB_READ, .sid = about->sid };

	switch (about->op) {
	case OP_ADD_SENDER:
	case OP_REMOVE_SENDER:
		ask_pool(runner, &flight, &detail->of);
		return;
	case OP_DELETE_MEDIUM:
		job.list = list_id(RESOURCE_MEDIA, &detail->of, "");
		break;
	case OP_DELETE_SERVICE:
		job.list = list_id(RESOURCE_SERVICES, NULL, "");
		break;
	default:
		job.kind = JOB_MESSAGE;
	}
	send(runner, &job, &flight);
}

/* The list in which what was made would be: the services, or a service's alpha senders. */
static void ask_list(struct runner *runner, uint32_t item)
{
	const struct plan_detail *detail = plan_detail(runner->plan, item);
	bool is_sender = runner->plan->items.items[item].op == OP_ADD_SENDER;
	struct job job = {
		.kind = JOB_READ,
		.list = list_id(is_sender ? RESOURCE_POOL_ALPHAS : RESOURCE_SERVICES, &detail->of,
				""),
	};

	send(runner, &job, &(struct flight){ .item = item, .kind = FLIGHT_LOOK_LIST });
}

void runner_look(struct runner *runner, uint32_t item)
{
	const struct plan_item *about = &runner->plan->items.items[item];

	plan_set(runner->plan, item, ITEM_SENT, (enum op_why)about->why);
	if (about->op == OP_SEND)
		ask_messages(runner, item);
	else if (about->op == OP_MOVE_SENDER)
		ask_pool(runner, &(struct flight){ .item = item, .kind = FLIGHT_LOOK_FROM },
			 &plan_detail(runner->plan, item)->of);
	else if (about->sid.kind == SID_NONE)
		ask_list(runner, item);
	else
		ask_one(runner, item);
}

/* -- recognising ------------------------------------------------------------------------------- */

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

static bool is_in_time(const struct plan_detail *detail, int64_t created)
{
	return detail->intended != DATE_NONE && created != DATE_NONE &&
	       created >= detail->intended - LOOK_SKEW_S;
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
		    !is_in_time(detail, message->date_created) || !has_sender(detail, message) ||
		    !has_text(runner->plan, detail, message) ||
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
		if (!is_in_time(detail, services[i].date_created) ||
		    !equals(services[i].friendly_name, name) ||
		    is_claimed(runner->plan, OP_CREATE_SERVICE, &services[i].sid))
			continue;
		flight->found = true;
		flight->sid = services[i].sid;
	}
}

static void find_sender(struct runner *runner, struct flight *flight, const struct result *result)
{
	const char *name = plan_form_value(plan_detail(runner->plan, flight->item), "AlphaSender");
	const struct sender *senders = result->records;

	for (size_t i = 0; name && !flight->found && i < result->record_count; i++) {
		flight->found = equals(senders[i].address, name);
		flight->sid = senders[i].sid;
	}
}

static void find(struct runner *runner, struct flight *flight, const struct result *result)
{
	switch (runner->plan->items.items[flight->item].op) {
	case OP_SEND:
		find_message(runner, flight, result);
		break;
	case OP_CREATE_SERVICE:
		find_service(runner, flight, result);
		break;
	default:
		find_sender(runner, flight, result);
	}
}

/* -- answers ----------------------------------------------------------------------------------- */

static void write_down(struct runner *runner, uint32_t item, enum item_state state, enum op_why why,
		       const struct result *result)
{
	plan_set_answer(runner->plan, item, state, why, result->error.code,
			result->error.http_status, result->error.request_id);
	runner_write_outcome(runner, item, result->error.http_status, result->error.request_id);
	runner_append(runner);
	if (state == ITEM_WAITING)
		runner_defer(runner, item);
}

/* Nothing is known yet: again after a while, or not at all. */
static void look_again(struct runner *runner, uint32_t item, enum op_why why,
		       const struct result *result)
{
	const struct plan_item *about = &runner->plan->items.items[item];
	bool is_move = about->op == OP_MOVE_SENDER;

	if (about->tries + 1u < LOOK_TRIES)
		write_down(runner, item, ITEM_WAITING, why, result);
	else
		write_down(runner, item, is_move ? ITEM_FAILED : ITEM_UNKNOWN, why, result);
}

static void look_failed(struct runner *runner, const struct flight *flight,
			const struct result *result)
{
	struct op_outcome outcome = op_outcome(OP_UPDATE_SERVICE, result);
	struct error reason = ERROR_INIT;

	look_again(runner, flight->item, outcome.why, result);
	runner_note_trouble(runner, outcome.why, result);
	if (!outcome.pause)
		return;
	error_copy(&reason, &result->error);
	runner_pause_for(runner, &reason);
	error_release(&reason);
}

/* Both services have been read. */
static void place_known(struct runner *runner, const struct flight *flight)
{
	uint32_t item = flight->item;
	enum move_place place = flight->found     ? PLACE_TO
				: flight->in_from ? PLACE_FROM
						  : PLACE_NEITHER;

	journal_add_look(&runner->lines, item, place, clock_now_ms());
	runner_append(runner);
	move_found(runner->plan, item, place);
	if (runner->plan->items.items[item].state != ITEM_READY)
		return;
	if (move_is_begun(runner->plan, item))
		runner_step_due(runner, item);
	else if (item < runner->scan)
		runner->scan = item;
}

/* A 404 without a code is not Twilio's. */
static bool is_missing(const struct result *result)
{
	return result->error.http_status == 404 && result->error.code;
}

static bool looked_in_pool(struct runner *runner, struct flight *flight,
			   const struct result *result)
{
	bool missing = is_missing(result);

	if (is_named(runner->plan, flight->item))
		find_sender(runner, flight, result);
	else
		flight->found |= result->record_count > 0;
	if (!result->last)
		return false;
	if (result->error.kind != ERROR_NONE && !missing) {
		look_failed(runner, flight, result);
	} else if (flight->kind == FLIGHT_LOOK_FROM) {
		ask_pool(runner,
			 &(struct flight){ .item = flight->item,
					   .kind = FLIGHT_LOOK_TO,
					   .in_from = flight->found },
			 &plan_detail(runner->plan, flight->item)->to);
	} else {
		place_known(runner, flight);
	}
	return true;
}

static void found(struct runner *runner, const struct flight *flight, const struct result *result)
{
	plan_set_sid(runner->plan, flight->item, &flight->sid);
	plan_set_look(runner->plan, flight->item, false);
	write_down(runner, flight->item, ITEM_DONE, WHY_FOUND, result);
}

/* It is known not to have been done, so it is done now. */
static void not_done(struct runner *runner, uint32_t item, const struct result *result)
{
	plan_set_look(runner->plan, item, false);
	write_down(runner, item, ITEM_READY, WHY_NONE, result);
	if (item < runner->scan)
		runner->scan = item;
}

/* What is not there can be added again; what is not in a list that may lag behind is looked for once
 * more. */
static void not_found(struct runner *runner, uint32_t item, const struct result *result)
{
	if (runner->plan->items.items[item].op != OP_ADD_SENDER) {
		look_again(runner, item, WHY_NOT_FOUND, result);
		return;
	}
	not_done(runner, item, result);
}

/* Whether a message would have been on the pages so far: what is sent comes newest first. */
static bool has_looked_enough(const struct runner *runner, const struct flight *flight,
			      const struct result *result)
{
	const struct plan_detail *detail = plan_detail(runner->plan, flight->item);

	if (runner->plan->items.items[flight->item].op != OP_SEND)
		return false;
	if (plan_form_value(detail, "To"))
		return flight->pages >= LOOK_PAGES;
	return flight->pages >= LOOK_PAGES_MAX ||
	       (result->oldest != DATE_NONE && detail->intended != DATE_NONE &&
		result->oldest < detail->intended - LOOK_SKEW_S);
}

static bool looked_in_list(struct runner *runner, struct flight *flight,
			   const struct result *result)
{
	find(runner, flight, result);
	flight->pages++;
	if (!result->last && (flight->found || has_looked_enough(runner, flight, result)))
		runner->transport.cancel(runner->transport.context, flight->job);
	else if (!result->last)
		return false;
	if (flight->found)
		found(runner, flight, result);
	else if (result->error.kind != ERROR_NONE)
		look_failed(runner, flight, result);
	else
		not_found(runner, flight->item, result);
	return true;
}

/* Whether what was found is as it was to become. */
static bool is_done(enum op op, const struct result *result)
{
	switch (op) {
	case OP_REDACT:
		return result->message_count && !result->messages[0].body.length;
	case OP_CANCEL:
		return result->message_count && result->messages[0].status == STATUS_CANCELED;
	case OP_ADD_SENDER:
		return result->record_count > 0;
	default:
		return false;
	}
}

static void one_known(struct runner *runner, const struct flight *flight,
		      const struct result *result)
{
	const struct plan_item *item = &runner->plan->items.items[flight->item];
	const struct op_verb *verb = op_verb((enum op)item->op);

	if (!flight->done && (flight->found || item->op == OP_ADD_SENDER)) {
		not_done(runner, flight->item, result);
		return;
	}
	plan_set_look(runner->plan, flight->item, false);
	if (flight->done || verb->removes)
		write_down(runner, flight->item, ITEM_DONE, WHY_FOUND, result);
	else
		write_down(runner, flight->item, ITEM_LEFT, WHY_GONE, result);
}

static void take_message(struct runner *runner, const struct flight *flight, bool missing,
			 const struct result *result)
{
	const struct plan_item *item = &runner->plan->items.items[flight->item];
	uint32_t row;

	if (!runner->store || op_verb((enum op)item->op)->object != OP_ON_MESSAGE)
		return;
	if (result->message_count)
		store_put(runner->store, &result->messages[0], NULL);
	row = missing ? store_find(runner->store, &item->sid) : STORE_NO_ROW;
	if (row != STORE_NO_ROW)
		store_remove(runner->store, row);
}

static bool looked_at_one(struct runner *runner, struct flight *flight, const struct result *result)
{
	const struct plan_item *item = &runner->plan->items.items[flight->item];
	bool missing = is_missing(result);

	flight->found |= result->message_count || result->record_count;
	flight->done |= is_done((enum op)item->op, result);
	take_message(runner, flight, missing, result);
	if (!result->last)
		return false;
	if (result->error.kind != ERROR_NONE && !missing)
		look_failed(runner, flight, result);
	else
		one_known(runner, flight, result);
	return true;
}

bool runner_looked(struct runner *runner, struct flight *flight, const struct result *result)
{
	switch (flight->kind) {
	case FLIGHT_LOOK_LIST:
		return looked_in_list(runner, flight, result);
	case FLIGHT_LOOK_ONE:
		return looked_at_one(runner, flight, result);
	default:
		return looked_in_pool(runner, flight, result);
	}
}
