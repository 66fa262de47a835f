/*
 * A plan whose process died is gone on with, from every line of its journal on, whether the requests
 * that were under way then were carried out or not: in the end everything has been done, and nothing
 * twice.
 */
#include "world.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/sender.h"
#include "ops/journal_read.h"
#include "ops/move.h"

#define ITEMS 6
#define LATE 2 /* the item that is refused once with 20009, where the verb can be */
#define PATIENCE_MS (60 * 60 * 1000)

static struct sid sid_of(enum sid_kind kind, uint32_t number)
{
	struct sid sid = item_sid(number);

	sid.kind = (uint8_t)kind;
	return sid;
}

/* What the service knows of each item. */
struct service {
	enum op op;
	bool changed[ITEMS];          /* has the effect of the verb */
	enum move_place where[ITEMS]; /* of a move's sender */
	unsigned effects[ITEMS];      /* requests that changed something */
	unsigned vain[ITEMS];         /* requests that came when there was nothing to change */
	bool refused;                 /* LATE has been */
};

static const struct verb {
	enum op op;
	enum sid_kind kind;
	enum sid_kind of;
} verbs[] = {
	{ OP_REDACT, SID_SM, SID_NONE },         { OP_DELETE, SID_SM, SID_NONE },
	{ OP_CANCEL, SID_SM, SID_NONE },         { OP_DELETE_MEDIUM, SID_ME, SID_MM },
	{ OP_DELETE_SERVICE, SID_MG, SID_NONE }, { OP_ADD_SENDER, SID_PN, SID_MG },
	{ OP_REMOVE_SENDER, SID_PN, SID_MG },    { OP_MOVE_SENDER, SID_PN, SID_MG },
};

static struct plan *plan_of(const struct verb *verb)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);

	for (uint32_t i = 0; i < ITEMS; i++) {
		struct plan_target target = {
			.sid = sid_of(verb->kind, 100 + i),
			.of = verb->of ? sid_of(verb->of, 1) : (struct sid){ .kind = SID_NONE },
			.to = verb->op == OP_MOVE_SENDER ? sid_of(SID_MG, 2)
							 : (struct sid){ .kind = SID_NONE },
		};

		assert_true(verb->of ? plan_add_target(plan, verb->op, &target, NULL)
				     : plan_add(plan, verb->op, &target.sid, NULL));
	}
	plan_judge(plan, NULL, INT64_MAX);
	return plan;
}

/* -- the service ------------------------------------------------------------------------------- */

static uint32_t number_of(const struct sid *sid)
{
	return (uint32_t)(sid->bytes[15] - 100);
}

static void move(struct service *service, uint32_t item, const struct job *job)
{
	enum move_place pool = job->of.bytes[15] == 1 ? PLACE_FROM : PLACE_TO;
	bool is_in = service->where[item] == pool;
	bool adds = job->change == CHANGE_SENDER_ADD;

	/* It may be in one pool at most. */
	assert_false(adds && !is_in && service->where[item] != PLACE_NEITHER);
	if (is_in == adds)
		service->vain[item]++;
	else
		service->effects[item]++;
	service->where[item] = adds ? pool : PLACE_NEITHER;
}

static void change(struct service *service, uint32_t item, const struct job *job)
{
	if (service->op == OP_MOVE_SENDER) {
		move(service, item, job);
		return;
	}
	if (service->changed[item])
		service->vain[item]++;
	else
		service->effects[item]++;
	service->changed[item] = true;
}

static bool is_there(const struct service *service, uint32_t item, const struct job *job)
{
	switch (service->op) {
	case OP_MOVE_SENDER:
		return service->where[item] ==
		       (job->list.of.bytes[15] == 1 ? PLACE_FROM : PLACE_TO);
	case OP_ADD_SENDER:
		return service->changed[item];
	case OP_REDACT:
	case OP_CANCEL:
		return true;
	default:
		return !service->changed[item];
	}
}

static void read_one(struct world *world, size_t number, const struct service *service,
		     uint32_t item)
{
	const struct job *job = &world->jobs.items[number];
	bool done = service->changed[item];
	struct message message = {
		.sid = job->sid,
		.body = { "see you", service->op == OP_REDACT && done ? 0 : 7 },
		.status = service->op != OP_CANCEL ? STATUS_DELIVERED
			  : done                   ? STATUS_CANCELED
						   : STATUS_SCHEDULED,
	};

	assert_int_equal(job->kind, service->op <= OP_CANCEL ? JOB_MESSAGE : JOB_READ);
	if (!is_there(service, item, job))
		answer_error(world, number, ERROR_API, 404, 20404);
	else
		answer(world, number,
		       &(struct result){
			       .http_status = 200,
			       .messages = job->kind == JOB_MESSAGE ? &message : NULL,
			       .message_count = job->kind == JOB_MESSAGE,
			       .record_count = job->kind == JOB_READ,
		       });
}

/* Answers what is asked. Returns whether there was anything. */
static bool serve(struct world *world, struct service *service)
{
	size_t number = world->answered;

	if (number >= world->jobs.count)
		return false;
	const struct job *job = &world->jobs.items[number];
	uint32_t item = number_of(&job->sid);

	if (job->kind != JOB_CHANGE) {
		read_one(world, number, service, item);
	} else if (item == LATE && !service->refused && service->op <= OP_DELETE) {
		service->refused = true;
		answer_error(world, number, ERROR_API, 409, 20009);
	} else {
		change(service, item, job);
		answer_done(world, number);
	}
	return true;
}

static void run(struct world *world, struct service *service)
{
	for (int round = 0; round < 500; round++) {
		settle(world);
		while (serve(world, service))
			settle(world);
		if (progress_of(world).state == RUNNER_ENDED)
			return;
		pass(world, PATIENCE_MS);
	}
	fail_msg("it does not end");
}

/* -- interruptions ----------------------------------------------------------------------------- */

static void read_record(const char *bytes, size_t length, struct journal_record *record)
{
	char name[] = "/tmp/resume.XXXXXX";
	struct error err = ERROR_INIT;
	int fd = mkstemp(name);

	assert_true(fd >= 0 && file_write_all(fd, bytes, length, NULL));
	close(fd);
	if (!journal_read(name, record, &err))
		fail_msg("%s", error_text(&err));
	unlink(name);
}

enum fate { NONE_ARRIVED, ALL_ARRIVED, EVERY_OTHER_ARRIVED, FATES };

/* Where a sender is before and after a request of its move. */
static const enum move_place place_before[] = { PLACE_FROM, PLACE_NEITHER, PLACE_NEITHER,
						PLACE_TO };
static const enum move_place place_after[] = { PLACE_NEITHER, PLACE_TO, PLACE_FROM, PLACE_NEITHER };

static void restore_move(struct service *service, const struct plan_detail *detail, uint32_t item,
			 bool is_open, bool arrived)
{
	enum move_place place = (enum move_place)detail->place;

	if (is_open)
		place = arrived ? place_after[detail->step] : place_before[detail->step];
	service->where[item] = place;
	service->effects[item] = place == PLACE_TO ? 2 : place == PLACE_NEITHER;
}

/* The service as it was when the journal ended there: what has an outcome was carried out, and of what
 * has none, what fate decides. */
static void restore(struct service *service, const struct plan *plan, enum fate fate)
{
	for (uint32_t i = 0; i < plan->items.count; i++) {
		const struct plan_item *item = &plan->items.items[i];
		bool is_open = item->state == ITEM_SENT || item->look;
		bool arrived = fate == ALL_ARRIVED || (fate == EVERY_OTHER_ARRIVED && i % 2);

		service->changed[i] = item->state == ITEM_DONE || (is_open && arrived);
		service->effects[i] = service->changed[i];
		if (service->op == OP_MOVE_SENDER)
			restore_move(service, plan_detail(plan, i), i, is_open, arrived);
	}
}

static void assert_all_once(const struct service *service, const struct plan *plan)
{
	unsigned wanted = service->op == OP_MOVE_SENDER ? 2 : 1;

	for (uint32_t i = 0; i < ITEMS; i++) {
		if (service->effects[i] != wanted || service->vain[i])
			fail_msg("%s: item %u: %u effects, %u in vain", op_verb(service->op)->name,
				 i, service->effects[i], service->vain[i]);
		assert_int_equal(plan->items.items[i].state, ITEM_DONE);
		if (service->op == OP_MOVE_SENDER)
			assert_int_equal(service->where[i], PLACE_TO);
		else
			assert_true(service->changed[i]);
	}
}

/* The journal of both processes together tells the plan. */
static void assert_told(const char *before, size_t length, const struct world *world)
{
	struct strbuf both = STRBUF_INIT((size_t)1 << 20);
	struct journal_record record;

	strbuf_add(&both, before, length);
	strbuf_add(&both, world->log.data, world->log.length);
	read_record(both.data, both.length, &record);
	assert_true(record.begun && record.ended && !record.stopped);
	for (uint32_t i = 0; i < ITEMS; i++) {
		assert_int_equal(record.plan->items.items[i].state, ITEM_DONE);
		assert_false(record.plan->items.items[i].look);
		assert_true(record.plan->items.items[i].at > 0);
	}
	journal_record_release(&record);
	strbuf_release(&both);
}

/* Goes on with what the first `length` bytes of a journal tell. Nothing can be gone on with when not
 * all items are there; then nothing was sent. */
static void resume(const struct verb *verb, const char *bytes, size_t length, enum fate fate)
{
	struct service service = { .op = verb->op };
	struct journal_record record;
	struct world world;
	struct plan *plan;

	read_record(bytes, length, &record);
	restore(&service, record.plan, fate);
	plan = record.plan;
	record.plan = NULL;
	open_world(&world, plan, (struct runner_options){ .in_flight = 2 });
	if (runner_adopt(world.runner, &record, NULL)) {
		assert_state(&world, RUNNER_ENDED);
		assert_true(world.log.length == 0);
		runner_resume(world.runner);
		run(&world, &service);
		assert_all_once(&service, plan);
		if (world.log.length)
			assert_told(bytes, length, &world);
	} else {
		assert_false(record.begun);
		assert_true(plan->items.count < ITEMS);
	}
	journal_record_release(&record);
	close_world(&world);
}

static void write_story(const struct verb *verb, struct strbuf *log)
{
	struct service service = { .op = verb->op };
	struct world world;

	for (uint32_t i = 0; i < ITEMS; i++)
		service.where[i] = PLACE_FROM;
	open_world(&world, plan_of(verb), (struct runner_options){ .in_flight = 2 });
	runner_start(world.runner);
	run(&world, &service);
	assert_all_once(&service, world.plan);
	strbuf_add(log, world.log.data, world.log.length);
	close_world(&world);
}

static void test_every_line(void **state)
{
	(void)state;
	for (size_t v = 0; v < ARRAY_SIZE(verbs); v++) {
		struct strbuf log = STRBUF_INIT((size_t)1 << 20);
		size_t cuts = 0;

		write_story(&verbs[v], &log);
		for (size_t length = 1; length <= log.length; length++) {
			if (log.data[length - 1] != '\n')
				continue;
			for (enum fate fate = 0; fate < FATES; fate++)
				resume(&verbs[v], log.data, length, fate);
			cuts++;
		}
		assert_true(cuts >= 2 * ITEMS + 4);
		strbuf_release(&log);
	}
}

/* The second process dies as well, at each of its lines, and a third one ends it. */
static void test_again_and_again(void **state)
{
	(void)state;
	for (size_t v = 0; v < ARRAY_SIZE(verbs); v++) {
		struct strbuf log = STRBUF_INIT((size_t)1 << 20);
		struct service service = { .op = verbs[v].op };
		struct journal_record record;
		struct world world;
		struct plan *plan;
		size_t half;

		write_story(&verbs[v], &log);
		half = (size_t)(strstr(log.data, "{\"intent\":3") - log.data);
		half += strcspn(log.data + half, "\n") + 1;
		strbuf_truncate(&log, half);
		read_record(log.data, log.length, &record);
		restore(&service, record.plan, EVERY_OTHER_ARRIVED);
		plan = record.plan;
		record.plan = NULL;
		open_world(&world, plan, (struct runner_options){ .in_flight = 2 });
		assert_true(runner_adopt(world.runner, &record, NULL));
		journal_record_release(&record);
		runner_resume(world.runner);
		run(&world, &service);
		strbuf_add(&log, world.log.data, world.log.length);
		close_world(&world);
		for (size_t length = half; length <= log.length; length++)
			if (log.data[length - 1] == '\n')
				for (enum fate fate = 0; fate < FATES; fate++)
					resume(&verbs[v], log.data, length, fate);
		strbuf_release(&log);
	}
}

/* -- what cannot be looked up ------------------------------------------------------------------ */

static void adopt(struct world *world, const struct strbuf *log)
{
	struct journal_record record;
	struct plan *plan;

	read_record(log->data, log->length, &record);
	plan = record.plan;
	record.plan = NULL;
	open_world(world, plan, (struct runner_options){ .in_flight = 2 });
	assert_true(runner_adopt(world->runner, &record, NULL));
	journal_record_release(&record);
}

/* Texts are not kept: what was not sent must be written anew, and what may have been sent is looked for
 * by its hash among all messages since, and is not sent again. */
static void test_sends(void **state)
{
	(void)state;
	static const char *const to[] = { "+15125550123", "+15125550124", "+15125550125",
					  "+15125550126", "+15125550127" };
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	struct strbuf log = STRBUF_INIT((size_t)1 << 20);
	struct world world;

	for (size_t i = 0; i < ARRAY_SIZE(to); i++) {
		const char *const form[] = { "To", to[i], "Body", "See you at nine ", NULL };

		assert_true(plan_add_target(plan, OP_SEND, &(struct plan_target){ .form = form },
					    NULL));
	}
	plan_judge(plan, NULL, INT64_MAX);
	open_world(&world, plan, (struct runner_options){ .in_flight = 2 });
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.count, 2);
	strbuf_add(&log, world.log.data, world.log.length);
	close_world(&world);
	for (size_t i = 0; i < ARRAY_SIZE(to); i++)
		assert_null(strstr(log.data, to[i]));

	adopt(&world, &log);
	/* Two had been asked for, and the intents of two more were written. */
	assert_int_equal(progress_of(&world).waiting, 4);
	runner_resume(world.runner);
	settle(&world);
	struct message found = {
		.sid = sid_of(SID_SM, 7),
		.to = { to[1], 12 },
		.body = { "See you at nine", 15 },
		.date_created = clock_now(),
		.direction = DIRECTION_OUTBOUND_API,
	};
	while (world.answered < world.jobs.count) {
		size_t i = world.answered;

		assert_int_equal(world.jobs.items[i].kind, JOB_LIST);
		assert_null(world.jobs.items[i].to.data);
		answer(&world, i, &(struct result){ .messages = &found, .message_count = 1 });
		settle(&world);
	}
	while (progress_of(&world).state != RUNNER_ENDED) {
		pass(&world, PATIENCE_MS);
		while (world.answered < world.jobs.count)
			answer(&world, world.answered, &(struct result){ .http_status = 200 });
		settle(&world);
	}
	for (size_t i = 0; i < world.jobs.count; i++)
		assert_int_equal(world.jobs.items[i].kind, JOB_LIST);
	const struct plan_item *items = world.plan->items.items;
	assert_int_equal(items[0].state, ITEM_UNKNOWN);
	assert_int_equal(items[1].state, ITEM_DONE);
	assert_true(sid_equal(&items[1].sid, &found.sid));
	assert_int_equal(items[2].state, ITEM_UNKNOWN);
	assert_int_equal(items[3].state, ITEM_UNKNOWN);
	assert_int_equal(items[4].state, ITEM_FAILED);
	assert_int_equal(items[4].why, WHY_NOT_HERE);
	close_world(&world);
	strbuf_release(&log);
}

static const struct {
	enum op op;
	enum sid_kind kind;
} blind[] = {
	{ OP_FEEDBACK, SID_SM },
	{ OP_UPDATE_SERVICE, SID_MG },
	{ OP_UPDATE_SHORT_CODE, SID_SC },
	{ OP_CREATE_SERVICE, SID_NONE },
};

static void test_forms(void **state)
{
	(void)state;
	static const char *const form[] = { "FriendlyName", "Night shift", NULL };

	for (size_t i = 0; i < ARRAY_SIZE(blind); i++) {
		struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
		struct strbuf log = STRBUF_INIT((size_t)1 << 20);
		struct world world;

		for (uint32_t n = 0; n < 2; n++) {
			struct plan_target target = { .form = form };

			if (blind[i].kind != SID_NONE)
				target.sid = sid_of(blind[i].kind, n + 1);
			assert_true(plan_add_target(plan, blind[i].op, &target, NULL));
		}
		plan_judge(plan, NULL, INT64_MAX);
		open_world(&world, plan, (struct runner_options){ .in_flight = 1 });
		runner_start(world.runner);
		settle(&world);
		assert_int_equal(world.jobs.count, 1);
		strbuf_add(&log, world.log.data, world.log.length);
		close_world(&world);

		adopt(&world, &log);
		runner_resume(world.runner);
		settle(&world);
		assert_int_equal(world.jobs.count, 0);
		assert_state(&world, RUNNER_ENDED);
		assert_int_equal(world.plan->items.items[0].state, ITEM_UNKNOWN);
		assert_int_equal(world.plan->items.items[0].why, WHY_INTERRUPTED);
		assert_int_equal(world.plan->items.items[1].state, ITEM_FAILED);
		assert_int_equal(world.plan->items.items[1].why, WHY_NOT_HERE);
		close_world(&world);
		strbuf_release(&log);
	}
}

/* -- what waits -------------------------------------------------------------------------------- */

/* It has waited a part of its time while nobody ran. */
static void test_waiting_goes_on(void **state)
{
	(void)state;
	const struct {
		int64_t ago_s, left_ms;
	} cases[] = { { 0, 60000 }, { 20, 40000 }, { 3 * 86400, 0 }, { -86400, 60000 } };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf log = STRBUF_INIT((size_t)1 << 20);
		struct plan *plan = items_plan(OP_DELETE, 1);
		const struct journal_header header = { "msgdeck",
						       "AC00000000000000000000000000000001",
						       "api.twilio.com" };
		int64_t at = (clock_now() - cases[i].ago_s) * 1000;
		struct world world;

		plan->judged = 1;
		journal_add_header(&log, &header, plan, at);
		journal_add_items(&log, plan, 0);
		journal_add_begin(&log, plan, at);
		journal_add_intent(&log, plan, 0, at);
		plan_set_answer(plan, 0, ITEM_WAITING, WHY_NOT_FINAL, 20009, 409, REQUEST);
		journal_add_outcome(&log, plan, 0, 409, REQUEST, at);
		plan_free(plan);
		adopt(&world, &log);
		int64_t left = runner_next_try(world.runner, 0);
		/* The clock may tick meanwhile. */
		assert_true(left <= cases[i].left_ms && left > cases[i].left_ms - 5000);
		assert_string_equal(plan_request_id(world.plan, 0), REQUEST);
		assert_int_equal(world.plan->items.items[0].why, WHY_NOT_FINAL);
		close_world(&world);
		strbuf_release(&log);
	}
}

/* An alpha sender has no SID any more once it has left its pool: it is looked for by its name, which the
 * journal keeps, and is not put into the second pool twice. */
static void test_alpha_sender(void **state)
{
	(void)state;
	static const char *const form[] = { "AlphaSender", "Fernhill", NULL };
	const struct sender other = { .sid = sid_of(SID_AI, 8), .address = { "Fernhil", 7 } };
	const struct sender there = { .sid = sid_of(SID_AI, 9), .address = { "Fernhill", 8 } };

	for (int arrived = 0; arrived < 2; arrived++) {
		struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
		struct strbuf log = STRBUF_INIT((size_t)1 << 20);
		struct world world;

		assert_true(plan_add_target(plan, OP_MOVE_SENDER,
					    &(struct plan_target){ .sid = sid_of(SID_AI, 7),
								   .of = sid_of(SID_MG, 1),
								   .to = sid_of(SID_MG, 2),
								   .form = form },
					    NULL));
		plan_judge(plan, NULL, INT64_MAX);
		open_world(&world, plan, (struct runner_options){ .in_flight = 1 });
		runner_start(world.runner);
		settle(&world);
		answer_done(&world, 0);
		settle(&world);
		assert_int_equal(world.jobs.items[1].change, CHANGE_SENDER_ADD);
		strbuf_add(&log, world.log.data, world.log.length);
		close_world(&world);

		adopt(&world, &log);
		runner_resume(world.runner);
		settle(&world);
		for (size_t look = 0; look < 2; look++) {
			struct sender found = look && arrived ? there : other;

			assert_int_equal(world.jobs.items[look].list.resource,
					 RESOURCE_POOL_ALPHAS);
			assert_int_equal(world.jobs.items[look].sid.kind, SID_NONE);
			answer(&world, look,
			       &(struct result){ .records = &found, .record_count = 1 });
			settle(&world);
		}
		assert_int_equal(world.jobs.count, arrived ? 2 : 3);
		if (!arrived) {
			assert_int_equal(world.jobs.items[2].change, CHANGE_SENDER_ADD);
			assert_string_equal(world.jobs.items[2].form[1], "Fernhill");
			answer_done(&world, 2);
			settle(&world);
		}
		assert_state(&world, RUNNER_ENDED);
		assert_int_equal(world.plan->counts[ITEM_DONE], 1);
		close_world(&world);
		strbuf_release(&log);
	}
}

/* -- quiet hours ------------------------------------------------------------------------------- */

/* Quiet from a while ago until a while from now, by the wall clock. */
static struct hours quiet_now(void)
{
	struct hours hours = { .count = 1 };
	int minute = (int)(clock_now() / 60 % (24 * 60));

	hours.ranges[0].from = (minute + 24 * 60 - 60) % (24 * 60);
	hours.ranges[0].until = (minute + 60) % (24 * 60);
	return hours;
}

/* Nothing is begun in them; what is under way ends; afterwards it goes on by itself. */
static void test_quiet_hours(void **state)
{
	(void)state;
	struct hours hours = quiet_now(), none = { .count = 0 };
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 4),
		   (struct runner_options){ .in_flight = 2, .quiet = &hours });
	plan_judge(world.plan, NULL, INT64_MAX);
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.count, 0);
	assert_state(&world, RUNNER_RUNNING);
	assert_in_range(progress_of(&world).quiet_ms, 58 * 60 * 1000, 60 * 60 * 1000);
	assert_false(runner_is_busy(world.runner));
	/* The wall clock says that they are over, when the timer asks it. */
	int64_t left = progress_of(&world).quiet_ms;
	hours = none;
	pass(&world, left);
	assert_int_equal(progress_of(&world).quiet_ms, 0);
	assert_int_equal(world.jobs.count, 2);
	/* They begin while two are on their way and two more have an intent. */
	hours = quiet_now();
	answer_done(&world, 0);
	settle(&world);
	assert_int_equal(world.jobs.count, 2);
	assert_int_equal(count_lines(&world, world.log.length, "withdrawn", 2), 1);
	answer_done(&world, 1);
	settle(&world);
	assert_int_equal(world.jobs.count, 2);
	assert_int_equal(progress_of(&world).done, 2);
	hours = none;
	pass(&world, 60 * 60 * 1000);
	answer_all(&world);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 4);
	close_world(&world);
}

/* A move that died between its services can be taken back instead. */
static void test_taken_back(void **state)
{
	(void)state;
	const struct verb *verb = &verbs[ARRAY_SIZE(verbs) - 1];
	struct strbuf log = STRBUF_INIT((size_t)1 << 20);
	struct service service = { .op = OP_MOVE_SENDER };
	struct world world;

	write_story(verb, &log);
	char *cut = strstr(log.data, "{\"intent\":1,\"step\":1");
	assert_non_null(cut);
	strbuf_truncate(&log, (size_t)(cut - log.data) + strcspn(cut, "\n") + 1);
	adopt(&world, &log);
	restore(&service, world.plan, ALL_ARRIVED);
	assert_true(runner_take_back(world.runner) > 0);
	run(&world, &service);
	for (uint32_t i = 0; i < ITEMS; i++) {
		assert_int_equal(service.where[i], PLACE_FROM);
		assert_int_equal(world.plan->items.items[i].state, ITEM_LEFT);
	}
	strbuf_add(&log, world.log.data, world.log.length);
	close_world(&world);
	struct journal_record record;
	read_record(log.data, log.length, &record);
	assert_int_equal(record.plan->counts[ITEM_LEFT], ITEMS);
	journal_record_release(&record);
	strbuf_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_line),      cmocka_unit_test(test_again_and_again),
		cmocka_unit_test(test_sends),           cmocka_unit_test(test_forms),
		cmocka_unit_test(test_waiting_goes_on), cmocka_unit_test(test_taken_back),
		cmocka_unit_test(test_quiet_hours),     cmocka_unit_test(test_alpha_sender),
	};

	hash_init_fixed(1, 2);
	json_init();
	return cmocka_run_group_tests_name("ops/resume", tests, NULL, NULL);
}
