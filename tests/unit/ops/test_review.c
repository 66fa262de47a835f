#include "items.h"

#include "base/hash.h"
#include "base/mem.h"
#include "ops/review.h"

static const struct review_pace calm = { .per_second = 30, .in_flight = 16, .latency_ms = 50 };

static const struct review_row *find_row(const struct review *review, enum review_kind kind)
{
	for (size_t i = 0; i < review->rows.count; i++)
		if (review->rows.items[i].kind == kind)
			return &review->rows.items[i];
	fail_msg("no such row");
	return NULL;
}

static void test_rows(void **state)
{
	(void)state;
	struct store *store = store_new();
	struct plan *plan = items_plan(OP_REDACT, 1600);
	struct review review;

	for (uint32_t i = 1; i <= 1500; i++)
		put_message(store, i, STATUS_DELIVERED, "text", i <= 40);
	for (uint32_t i = 1501; i <= 1580; i++)
		put_message(store, i, STATUS_DELIVERED, "", 0);
	for (uint32_t i = 1581; i <= 1598; i++)
		put_message(store, i, STATUS_SENDING, "text", 0);
	for (uint32_t i = 1599; i <= 1600; i++)
		put_message(store, i, STATUS_SCHEDULED, "text", 0);
	plan_judge(plan, store, INT64_MAX);
	plan->hidden = 7;
	review_make(&review, plan, &calm);
	assert_string_equal(review.title, "Redact the text of 1,518 messages");
	assert_int_equal(review.count, 1518);
	assert_int_equal(review.hidden, 7);
	assert_int_equal(review.weight, REVIEW_COUNT);
	assert_non_null(review.warning);
	assert_string_equal(review.duration, "less than a minute");
	assert_int_equal(review.rows.count, 4);
	assert_int_equal(find_row(&review, REVIEW_DO)->count, 1500);
	assert_string_equal(find_row(&review, REVIEW_DO)->note,
			    "40 of them have media, which stay");
	assert_int_equal(find_row(&review, REVIEW_WAIT)->count, 18);
	assert_int_equal(find_row(&review, REVIEW_LEAVE)->count, 80);
	assert_string_equal(find_row(&review, REVIEW_LEAVE)->note, "has no text any more");
	assert_int_equal(find_row(&review, REVIEW_REFUSE)->count, 2);
	assert_string_equal(find_row(&review, REVIEW_REFUSE)->note,
			    "is scheduled: cancel it first");
	review_release(&review);
	plan_free(plan);
	store_free(store);
}

static void test_weights(void **state)
{
	(void)state;
	struct store *store = store_new();
	struct review review;
	struct plan *plan = items_plan(OP_CANCEL, 1);

	put_message(store, 1, STATUS_DELIVERED, "text", 0);
	put_message(store, 2, STATUS_SCHEDULED, "text", 0);
	plan_judge(plan, store, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_int_equal(review.weight, REVIEW_NOTHING);
	assert_int_equal(review.count, 0);
	review_release(&review);

	struct sid sid = item_sid(2);
	plan_add(plan, OP_CANCEL, &sid, NULL);
	plan_judge(plan, store, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_int_equal(review.weight, REVIEW_YES);
	assert_string_equal(review.title, "Cancel 1 scheduled message");
	assert_string_equal(review.duration, "a few seconds");
	review_release(&review);

	/* Two verbs; the graver one warns. */
	sid = item_sid(3);
	plan_add(plan, OP_DELETE, &sid, NULL);
	plan_judge(plan, store, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_string_equal(review.title, "Carry out 2 changes");
	assert_int_equal(review.weight, REVIEW_COUNT);
	assert_string_equal(review.warning, op_verb(OP_DELETE)->warning);
	review_release(&review);
	plan_free(plan);
	store_free(store);
}

static void test_one_message_is_not_spoken_of_as_of_many(void **state)
{
	(void)state;
	struct store *store = store_new();
	struct plan *plan = items_plan(OP_REDACT, 1);
	struct review review;

	put_message(store, 1, STATUS_DELIVERED, "text", 2);
	plan_judge(plan, store, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_string_equal(find_row(&review, REVIEW_DO)->note, "its media stay");
	review_release(&review);
	plan_free(plan);
	store_free(store);
}

static struct sid sid_of(enum sid_kind kind, uint32_t number)
{
	struct sid sid = item_sid(number);

	sid.kind = (uint8_t)kind;
	return sid;
}

static void assert_title(enum op op, uint32_t count, const struct plan_target *target,
			 const char *title, enum review_weight weight)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	struct plan_target next = *target;
	struct sid ops = sid_of(SID_MG, 1), reminders = sid_of(SID_MG, 2);
	struct review review;

	for (uint32_t i = 0; i < count; i++) {
		if (target->sid.kind != SID_NONE)
			next.sid = sid_of((enum sid_kind)target->sid.kind, 100 + i);
		assert_true(plan_add_target(plan, op, &next, NULL));
	}
	plan_name_service(plan, &ops, "Ops");
	plan_name_service(plan, &reminders, "Reminders");
	plan_judge(plan, NULL, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_string_equal(review.title, title);
	assert_int_equal(review.weight, weight);
	review_release(&review);
	plan_free(plan);
}

static void test_titles(void **state)
{
	(void)state;
	const struct sid number = sid_of(SID_PN, 1), ops = sid_of(SID_MG, 1);
	const struct sid reminders = sid_of(SID_MG, 2);

	assert_title(OP_MOVE_SENDER, 40,
		     &(struct plan_target){ .sid = number, .of = ops, .to = reminders },
		     "Move 40 senders from Ops to Reminders", REVIEW_COUNT);
	assert_title(OP_ADD_SENDER, 1,
		     &(struct plan_target){ .sid = number, .of = ops, .label = "+15125550100" },
		     "Add sender +15125550100 to Ops", REVIEW_YES);
	assert_title(OP_REMOVE_SENDER, 3, &(struct plan_target){ .sid = number, .of = ops },
		     "Remove 3 senders from Ops", REVIEW_COUNT);
	assert_title(OP_SEND, 1, &(struct plan_target){ .label = "+15005550123" },
		     "Send message to +15005550123", REVIEW_YES);
	assert_title(OP_SEND, 12, &(struct plan_target){ .label = "+15005550123" },
		     "Send 12 messages", REVIEW_COUNT);
	assert_title(OP_UPDATE_SERVICE, 1, &(struct plan_target){ .sid = ops, .label = "Ops" },
		     "Update messaging service Ops", REVIEW_YES);
	assert_title(OP_DELETE_MEDIUM, 2,
		     &(struct plan_target){ .sid = sid_of(SID_ME, 1), .of = sid_of(SID_MM, 1) },
		     "Delete 2 media files", REVIEW_COUNT);
}

/* Between several services there is no one name to give. */
static void test_several_services(void **state)
{
	(void)state;
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	struct review review;

	for (uint32_t i = 1; i <= 3; i++)
		plan_add_target(plan, OP_MOVE_SENDER,
				&(struct plan_target){ .sid = sid_of(SID_PN, i),
						       .of = sid_of(SID_MG, i),
						       .to = sid_of(SID_MG, 9) },
				NULL);
	struct sid to = sid_of(SID_MG, 9);
	plan_name_service(plan, &to, "Ops");
	plan_judge(plan, NULL, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_string_equal(review.title, "Move 3 senders from several services to Ops");
	/* A move is two requests. */
	assert_int_equal(review.duration_ms, 200);
	review_release(&review);
	plan_free(plan);
}

static void test_word(void **state)
{
	(void)state;
	struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
	struct review review;

	plan_add_target(plan, OP_DELETE_SERVICE,
			&(struct plan_target){ .sid = sid_of(SID_MG, 1), .label = "Ops" }, NULL);
	plan->word = xstrdup("Ops");
	plan_note(plan, "%d numbers return to the account", 7);
	plan_judge(plan, NULL, INT64_MAX);
	review_make(&review, plan, &calm);
	assert_int_equal(review.weight, REVIEW_WORD);
	assert_string_equal(review.word, "Ops");
	assert_string_equal(review.warning, op_verb(OP_DELETE_SERVICE)->warning);
	assert_string_equal(review.plan->notes.items[0], "7 numbers return to the account");
	review_release(&review);
	plan_free(plan);
}

static void test_count_typed(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool right;
	} cases[] = {
		{ "4812", true },   { "4,812", true },  { "4 812", true },
		{ "4'812", true },  { "4.812", true },  { "", false },
		{ "4811", false },  { "48120", false }, { "y", false },
		{ "4812x", false }, { "-4812", false }, { "99999999999999999999999994812", false },
		{ ",", false },
	};
	struct review review = { .count = 4812 };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(review_count_matches(&review, cases[i].text), cases[i].right);
	review.count = 0;
	assert_false(review_count_matches(&review, ""));
}

static void test_durations(void **state)
{
	(void)state;
	static const struct {
		int64_t ms;
		const char *words;
	} cases[] = {
		{ 0, "a few seconds" },
		{ 9999, "a few seconds" },
		{ 10000, "less than a minute" },
		{ 60000, "about 1 minute" },
		{ 150000, "about 3 minutes" },
		{ 89 * 60000, "about 89 minutes" },
		{ 130 * 60000, "about 2 h 10 min" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);

		review_add_duration(&out, cases[i].ms);
		assert_string_equal(out.data, cases[i].words);
		strbuf_release(&out);
	}
	assert_int_equal(review_duration(3000, &calm), 100000);
	/* A slow service counts more than the pace; without a pace it counts alone. */
	struct review_pace slow = { .per_second = 1000, .in_flight = 10, .latency_ms = 100 };
	assert_int_equal(review_duration(3000, &slow), 30000);
	slow.per_second = 0;
	assert_int_equal(review_duration(3000, &slow), 30000);
	slow.latency_ms = 0;
	assert_int_equal(review_duration(3000, &slow), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_one_message_is_not_spoken_of_as_of_many),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_several_services),
		cmocka_unit_test(test_word),
		cmocka_unit_test(test_count_typed),
		cmocka_unit_test(test_durations),
	};
	hash_init_fixed(1, 2);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
