/*
 * JOB_DEACTIVATED: the numbers of a day, behind a redirect to a host that must not see who asks; read
 * no faster than they are taken, and none twice when the connection breaks.
 */
#include "rig.h"

#include <poll.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "support/api.h"

#define DAY date_from_civil(2026, 11, 22, 0, 0, 0)
#define ENOUGH "100000" /* numbers: more than a dozen results */
#define BODY_MAX ((size_t)1 << 16)

/* What came of one job. */
struct got {
	size_t results;
	uint64_t numbers;
	uint64_t sum; /* of all of them, and of their places: the same for the same list only */
	struct deactivated last;
	struct error error;
};

static struct result *next_result(struct rig *rig)
{
	struct pollfd fd = { .fd = fetch_wake_fd(rig->fetch), .events = POLLIN };
	struct result *result;

	while (!(result = fetch_receive(rig->fetch)))
		assert_true(poll(&fd, 1, RIG_PATIENCE_MS) > 0);
	return result;
}

static bool take(struct got *got, struct result *result)
{
	const struct deactivated *day = result->deactivated;
	bool last = result->last;

	got->results++;
	for (size_t i = 0; day && i < day->number_count; i++)
		got->sum = (got->sum + day->numbers[i]) * 31 + ++got->numbers;
	if (day) {
		assert_true(day->number_count <= DEACTIVATED_BATCH);
		got->last = *day;
		assert_int_equal(day->count, got->numbers);
	}
	error_move(&got->error, &result->error);
	result_free(result);
	return last;
}

static uint64_t start(struct rig *rig, struct got *got)
{
	struct job job = { .kind = JOB_DEACTIVATED, .priority = PRIORITY_NOW, .since = DAY };

	*got = (struct got){ .error = ERROR_INIT };
	return fetch_submit(rig->fetch, &job);
}

static void run(struct rig *rig, struct got *got)
{
	uint64_t job = start(rig, got);

	while (!take(got, next_result(rig)))
		fetch_more(rig->fetch, job);
}

static bool is_ours(const struct sandbox_request *request)
{
	return strncmp(request->path, "/sandbox/", 9) != 0;
}

/* The requests since `from`: to the API with credentials and the day, to the other host without. */
static size_t check_requests(struct rig *rig, size_t from)
{
	const char *url = sandbox_value(rig->sandbox, "url");
	const char *content = sandbox_value(rig->sandbox, "content_url");
	const struct sandbox_request *requests;
	size_t count, ours = 0;

	requests = sandbox_requests(rig->sandbox, &count);
	for (size_t i = 0; i < count; i++) {
		bool foreign = strcmp(requests[i].host, content + strlen("https://")) == 0;

		if (!is_ours(&requests[i]) || ours++ < from)
			continue;
		assert_string_equal(requests[i].method, "GET");
		assert_int_equal(requests[i].credentials, !foreign);
		if (foreign) {
			assert_string_equal(requests[i].path, "/deactivations/2026-11-22.txt");
			continue;
		}
		assert_string_equal(requests[i].host, url + strlen("https://"));
		assert_string_equal(requests[i].path, "/v1/Deactivations");
		assert_string_equal(sandbox_argument(requests[i].query, "Date"), "2026-11-22");
	}
	return ours - from;
}

static void open_rig(struct rig *rig, const char *numbers, const char *assumed)
{
	if (assumed)
		rig(rig, "--messages", "20", "--deactivated", numbers, "--assume", assumed);
	else
		rig(rig, "--messages", "20", "--deactivated", numbers);
	rig->settings.tries = 2;
	rig_connect(rig);
}

static void clear_faults(struct rig *rig)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX);

	api_delete(api, "/sandbox/faults", 204, &body);
	strbuf_release(&body);
	api_close(api);
}

/* The same numbers, however the lines of the file look. */
static void each_form_of_the_file(void **state)
{
	static const char *const forms[] = { NULL, "deactivations=plus", "deactivations=crlf",
					     "deactivations=blank", "deactivations-link=body" };
	uint64_t sum = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct rig rig;
		struct got got;

		open_rig(&rig, "20000", forms[i]);
		run(&rig, &got);
		assert_int_equal(got.error.kind, ERROR_NONE);
		assert_int_equal(got.numbers, 20000);
		assert_int_equal(got.last.bad, 0);
		assert_int_equal(got.results, 20000 / DEACTIVATED_BATCH + 1);
		assert_int_equal(got.last.bytes % 20000, 0);
		assert_int_equal(check_requests(&rig, 0), 2);
		if (i)
			assert_true(got.sum == sum);
		sum = got.sum;
		rig_close(&rig);
	}
}

static void an_empty_day(void **state)
{
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, "0", NULL);
	run(&rig, &got);
	assert_int_equal(got.error.kind, ERROR_NONE);
	assert_int_equal(got.numbers, 0);
	assert_int_equal(got.results, 1);
	rig_close(&rig);
}

/* Who does not say that a result has been dealt with gets DEACTIVATED_AHEAD of them, and the rest of
 * the file stays where it is. */
static void no_faster_than_taken(void **state)
{
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, "400000", NULL);
	uint64_t job = start(&rig, &got);
	while (got.results < DEACTIVATED_AHEAD)
		assert_false(take(&got, next_result(&rig)));
	assert_null(fetch_receive(rig.fetch));
	assert_true(got.numbers == (uint64_t)DEACTIVATED_AHEAD * DEACTIVATED_BATCH);
	/* Another job goes by, so the thread was not merely late. */
	struct job account = { .kind = JOB_ACCOUNT, .priority = PRIORITY_NOW };
	fetch_submit(rig.fetch, &account);
	for (bool over = false; !over;) {
		struct result *result = next_result(&rig);
		assert_int_equal(result->kind, JOB_ACCOUNT);
		over = result->last;
		result_free(result);
	}
	/* It goes on from where it was. */
	for (int i = 0; i < DEACTIVATED_AHEAD; i++)
		fetch_more(rig.fetch, job);
	while (!take(&got, next_result(&rig)))
		fetch_more(rig.fetch, job);
	assert_int_equal(got.error.kind, ERROR_NONE);
	assert_int_equal(got.numbers, 400000);
	rig_close(&rig);
}

/* Broken in the middle, or expired before: what came is not given again. */
static void again_without_repeating(void **state)
{
	static const char *const faults[] = {
		"cut=700000,times=1,match=^/deactivations/",
		"status=403,times=1,match=^/deactivations/",
	};
	struct rig rig;
	struct got got, whole;

	(void)state;
	open_rig(&rig, ENOUGH, NULL);
	run(&rig, &whole);
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		rig_fault(&rig, faults[i]);
		run(&rig, &got);
		clear_faults(&rig);
		assert_int_equal(got.error.kind, ERROR_NONE);
		assert_int_equal(got.numbers, 100000);
		assert_true(got.sum == whole.sum);
		assert_int_equal(got.last.bytes, 1200000);
	}
	rig_close(&rig);
}

struct trouble {
	const char *fault;
	const char *assumed;
	enum error_kind kind;
	const char *words;
	bool part; /* some numbers had come */
};

static void troubles(void **state)
{
	static const struct trouble cases[] = {
		{ "cut=700000,match=^/deactivations/", NULL, ERROR_NETWORK, "", true },
		{ "status=503,match=^/deactivations/", NULL, ERROR_PROTOCOL, "status 503", false },
		{ "status=401,match=/v1/Deactivations", NULL, ERROR_AUTH, "", false },
		{ "redirect-plain,match=^/deactivations/", NULL, ERROR_REFUSED, "plain http",
		  false },
		{ NULL, "content-seconds=0", ERROR_PROTOCOL, "expired", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct rig rig;
		struct got got;

		open_rig(&rig, ENOUGH, cases[i].assumed);
		if (cases[i].fault)
			rig_fault(&rig, cases[i].fault);
		run(&rig, &got);
		if (got.error.kind != cases[i].kind ||
		    !strstr(error_text(&got.error), cases[i].words))
			fail_msg("%zu: kind %d, %s", i, (int)got.error.kind,
				 error_text(&got.error));
		assert_int_equal(got.numbers > 0, cases[i].part);
		error_release(&got.error);
		rig_close(&rig);
	}
}

/* The file is wanted as it is stored, from either host. */
static void not_packed(void **state)
{
	struct rig rig;
	struct got got;
	size_t count;

	(void)state;
	open_rig(&rig, "100", NULL);
	run(&rig, &got);
	const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		assert_non_null(requests[i].encoding);
		assert_string_equal(requests[i].encoding, "identity");
	}
	error_release(&got.error);
	rig_close(&rig);
}

static void cancelled(void **state)
{
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, "400000", NULL);
	uint64_t job = start(&rig, &got);
	assert_false(take(&got, next_result(&rig)));
	fetch_cancel(rig.fetch, job);
	while (!take(&got, next_result(&rig)))
		continue;
	assert_int_equal(got.error.kind, ERROR_CANCELLED);
	assert_true(got.results <= DEACTIVATED_AHEAD + 1);
	error_release(&got.error);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_of_the_file),
		cmocka_unit_test(an_empty_day),
		cmocka_unit_test(no_faster_than_taken),
		cmocka_unit_test(again_without_repeating),
		cmocka_unit_test(troubles),
		cmocka_unit_test(not_packed),
		cmocka_unit_test(cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
