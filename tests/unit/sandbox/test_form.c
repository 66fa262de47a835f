#include "sandbox/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/mem.h"

struct record {
	char *name;
	char *text;
	char *url;
	const char *method;
	bool on;
	int period;
};

static const struct form_field fields[] = {
	{ .name = "Name",
	  .type = FORM_NAME,
	  .member = offsetof(struct record, name),
	  .code = 20002 },
	{ .name = "Text", .type = FORM_TEXT, .member = offsetof(struct record, text) },
	{ .name = "Url", .type = FORM_URL, .member = offsetof(struct record, url), .code = 11100 },
	{ .name = "Method",
	  .type = FORM_WORD,
	  .member = offsetof(struct record, method),
	  .words = form_methods },
	{ .name = "On", .type = FORM_SWITCH, .member = offsetof(struct record, on) },
	{ .name = "Period",
	  .type = FORM_NUMBER,
	  .member = offsetof(struct record, period),
	  .min = 1,
	  .max = 36000,
	  .code = 21624 },
};

/* Checks the form, and sets what it says where it is allowed. Returns the error's code, or 0. */
static int64_t submit(struct record *record, const char *form)
{
	struct strbuf body = STRBUF_INIT(STRBUF_TEXT);
	struct reply reply = { .body = &body };
	struct request request;
	int64_t code = 0;

	request_init(&request, "POST", "/");
	params_parse(&request.form, &request.arena, form, strlen(form));
	if (form_check(fields, ARRAY_SIZE(fields), &request, &reply)) {
		form_apply(fields, ARRAY_SIZE(fields), &request, record);
	} else {
		struct json *json = json_parse(body.data, body.length, NULL);

		code = json_get_integer(json, "code", -1);
		json_free(json);
	}
	request_release(&request);
	strbuf_release(&body);
	return code;
}

static void release(struct record *record)
{
	free(record->name);
	free(record->text);
	free(record->url);
}

static void what_is_sent_is_set(void **state)
{
	struct record record = { .name = xstrdup("old"), .method = "POST", .period = 5 };

	(void)state;
	assert_int_equal(submit(&record, "Text=a+b&Url=https%3A%2F%2Fa.example%2F&On=TRUE"), 0);
	assert_string_equal(record.name, "old");
	assert_string_equal(record.text, "a b");
	assert_string_equal(record.url, "https://a.example/");
	assert_string_equal(record.method, "POST");
	assert_true(record.on);
	assert_int_equal(record.period, 5);
	assert_int_equal(submit(&record, "Url=&Text=&On=false&Method=GET&Period=36000&Name=n"), 0);
	assert_null(record.url);
	assert_null(record.text);
	assert_false(record.on);
	assert_string_equal(record.method, "GET");
	assert_int_equal(record.period, 36000);
	assert_string_equal(record.name, "n");
	release(&record);
}

static void what_is_wrong_sets_nothing(void **state)
{
	static const struct {
		const char *form;
		int code;
	} cases[] = {
		{ "Text=x&Name=", 20002 },
		{ "Text=x&Name=12345678901234567890123456789012345678901234567890123456789012345",
		  20002 },
		{ "Text=x&Url=a.example", 11100 },
		{ "Text=x&Url=ftp://a.example", 11100 },
		{ "Text=x&Url=http://", 11100 },
		{ "Text=x&Method=post", 20001 },
		{ "Text=x&Method=", 20001 },
		{ "Text=x&On=", 20001 },
		{ "Text=x&On=1", 20001 },
		{ "Text=x&Period=0", 21624 },
		{ "Text=x&Period=36001", 21624 },
		{ "Text=x&Period=+1", 21624 },
	};
	struct record record = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(submit(&record, cases[i].form), cases[i].code);
	assert_null(record.text);
	release(&record);
}

/* 64 letters outside of the basic plane are 128 units, and too many. */
static void names_are_counted_in_units(void **state)
{
	struct strbuf form = STRBUF_INIT(STRBUF_LINE);
	struct record record = { 0 };

	(void)state;
	strbuf_addstr(&form, "Name=");
	for (int i = 0; i < 32; i++)
		strbuf_addstr(&form, "%F0%9F%98%80");
	assert_int_equal(submit(&record, form.data), 0);
	strbuf_addstr(&form, "x");
	assert_int_equal(submit(&record, form.data), 20002);
	strbuf_release(&form);
	release(&record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sent_is_set),
		cmocka_unit_test(what_is_wrong_sets_nothing),
		cmocka_unit_test(names_are_counted_in_units),
	};

	json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
