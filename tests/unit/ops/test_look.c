/* Sends, and services that are made, whose answers are lost: looked for, never repeated. */
#include "world.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/sender.h"
#include "model/service.h"

#define TO "+15005550123"
#define FROM "+15125550100"
#define SERVICE "MG00000000000000000000000000000007"

static const char *const simple[] = { "To", TO, "From", FROM, "Body", "hello ", NULL };

static struct plan *sends(const char *const *form, uint32_t count)
{
	struct plan *plan = plan_new(PLAN_OF_ONE, NULL);

	for (uint32_t i = 0; i < count; i++)
		assert_true(plan_add_target(
			plan, OP_SEND, &(struct plan_target){ .form = form, .label = TO }, NULL));
	plan_judge(plan, NULL, INT64_MAX);
	return plan;
}

static void start(struct world *world, const char *const *form)
{
	open_world(world, sends(form, 1), (struct runner_options){ 0 });
	runner_start(world->runner);
	settle(world);
	assert_int_equal(world->jobs.count, 1);
	assert_int_equal(world->jobs.items[0].change, CHANGE_SEND);
}

static void lose(struct world *world)
{
	struct result result = { .error = { .kind = ERROR_NETWORK }, .unclear = true };

	answer(world, 0, &result);
}

static struct message message_of(uint32_t number, const char *body, int64_t created)
{
	return (struct message){
		.sid = item_sid(number),
		.to = { TO, strlen(TO) },
		.from = { FROM, strlen(FROM) },
		.body = { body, strlen(body) },
		.date_created = created,
		.date_sent = DATE_NONE,
		.date_updated = created,
		.status = STATUS_QUEUED,
		.direction = DIRECTION_OUTBOUND_API,
	};
}

/* One page, the last. */
static void tell_list(struct world *world, size_t job, struct message *messages, size_t count)
{
	struct result result = { .messages = messages, .message_count = count };

	answer(world, job, &result);
	settle(world);
}

static void assert_list(const struct world *world, size_t job)
{
	assert_int_equal(world->jobs.count, job + 1);
	assert_int_equal(world->jobs.items[job].kind, JOB_LIST);
	assert_int_equal(world->jobs.items[job].since, DATE_NONE);
	assert_int_equal(world->jobs.items[job].until, 0);
	assert_int_equal(world->jobs.items[job].to.length, strlen(TO));
	assert_true(world->jobs.items[job].pages >= 1);
}

static void assert_words(const struct world *world, const char *words)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	plan_explain(world->plan, 0, &out);
	if (!strstr(out.data, words))
		fail_msg("%s", out.data);
	strbuf_release(&out);
}

static void test_sent(void **state)
{
	(void)state;
	struct world world;
	struct message message = message_of(5, "hello", clock_now());
	struct result result = { .http_status = 201, .messages = &message, .message_count = 1 };

	start(&world, simple);
	answer(&world, 0, &result);
	assert_state(&world, RUNNER_ENDED);
	assert_true(sid_equal(&world.plan->items.items[0].sid, &message.sid));
	assert_int_equal(store_count(world.store), 1);
	assert_words(&world, "sent");
	assert_non_null(strstr(world.log.data, "\"sids\":[null],\"bodies\":[\""));
	assert_non_null(strstr(world.log.data,
			       "\"outcome\":0,\"sid\":\"SM00000000000000000000000000000005\""));
	assert_null(strstr(world.log.data, "hello"));
	assert_null(strstr(world.log.data, "5005550123"));
	close_world(&world);
}

static void test_found(void **state)
{
	(void)state;
	struct world world;
	int64_t now = clock_now();
	struct message list[] = {
		message_of(9, "other words", now),
		message_of(8, "hello", now + 1),
		message_of(7, "hello", now - 3600),
	};

	start(&world, simple);
	lose(&world);
	settle(&world);
	assert_int_equal(world.jobs.count, 1);
	assert_words(&world, "looking for it");
	assert_non_null(
		strstr(world.log.data, "\"is\":\"waiting\",\"why\":\"network\",\"look\":true"));
	pass(&world, 1000);
	assert_list(&world, 1);
	tell_list(&world, 1, list, ARRAY_SIZE(list));
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 1);
	assert_true(sid_equal(&world.plan->items.items[0].sid, &list[1].sid));
	assert_words(&world, "sent; the answer was lost, but it was done");
	close_world(&world);
}

/* By the service's own clock: ours may be an hour slow, so that a message of before has a later date than our
 * request, or an hour fast, so that ours has an earlier one. */
static void test_another_clock(void **state)
{
	(void)state;
	static const int64_t aheads[] = { 3600, -3600, 0 };

	for (size_t i = 0; i < ARRAY_SIZE(aheads); i++) {
		struct world world;
		int64_t there = clock_now() + aheads[i];
		struct message list[] = { message_of(8, "hello", there - 60),
					  message_of(9, "hello", there + 1) };
		struct result result = { .messages = list,
					 .message_count = 1,
					 .clock = { true, aheads[i] } };

		start(&world, simple);
		lose(&world);
		pass(&world, 1000);
		assert_list(&world, 1);
		answer(&world, 1, &result);
		settle(&world);
		assert_int_equal(progress_of(&world).waiting, 1);
		pass(&world, 5000);
		assert_list(&world, 2);
		result.message_count = 2;
		answer(&world, 2, &result);
		settle(&world);
		assert_int_equal(progress_of(&world).done, 1);
		assert_true(sid_equal(&world.plan->items.items[0].sid, &list[1].sid));
		close_world(&world);
	}
}

/* What is not it: somebody else's words, another sender, an answer, one from before. */
static void test_not_found(void **state)
{
	(void)state;
	struct world world;
	int64_t now = clock_now();
	struct message list[] = {
		message_of(9, "other words", now),
		message_of(8, "hello", now - 60),
		message_of(7, "hello", now),
		message_of(6, "hello", now),
	};
	size_t looks = 0;

	list[2].direction = DIRECTION_INBOUND;
	list[3].from = (struct text){ "+15125550199", 12 };
	start(&world, simple);
	lose(&world);
	for (; progress_of(&world).state == RUNNER_RUNNING && looks < 20; looks++) {
		pass(&world, 120000);
		assert_list(&world, looks + 1);
		tell_list(&world, looks + 1, list, ARRAY_SIZE(list));
	}
	assert_true(looks > 1 && looks < 10);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).unknown, 1);
	assert_words(&world, "not found in the list: look before you do it again");
	/* Tried again by the operator it is looked for again, and found where the list lagged. */
	assert_int_equal(runner_retry(world.runner), 1);
	settle(&world);
	assert_list(&world, looks + 1);
	list[0] = message_of(10, "hello", now);
	tell_list(&world, looks + 1, list, 1);
	assert_int_equal(progress_of(&world).done, 1);
	close_world(&world);
}

/* Ten times the same text to one person are ten messages: none stands for two. */
static void test_each_its_own(void **state)
{
	(void)state;
	struct world world;
	struct message list[] = { message_of(9, "hello", clock_now()) };

	open_world(&world, sends(simple, 2), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.count, 2);
	for (size_t i = 0; i < 2; i++) {
		struct result result = { .error = { .kind = ERROR_NETWORK }, .unclear = true };
		answer(&world, i, &result);
	}
	pass(&world, 1000);
	assert_int_equal(world.jobs.count, 4);
	tell_list(&world, 2, list, 1);
	tell_list(&world, 3, list, 1);
	assert_int_equal(progress_of(&world).done, 1);
	assert_int_equal(progress_of(&world).waiting, 1);
	close_world(&world);
}

/* The search ends with what it found, and does not read on for ever. */
static void test_bounded(void **state)
{
	(void)state;
	struct world world;
	struct message list[] = { message_of(9, "hello", clock_now()) };
	struct result page = { .job = 2, .kind = JOB_LIST };

	start(&world, simple);
	lose(&world);
	pass(&world, 1000);
	assert_true(runner_take(world.runner, &page));
	page.messages = list;
	page.message_count = 1;
	assert_true(runner_take(world.runner, &page));
	assert_int_equal(world.cancelled.count, 1);
	assert_int_equal(world.cancelled.items[0], 2);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 1);
	page.last = true;
	assert_false(runner_take(world.runner, &page));
	close_world(&world);

	start(&world, simple);
	lose(&world);
	pass(&world, 1000);
	page = (struct result){ .job = 2, .kind = JOB_LIST };
	for (unsigned i = 0; i < world.jobs.items[1].pages; i++)
		assert_true(runner_take(world.runner, &page));
	assert_int_equal(world.cancelled.count, 1);
	assert_int_equal(progress_of(&world).waiting, 1);
	close_world(&world);
}

/* Twilio writes another text: then whom it came from and when must do. */
static void test_text_that_differs(void **state)
{
	(void)state;
	static const char *const forms[][13] = {
		{ "To", TO, "MessagingServiceSid", SERVICE, "Body", "see https://x.example/long",
		  "ShortenUrls", "true", NULL },
		{ "To", TO, "MessagingServiceSid", SERVICE, "Body", "“hello”", "SmartEncoded",
		  "true", NULL },
		{ "To", TO, "MessagingServiceSid", SERVICE, "ContentSid",
		  "HX00000000000000000000000000000001", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct world world;
		struct message list[] = { message_of(9, "whatever it became", clock_now()) };

		start(&world, forms[i]);
		lose(&world);
		pass(&world, 1000);
		/* Of no service, then of the right one. */
		tell_list(&world, 1, list, 1);
		assert_int_equal(progress_of(&world).waiting, 1);
		assert_true(sid_parse(SERVICE, strlen(SERVICE), &list[0].service));
		pass(&world, 5000);
		tell_list(&world, 2, list, 1);
		assert_int_equal(progress_of(&world).done, 1);
		close_world(&world);
	}
}

static void test_not_kept(void **state)
{
	(void)state;
	static const char *const forms[][9] = {
		{ "To", TO, "From", FROM, "Body", "hello", "ContentRetention", "discard", NULL },
		{ "To", TO, "From", FROM, "Body", "hello", "AddressRetention", "obfuscate", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct world world;

		start(&world, forms[i]);
		lose(&world);
		pass(&world, 120000);
		assert_int_equal(world.jobs.count, 1);
		assert_state(&world, RUNNER_ENDED);
		assert_int_equal(progress_of(&world).unknown, 1);
		assert_words(&world, "cannot be looked up");
		assert_int_equal(runner_retry(world.runner), 0);
		close_world(&world);
	}
}

/* A refusal is clear, and so is what never left. */
static void test_clear_failures(void **state)
{
	(void)state;
	struct world world;

	start(&world, simple);
	answer_error(&world, 0, ERROR_API, 400, 21610);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).refused, 1);
	close_world(&world);
	start(&world, simple);
	answer_error(&world, 0, ERROR_NETWORK, 0, 0);
	pass(&world, 5000);
	assert_int_equal(world.jobs.count, 2);
	assert_int_equal(world.jobs.items[1].kind, JOB_CHANGE);
	answer_done(&world, 1);
	assert_int_equal(progress_of(&world).done, 1);
	close_world(&world);
}

static void test_service(void **state)
{
	(void)state;
	static const char *const form[] = { "FriendlyName", "Ops", NULL };
	struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
	struct service services[] = {
		{ .friendly_name = { "Ops", 3 }, .date_created = clock_now() - 3600 },
		{ .friendly_name = { "Ops", 3 }, .date_created = clock_now() + 1 },
	};
	struct result result = { .records = services, .record_count = 2 };
	struct world world;

	services[0].sid = services[1].sid = item_sid(3);
	services[0].sid.kind = services[1].sid.kind = SID_MG;
	services[1].sid.bytes[0] = 1;
	plan_add_target(plan, OP_CREATE_SERVICE, &(struct plan_target){ .form = form }, NULL);
	plan_judge(plan, NULL, INT64_MAX);
	open_world(&world, plan, (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	lose(&world);
	pass(&world, 1000);
	assert_int_equal(world.jobs.items[1].kind, JOB_READ);
	assert_int_equal(world.jobs.items[1].list.resource, RESOURCE_SERVICES);
	answer(&world, 1, &result);
	assert_state(&world, RUNNER_ENDED);
	assert_true(sid_equal(&plan->items.items[0].sid, &services[1].sid));
	close_world(&world);
}

/* Refused as one too many because the lost attempt had put it there; or because another is. */
static void test_alpha_sender(void **state)
{
	(void)state;
	static const char *const form[] = { "AlphaSender", "Fernhill", NULL };
	struct sender senders[] = { { .address = { "Other", 5 } },
				    { .address = { "Fernhill", 8 } } };

	for (size_t there = 1; there <= 2; there++) {
		struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
		struct result lost = {
			.error = { .kind = ERROR_API, .http_status = 400, .code = 21714 },
			.unclear = true
		};
		struct result list = { .records = senders, .record_count = there };
		struct sid service = item_sid(3);
		struct world world;

		service.kind = SID_MG;
		senders[1].sid = item_sid(7);
		senders[1].sid.kind = SID_AI;
		plan_add_target(plan, OP_ADD_SENDER,
				&(struct plan_target){ .of = service, .form = form }, NULL);
		plan_judge(plan, NULL, INT64_MAX);
		open_world(&world, plan, (struct runner_options){ 0 });
		runner_start(world.runner);
		settle(&world);
		answer(&world, 0, &lost);
		pass(&world, 1000);
		assert_int_equal(world.jobs.items[1].list.resource, RESOURCE_POOL_ALPHAS);
		answer(&world, 1, &list);
		settle(&world);
		if (there == 1)
			answer_error(&world, 2, ERROR_API, 400, 21714);
		assert_state(&world, RUNNER_ENDED);
		assert_int_equal(plan->items.items[0].state, there == 2 ? ITEM_DONE : ITEM_REFUSED);
		assert_int_equal(plan->items.items[0].sid.kind, there == 2 ? SID_AI : SID_NONE);
		close_world(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sent),          cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),     cmocka_unit_test(test_each_its_own),
		cmocka_unit_test(test_bounded),       cmocka_unit_test(test_text_that_differs),
		cmocka_unit_test(test_not_kept),      cmocka_unit_test(test_clear_failures),
		cmocka_unit_test(test_service),       cmocka_unit_test(test_alpha_sender),
		cmocka_unit_test(test_another_clock),
	};
	hash_init_fixed(1, 2);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
