#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/request.h"
#include "api/settings.h"

#define ACCOUNT "AC00000000000000000000000000000000"
#define BASE "https://api.twilio.com/2010-04-01/Accounts/" ACCOUNT

static struct hosts twilio(void)
{
	struct api_settings settings;
	struct hosts hosts;
	api_settings_init(&settings);
	assert_true(hosts_init(&hosts, &settings, NULL));
	return hosts;
}

static void test_paths(void **state)
{
	(void)state;
	static const struct {
		enum endpoint_id id;
		const char *url;
	} cases[] = {
		{ ENDPOINT_ACCOUNT, BASE ".json" },
		{ ENDPOINT_BALANCE, BASE "/Balance.json" },
		{ ENDPOINT_MESSAGES, BASE "/Messages.json" },
		{ ENDPOINT_MESSAGE, BASE "/Messages/SM1.json" },
	};
	struct hosts hosts = twilio();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request request;
		request_init(&request, &hosts, cases[i].id,
			     &(struct request_names){ .account = ACCOUNT, .sid = "SM1" });
		assert_string_equal(request.url.data, cases[i].url);
		assert_true(request_ready(&request, NULL));
		request_release(&request);
	}
}

/* Nothing that is put into a path can leave its place in it. */
static void test_path_parts_are_encoded(void **state)
{
	(void)state;
	struct hosts hosts = twilio();
	struct request request;
	request_init(&request, &hosts, ENDPOINT_MESSAGE,
		     &(struct request_names){ .account = ACCOUNT, .sid = "../?x=#" });
	assert_string_equal(request.url.data, BASE "/Messages/..%2F%3Fx%3D%23.json");
	request_release(&request);
}

/* `DateSent<` is the name, = the ordinary separator. */
static void test_parameters(void **state)
{
	(void)state;
	struct hosts hosts = twilio();
	struct request request;
	request_init(&request, &hosts, ENDPOINT_MESSAGES,
		     &(struct request_names){ .account = ACCOUNT });
	request_addf(&request, "PageSize", "%d", 1000);
	request_addstr(&request, "DateSent>", "2024-05-01");
	request_addstr(&request, "DateSent<", "2024-05-03T10:00:00Z");
	request_addstr(&request, "To", "+1 555&x=y");
	request_add(&request, "From", "a\0b", 3);
	assert_string_equal(request.url.data,
			    BASE "/Messages.json?PageSize=1000&DateSent%3E=2024-05-01"
				 "&DateSent%3C=2024-05-03T10%3A00%3A00Z&To=%2B1%20555%26x%3Dy"
				 "&From=a%00b");
	assert_int_equal(request.form.length, 0);
	request_release(&request);
}

static void test_links(void **state)
{
	(void)state;
	static const char link[] = "/2010-04-01/Accounts/AC/Messages.json?Page=1";
	static const char foreign[] = "https://evil.example/";
	struct hosts hosts = twilio();
	struct request request;
	struct error err = ERROR_INIT;
	assert_true(
		request_init_link(&request, &hosts, ENDPOINT_MESSAGES, link, strlen(link), NULL));
	request_addstr(&request, "x", "y");
	assert_string_equal(
		request.url.data,
		"https://api.twilio.com/2010-04-01/Accounts/AC/Messages.json?Page=1&x=y");
	request_release(&request);
	assert_false(request_init_link(&request, &hosts, ENDPOINT_MESSAGES, foreign,
				       strlen(foreign), &err));
	assert_int_equal(err.kind, ERROR_REFUSED);
	error_release(&err);
}

static void test_too_long(void **state)
{
	(void)state;
	struct hosts hosts = twilio();
	struct request request;
	struct error err = ERROR_INIT;
	request_init(&request, &hosts, ENDPOINT_MESSAGES,
		     &(struct request_names){ .account = ACCOUNT });
	for (int i = 0; i < 100; i++)
		request_addf(&request, "To", "%0100d", i);
	assert_false(request_ready(&request, &err));
	assert_int_equal(err.kind, ERROR_LIMIT);
	error_release(&err);
	request_release(&request);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths),      cmocka_unit_test(test_path_parts_are_encoded),
		cmocka_unit_test(test_parameters), cmocka_unit_test(test_links),
		cmocka_unit_test(test_too_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
