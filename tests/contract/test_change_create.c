/*
 * What creates is never sent twice: not by the queue, and not by libcurl, which repeats by itself a
 * request whose reused connection dies. Whatever happens, what arrived is counted.
 */
#include "rig.h"

#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"

#define BODY_MAX ((size_t)1 << 20)

static char sender[64];
static struct sid feedback_message; /* to which feedback may be given */

/* A number of the account's that may send. */
static void find_sender(struct rig *rig)
{
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = 0 };
	bool last = false;

	fetch_submit(rig->fetch, &job);
	while (!last) {
		struct result *result = fetch_receive(rig->fetch);

		for (size_t i = 0; result && i < result->message_count; i++) {
			const struct message *message = &result->messages[i];
			if (message->direction == DIRECTION_OUTBOUND_API &&
			    message->from.length == 12 && strncmp(message->from.data, "+1", 2) == 0)
				snprintf(sender, sizeof(sender), "%.*s", 12, message->from.data);
		}
		last = result && result->last;
		result_free(result);
	}
	assert_int_equal(strlen(sender), 12);
}

static char **make_form(const char *const *texts, size_t count)
{
	char **form = xcalloc(count + 1, sizeof(*form));

	for (size_t i = 0; i < count; i++)
		form[i] = xstrdup(texts[i]);
	return form;
}

/* What came of one request. */
struct sent {
	struct error error;
	bool unclear;
	int http_status;
	bool has_record; /* the message or the service that was made; feedback is not given back */
	size_t arrived;  /* requests in the service's log */
};

/* What makes something, and where. */
struct maker {
	enum change change;
	const char *path; /* its end */
	const char *form[8];
	int status; /* of the answer to a success */
};

static const struct maker makers[] = {
	{ CHANGE_SEND,
	  "/Messages.json",
	  { "To", "+15005550123", "From", sender, "Body", "hello & bye", NULL },
	  201 },
	{ CHANGE_SERVICE_CREATE, "/v1/Services", { "FriendlyName", "Made once", NULL }, 201 },
	{ CHANGE_FEEDBACK, "/Feedback.json", { "Outcome", "confirmed", NULL }, 200 },
};

static bool has_record(const struct maker *maker, const struct result *result)
{
	if (maker->change == CHANGE_SEND)
		return result->message_count == 1 && result->messages[0].sid.kind == SID_SM;
	if (maker->change == CHANGE_SERVICE_CREATE)
		return result->record_count == 1 && result->list.resource == RESOURCE_SERVICES;
	return result->error.kind == ERROR_NONE;
}

static void make(struct rig *rig, const struct maker *maker, struct sent *sent)
{
	struct job job = { .kind = JOB_CHANGE, .priority = PRIORITY_NOW, .change = maker->change };
	size_t before = sandbox_count(rig->sandbox, "POST", maker->path);
	struct result *result = NULL;
	size_t fields = 0;

	while (maker->form[fields])
		fields++;
	if (maker->change == CHANGE_FEEDBACK)
		job.sid = feedback_message;
	job.form = make_form(maker->form, fields);
	fetch_submit(rig->fetch, &job);
	assert_null(job.form);
	while (!(result = fetch_receive(rig->fetch)))
		;
	assert_true(result->last);
	*sent = (struct sent){
		.error = ERROR_INIT,
		.unclear = result->unclear,
		.http_status = result->http_status,
		.has_record = has_record(maker, result),
	};
	error_move(&sent->error, &result->error);
	result_free(result);
	sent->arrived = sandbox_count(rig->sandbox, "POST", maker->path) - before;
}

/* What the requests need: a number that may send, and a message that asked for feedback. */
static void prepare(struct rig *rig)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX), sid = STRBUF_INIT(STRBUF_LINE);

	find_sender(rig);
	const char *const form[] = { "To",      "+15005550123",    "From", sender, "Body",
				     "rate us", "ProvideFeedback", "true", NULL };
	api_post(api, "/2010-04-01/Accounts/{account}/Messages.json", form, 201, &body);
	assert_true(api_find_member(&body, "sid", &sid));
	assert_true(sid_parse(sid.data, sid.length, &feedback_message));
	strbuf_release(&sid);
	strbuf_release(&body);
	api_close(api);
}

/* So that there is a connection that is kept alive, and could be used again. */
static void warm_up(struct rig *rig)
{
	struct job job = { .kind = JOB_ACCOUNT };
	struct haul haul;

	rig_run(rig, &job, &haul);
	assert_true(haul.has_account);
	haul_release(&haul);
}

static void test_sent_once(void **state)
{
	(void)state;
	struct rig rig;
	struct sent sent;
	size_t count;

	rig(&rig, "--messages", "200");
	rig_connect(&rig);
	prepare(&rig);
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		make(&rig, &makers[i], &sent);
		assert_int_equal(sent.error.kind, ERROR_NONE);
		assert_int_equal(sent.http_status, makers[i].status);
		assert_true(sent.has_record);
		assert_int_equal(sent.arrived, 1);
		const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
		for (size_t field = 0; makers[i].form[field]; field += 2)
			assert_string_equal(sandbox_argument(requests[count - 1].form,
							     makers[i].form[field]),
					    makers[i].form[field + 1]);
	}
	rig_close(&rig);
}

/* How many requests the first rule has broken: those that arrived, also where none was answered. */
static int64_t fault_hits(struct rig *rig)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX);

	api_get(api, "/sandbox/faults", 200, &body);
	struct json *root = json_parse(body.data, body.length, NULL);
	int64_t hits = json_get_integer(json_at(json_get(root, "faults"), 0), "hits", -1);
	json_free(root);
	strbuf_release(&body);
	api_close(api);
	return hits;
}

static void test_never_twice(void **state)
{
	(void)state;
	static const char *const rules[] = {
		"close,method=POST",         "close-after,method=POST",
		"reset,method=POST",         "stall,method=POST",
		"status=500,method=POST",    "html=502,method=POST",
		"status=503,method=POST",    "cut=20,method=POST",
		"truncate=20,method=POST",   "type=text/html,method=POST",
		"reset-body=20,method=POST", "huge=3000000,method=POST",
	};

	for (size_t i = 0; i < ARRAY_SIZE(rules) * ARRAY_SIZE(makers); i++) {
		const char *rule = rules[i / ARRAY_SIZE(makers)];
		struct rig rig;
		struct sent sent;

		rig(&rig, "--messages", "200");
		rig.settings.stall_ms = 300;
		rig.settings.answer_max = 1 << 20;
		rig_connect(&rig);
		prepare(&rig);
		warm_up(&rig);
		rig_fault(&rig, rule);
		make(&rig, &makers[i % ARRAY_SIZE(makers)], &sent);
		if (sent.error.kind == ERROR_NONE || !sent.unclear || fault_hits(&rig) != 1)
			fail_msg("%s: error %d, unclear %d, arrived %lld", rule, sent.error.kind,
				 sent.unclear, (long long)fault_hits(&rig));
		error_release(&sent.error);
		rig_close(&rig);
	}
}

/* 429 was never processed, so it is tried again; a refusal is not. */
static void test_throttled(void **state)
{
	(void)state;
	struct rig rig;
	struct sent sent;

	rig(&rig, "--messages", "200");
	rig_connect(&rig);
	prepare(&rig);
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		rig_fault(&rig, "status=429,method=POST,times=2");
		make(&rig, &makers[i], &sent);
		assert_int_equal(sent.error.kind, ERROR_NONE);
		assert_int_equal(sent.arrived, 3);
		assert_true(sent.has_record);
	}
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		rig_fault(&rig, "status=404,method=POST,times=1");
		make(&rig, &makers[i], &sent);
		assert_int_equal(sent.error.http_status, 404);
		assert_false(sent.unclear);
		assert_int_equal(sent.arrived, 1);
		error_release(&sent.error);
	}
	rig_close(&rig);
}

/* Nothing can have left when nobody listens. */
static void test_unsent_is_clear(void **state)
{
	(void)state;
	struct rig rig;
	struct sent sent;

	rig(&rig, "--messages", "5");
	api_settings_put(&rig.settings.api_base, "https://127.0.0.1:9");
	api_settings_put(&rig.settings.messaging_base, "https://127.0.0.1:9");
	rig.settings.tries = 2;
	rig_connect(&rig);
	snprintf(sender, sizeof(sender), "+15005550006");
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		make(&rig, &makers[i], &sent);
		assert_int_equal(sent.error.kind, ERROR_NETWORK);
		assert_false(sent.unclear);
		assert_int_equal(sent.arrived, 0);
		error_release(&sent.error);
	}
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sent_once),
		cmocka_unit_test(test_never_twice),
		cmocka_unit_test(test_throttled),
		cmocka_unit_test(test_unsent_is_clear),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
