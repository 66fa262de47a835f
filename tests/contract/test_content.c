/*
 * JOB_CONTENT: the bytes of a medium, behind a redirect to a host that must not see who asks.
 */
#include "rig.h"

#include <poll.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"

#define BODY_MAX ((size_t)1 << 20)

/* What came of one job. */
struct got {
	struct strbuf bytes;
	struct strbuf type;
	bool has_type;
	struct sid gone;
	struct error error;
};

static void run(struct rig *rig, const struct sid *of, const struct sid *sid, size_t limit,
		struct got *got)
{
	struct job job = { .kind = JOB_CONTENT, .sid = *sid, .of = *of, .limit = limit };
	uint64_t id = fetch_submit(rig->fetch, &job);
	bool last = false;

	*got = (struct got){ .bytes = STRBUF_INIT(BODY_MAX),
			     .type = STRBUF_INIT(STRBUF_LINE),
			     .error = ERROR_INIT };
	while (!last) {
		struct result *result = fetch_receive(rig->fetch);
		struct pollfd fd = { .fd = fetch_wake_fd(rig->fetch), .events = POLLIN };

		if (!result) {
			assert_true(poll(&fd, 1, RIG_PATIENCE_MS) > 0);
			continue;
		}
		assert_int_equal(result->job, id);
		assert_true(result->last);
		last = true;
		strbuf_add(&got->bytes, result->content.data, result->content.length);
		got->has_type = result->content_type.data != NULL;
		strbuf_add(&got->type, result->content_type.data, result->content_type.length);
		got->gone = result->gone;
		error_move(&got->error, &result->error);
		result_free(result);
	}
}

static void got_release(struct got *got)
{
	strbuf_release(&got->bytes);
	strbuf_release(&got->type);
	error_release(&got->error);
}

/* Sends a message with a PNG. */
static void send_picture(struct rig *rig, struct sid *message, struct sid *medium)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX);
	char path[160];

	api_post(api, "/2010-04-01/Accounts/{account}/Messages.json",
		 (const char *const[]){ "To", "+12015550123", "From", "+15125550101", "MediaUrl",
					"https://a.example/1.png", NULL },
		 201, &body);
	struct json *json = json_parse(body.data, body.length, NULL);
	const char *sid = json_get_string(json, "sid");
	assert_true(sid_parse(sid, strlen(sid), message));
	snprintf(path, sizeof(path), "/2010-04-01/Accounts/{account}/Messages/%s/Media.json", sid);
	json_free(json);
	api_get(api, path, 200, &body);
	json = json_parse(body.data, body.length, NULL);
	sid = json_get_string(json_at(json_get(json, "media_list"), 0), "sid");
	assert_true(sid_parse(sid, strlen(sid), medium));
	json_free(json);
	strbuf_release(&body);
	api_close(api);
}

static void open_rig(struct rig *rig, const char *assumed, struct sid *message, struct sid *medium)
{
	if (assumed)
		rig(rig, "--messages", "20", "--assume", assumed);
	else
		rig(rig, "--messages", "20");
	send_picture(rig, message, medium);
	rig->settings.tries = 2;
	rig_connect(rig);
}

static void assert_png(const struct got *got)
{
	assert_int_equal(got->error.kind, ERROR_NONE);
	assert_true(got->bytes.length > 100);
	assert_memory_equal(got->bytes.data, "\x89PNG\r\n\x1a\n", 8);
	assert_memory_equal(got->bytes.data + got->bytes.length - 8, "IEND\xae\x42\x60\x82", 8);
	assert_string_equal(got->type.data, "image/png");
}

static void clear_faults(struct rig *rig)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX);

	api_delete(api, "/sandbox/faults", 204, &body);
	strbuf_release(&body);
	api_close(api);
}

static bool is_ours(const struct sandbox_request *request)
{
	return strncmp(request->path, "/sandbox/", 9) != 0;
}

/* Requests so far, but for the tests' own. */
static size_t count_requests(struct rig *rig)
{
	const struct sandbox_request *requests;
	size_t count, ours = 0;

	requests = sandbox_requests(rig->sandbox, &count);
	for (size_t i = 0; i < count; i++)
		ours += is_ours(&requests[i]);
	return ours;
}

/* The requests since `from`: those to the API with credentials, those to the other host without. */
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
		assert_true(foreign || strcmp(requests[i].host, url + strlen("https://")) == 0);
		assert_int_equal(requests[i].credentials, !foreign);
		assert_int_equal(strncmp(requests[i].path, "/media/", 7) == 0, foreign);
		assert_null(strstr(requests[i].path, ".json"));
	}
	return ours - from;
}

static void test_redirects(void **state)
{
	static const struct {
		const char *assumed;
		size_t requests;
	} cases[] = { { NULL, 2 }, { "media=302", 2 }, { "media=200", 1 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sid message, medium;
		struct rig rig;
		struct got got;

		open_rig(&rig, cases[i].assumed, &message, &medium);
		size_t before = count_requests(&rig);
		run(&rig, &message, &medium, 0, &got);
		assert_png(&got);
		assert_int_equal(check_requests(&rig, before), cases[i].requests);
		got_release(&got);
		rig_close(&rig);
	}
}

struct trouble {
	const char *fault;
	enum error_kind kind;
	const char *words;
	size_t requests;
};

/* Each fault for good: what is said, and how often it was tried. */
static void test_faults(void **state)
{
	static const struct trouble cases[] = {
		{ "redirect-loop,match=^/media/", ERROR_PROTOCOL, "5 redirects", 6 },
		{ "redirect-plain,match=^/media/", ERROR_REFUSED, "plain http", 2 },
		{ "redirect=http://example.org/x,match=/Media/", ERROR_REFUSED, "plain http", 1 },
		{ "redirect=ftp://example.org/x,match=/Media/", ERROR_REFUSED, "https://", 1 },
		{ "redirect=https://u:p@example.org/x,match=/Media/", ERROR_REFUSED, "password",
		  1 },
		{ "cut=50,match=^/media/", ERROR_NETWORK, "", 3 },
		{ "status=404,match=^/media/", ERROR_PROTOCOL, "status 404", 2 },
		{ "status=503,match=^/media/", ERROR_PROTOCOL, "status 503", 3 },
		{ "status=401,match=/Media/", ERROR_AUTH, "", 1 },
	};
	struct sid message, medium;
	struct rig rig;

	(void)state;
	open_rig(&rig, NULL, &message, &medium);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t before = count_requests(&rig);
		struct got got;

		rig_fault(&rig, cases[i].fault);
		run(&rig, &message, &medium, 0, &got);
		clear_faults(&rig);
		if (got.error.kind != cases[i].kind ||
		    !strstr(error_text(&got.error), cases[i].words))
			fail_msg("%s: kind %d, %s", cases[i].fault, (int)got.error.kind,
				 error_text(&got.error));
		assert_int_equal(got.bytes.length, 0);
		assert_int_equal(count_requests(&rig) - before, cases[i].requests);
		got_release(&got);
	}
	rig_close(&rig);
}

/* A refusal of the host that keeps the file is not one of the credentials. */
static void test_expired(void **state)
{
	struct sid message, medium;
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, "content-seconds=0", &message, &medium);
	size_t before = count_requests(&rig);
	run(&rig, &message, &medium, 0, &got);
	assert_int_equal(got.error.kind, ERROR_PROTOCOL);
	assert_int_equal(got.error.http_status, 403);
	assert_non_null(strstr(error_text(&got.error), "expired"));
	/* The address is asked for once more, and only once. */
	assert_int_equal(check_requests(&rig, before), 4);
	got_release(&got);
	rig_close(&rig);
}

/* What was cut off is thrown away before it is tried again. */
static void test_again(void **state)
{
	struct sid message, medium;
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, NULL, &message, &medium);
	size_t before = count_requests(&rig);
	rig_fault(&rig, "cut=50,times=1,match=^/media/");
	run(&rig, &message, &medium, 0, &got);
	assert_png(&got);
	assert_int_equal(check_requests(&rig, before), 3);
	got_release(&got);

	/* Expired the first time. */
	before = count_requests(&rig);
	rig_fault(&rig, "status=403,times=1,match=^/media/");
	run(&rig, &message, &medium, 0, &got);
	assert_png(&got);
	assert_int_equal(check_requests(&rig, before), 4);
	got_release(&got);
	rig_close(&rig);
}

static void test_limit(void **state)
{
	struct sid message, medium;
	size_t length;
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, NULL, &message, &medium);
	run(&rig, &message, &medium, 0, &got);
	length = got.bytes.length;
	got_release(&got);
	run(&rig, &message, &medium, length, &got);
	assert_png(&got);
	got_release(&got);
	/* One byte more than is allowed, which the head of the answer says. */
	run(&rig, &message, &medium, length - 1, &got);
	assert_int_equal(got.error.kind, ERROR_LIMIT);
	assert_int_equal(got.bytes.length, 0);
	got_release(&got);
	rig_close(&rig);
}

static void test_type(void **state)
{
	struct sid message, medium;
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, NULL, &message, &medium);
	/* The last server's word counts, whatever it says. */
	rig_fault(&rig, "type=text/x-odd,match=^/media/");
	run(&rig, &message, &medium, 0, &got);
	assert_int_equal(got.error.kind, ERROR_NONE);
	assert_string_equal(got.type.data, "text/x-odd");
	got_release(&got);
	rig_close(&rig);
}

static void test_gone(void **state)
{
	struct sid message, medium;
	struct rig rig;
	struct got got;

	(void)state;
	open_rig(&rig, NULL, &message, &medium);
	medium.bytes[0] ^= 1;
	size_t before = count_requests(&rig);
	run(&rig, &message, &medium, 0, &got);
	assert_int_equal(got.error.http_status, 404);
	assert_true(sid_equal(&got.gone, &medium));
	assert_int_equal(check_requests(&rig, before), 1);
	got_release(&got);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redirects), cmocka_unit_test(test_faults),
		cmocka_unit_test(test_expired),   cmocka_unit_test(test_again),
		cmocka_unit_test(test_limit),     cmocka_unit_test(test_type),
		cmocka_unit_test(test_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
