/*
 * The session's cache of lists against the sandbox: what is asked for and how often, whose pool a
 * sender is in, what changes do to lists, and what a table says of them.
 */
#include "rig.h"

#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/number.h"
#include "model/sender.h"
#include "model/service.h"
#include "support/place.h"
#include "views/session/lists.h"
#include "views/session/session.h"

struct lists_rig {
	struct rig rig;
	struct loop *loop;
	struct session session;
	struct place *place;
};

static void open_session(struct lists_rig *r, const char *const *options)
{
	rig_open(&r->rig, options);
	r->loop = loop_new();
	r->place = place_new("dumb", -1, NULL);
	rig_connect(&r->rig);
	session_init(&r->session,
		     &(struct session_options){ .plans = place_home(r->place),
						.account = r->rig.settings.account_sid,
						.host = r->rig.settings.api_base },
		     r->loop);
	session_start(&r->session, r->rig.fetch);
	r->rig.fetch = NULL; /* the session's by now */
}
#define open_with(r, ...) open_session(r, (const char *const[]){ __VA_ARGS__, NULL })

static void close_session(struct lists_rig *r)
{
	session_release(&r->session);
	loop_free(r->loop);
	place_free(r->place);
	rig_close(&r->rig);
}

/* Takes answers until nothing is under way. */
static void settle(struct lists_rig *r)
{
	while (fetch_outstanding(r->session.fetch)) {
		struct pollfd fd = { .fd = fetch_wake_fd(r->session.fetch), .events = POLLIN };

		if (poll(&fd, 1, RIG_PATIENCE_MS) <= 0)
			fail_msg("no answer came");
		session_receive(&r->session);
	}
	assert_false(lists_outstanding(&r->session));
}

static size_t asked(struct lists_rig *r, const char *tail)
{
	return sandbox_count(r->rig.sandbox, "GET", tail);
}

static bool is_text(struct text text, const char *wanted)
{
	return text.data && text.length == strlen(wanted) &&
	       memcmp(text.data, wanted, text.length) == 0;
}

static void test_asked_once(void **state)
{
	(void)state;
	struct lists_rig r;
	struct list_id id = list_id(RESOURCE_NUMBERS, NULL, NULL);

	open_with(&r, "--messages", "20");
	assert_int_equal(collection_state(lists_peek(&r.session, &id)), COLLECTION_EMPTY);
	struct collection *numbers = lists_want(&r.session, &id);
	assert_int_equal(collection_state(numbers), COLLECTION_LOADING);
	assert_true(lists_outstanding(&r.session));
	assert_ptr_equal(lists_want(&r.session, &id), numbers);
	lists_refresh(&r.session, &id); /* it is on its way already */
	settle(&r);
	assert_int_equal(collection_state(numbers), COLLECTION_COMPLETE);
	assert_int_equal(collection_count(numbers), 60);
	lists_want(&r.session, &id);
	settle(&r);
	assert_int_equal(asked(&r, "/IncomingPhoneNumbers.json"), 1);

	uint64_t key = collection_key(numbers, 59);
	lists_refresh(&r.session, &id);
	assert_int_equal(collection_state(numbers), COLLECTION_AGAIN);
	assert_int_equal(collection_count(numbers), 60);
	settle(&r);
	assert_int_equal(collection_state(numbers), COLLECTION_COMPLETE);
	assert_true(collection_key(numbers, 59) == key);
	assert_int_equal(asked(&r, "/IncomingPhoneNumbers.json"), 2);
	close_session(&r);
}

/* The service of a number, by what it is called; NULL: none. */
static const char *service_of(struct lists_rig *r, const char *phone_number)
{
	static char name[64];
	struct list_id id = list_id(RESOURCE_NUMBERS, NULL, NULL);
	const struct collection *numbers = lists_peek(&r->session, &id);

	for (size_t i = 0; i < collection_count(numbers); i++) {
		const struct number *number = collection_at(numbers, i);

		if (!is_text(number->phone_number, phone_number))
			continue;
		const struct service *service = lists_service_of(&r->session, &number->sid);
		if (!service)
			return NULL;
		snprintf(name, sizeof(name), "%.*s", (int)service->friendly_name.length,
			 service->friendly_name.data);
		return name;
	}
	fail_msg("there is no number %s", phone_number);
	return NULL;
}

static void load_pools(struct lists_rig *r)
{
	struct list_id numbers = list_id(RESOURCE_NUMBERS, NULL, NULL);

	lists_want(&r->session, &numbers);
	assert_false(lists_want_pools(&r->session));
	settle(r);
	/* The services are there: now their pools are asked for. */
	assert_false(lists_want_pools(&r->session));
	settle(r);
}

static void test_pools(void **state)
{
	(void)state;
	struct lists_rig r;
	size_t done, total;

	open_with(&r, "--messages", "20");
	assert_false(lists_have_pools(&r.session, &done, &total));
	assert_int_equal(done, 0);
	load_pools(&r);
	assert_true(lists_have_pools(&r.session, &done, &total));
	assert_int_equal(total, 1 + 10 * 4);
	assert_int_equal(done, total);
	assert_true(lists_want_pools(&r.session));
	settle(&r);
	assert_int_equal(asked(&r, "/v1/Services"), 1);
	assert_int_equal(asked(&r, "/PhoneNumbers"), 10);
	assert_int_equal(asked(&r, "/ChannelSenders"), 10);
	assert_string_equal(service_of(&r, "+15125550100"), "Reminders and orders");
	assert_string_equal(service_of(&r, "+447700900700"), "United Kingdom");
	assert_null(service_of(&r, "+15125550101"));
	close_session(&r);
}

static struct sid sid_of(struct lists_rig *r, const char *phone_number)
{
	struct list_id id = list_id(RESOURCE_NUMBERS, NULL, NULL);
	const struct collection *numbers = lists_peek(&r->session, &id);
	struct sid found = { .kind = SID_NONE };

	for (size_t i = 0; i < collection_count(numbers); i++) {
		const struct number *number = collection_at(numbers, i);

		if (is_text(number->phone_number, phone_number))
			found = number->sid;
	}
	return found;
}

static struct sid service_named(struct lists_rig *r, const char *name)
{
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(&r->session, &id);
	struct sid found = { .kind = SID_NONE };

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);

		if (is_text(service->friendly_name, name))
			found = service->sid;
	}
	return found;
}

static void change(struct lists_rig *r, enum change change, const struct sid *sid,
		   const struct sid *of)
{
	struct job job = { .kind = JOB_CHANGE, .priority = PRIORITY_NOW, .change = change };

	job.sid = *sid;
	if (of)
		job.of = *of;
	session_ask(&r->session, &job);
	settle(r);
}

/* What changes say is in the lists at once, without asking again. */
static void test_changes(void **state)
{
	(void)state;
	struct lists_rig r;

	open_with(&r, "--messages", "20");
	load_pools(&r);
	struct sid number = sid_of(&r, "+15125550100");
	struct sid from = service_named(&r, "Reminders and orders");
	struct sid to = service_named(&r, "New shop");
	struct list_id pool = list_id(RESOURCE_POOL_NUMBERS, &from, NULL);
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);
	size_t before = collection_count(lists_peek(&r.session, &pool));
	size_t requests = asked(&r, "/PhoneNumbers");

	change(&r, CHANGE_SENDER_REMOVE, &number, &from);
	assert_int_equal(collection_count(lists_peek(&r.session, &pool)), before - 1);
	assert_null(service_of(&r, "+15125550100"));
	change(&r, CHANGE_SENDER_ADD, &number, &to);
	assert_string_equal(service_of(&r, "+15125550100"), "New shop");
	/* Refused: nothing moves. */
	change(&r, CHANGE_SENDER_ADD, &number, &from);
	assert_string_equal(service_of(&r, "+15125550100"), "New shop");
	change(&r, CHANGE_SERVICE_DELETE, &to, NULL);
	assert_null(service_of(&r, "+15125550100"));
	assert_int_equal(collection_count(lists_peek(&r.session, &services)), 9);
	change(&r, CHANGE_SENDER_ADD, &number, &from);
	assert_string_equal(service_of(&r, "+15125550100"), "Reminders and orders");
	assert_int_equal(collection_count(lists_peek(&r.session, &pool)), before);
	assert_int_equal(asked(&r, "/PhoneNumbers"), requests);
	close_session(&r);
}

static void check_notice(const struct collection *collection, bool filtered, bool any,
			 const char *wanted)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct table_notice notice;

	lists_notice(collection, filtered, any, &text, &notice);
	if (!wanted)
		assert_null(notice.text);
	else if (!notice.text || !strstr(notice.text, wanted))
		fail_msg("\"%s\" is not in \"%s\"", wanted, notice.text ? notice.text : "");
	strbuf_release(&text);
}

static void test_denied(void **state)
{
	(void)state;
	struct lists_rig r;
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);
	struct list_id codes = list_id(RESOURCE_SHORT_CODES, NULL, NULL);
	size_t done, total;

	open_with(&r, "--messages", "20", "--deny", "services");
	const struct collection *denied = lists_want(&r.session, &services);
	check_notice(denied, false, false, "Asking Twilio for the messaging services");
	lists_want_pools(&r.session);
	lists_want(&r.session, &codes);
	settle(&r);
	assert_int_equal(collection_state(denied), COLLECTION_FAILED);
	assert_int_equal(collection_error(denied)->kind, ERROR_AUTH);
	check_notice(denied, false, false, "may not read the messaging services");
	assert_int_equal(collection_count(lists_peek(&r.session, &codes)), 3);
	check_notice(lists_peek(&r.session, &codes), false, true, NULL);
	check_notice(lists_peek(&r.session, &codes), true, false, "Nothing matches");
	/* It stays so until somebody wants it again. */
	assert_false(lists_want_pools(&r.session));
	lists_want(&r.session, &services);
	assert_true(lists_have_pools(&r.session, &done, &total));
	assert_int_equal(done, 0);
	settle(&r);
	assert_int_equal(asked(&r, "/v1/Services"), 1);
	lists_refresh(&r.session, &services);
	settle(&r);
	assert_int_equal(asked(&r, "/v1/Services"), 2);
	close_session(&r);
}

static void test_trouble(void **state)
{
	(void)state;
	struct lists_rig r;
	struct list_id numbers = list_id(RESOURCE_NUMBERS, NULL, NULL);
	struct list_id countries = list_id(RESOURCE_COUNTRIES, NULL, NULL);

	open_with(&r, "--messages", "20");
	settle(&r);
	const struct collection *list = lists_want(&r.session, &numbers);
	settle(&r);
	rig_fault(&r.rig, "status=400,times=1,match=IncomingPhoneNumbers");
	lists_refresh(&r.session, &numbers);
	settle(&r);
	assert_int_equal(collection_state(list), COLLECTION_FAILED);
	assert_true(collection_is_complete(list));
	assert_int_equal(collection_count(list), 60);
	check_notice(list, false, true, "this is an older state");
	rig_fault(&r.rig, "next-host,times=1,match=Countries");
	list = lists_want(&r.session, &countries);
	settle(&r);
	check_notice(list, false, true, "Only some of the countries");
	check_notice(list, false, true, "asks again");
	close_session(&r);
}

/* What is under way when the session ends does not stay so. */
static void test_stopped(void **state)
{
	(void)state;
	struct lists_rig r;
	struct list_id numbers = list_id(RESOURCE_NUMBERS, NULL, NULL);

	open_with(&r, "--messages", "20", "--latency", "300");
	const struct collection *list = lists_want(&r.session, &numbers);
	session_stop(&r.session);
	assert_int_equal(collection_state(list), COLLECTION_FAILED);
	assert_int_equal(collection_error(list)->kind, ERROR_CANCELLED);
	lists_want(&r.session, &numbers);
	assert_false(lists_outstanding(&r.session) && session_outstanding(&r.session));
	struct job job = { .kind = JOB_READ, .list = numbers };
	assert_int_equal(session_ask(&r.session, &job), 0);
	close_session(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asked_once), cmocka_unit_test(test_pools),
		cmocka_unit_test(test_changes),    cmocka_unit_test(test_denied),
		cmocka_unit_test(test_trouble),    cmocka_unit_test(test_stopped),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
