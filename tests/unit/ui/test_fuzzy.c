#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/fuzzy.h"

static int score(const char *typed, const char *text)
{
	return fuzzy_score(typed, strlen(typed), text, strlen(text));
}

static void test_what_fits_and_what_does_not(void **state)
{
	static const struct {
		const char *typed, *text;
		bool fits;
	} cases[] = {
		{ "", "anything", true },
		{ "   ", "anything", true },
		{ "remi", "reminders and orders", true },
		{ "order", "reminders and orders", true },
		{ "rao", "reminders and orders", true },
		{ "orders remi", "reminders and orders", true },
		{ "447700", "+44 7700 900123", true },
		{ "uk", "united kingdom", true },
		{ "\xc3\xa9x", "m\xc3\xa9xico", true },
		{ "mx", "m\xc3\xa9xico", true },
		{ "remix", "reminders", false },
		{ "sredro", "reminders and orders", false },
		{ "orders campaign", "reminders and orders", false },
		{ "redinorde", "reminders and orders", false },
		{ "x", "", false },
		/* half of a character is none */
		{ "\xa9", "m\xc3\xa8", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if ((score(cases[i].typed, cases[i].text) != FUZZY_NONE) != cases[i].fits)
			print_error("'%s' in '%s'\n", cases[i].typed, cases[i].text);
		assert_int_equal(score(cases[i].typed, cases[i].text) != FUZZY_NONE, cases[i].fits);
	}
}

static void test_what_fits_better(void **state)
{
	static const struct {
		const char *typed, *better, *worse;
	} cases[] = {
		{ "mess", "messages", "all messages" },
		{ "mess", "all messages", "tomessages" },
		{ "mess", "message", "messages" },
		{ "ser", "services", "msg sender" },
		{ "uk", "ukraine", "united kingdom" },
		{ "uk", "united kingdom", "trinidad sudkap" },
		{ "alerts", "alerts", "alerts for all" },
		{ "new shop", "new shop", "shop of news" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (score(cases[i].typed, cases[i].better) <= score(cases[i].typed, cases[i].worse))
			print_error("'%s': '%s' %d, '%s' %d\n", cases[i].typed, cases[i].better,
				    score(cases[i].typed, cases[i].better), cases[i].worse,
				    score(cases[i].typed, cases[i].worse));
		assert_true(score(cases[i].typed, cases[i].better) >
			    score(cases[i].typed, cases[i].worse));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_fits_and_what_does_not),
		cmocka_unit_test(test_what_fits_better),
	};

	return cmocka_run_group_tests_name("fuzzy", tests, NULL, NULL);
}
