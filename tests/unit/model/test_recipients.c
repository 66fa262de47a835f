#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "model/recipients.h"

static void test_lists(void **state)
{
	static const struct {
		const char *typed;
		const char *wanted; /* joined by '|' */
		size_t repeated;
	} wanted[] = {
		{ "", "", 0 },
		{ " ,;\n ", "", 0 },
		{ "+14155552671", "+14155552671", 0 },
		{ "+1 (415) 555-2671", "+14155552671", 0 },
		{ "0044 7700 900123", "+447700900123", 0 },
		{ "+14155552671, +12125550188", "+14155552671|+12125550188", 0 },
		{ "+14155552671;+12125550188\n+447700900123",
		  "+14155552671|+12125550188|+447700900123", 0 },
		{ "+1 415 555 2671 +1 212 555 0188", "+14155552671|+12125550188", 0 },
		{ "+14155552671,,+1 415 555-2671\n+14155552671", "+14155552671", 2 },
		{ "WhatsApp:+55 11 98765 4321", "whatsapp:+5511987654321", 0 },
		{ "+14155552671 whatsapp:+14155552671", "+14155552671|whatsapp:+14155552671", 0 },
		{ "messenger:1234", "messenger:1234", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct recipients got = RECIPIENTS_INIT;
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);
		struct error err = ERROR_INIT;

		if (!recipients_parse(&got, wanted[i].typed, &err))
			fail_msg("\"%s\": %s", wanted[i].typed, error_text(&err));
		for (size_t k = 0; k < got.addresses.count; k++)
			strbuf_addf(&text, "%s%s", k ? "|" : "", got.addresses.items[k]);
		assert_string_equal(text.data, wanted[i].wanted);
		assert_int_equal(got.repeated, wanted[i].repeated);
		strbuf_release(&text);
		recipients_release(&got);
	}
}

static void test_what_is_no_recipient(void **state)
{
	static const char *const typed[] = {
		"4155552671",           "+123",          "Anna",      "+14155552671, 0188",
		"+1415555267100000000", "whatsapp:Anna", "whatsapp:", "+1415555x671",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		struct recipients got = RECIPIENTS_INIT;
		struct error err = ERROR_INIT;

		if (recipients_parse(&got, typed[i], &err))
			fail_msg("\"%s\" is taken", typed[i]);
		assert_true(error_text(&err)[0] != '\0');
		error_release(&err);
		recipients_release(&got);
	}
}

static void test_too_many(void **state)
{
	struct recipients got = RECIPIENTS_INIT;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct error err = ERROR_INIT;

	(void)state;
	for (int i = 0; i < RECIPIENTS_MAX; i++)
		strbuf_addf(&text, "+1415%07d\n", i);
	assert_true(recipients_parse(&got, text.data, NULL));
	assert_int_equal(got.addresses.count, RECIPIENTS_MAX);
	assert_false(recipients_parse(&got, "+12125550188", &err));
	assert_int_equal(err.kind, ERROR_LIMIT);
	/* One that is there already does not count. */
	assert_true(recipients_parse(&got, "+14150000000", NULL));
	error_release(&err);
	strbuf_release(&text);
	recipients_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_what_is_no_recipient),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests_name("recipients", tests, NULL, NULL);
}
