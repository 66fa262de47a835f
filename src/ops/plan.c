#include "ops/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "ops/plan_internal.h"

#define INDEX_BITS 9
#define JUDGE_RUN 256 /* items between two looks at the clock */

static const char *const state_names[ITEM_STATES] = {
	[ITEM_READY] = "ready",     [ITEM_WAITING] = "waiting", [ITEM_INTENDED] = "intended",
	[ITEM_SENT] = "sent",       [ITEM_DONE] = "done",       [ITEM_LEFT] = "left",
	[ITEM_REFUSED] = "refused", [ITEM_FAILED] = "failed",   [ITEM_UNKNOWN] = "unknown",
};

static const char *const source_names[PLAN_SOURCES] = {
	[PLAN_OF_ONE] = "one",         [PLAN_OF_MARKED] = "marked", [PLAN_OF_SHOWN] = "filter",
	[PLAN_OF_CONTACT] = "contact", [PLAN_OF_FILE] = "file",
};

static const char *const proof_names[PROOFS] = {
	[PROOF_NONE] = "",       [PROOF_GONE] = "gone",     [PROOF_EMPTY] = "empty",
	[PROOF_THERE] = "there", [PROOF_LISTED] = "listed",
};

static unsigned find_name(const char *const *names, unsigned count, const char *name)
{
	unsigned i = 0;

	while (i < count && strcmp(names[i], name) != 0)
		i++;
	return i;
}

const char *item_state_name(enum item_state state)
{
	return state_names[state];
}

enum item_state item_state_find(const char *name)
{
	return (enum item_state)find_name(state_names, ITEM_STATES, name);
}

const char *item_proof_name(enum item_proof proof)
{
	return proof_names[proof];
}

const char *plan_source_name(enum plan_source source)
{
	return source_names[source];
}

enum plan_source plan_source_find(const char *name)
{
	return (enum plan_source)find_name(source_names, PLAN_SOURCES, name);
}

/* What makes an item itself. */
struct item_key {
	uint8_t bytes[16], of[16];
	uint8_t kind, of_kind;
	uint8_t op;
};

static struct item_key key_of(enum op op, const struct sid *sid, const struct sid *of)
{
	struct item_key key = { .kind = sid->kind, .op = (uint8_t)op };

	memcpy(key.bytes, sid->bytes, sizeof(key.bytes));
	if (of && of->kind != SID_NONE) {
		memcpy(key.of, of->bytes, sizeof(key.of));
		key.of_kind = of->kind;
	}
	return key;
}

static struct item_key key_at(const struct plan *plan, uint32_t id)
{
	const struct plan_item *item = &plan->items.items[id];
	const struct plan_detail *detail = plan_detail(plan, id);

	return key_of((enum op)item->op, &item->sid, detail ? &detail->of : NULL);
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	struct item_key key = key_at(context, id);

	return hash_bytes(&key, sizeof(key));
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	struct item_key key = key_at(context, id);

	return memcmp(&key, wanted, sizeof(key)) == 0;
}

struct plan *plan_new(enum plan_source source, const char *selected_by)
{
	struct plan *plan = xcalloc(1, sizeof(*plan));

	plan->source = source;
	plan->selected_by = xstrdup(selected_by ? selected_by : "");
	for (size_t i = 0; i < sizeof(plan->salt); i++)
		plan->salt[i] = (uint8_t)random_below(UINT8_MAX + 1);
	plan->index.hash_of = hash_of;
	plan->index.names = names;
	plan->index.context = plan;
	idset_init(&plan->index, INDEX_BITS);
	return plan;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	plan_release_details(plan);
	mem_wipe_free(plan->selected_by);
	vec_release(&plan->items);
	vec_release(&plan->requests);
	idset_release(&plan->index);
	free(plan);
}

uint32_t plan_find_of(const struct plan *plan, enum op op, const struct sid *sid,
		      const struct sid *of)
{
	struct item_key key = key_of(op, sid, of);

	return idset_find(&plan->index, hash_bytes(&key, sizeof(key)), &key);
}

uint32_t plan_find(const struct plan *plan, enum op op, const struct sid *sid)
{
	return plan_find_of(plan, op, sid, NULL);
}

static bool has_room(const struct plan *plan, struct error *err)
{
	return plan->items.count < PLAN_ITEMS_MAX ||
	       error_set(err, ERROR_LIMIT,
			 "a plan holds at most %d changes: do it in several steps", PLAN_ITEMS_MAX);
}

static void push(struct plan *plan, enum op op, const struct sid *sid)
{
	vec_push(&plan->items, ((struct plan_item){ .sid = *sid, .op = (uint8_t)op }));
	plan->counts[ITEM_READY]++;
	plan->ops[op]++;
	plan->whys[WHY_NONE]++;
	if (plan->details.count)
		plan_need_detail(plan, (uint32_t)(plan->items.count - 1));
}

static void put_in_index(struct plan *plan, uint32_t item)
{
	if (plan->items.items[item].sid.kind != SID_NONE)
		idset_add(&plan->index, hash_of(item, plan), item);
}

void plan_reserve(struct plan *plan, size_t count)
{
	if (count > PLAN_ITEMS_MAX - plan->items.count)
		count = PLAN_ITEMS_MAX - plan->items.count;
	vec_reserve(&plan->items, plan->items.count + count);
}

bool plan_add(struct plan *plan, enum op op, const struct sid *sid, struct error *err)
{
	if (sid->kind != SID_NONE && plan_find(plan, op, sid) != IDSET_NONE)
		return true;
	if (!has_room(plan, err))
		return false;
	push(plan, op, sid);
	put_in_index(plan, (uint32_t)(plan->items.count - 1));
	return true;
}

bool plan_add_target(struct plan *plan, enum op op, const struct plan_target *target,
		     struct error *err)
{
	uint32_t item = (uint32_t)plan->items.count;

	if (target->sid.kind != SID_NONE &&
	    plan_find_of(plan, op, &target->sid, &target->of) != IDSET_NONE)
		return true;
	if (!has_room(plan, err))
		return false;
	push(plan, op, &target->sid);
	plan_fill_detail(plan, item, target);
	put_in_index(plan, item);
	return true;
}

static struct op_target target_of(const struct message *message)
{
	return (struct op_target){
		.status = (enum message_status)message->status,
		.empty = message->body.length == 0,
		.num_media = message->num_media,
	};
}

/* What the store knows of the item's message. */
static bool look_up(const struct plan_item *item, const struct store *store,
		    struct op_target *target)
{
	struct message message;
	uint32_t row = STORE_NO_ROW;

	if (store && op_verb((enum op)item->op)->object == OP_ON_MESSAGE)
		row = store_find(store, &item->sid);
	if (row == STORE_NO_ROW)
		return false;
	store_get(store, row, &message);
	*target = target_of(&message);
	return true;
}

struct op_judgement plan_judge_item(const struct plan *plan, uint32_t index,
				    const struct store *store)
{
	const struct plan_item *item = &plan->items.items[index];
	struct op_target target;

	if (!look_up(item, store, &target))
		return (struct op_judgement){ .decision = OP_DO };
	return op_judge((enum op)item->op, &target);
}

static enum item_state state_of(enum op_decision decision)
{
	switch (decision) {
	case OP_LEAVE:
		return ITEM_LEFT;
	case OP_WAIT:
		return ITEM_WAITING;
	case OP_REFUSE:
		return ITEM_REFUSED;
	default:
		return ITEM_READY;
	}
}

/* NULL: nothing is known of it. */
static void judge_next(struct plan *plan, const struct op_target *target)
{
	uint32_t index = (uint32_t)plan->judged++;
	enum op op = (enum op)plan->items.items[index].op;
	struct op_judgement judgement = { .decision = OP_DO };

	if (target) {
		judgement = op_judge(op, target);
		if (judgement.why == WHY_SCHEDULED &&
		    plan_find(plan, OP_CANCEL, &plan->items.items[index].sid) != IDSET_NONE)
			judgement = (struct op_judgement){ OP_WAIT, WHY_CANCEL_FIRST };
		plan->media += op == OP_REDACT && target->num_media > 0 &&
			       judgement.decision != OP_REFUSE;
	}
	plan_set(plan, index, state_of(judgement.decision), judgement.why);
}

bool plan_add_message(struct plan *plan, enum op op, const struct message *message,
		      struct error *err)
{
	struct op_target target = target_of(message);

	if (!plan_add(plan, op, &message->sid, err))
		return false;
	if (plan->judged < plan->items.count)
		judge_next(plan, &target);
	return true;
}

bool plan_judge(struct plan *plan, const struct store *store, int64_t deadline_ns)
{
	while (plan->judged < plan->items.count) {
		const struct plan_item *item = &plan->items.items[plan->judged];
		struct op_target target;

		judge_next(plan, look_up(item, store, &target) ? &target : NULL);
		if (plan->judged % JUDGE_RUN == 0 && clock_mono_ns() >= deadline_ns)
			break;
	}
	return plan->judged < plan->items.count;
}

void plan_set(struct plan *plan, uint32_t index, enum item_state state, enum op_why why)
{
	struct plan_item *item = &plan->items.items[index];

	plan->counts[item->state]--;
	plan->whys[item->why]--;
	item->state = (uint8_t)state;
	item->why = (uint8_t)why;
	item->proof = PROOF_NONE;
	plan->counts[state]++;
	plan->whys[why]++;
	if (state != ITEM_INTENDED && state != ITEM_SENT)
		plan_unload(plan, index);
}

void plan_set_time(struct plan *plan, uint32_t index, int64_t seconds)
{
	plan->items.items[index].at = (uint32_t)seconds;
}

/* The place of an item's request id is used again when it is tried again. */
static void keep_request(struct plan *plan, struct plan_item *item, const char *request_id)
{
	struct plan_request *request;

	if (!item->request) {
		if (!request_id || !*request_id)
			return;
		request = vec_push_new(&plan->requests);
		item->request = (uint32_t)plan->requests.count;
	} else {
		request = &plan->requests.items[item->request - 1];
	}
	snprintf(request->text, sizeof(request->text), "%s", request_id ? request_id : "");
}

void plan_set_answer(struct plan *plan, uint32_t index, enum item_state state, enum op_why why,
		     int code, int http_status, const char *request_id)
{
	struct plan_item *item = &plan->items.items[index];

	plan_set(plan, index, state, why);
	item->code = code;
	item->http = (uint16_t)http_status;
	if (state != ITEM_DONE && item->tries < UINT8_MAX)
		item->tries++;
	keep_request(plan, item, request_id);
}

void plan_set_sid(struct plan *plan, uint32_t index, const struct sid *sid)
{
	struct plan_item *item = &plan->items.items[index];

	if (item->sid.kind == SID_NONE && sid->kind != SID_NONE)
		item->sid = *sid;
	else if (item->op == OP_MOVE_SENDER && item->sid.kind == SID_AI && sid->kind == SID_AI)
		plan_need_detail(plan, index)->now = *sid;
}

const struct sid *plan_sid(const struct plan *plan, uint32_t index)
{
	const struct plan_detail *detail = plan_detail(plan, index);

	return detail && detail->now.kind != SID_NONE ? &detail->now
						      : &plan->items.items[index].sid;
}

size_t plan_open(const struct plan *plan)
{
	return plan->counts[ITEM_READY] + plan->counts[ITEM_WAITING] + plan->counts[ITEM_INTENDED] +
	       plan->counts[ITEM_SENT];
}

enum op plan_op(const struct plan *plan)
{
	if (plan->ops[OP_CANCEL] && plan->ops[OP_DELETE])
		return OP_DELETE;
	if (plan->ops[OP_CANCEL] && plan->ops[OP_REDACT])
		return OP_REDACT;
	return plan->items.count ? (enum op)plan->items.items[0].op : OP_COUNT;
}

const char *plan_request_id(const struct plan *plan, uint32_t index)
{
	uint32_t request = plan->items.items[index].request;

	return request ? plan->requests.items[request - 1].text : "";
}

uint32_t plan_next(const struct plan *plan, uint32_t from, unsigned states)
{
	for (size_t i = from; i < plan->items.count; i++)
		if (states >> plan->items.items[i].state & 1)
			return (uint32_t)i;
	return IDSET_NONE;
}
