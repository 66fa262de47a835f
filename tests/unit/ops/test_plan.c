#include "items.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"

#define MANY 100000

static void test_once_each(void **state)
{
	(void)state;
	struct plan *plan = items_plan(OP_REDACT, MANY);
	struct sid sid = item_sid(MANY / 2);

	assert_int_equal(plan->items.count, MANY);
	assert_true(plan_add(plan, OP_REDACT, &sid, NULL));
	/* The same digits in the other case are the same message. */
	sid.upper = 1;
	assert_true(plan_add(plan, OP_REDACT, &sid, NULL));
	assert_int_equal(plan->items.count, MANY);
	assert_int_equal(plan_find(plan, OP_REDACT, &sid), MANY / 2 - 1);
	assert_int_equal(plan_find(plan, OP_DELETE, &sid), IDSET_NONE);
	assert_true(plan_add(plan, OP_DELETE, &sid, NULL));
	assert_int_equal(plan->items.count, MANY + 1);
	assert_int_equal(plan->ops[OP_REDACT], MANY);
	assert_int_equal(plan->ops[OP_DELETE], 1);
	assert_int_equal(sizeof(struct plan_item), 40);
	plan_free(plan);
}

static void test_judged_by_the_store(void **state)
{
	(void)state;
	struct store *store = store_new();
	struct plan *plan = items_plan(OP_REDACT, 6);

	put_message(store, 1, STATUS_DELIVERED, "text", 0);
	put_message(store, 2, STATUS_DELIVERED, "", 0);
	put_message(store, 3, STATUS_QUEUED, "text", 1);
	put_message(store, 4, STATUS_SCHEDULED, "text", 1);
	put_message(store, 5, STATUS_READ, "text", 2);
	/* The sixth is not there: left to the server. */
	assert_false(plan_judge(plan, store, INT64_MAX));
	assert_int_equal(plan->counts[ITEM_READY], 3);
	assert_int_equal(plan->counts[ITEM_LEFT], 1);
	assert_int_equal(plan->counts[ITEM_WAITING], 1);
	assert_int_equal(plan->counts[ITEM_REFUSED], 1);
	assert_int_equal(plan->media, 2);
	assert_int_equal(plan->items.items[1].why, WHY_NO_TEXT);
	assert_int_equal(plan->items.items[3].why, WHY_SCHEDULED);
	assert_int_equal(plan_open(plan), 4);
	plan_free(plan);
	store_free(store);
}

static void test_judged_in_slices(void **state)
{
	(void)state;
	struct plan *plan = items_plan(OP_DELETE, MANY);
	size_t slices = 1;

	while (plan_judge(plan, NULL, 0))
		slices++;
	assert_true(slices > MANY / 1000);
	assert_int_equal(plan->judged, MANY);
	assert_int_equal(plan->counts[ITEM_READY], MANY);
	plan_free(plan);
}

static void test_answers(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);
	struct plan *plan = items_plan(OP_DELETE, 3);
	const char *request = "RQ00000000000000000000000000000001";

	plan_set_answer(plan, 1, ITEM_WAITING, WHY_NOT_FINAL, 20009, 409, request);
	assert_string_equal(plan_request_id(plan, 1), request);
	assert_string_equal(plan_request_id(plan, 0), "");
	assert_int_equal(plan->items.items[1].tries, 1);
	plan_explain(plan, 1, &out);
	assert_non_null(strstr(out.data, "waits: is still on its way"));
	assert_non_null(strstr(out.data, request));
	/* Done in the end: the refusals before do not matter any more, nor is more memory used. */
	plan_set_answer(plan, 1, ITEM_FAILED, WHY_NETWORK, 0, 0, "");
	plan_set_answer(plan, 1, ITEM_DONE, WHY_NONE, 0, 204, "RQ2");
	assert_string_equal(plan_request_id(plan, 1), "RQ2");
	assert_int_equal(plan->requests.count, 1);
	strbuf_reset(&out);
	plan_explain(plan, 1, &out);
	assert_string_equal(out.data, "deleted");
	plan_set_answer(plan, 2, ITEM_DONE, WHY_GONE, 20404, 404, "RQ3");
	strbuf_reset(&out);
	plan_explain(plan, 2, &out);
	assert_string_equal(out.data, "deleted, was gone already");
	assert_int_equal(plan->counts[ITEM_DONE], 2);
	assert_int_equal(plan_next(plan, 0, 1u << ITEM_DONE), 1);
	assert_int_equal(plan_next(plan, 2, 1u << ITEM_READY), IDSET_NONE);
	for (int i = 0; i < 300; i++)
		plan_set_answer(plan, 0, ITEM_WAITING, WHY_NOT_FINAL, 20009, 409, request);
	assert_int_equal(plan->items.items[0].tries, 255);
	strbuf_release(&out);
	plan_free(plan);
}

static struct sid sid_of(enum sid_kind kind, uint32_t number)
{
	struct sid sid = item_sid(number);

	sid.kind = (uint8_t)kind;
	return sid;
}

static void test_targets(void **state)
{
	(void)state;
	static const char *const form[] = { "To", "+15005550123", "Body", "hello", NULL };
	struct plan *plan = items_plan(OP_DELETE, 2);
	struct plan_target sender = { .sid = sid_of(SID_PN, 1), .of = sid_of(SID_MG, 1) };
	struct plan_target send = { .form = form, .label = "+15005550123" };
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	assert_null(plan_detail(plan, 0));
	/* The same sender of two services is two items; of one it is one. */
	assert_true(plan_add_target(plan, OP_REMOVE_SENDER, &sender, NULL));
	assert_true(plan_add_target(plan, OP_REMOVE_SENDER, &sender, NULL));
	assert_int_equal(plan->items.count, 3);
	sender.of = sid_of(SID_MG, 2);
	assert_true(plan_add_target(plan, OP_REMOVE_SENDER, &sender, NULL));
	assert_int_equal(plan->items.count, 4);
	assert_int_equal(plan_find_of(plan, OP_REMOVE_SENDER, &sender.sid, &sender.of), 3);
	assert_int_equal(plan_find(plan, OP_REMOVE_SENDER, &sender.sid), IDSET_NONE);
	/* What makes something is each its own. */
	assert_true(plan_add_target(plan, OP_SEND, &send, NULL));
	assert_true(plan_add_target(plan, OP_SEND, &send, NULL));
	assert_int_equal(plan->items.count, 6);
	/* Those from before have an empty detail, those to come get one. */
	struct sid sid = item_sid(3);
	plan_add(plan, OP_DELETE, &sid, NULL);
	assert_int_equal(plan->details.count, plan->items.count);
	assert_int_equal(plan_detail(plan, 0)->of.kind, SID_NONE);
	assert_int_equal(plan_find(plan, OP_DELETE, &sid), 6);
	assert_string_equal(plan_form_value(plan_detail(plan, 4), "Body"), "hello");
	assert_null(plan_form_value(plan_detail(plan, 4), "From"));
	assert_null(plan_form_value(plan_detail(plan, 0), "Body"));
	plan_add_label(plan, 4, &out);
	assert_string_equal(out.data, "+15005550123");
	strbuf_reset(&out);
	plan_add_label(plan, 0, &out);
	assert_string_equal(out.data, "SM00000000000000000000000000000001");
	strbuf_reset(&out);
	/* Nothing but messages is judged by the store. */
	struct store *store = store_new();
	put_message(store, 1, STATUS_SENDING, "text", 0);
	plan_judge(plan, store, INT64_MAX);
	assert_int_equal(plan->counts[ITEM_WAITING], 1);
	assert_int_equal(plan->counts[ITEM_READY], 6);
	store_free(store);
	plan_free(plan);
	strbuf_release(&out);
}

static void test_words(void **state)
{
	(void)state;
	struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
	struct plan_target sender = { .sid = sid_of(SID_PN, 1), .of = sid_of(SID_MG, 1) };
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	plan_add_target(plan, OP_ADD_SENDER, &sender, NULL);
	plan_set_answer(plan, 0, ITEM_REFUSED, WHY_ELSEWHERE, 21712, 409, "RQ1");
	plan_explain(plan, 0, &out);
	assert_string_equal(out.data, "refused: is in another service: move it instead "
				      "(error 21712, request RQ1)");
	strbuf_reset(&out);
	/* Twilio's own words say more than the code's. */
	plan_set_said(plan, 0, "AlphaSender is invalid");
	plan_set_answer(plan, 0, ITEM_REFUSED, WHY_OTHER, 21709, 400, "RQ2");
	plan_explain(plan, 0, &out);
	assert_non_null(strstr(out.data, "refused: AlphaSender is invalid: "));
	assert_non_null(strstr(out.data, "error 21709"));
	strbuf_reset(&out);
	plan_set_answer(plan, 0, ITEM_DONE, WHY_HERE, 21710, 409, "RQ3");
	plan_explain(plan, 0, &out);
	assert_string_equal(out.data, "added, was there already");
	strbuf_reset(&out);
	plan_add_service(plan, &sender.of, &out);
	assert_non_null(strstr(out.data, "MG00"));
	strbuf_reset(&out);
	plan_name_service(plan, &sender.of, "Ops");
	plan_add_service(plan, &sender.of, &out);
	assert_string_equal(out.data, "Ops");
	strbuf_release(&out);
	plan_free(plan);
	for (unsigned i = 0; i < PLACES; i++)
		assert_int_equal(move_place_find(move_place_name(i)), i);
	assert_int_equal(move_place_find("there"), PLACES);
}

static void test_names(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ITEM_STATES; i++)
		assert_int_equal(item_state_find(item_state_name(i)), i);
	assert_int_equal(item_state_find("lost"), ITEM_STATES);
	for (unsigned i = 0; i < PLAN_SOURCES; i++)
		assert_int_equal(plan_source_find(plan_source_name(i)), i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_once_each),
		cmocka_unit_test(test_judged_by_the_store),
		cmocka_unit_test(test_judged_in_slices),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_targets),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_names),
	};
	hash_init_fixed(1, 2);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
