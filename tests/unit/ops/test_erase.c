/* What an erasure asks for, takes and leaves, and believes: without a network. */
#include "items.h"

#include "base/hash.h"
#include "base/mem.h"
#include "model/medium.h"
#include "ops/erase.h"

#define PERSON "+14155552671"
#define OTHER "+447700900123"

/* What was submitted. */
struct asked {
	struct VEC(struct job) jobs;
	size_t answered, more;
	struct VEC(uint64_t) cancelled;
};

static uint64_t submit(void *context, struct job *job)
{
	struct asked *asked = context;

	job->id = asked->jobs.count + 1;
	vec_push(&asked->jobs, *job);
	return job->id;
}

static void more(void *context, uint64_t job)
{
	(void)job;
	((struct asked *)context)->more++;
}

static void cancel(void *context, uint64_t job)
{
	struct asked *asked = context;

	vec_push(&asked->cancelled, job);
}

static struct erase *make(struct asked *asked, const struct erase_wanted *wanted,
			  const char *address)
{
	const struct erase_transport transport = { asked, submit, more, cancel };
	struct erase *erase = erase_new(wanted, &transport);

	*asked = (struct asked){ .answered = 0 };
	if (address)
		assert_true(erase_add_address(erase, address, strlen(address), NULL));
	return erase;
}

static void drop(struct erase *erase, struct asked *asked)
{
	erase_free(erase);
	vec_release(&asked->jobs);
	vec_release(&asked->cancelled);
}

static bool is_text(struct text text, const char *wanted)
{
	return text.data && text.length == strlen(wanted) &&
	       memcmp(text.data, wanted, text.length) == 0;
}

static struct message message_of(uint32_t number, const char *from, const char *to)
{
	return (struct message){
		.sid = item_sid(number),
		.from = { from, strlen(from) },
		.to = { to, strlen(to) },
		.body = { "text", 4 },
		.date_created = ITEMS_NOW - number,
		.date_sent = ITEMS_NOW - number,
		.status = STATUS_DELIVERED,
		.direction = strcmp(from, PERSON) == 0 ? DIRECTION_INBOUND : DIRECTION_OUTBOUND_API,
		.has_num_media = true,
	};
}

/* Answers the next job that was not. */
static void answer(struct erase *erase, struct asked *asked, struct result *result, bool last)
{
	result->job = asked->answered + 1;
	result->last = last;
	asked->answered += last;
	assert_true(erase_take(erase, result));
}

static void answer_empty(struct erase *erase, struct asked *asked)
{
	while (asked->answered < asked->jobs.count)
		answer(erase, asked, &(struct result){ .last = true }, true);
}

static struct result gone(uint32_t number, int code)
{
	return (struct result){ .error = { .kind = ERROR_API, .http_status = 404, .code = code },
				.gone = item_sid(number) };
}

/* One message to the person is found. */
static struct plan *find_one(struct erase *erase, struct asked *asked)
{
	struct message message = message_of(1, OTHER, PERSON);

	erase_find(erase);
	answer(erase, asked, &(struct result){ .messages = &message, .message_count = 1 }, true);
	answer_empty(erase, asked);
	assert_int_equal(erase_state(erase), ERASE_FOUND);
	struct plan *plan = erase_take_plan(erase);
	assert_int_equal(plan->items.count, 1);
	return plan;
}

/* The plan of an erasure of these addresses, of which nothing is found. */
static struct plan *plan_of(struct erase *erase, struct asked *asked, const char *const *addresses)
{
	for (size_t i = 0; addresses[i]; i++)
		assert_true(erase_add_address(erase, addresses[i], strlen(addresses[i]), NULL));
	erase_find(erase);
	answer_empty(erase, asked);
	return erase_take_plan(erase);
}

static const struct erase_wanted delete = { .op = OP_DELETE,
					    .since = DATE_NONE,
					    .until = DATE_NONE };

/* Whose messages they were can be compared by who has the key, whatever the order, and by nobody else. */
static void test_scope(void **state)
{
	(void)state;
	static const uint8_t key[ERASE_KEY_SIZE] = { 1 }, other_key[ERASE_KEY_SIZE] = { 2 };
	static const struct {
		const char *addresses[4];
		const uint8_t *key;
		const char *says; /* NULL: they are those of then */
	} cases[] = {
		{ { PERSON, OTHER }, key, NULL },
		{ { OTHER, "+1 415-555-2671", PERSON }, key, NULL },
		{ { PERSON }, key, "there were 2, and these are 1" },
		{ { PERSON, "+14155552672" }, key, "These are not the addresses of then" },
		{ { "whatsapp:" PERSON, OTHER }, key, "not the addresses" },
		{ { PERSON, OTHER }, other_key, "another secret" },
	};
	struct erase_wanted wanted = delete;
	struct asked asked, again;

	wanted.key = key;
	struct erase *erase = make(&asked, &wanted, NULL);
	struct plan *plan = plan_of(erase, &asked, (const char *const[]){ PERSON, OTHER, NULL });
	assert_true(plan->scope.known);
	assert_int_equal(plan->scope.addresses, 2);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;

		wanted.key = cases[i].key;
		struct erase *second = make(&again, &wanted, NULL);
		for (size_t n = 0; cases[i].addresses[n]; n++)
			assert_true(erase_add_address(second, cases[i].addresses[n],
						      strlen(cases[i].addresses[n]), NULL));
		assert_int_equal(erase_fits(second, plan, &err), !cases[i].says);
		if (cases[i].says)
			assert_non_null(strstr(error_text(&err), cases[i].says));
		error_release(&err);
		drop(second, &again);
	}
	/* The same addresses have another tag in another journal, and without a key none. */
	wanted.key = key;
	struct erase *second = make(&again, &wanted, NULL);
	struct plan *next = plan_of(second, &again, (const char *const[]){ PERSON, OTHER, NULL });
	assert_memory_not_equal(next->scope.tag, plan->scope.tag, sizeof(plan->scope.tag));
	plan_free(next);
	drop(second, &again);
	second = make(&again, &delete, NULL);
	next = plan_of(second, &again, (const char *const[]){ PERSON, NULL });
	assert_false(next->scope.known);
	plan_free(next);
	drop(second, &again);
	plan_free(plan);
	drop(erase, &asked);
}

/* What the interrupted plan has is no newcomer, though a list still shows it. */
static void test_adopted(void **state)
{
	(void)state;
	struct message messages[] = { message_of(1, OTHER, PERSON), message_of(2, OTHER, PERSON) };
	struct asked asked;
	struct erase *erase = make(&asked, &delete, PERSON);
	struct plan *plan = plan_new(PLAN_OF_CONTACT, NULL);

	assert_true(plan_add(plan, OP_DELETE, &messages[0].sid, NULL));
	plan_judge(plan, NULL, INT64_MAX);
	plan_set(plan, 0, ITEM_DONE, WHY_NONE);
	erase_adopt(erase, plan);
	erase_look(erase, plan);
	struct result result = gone(1, 20404);
	answer(erase, &asked, &result, true);
	answer(erase, &asked, &(struct result){ .messages = messages, .message_count = 2 }, true);
	answer_empty(erase, &asked);
	assert_int_equal(erase_state(erase), ERASE_FOUND);
	struct plan *more = erase_take_plan(erase);
	assert_int_equal(more->items.count, 1);
	assert_true(sid_equal(&more->items.items[0].sid, &messages[1].sid));
	erase_mark(erase, plan);
	assert_int_equal(plan->items.items[0].proof, PROOF_LISTED);
	plan_free(more);
	plan_free(plan);
	drop(erase, &asked);
}

static void test_addresses(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		size_t lists; /* 0: refused */
	} cases[] = {
		{ PERSON, 6 },
		{ "+1 (415) 555-2671", 6 },
		{ "0044 7700 900123", 6 },
		{ "87654", 2 },
		{ "whatsapp:+14155552671", 2 },
		{ "WhatsApp:+14155552671", 2 },
		{ "messenger:12", 2 },
		{ "rcs:agent_x", 2 },
		{ "bob", 0 },
		{ "", 0 },
		{ "12", 0 },
		{ "4155552671", 0 },
		{ "whatsapp:", 0 },
		{ "messenger:a b", 0 },
		{ "+1415", 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct asked asked;
		struct erase *erase = make(&asked, &delete, NULL);
		struct error err = ERROR_INIT;
		bool good = erase_add_address(erase, cases[i].typed, strlen(cases[i].typed), &err);

		assert_int_equal(good, cases[i].lists > 0);
		assert_int_equal(err.kind, good ? ERROR_NONE : ERROR_USAGE);
		if (good) {
			/* Typed twice it is asked for once. */
			erase_add_address(erase, cases[i].typed, strlen(cases[i].typed), NULL);
			erase_find(erase);
			answer_empty(erase, &asked);
			assert_int_equal(asked.jobs.count, cases[i].lists);
		}
		error_release(&err);
		drop(erase, &asked);
	}
}

static void test_lists(void **state)
{
	(void)state;
	static const char *const forms[] = { PERSON, "whatsapp:" PERSON, "rcs:" PERSON };
	struct asked asked;
	struct erase *erase = make(&asked, &delete, PERSON);

	erase_find(erase);
	answer_empty(erase, &asked);
	for (size_t i = 0; i < 6; i++) {
		const struct job *job = &asked.jobs.items[i];

		assert_int_equal(job->kind, JOB_LIST);
		assert_true(is_text(i % 2 ? job->from : job->to, forms[i / 2]));
		assert_null((i % 2 ? job->to : job->from).data);
		assert_int_equal(job->since, DATE_NONE);
		assert_int_equal(job->until, DATE_NONE);
	}
	drop(erase, &asked);
}

/* Both directions are one message; what is of somebody else stays, whatever the service lists. */
static void test_takes(void **state)
{
	(void)state;
	struct asked asked;
	struct erase *erase = make(&asked, &delete, PERSON);
	struct message page[] = {
		message_of(1, OTHER, PERSON), message_of(2, PERSON, PERSON),
		message_of(3, OTHER, OTHER),  message_of(4, OTHER, PERSON),
		message_of(5, OTHER, PERSON),
	};
	struct message second = page[1];

	page[3].status = STATUS_SENDING;
	page[4].status = STATUS_SCHEDULED;
	page[4].date_sent = DATE_NONE;
	erase_find(erase);
	answer(erase, &asked, &(struct result){ .messages = page, .message_count = 5 }, false);
	assert_int_equal(asked.more, 1);
	answer(erase, &asked, &(struct result){ .bad_records = 2 }, true);
	answer(erase, &asked, &(struct result){ .messages = &second, .message_count = 1 }, true);
	answer_empty(erase, &asked);
	const struct erase_count *count = erase_count(erase);
	assert_int_equal(count->messages, 4);
	assert_int_equal(count->strangers, 1);
	assert_int_equal(count->bad_records, 2);
	assert_int_equal(count->inbound, 1);
	assert_int_equal(count->outbound, 3);
	assert_int_equal(count->not_final, 1);
	assert_int_equal(count->scheduled, 1);
	assert_int_equal(count->newest, ITEMS_NOW - 1);
	assert_int_equal(count->oldest, ITEMS_NOW - 5);
	struct plan *plan = erase_take_plan(erase);
	/* What is scheduled is cancelled first, and waits for that. */
	assert_int_equal(plan->counts[ITEM_READY], 3);
	assert_int_equal(plan->counts[ITEM_WAITING], 2);
	assert_int_equal(plan->whys[WHY_CANCEL_FIRST], 1);
	assert_int_equal(plan->ops[OP_CANCEL], 1);
	uint32_t cancelled = plan_find(plan, OP_CANCEL, &page[4].sid);
	assert_true(cancelled < plan_find(plan, OP_DELETE, &page[4].sid));
	assert_int_equal(plan_op(plan), OP_DELETE);
	assert_int_equal(plan->notes.count, 1);
	assert_true(plan->erasure);
	assert_int_equal(plan->source, PLAN_OF_CONTACT);
	plan_free(plan);
	drop(erase, &asked);
}

static void test_times(void **state)
{
	(void)state;
	struct asked asked;
	struct erase_wanted wanted = delete;
	struct message page[5];

	wanted.since = ITEMS_NOW - 4;
	wanted.until = ITEMS_NOW - 2;
	struct erase *erase = make(&asked, &wanted, NULL);
	for (uint32_t i = 0; i < 5; i++)
		page[i] = message_of(i + 1, OTHER, PERSON);
	/* Never sent: when it was made counts. */
	page[2].date_sent = DATE_NONE;
	page[4].date_sent = page[4].date_created = DATE_NONE;
	erase_find(erase);
	assert_int_equal(asked.jobs.count, 1);
	assert_null(asked.jobs.items[0].to.data);
	answer(erase, &asked, &(struct result){ .messages = page, .message_count = 5 }, true);
	assert_int_equal(erase_count(erase)->messages, 3);
	drop(erase, &asked);
}

static void test_media(void **state)
{
	(void)state;
	struct asked asked;
	struct erase_wanted wanted = delete;
	struct message page[] = { message_of(1, OTHER, PERSON), message_of(2, OTHER, PERSON) };
	struct medium media[] = { { .sid = { .kind = SID_ME } }, { .sid = { .kind = SID_ME } } };

	wanted.op = OP_REDACT;
	wanted.media = true;
	media[1].sid.bytes[0] = 1;
	struct erase *erase = make(&asked, &wanted, "87654");
	page[0].to = page[1].to = (struct text){ "87654", 5 };
	page[1].num_media = 2;
	page[1].body.length = 0;
	erase_find(erase);
	answer(erase, &asked, &(struct result){ .messages = page, .message_count = 2 }, true);
	answer(erase, &asked, &(struct result){ .last = true }, true);
	assert_int_equal(erase_state(erase), ERASE_FINDING);
	assert_int_equal(asked.jobs.count, 3);
	assert_int_equal(asked.jobs.items[2].kind, JOB_READ);
	assert_true(sid_equal(&asked.jobs.items[2].list.of, &page[1].sid));
	answer(erase, &asked, &(struct result){ .records = media, .record_count = 2 }, true);
	struct plan *plan = erase_take_plan(erase);
	assert_int_equal(plan->ops[OP_REDACT], 2);
	assert_int_equal(plan->ops[OP_DELETE_MEDIUM], 2);
	assert_int_equal(plan->counts[ITEM_LEFT], 1); /* without a text */
	assert_int_equal(plan->counts[ITEM_READY], 3);
	assert_int_equal(plan->media, 0); /* none stay */
	plan_free(plan);
	drop(erase, &asked);
}

/* Not to be told how many there are is not to be told that there are none. */
static void test_media_that_are_not_counted(void **state)
{
	(void)state;
	struct asked asked;
	struct erase_wanted wanted = delete;
	struct message message = message_of(1, OTHER, "87654");
	struct medium medium = { .sid = { .kind = SID_ME } };

	wanted.op = OP_REDACT;
	wanted.media = true;
	message.has_num_media = false;
	struct erase *erase = make(&asked, &wanted, "87654");
	erase_find(erase);
	answer(erase, &asked, &(struct result){ .messages = &message, .message_count = 1 }, true);
	answer(erase, &asked, &(struct result){ .last = true }, true);
	assert_int_equal(asked.jobs.count, 3);
	assert_true(sid_equal(&asked.jobs.items[2].list.of, &message.sid));
	answer(erase, &asked, &(struct result){ .records = &medium, .record_count = 1 }, true);
	struct plan *plan = erase_take_plan(erase);
	assert_int_equal(plan->ops[OP_DELETE_MEDIUM], 1);
	plan_free(plan);
	drop(erase, &asked);
}

static void test_fails(void **state)
{
	(void)state;
	struct asked asked;
	struct erase *erase = make(&asked, &delete, PERSON);

	erase_find(erase);
	answer(erase, &asked,
	       &(struct result){ .error = { .kind = ERROR_API, .http_status = 500 } }, true);
	assert_int_equal(erase_state(erase), ERASE_FAILED);
	assert_int_equal(erase_error(erase)->http_status, 500);
	/* The others, too, are not waited for. */
	assert_true(asked.cancelled.count >= asked.jobs.count - 1);
	drop(erase, &asked);
}

/* What a look believes. */
static void test_looks(void **state)
{
	(void)state;
	struct message whole = message_of(1, OTHER, PERSON), empty = whole;

	empty.body.length = 0;
	const struct {
		enum op op;
		struct result result;
		enum item_proof proof;
	} cases[] = {
		{ OP_DELETE, gone(1, 20404), PROOF_GONE },
		{ OP_DELETE, gone(1, 0), PROOF_NONE }, /* a gateway's */
		{ OP_DELETE, { .messages = &empty, .message_count = 1 }, PROOF_THERE },
		{ OP_DELETE, { .error = { .kind = ERROR_NETWORK } }, PROOF_NONE },
		{ OP_REDACT, { .messages = &empty, .message_count = 1 }, PROOF_EMPTY },
		{ OP_REDACT, { .messages = &whole, .message_count = 1 }, PROOF_THERE },
		{ OP_REDACT, gone(1, 20404), PROOF_GONE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct asked asked;
		struct erase_wanted wanted = delete;
		size_t proofs[PROOFS];
		struct result result = cases[i].result;

		wanted.op = cases[i].op;
		struct erase *erase = make(&asked, &wanted, PERSON);
		struct plan *plan = find_one(erase, &asked);
		plan_set(plan, 0, ITEM_DONE, WHY_NONE);
		erase_look(erase, plan);
		assert_int_equal(asked.jobs.items[asked.answered].kind, JOB_MESSAGE);
		answer(erase, &asked, &result, true);
		assert_int_equal(plan->items.items[0].proof, cases[i].proof);
		erase_tally(plan, proofs);
		assert_int_equal(proofs[cases[i].proof], 1);
		answer_empty(erase, &asked);
		assert_int_equal(erase_state(erase), ERASE_FOUND);
		plan_free(plan);
		drop(erase, &asked);
	}
}

/* Gone but listed is not new; what is new is. */
static void test_again(void **state)
{
	(void)state;
	struct asked asked;
	struct erase *erase = make(&asked, &delete, PERSON);
	struct plan *plan = find_one(erase, &asked);
	struct message page[] = { message_of(1, OTHER, PERSON), message_of(2, OTHER, PERSON) };
	struct result result = gone(1, 20404);

	plan_set(plan, 0, ITEM_DONE, WHY_NONE);
	erase_look(erase, plan);
	answer(erase, &asked, &result, true);
	answer(erase, &asked, &(struct result){ .messages = page, .message_count = 2 }, true);
	answer_empty(erase, &asked);
	assert_int_equal(erase_count(erase)->listed, 1);
	assert_int_equal(erase_count(erase)->messages, 1);
	erase_mark(erase, plan);
	assert_int_equal(plan->items.items[0].proof, PROOF_LISTED);
	struct plan *second = erase_take_plan(erase);
	assert_int_equal(second->items.count, 1);
	assert_true(sid_equal(&second->items.items[0].sid, &page[1].sid));
	plan_free(plan);
	plan_free(second);
	drop(erase, &asked);
}

/* Whoever goes on with a plan knows no addresses: each item is asked for, nothing is listed. */
static void test_verifies(void **state)
{
	(void)state;
	struct asked asked;
	struct erase *erase = make(&asked, &delete, NULL);
	struct plan *plan = plan_new(PLAN_OF_CONTACT, NULL);
	struct message scheduled = message_of(1, OTHER, PERSON);
	struct result result = gone(1, 20404);
	size_t proofs[PROOFS];

	scheduled.status = STATUS_SCHEDULED;
	assert_true(plan_add_message(plan, OP_CANCEL, &scheduled, NULL));
	assert_true(plan_add_message(plan, OP_DELETE, &scheduled, NULL));
	plan_set(plan, 0, ITEM_DONE, WHY_NONE);
	plan_set(plan, 1, ITEM_DONE, WHY_NONE);
	erase_verify(erase, plan);
	/* That it was cancelled is not asked for. */
	assert_int_equal(asked.jobs.count, 1);
	answer(erase, &asked, &result, true);
	assert_int_equal(erase_state(erase), ERASE_FOUND);
	assert_int_equal(asked.jobs.count, 1);
	assert_null(erase_take_plan(erase));
	erase_tally(plan, proofs);
	assert_int_equal(proofs[PROOF_GONE], 1);
	assert_int_equal(proofs[PROOF_NONE], 0);
	plan_free(plan);
	drop(erase, &asked);
}

/* A service that does not answer is not asked a hundred thousand times. */
static void test_gives_up(void **state)
{
	(void)state;
	struct asked asked;
	struct erase *erase = make(&asked, &delete, PERSON);
	struct plan *plan = items_plan(OP_DELETE, 1000);
	size_t total;

	for (uint32_t i = 0; i < 1000; i++)
		plan_set(plan, i, ITEM_DONE, WHY_NONE);
	erase_look(erase, plan);
	while (erase_state(erase) == ERASE_LOOKING)
		answer(erase, &asked, &(struct result){ .error = { .kind = ERROR_NETWORK } }, true);
	assert_true(erase_left(erase, &total) > 900);
	assert_int_equal(total, 1000);
	assert_int_equal(erase_error(erase)->kind, ERROR_NETWORK);
	plan_free(plan);
	drop(erase, &asked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_lists),
		cmocka_unit_test(test_takes),     cmocka_unit_test(test_times),
		cmocka_unit_test(test_media),     cmocka_unit_test(test_media_that_are_not_counted),
		cmocka_unit_test(test_fails),     cmocka_unit_test(test_looks),
		cmocka_unit_test(test_again),     cmocka_unit_test(test_gives_up),
		cmocka_unit_test(test_verifies),  cmocka_unit_test(test_scope),
		cmocka_unit_test(test_adopted),
	};

	hash_init();
	return cmocka_run_group_tests_name("ops/erase", tests, NULL, NULL);
}
