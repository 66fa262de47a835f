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

	plan_set_sid(runner->plan, item, &flight->sid);
	journal_add_look(&runner->lines, runner->plan, item, place, clock_now_ms());
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
		runner_find_sender(runner, flight, result);
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
					   .in_from = flight->found,
					   .sid = flight->sid },
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
		!runner_is_in_time(detail, &result->clock, result->oldest));
}

static bool looked_in_list(struct runner *runner, struct flight *flight,
			   const struct result *result)
{
	runner_find(runner, flight, result);
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
