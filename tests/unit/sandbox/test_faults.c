#include "sandbox/faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct {
	const char *rule;
	bool right;
	int64_t number;
	const char *text; /* NULL: not looked at */
} cases[] = {
	{ "status", true, 500, NULL },
	{ "status=429", true, 429, NULL },
	{ "status=600", false, 0, NULL },
	{ "status=x", false, 0, NULL },
	{ "reset", true, 0, NULL },
	{ "reset=1", false, 0, NULL },
	{ "next-host=evil.example", true, 0, "evil.example" },
	{ "broken=nul", true, 0, "nul" },
	{ "broken=bone", false, 0, NULL },
	{ "type=a/b,times=1,after=2,method=GET,match=x{1,2},y", true, 0, "a/b" },
	{ "cut=5,times=-1", false, 0, NULL },
	{ "cut=5,nonsense", false, 0, NULL },
	{ "cut=5,match=[", false, 0, NULL },
	{ "", false, 0, NULL },
	{ "nothing", false, 0, NULL },
};

static void rules_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct faults faults = { 0 };
		struct error err = ERROR_INIT;
		bool right = faults_add(&faults, cases[i].rule, &err);

		if (right != cases[i].right)
			fail_msg("\"%s\": %s", cases[i].rule, error_text(&err));
		if (right)
			assert_true(faults.items[0]->number == cases[i].number);
		if (cases[i].text != NULL)
			assert_string_equal(faults.items[0]->text, cases[i].text);
		error_release(&err);
		faults_release(&faults);
	}
}

static bool hits(struct faults *faults, const char *method, const char *query)
{
	return faults_match(faults, method, "/a/Messages.json", query) != NULL;
}

static void rules_count_their_requests(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	assert_false(hits(&faults, "GET", ""));
	assert_true(faults_add(&faults, "reset,method=get,after=1,times=2,match=json\\?P", NULL));
	assert_false(hits(&faults, "POST", "P=1"));
	assert_false(hits(&faults, "GET", ""));
	assert_false(hits(&faults, "GET", "P=1"));
	assert_true(hits(&faults, "GET", "P=1"));
	assert_true(hits(&faults, "GET", "P=1"));
	assert_false(hits(&faults, "GET", "P=1"));
	assert_true(faults_add(&faults, "close", NULL));
	assert_true(hits(&faults, "GET", "P=1"));
	faults_retire(&faults);
	assert_false(hits(&faults, "GET", "P=1"));
	faults_release(&faults);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_are_read),
		cmocka_unit_test(rules_count_their_requests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
