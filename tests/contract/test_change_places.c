/*
 * Every change of services, senders, short codes, media and feedback: the request, exactly, and what
 * its result says.
 */
#include "rig.h"

#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/medium.h"
#include "model/number.h"
#include "model/sender.h"
#include "model/service.h"
#include "support/api.h"

#define BODY_MAX ((size_t)16 << 20)

static struct result *run(struct rig *rig, struct job *job)
{
	struct pollfd fd = { .fd = fetch_wake_fd(rig->fetch), .events = POLLIN };
	struct result *result;

	job->priority = PRIORITY_NOW;
	fetch_submit(rig->fetch, job);
	while (!(result = fetch_receive(rig->fetch)))
		if (poll(&fd, 1, RIG_PATIENCE_MS) <= 0)
			fail_msg("no result came");
	assert_true(result->last);
	return result;
}

static struct result *list(struct rig *rig, enum resource resource, const struct sid *of,
			   const char *word)
{
	struct job job = { .kind = JOB_READ, .list = list_id(resource, of, word) };
	struct result *result = run(rig, &job);

	assert_int_equal(result->error.kind, ERROR_NONE);
	return result;
}

static bool is_text(struct text text, const char *wanted)
{
	return text.data && text.length == strlen(wanted) &&
	       memcmp(text.data, wanted, text.length) == 0;
}

static struct sid service_named(struct rig *rig, const char *name)
{
	struct result *result = list(rig, RESOURCE_SERVICES, NULL, NULL);
	const struct service *services = result->records;
	struct sid found = { .kind = SID_NONE };

	for (size_t i = 0; i < result->record_count; i++)
		if (is_text(services[i].friendly_name, name))
			found = services[i].sid;
	result_free(result);
	return found;
}

/* A number of the account's, by how it is written. */
static struct sid number_of(struct rig *rig, const char *phone_number)
{
	struct result *result = list(rig, RESOURCE_NUMBERS, NULL, NULL);
	const struct number *numbers = result->records;
	struct sid found = { .kind = SID_NONE };

	for (size_t i = 0; i < result->record_count; i++)
		if (is_text(numbers[i].phone_number, phone_number))
			found = numbers[i].sid;
	result_free(result);
	return found;
}

static struct sid code_of(struct rig *rig, const char *short_code)
{
	struct result *result = list(rig, RESOURCE_SHORT_CODES, NULL, NULL);
	const struct short_code *codes = result->records;
	struct sid found = { .kind = SID_NONE };

	for (size_t i = 0; i < result->record_count; i++)
		if (is_text(codes[i].short_code, short_code))
			found = codes[i].sid;
	result_free(result);
	return found;
}

static struct sid channel_of(struct rig *rig, const char *address)
{
	struct result *result = list(rig, RESOURCE_CHANNEL_SENDERS, NULL, "whatsapp");
	const struct sender *senders = result->records;
	struct sid found = { .kind = SID_NONE };

	for (size_t i = 0; i < result->record_count; i++)
		if (is_text(senders[i].address, address))
			found = senders[i].sid;
	result_free(result);
	return found;
}

static size_t count_list(struct rig *rig, enum resource resource, const struct sid *of)
{
	struct result *result = list(rig, resource, of, NULL);
	size_t count = result->record_count;

	result_free(result);
	return count;
}

static char **form_of(const char *const *texts)
{
	size_t count = 0;

	while (texts && texts[count])
		count++;
	char **form = xcalloc(count + 1, sizeof(*form));
	for (size_t i = 0; i < count; i++)
		form[i] = xstrdup(texts[i]);
	return form;
}

static struct result *change(struct rig *rig, enum change change, const struct sid *sid,
			     const struct sid *of, const char *const *form)
{
	struct job job = { .kind = JOB_CHANGE, .change = change };

	if (sid)
		job.sid = *sid;
	if (of)
		job.of = *of;
	if (form)
		job.form = form_of(form);
	return run(rig, &job);
}

#define FORM(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* The last request of the log: method, path with {OF} and {SID}, and the form. */
static void assert_sent(struct rig *rig, const char *method, const char *template,
			const struct sid *of, const struct sid *sid, const char *const *form)
{
	size_t count, fields = 0;
	const struct sandbox_request *request = sandbox_requests(rig->sandbox, &count);
	struct strbuf wanted = STRBUF_INIT(STRBUF_LINE);
	char text[SID_SIZE];

	request += count - 1;
	for (const char *p = template; *p; p++) {
		if (*p != '{') {
			strbuf_addch(&wanted, *p);
			continue;
		}
		if (p[1] == 'A')
			strbuf_addstr(&wanted, sandbox_value(rig->sandbox, "account_sid"));
		else
			sid_format(p[1] == 'O' ? of : sid, text), strbuf_addstr(&wanted, text);
		p = strchr(p, '}');
	}
	assert_string_equal(request->method, method);
	assert_string_equal(request->path, wanted.data);
	assert_int_equal(json_count(request->query), 0);
	for (; form && form[2 * fields]; fields++) {
		const char *value = sandbox_argument(request->form, form[2 * fields]);
		assert_non_null(value);
		assert_string_equal(value, form[2 * fields + 1]);
	}
	assert_int_equal(json_count(request->form), fields);
	strbuf_release(&wanted);
}

static void assert_refused(struct result *result, int status, int code)
{
	assert_int_equal(result->error.kind, ERROR_API);
	assert_int_equal(result->error.http_status, status);
	assert_int_equal(result->error.code, code);
	assert_int_equal(result->http_status, status);
	assert_false(result->unclear);
	assert_int_equal(result->record_count, 0);
	result_free(result);
}

static void assert_done(const struct result *result, int status)
{
	if (result->error.kind != ERROR_NONE)
		fail_msg("%s", error_text(&result->error));
	assert_int_equal(result->http_status, status);
	assert_true(strncmp(result->request_id, "RQ", 2) == 0);
}

static void assert_list(const struct result *result, enum resource resource, const struct sid *of)
{
	struct list_id id = list_id(resource, of, NULL);

	assert_true(list_id_equal(&result->list, &id));
}

/* -- services ------------------------------------------------------------------------------------ */

static void test_service(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	const char *const form[] = { "FriendlyName",
				     "Nightly & more",
				     "StickySender",
				     "false",
				     "Usecase",
				     "marketing",
				     NULL };
	struct result *result = change(&rig, CHANGE_SERVICE_CREATE, NULL, NULL, form);
	assert_done(result, 201);
	assert_sent(&rig, "POST", "/v1/Services", NULL, NULL, form);
	assert_list(result, RESOURCE_SERVICES, NULL);
	assert_int_equal(result->record_count, 1);
	const struct service *service = result->records;
	assert_true(is_text(service->friendly_name, "Nightly & more"));
	assert_false(service->sticky_sender);
	struct sid sid = service->sid;
	result_free(result);

	/* An empty value clears. */
	result = change(&rig, CHANGE_SERVICE, &sid, NULL,
			FORM("FriendlyName", "Daily", "InboundRequestUrl", ""));
	assert_done(result, 200);
	assert_sent(&rig, "POST", "/v1/Services/{SID}", NULL, &sid,
		    FORM("FriendlyName", "Daily", "InboundRequestUrl", ""));
	assert_list(result, RESOURCE_SERVICES, NULL);
	service = result->records;
	assert_true(sid_equal(&service->sid, &sid));
	assert_true(is_text(service->friendly_name, "Daily"));
	result_free(result);

	assert_refused(change(&rig, CHANGE_SERVICE, &sid, NULL, FORM("ValidityPeriod", "0")), 400,
		       21624);

	result = change(&rig, CHANGE_SERVICE_DELETE, &sid, NULL, NULL);
	assert_done(result, 204);
	assert_sent(&rig, "DELETE", "/v1/Services/{SID}", NULL, &sid, NULL);
	assert_list(result, RESOURCE_SERVICES, NULL);
	assert_true(sid_equal(&result->gone, &sid));
	result_free(result);

	/* Once more: it is gone, and says so. */
	result = change(&rig, CHANGE_SERVICE_DELETE, &sid, NULL, NULL);
	assert_true(sid_equal(&result->gone, &sid));
	assert_refused(result, 404, 20404);
	rig_close(&rig);
}

/* -- senders ------------------------------------------------------------------------------------- */

struct sender_case {
	struct sid sid;
	enum resource resource;
	const char *list; /* of the pool, behind the service's path */
	const char *field;
};

static void check_sender(struct rig *rig, const struct sender_case *c, const struct sid *service)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), one = STRBUF_INIT(STRBUF_LINE);
	char text[SID_SIZE];
	size_t before = count_list(rig, c->resource, service);

	print_message("# %s\n", c->list);
	assert_true(c->sid.kind != SID_NONE);
	strbuf_addf(&path, "/v1/Services/{OF}/%s", c->list);
	strbuf_addf(&one, "%s/{SID}", path.data);
	sid_format(&c->sid, text);
	struct result *result = change(rig, CHANGE_SENDER_ADD, &c->sid, service, NULL);
	assert_done(result, 201);
	assert_sent(rig, "POST", path.data, service, NULL, FORM(c->field, text));
	assert_list(result, c->resource, service);
	assert_int_equal(result->record_count, 1);
	const struct sender *sender = result->records;
	assert_true(sid_equal(&sender->sid, &c->sid));
	assert_true(sid_equal(&sender->service, service));
	assert_true(sender->address.length > 3);
	result_free(result);
	assert_int_equal(count_list(rig, c->resource, service), before + 1);
	assert_refused(change(rig, CHANGE_SENDER_ADD, &c->sid, service, NULL), 409, 21710);

	result = change(rig, CHANGE_SENDER_REMOVE, &c->sid, service, NULL);
	assert_done(result, 204);
	assert_sent(rig, "DELETE", one.data, service, &c->sid, NULL);
	assert_list(result, c->resource, service);
	assert_true(sid_equal(&result->gone, &c->sid));
	result_free(result);
	assert_int_equal(count_list(rig, c->resource, service), before);
	result = change(rig, CHANGE_SENDER_REMOVE, &c->sid, service, NULL);
	assert_true(sid_equal(&result->gone, &c->sid));
	assert_refused(result, 404, 20404);
	strbuf_release(&path);
	strbuf_release(&one);
}

static void test_senders(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct sid service = service_named(&rig, "New shop");
	const struct sender_case cases[] = {
		{ number_of(&rig, "+15125550101"), RESOURCE_POOL_NUMBERS, "PhoneNumbers",
		  "PhoneNumberSid" },
		{ code_of(&rig, "60999"), RESOURCE_POOL_CODES, "ShortCodes", "ShortCodeSid" },
		{ channel_of(&rig, "whatsapp:+447700900780"), RESOURCE_POOL_CHANNELS,
		  "ChannelSenders", "Sid" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check_sender(&rig, &cases[i], &service);
	rig_close(&rig);
}

/* It has no SID before it is added. */
static void test_alpha_sender(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct sid service = service_named(&rig, "New shop");
	struct result *result =
		change(&rig, CHANGE_SENDER_ADD, NULL, &service, FORM("AlphaSender", "Fern & Co"));
	assert_done(result, 201);
	assert_sent(&rig, "POST", "/v1/Services/{OF}/AlphaSenders", &service, NULL,
		    FORM("AlphaSender", "Fern & Co"));
	assert_list(result, RESOURCE_POOL_ALPHAS, &service);
	const struct sender *sender = result->records;
	assert_int_equal(sender->sid.kind, SID_AI);
	assert_true(is_text(sender->address, "Fern & Co"));
	struct sid sid = sender->sid;
	result_free(result);

	result = change(&rig, CHANGE_SENDER_REMOVE, &sid, &service, NULL);
	assert_done(result, 204);
	assert_sent(&rig, "DELETE", "/v1/Services/{OF}/AlphaSenders/{SID}", &service, &sid, NULL);
	result_free(result);
	assert_refused(change(&rig, CHANGE_SENDER_ADD, NULL, &service, FORM("AlphaSender", "123")),
		       400, 21709);
	rig_close(&rig);
}

/* Refusals keep their code, by which whoever moves senders decides. */
static void test_refusals(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20", "--numbers", "500");
	rig_connect(&rig);
	struct sid shop = service_named(&rig, "New shop");
	struct sid campaigns = service_named(&rig, "Campaigns");
	struct sid elsewhere = number_of(&rig, "+15125550100");
	struct sid voice = number_of(&rig, "+14155550170");
	struct sid alone = number_of(&rig, "+15125550101");

	assert_refused(change(&rig, CHANGE_SENDER_ADD, &elsewhere, &shop, NULL), 409, 21712);
	assert_refused(change(&rig, CHANGE_SENDER_ADD, &voice, &shop, NULL), 400, 21715);
	assert_refused(change(&rig, CHANGE_SENDER_ADD, &alone, &campaigns, NULL), 400, 21714);
	rig_close(&rig);
}

/* A channel sender is in one pool at most, or in as many as one likes. */
static void test_channel_in_two_pools(void **state)
{
	static const char *const readings[] = { "channel-pools=one", "channel-pools=many" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(readings); i++) {
		struct rig rig;

		rig(&rig, "--messages", "20", "--assume", readings[i]);
		rig_connect(&rig);
		struct sid shop = service_named(&rig, "New shop");
		struct sid surveys = service_named(&rig, "Surveys");
		struct sid sender = channel_of(&rig, "whatsapp:+447700900780");
		struct result *result = change(&rig, CHANGE_SENDER_ADD, &sender, &shop, NULL);
		assert_done(result, 201);
		result_free(result);
		result = change(&rig, CHANGE_SENDER_ADD, &sender, &surveys, NULL);
		if (i == 0) {
			assert_refused(result, 409, 21712);
		} else {
			assert_done(result, 201);
			result_free(result);
			assert_int_equal(count_list(&rig, RESOURCE_POOL_CHANNELS, &shop), 1);
		}
		rig_close(&rig);
	}
}

/* Some accounts answer 200 to an addition. */
static void test_added_with_200(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20", "--assume", "status-added=200");
	rig_connect(&rig);
	struct sid shop = service_named(&rig, "New shop");
	struct sid number = number_of(&rig, "+15125550101");
	struct result *result = change(&rig, CHANGE_SENDER_ADD, &number, &shop, NULL);
	assert_done(result, 200);
	assert_int_equal(result->record_count, 1);
	result_free(result);
	rig_close(&rig);
}

/* An answer that is lost: the request is repeated, and the second answer says what the first did. */
static void test_lost_answers(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct sid shop = service_named(&rig, "New shop");
	struct sid number = number_of(&rig, "+15125550101");
	rig_fault(&rig, "close-after,method=POST,times=1");
	assert_refused(change(&rig, CHANGE_SENDER_ADD, &number, &shop, NULL), 409, 21710);
	rig_fault(&rig, "close-after,method=DELETE,times=1");
	struct result *result = change(&rig, CHANGE_SENDER_REMOVE, &number, &shop, NULL);
	/* 404 to a repeated DELETE is a success; but libcurl may have repeated it by itself. */
	if (result->error.kind != ERROR_NONE)
		assert_int_equal(result->error.http_status, 404);
	assert_true(sid_equal(&result->gone, &number));
	result_free(result);
	assert_int_equal(count_list(&rig, RESOURCE_POOL_NUMBERS, &shop), 0);
	rig_close(&rig);
}

/* -- short codes, media, feedback ---------------------------------------------------------------- */

static void test_short_code(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct sid sid = code_of(&rig, "55502");
	const char *const form[] = { "FriendlyName", "Café", "SmsUrl", "https://x.example/a?b=c&d",
				     NULL };
	struct result *result = change(&rig, CHANGE_SHORT_CODE, &sid, NULL, form);
	assert_done(result, 200);
	assert_sent(&rig, "POST", "/2010-04-01/Accounts/{A}/SMS/ShortCodes/{SID}.json", NULL, &sid,
		    form);
	assert_list(result, RESOURCE_SHORT_CODES, NULL);
	const struct short_code *code = result->records;
	assert_true(is_text(code->friendly_name, "Café"));
	assert_true(is_text(code->sms_url, "https://x.example/a?b=c&d"));
	result_free(result);
	rig_close(&rig);
}

static struct sid message_with_media(struct rig *rig)
{
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	struct sid found = { .kind = SID_NONE };
	bool last = false;

	fetch_submit(rig->fetch, &job);
	while (!last) {
		struct result *result = fetch_receive(rig->fetch);

		for (size_t i = 0; result && i < result->message_count; i++)
			if (result->messages[i].num_media)
				found = result->messages[i].sid;
		last = result && result->last;
		result_free(result);
	}
	return found;
}

static void test_medium(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "600", "--contacts", "24");
	rig_connect(&rig);
	struct sid message = message_with_media(&rig);
	struct result *media = list(&rig, RESOURCE_MEDIA, &message, NULL);
	assert_true(media->record_count > 0);
	const struct medium *medium = media->records;
	struct sid sid = medium->sid;
	assert_true(sid_equal(&medium->message, &message));
	struct result *result = change(&rig, CHANGE_MEDIUM_DELETE, &sid, &message, NULL);
	assert_done(result, 204);
	assert_sent(&rig, "DELETE", "/2010-04-01/Accounts/{A}/Messages/{OF}/Media/{SID}.json",
		    &message, &sid, NULL);
	assert_list(result, RESOURCE_MEDIA, &message);
	assert_true(sid_equal(&result->gone, &sid));
	result_free(result);
	assert_int_equal(count_list(&rig, RESOURCE_MEDIA, &message), media->record_count - 1);
	result_free(media);
	rig_close(&rig);
}

/* A message to which feedback may be given, or not. */
static struct sid send_message(struct rig *rig, bool feedback)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX), text = STRBUF_INIT(STRBUF_LINE);
	struct sid sid;

	api_post(api, "/2010-04-01/Accounts/{account}/Messages.json",
		 FORM("To", "+15005550123", "From", "+15125550100", "Body", "hello",
		      "ProvideFeedback", feedback ? "true" : "false"),
		 201, &body);
	assert_true(api_find_member(&body, "sid", &text));
	assert_true(sid_parse(text.data, text.length, &sid));
	strbuf_release(&text);
	strbuf_release(&body);
	api_close(api);
	return sid;
}

static void test_feedback(void **state)
{
	static const struct {
		const char *reading;
		int status;
	} refusals[] = { { "feedback-refusal=404", 404 }, { "feedback-refusal=400", 400 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		struct rig rig;

		rig(&rig, "--messages", "20", "--assume", refusals[i].reading);
		rig_connect(&rig);
		struct sid with = send_message(&rig, true), without = send_message(&rig, false);
		struct result *result =
			change(&rig, CHANGE_FEEDBACK, &with, NULL, FORM("Outcome", "unconfirmed"));
		assert_done(result, 200);
		assert_sent(&rig, "POST", "/2010-04-01/Accounts/{A}/Messages/{SID}/Feedback.json",
			    NULL, &with, FORM("Outcome", "unconfirmed"));
		assert_int_equal(result->record_count, 0);
		assert_int_equal(result->message_count, 0);
		result_free(result);
		assert_refused(change(&rig, CHANGE_FEEDBACK, &without, NULL,
				      FORM("Outcome", "confirmed")),
			       refusals[i].status, 20404);
		rig_close(&rig);
	}
}

/* What is on its way may be redacted, or not yet; either is what the answer says. */
static void test_redact_in_flight(void **state)
{
	static const char *const readings[] = { "redact-in-flight=refused",
						"redact-in-flight=accepted" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(readings); i++) {
		struct rig rig;

		rig(&rig, "--messages", "20", "--assume", readings[i]);
		rig_connect(&rig);
		struct sid sid = send_message(&rig, false);
		struct result *result = change(&rig, CHANGE_REDACT, &sid, NULL, NULL);
		if (i == 0) {
			assert_refused(result, 409, 20009);
		} else {
			assert_done(result, 200);
			assert_int_equal(result->message_count, 1);
			assert_int_equal(result->messages[0].status, STATUS_QUEUED);
			assert_int_equal(result->messages[0].body.length, 0);
			result_free(result);
		}
		rig_close(&rig);
	}
}

/* -- a session that may only read ----------------------------------------------------------------- */

static void test_read_only(void **state)
{
	(void)state;
	struct rig rig;
	size_t before, after;

	rig(&rig, "--messages", "20");
	rig.settings.read_only = true;
	rig_connect(&rig);
	struct sid shop = service_named(&rig, "New shop");
	static const enum sid_kind kinds[] = { SID_PN, SID_SC, SID_AI, SID_XE };
	sandbox_requests(rig.sandbox, &before);
	for (enum change which = CHANGE_REDACT; which < CHANGES; which++) {
		for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
			struct sid sid = { .kind = (uint8_t)kinds[i] };
			struct result *result = change(&rig, which, &sid, &shop, NULL);

			assert_int_equal(result->error.kind, ERROR_REFUSED);
			assert_false(result->unclear);
			assert_int_equal(result->http_status, 0);
			result_free(result);
		}
	}
	sandbox_requests(rig.sandbox, &after);
	assert_int_equal(before, after);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_service),
		cmocka_unit_test(test_senders),
		cmocka_unit_test(test_alpha_sender),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_channel_in_two_pools),
		cmocka_unit_test(test_added_with_200),
		cmocka_unit_test(test_lost_answers),
		cmocka_unit_test(test_short_code),
		cmocka_unit_test(test_medium),
		cmocka_unit_test(test_feedback),
		cmocka_unit_test(test_redact_in_flight),
		cmocka_unit_test(test_read_only),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
