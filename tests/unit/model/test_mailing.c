#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/mailing.h"

#define NOW INT64_C(1700000000)
#define SERVICE "MG0123456789abcdef0123456789abcdef"

static struct mailing *open_bytes(const char *bytes, size_t length,
				  const struct mailing_options *options, struct error *err)
{
	struct strbuf copy = STRBUF_INIT(MAILING_FILE_MAX);

	strbuf_add(&copy, bytes, length);
	return mailing_new("list.csv", &copy, options, NOW, err);
}

static struct mailing *open_text(const char *text, const struct mailing_options *options)
{
	struct error err = ERROR_INIT;
	struct mailing *mailing = open_bytes(text, strlen(text), options, &err);

	if (!mailing)
		fail_msg("%s", error_text(&err));
	return mailing;
}

static void expect_refused(const char *text, const struct mailing_options *options,
			   const char *words)
{
	struct error err = ERROR_INIT;

	assert_null(open_bytes(text, strlen(text), options, &err));
	assert_string_equal(error_text(&err), words);
	error_release(&err);
}

static const char *value(char **form, const char *name)
{
	for (; *form; form += 2)
		if (strcmp(form[0], name) == 0)
			return form[1];
	return "";
}

/* The next row is sent to this number with this text. */
static void expect_row(struct mailing *mailing, const char *to, const char *body)
{
	char **form = NULL;

	assert_int_equal(mailing_next(mailing, &form), MAILING_ROW);
	assert_string_equal(value(form, "To"), to);
	assert_string_equal(value(form, "Body"), body);
	outgoing_form_free(form);
}

static void expect_fault(struct mailing *mailing, unsigned line, const char *words)
{
	const struct mailing_fault *faults;
	size_t before = mailing_faults(mailing, &faults), after;
	char **form;

	assert_int_equal(mailing_next(mailing, &form), MAILING_LEFT_OUT);
	after = mailing_faults(mailing, &faults);
	assert_int_equal(after, before + 1);
	assert_int_equal(faults[before].line, line);
	if (!strstr(faults[before].words, words))
		fail_msg("\"%s\" does not say \"%s\"", faults[before].words, words);
}

static void expect_end(struct mailing *mailing)
{
	char **form;

	assert_int_equal(mailing_next(mailing, &form), MAILING_END);
}

static void test_columns(void **state)
{
	const struct mailing_options none = { .text = NULL };
	const struct mailing_options text = { .text = "Hi {first_name}" };
	const struct mailing_options latin = { .text = "caf\xE9 {name}" };
	struct mailing *mailing;

	(void)state;
	expect_refused("To,name\n", &latin, "The text is not UTF-8");
	expect_refused("", &none, "list.csv is empty: its first row names the columns");
	expect_refused("name,Body\n", &none,
		       "list.csv:1: no column is called To: the first row names the columns");
	expect_refused("\n\nTo,name\n", &none,
		       "list.csv:3: no column is called Body: name a template, or give a text");
	expect_refused("To,Body,BODY\n", &none, "list.csv:1: two columns are called \"BODY\"");
	expect_refused("To,name\n", &text,
		       "list.csv:1: no column is called first_name, which the text wants");
	expect_refused("To,\"name\n", &none, "list.csv:1: a quote is opened and not closed");
	mailing = open_text("\xEF\xBB\xBFTO;First name;from\r\n"
			    "0044 7700 900123;Ann;73529\r\n\r\n'+14155552671;Bob;'+15125550100",
			    &text);
	expect_row(mailing, "+447700900123", "Hi Ann");
	expect_row(mailing, "+14155552671", "Hi Bob");
	expect_end(mailing);
	expect_end(mailing);
	assert_int_equal(mailing_count(mailing)->rows, 2);
	mailing_free(mailing);
}

static void test_values(void **state)
{
	const struct mailing_options options = {
		.values = { [OUT_FROM] = "+15125550100",
			    [OUT_SERVICE] = SERVICE,
			    [OUT_SEND_AT] = "in 2h" },
	};
	struct mailing *mailing = open_text("To,Body,From,MediaUrl,SendAt,ContentRetention\n"
					    "+14155552671,a,,,,\n"
					    "+14155552672,b,73529,https://a.example/x.png,"
					    "in 3h,discard\n",
					    &options);
	char **form = NULL;

	(void)state;
	assert_int_equal(mailing_next(mailing, &form), MAILING_ROW);
	assert_string_equal(value(form, "From"), "+15125550100");
	assert_string_equal(value(form, "MessagingServiceSid"), SERVICE);
	assert_string_equal(value(form, "SendAt"), "2023-11-15T00:13:20Z");
	outgoing_form_free(form);
	assert_int_equal(mailing_next(mailing, &form), MAILING_ROW);
	assert_string_equal(value(form, "From"), "73529");
	assert_string_equal(value(form, "MediaUrl"), "https://a.example/x.png");
	assert_string_equal(value(form, "SendAt"), "2023-11-15T01:13:20Z");
	assert_string_equal(value(form, "ContentRetention"), "discard");
	outgoing_form_free(form);
	mailing_free(mailing);
}

static void test_faults(void **state)
{
	const struct mailing_options options = { .values = { [OUT_FROM] = "+15125550100" } };
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const struct mailing_fault *faults;
	struct mailing *mailing;

	(void)state;
	strbuf_addstr(&text, "To,Body,SendAt\n"
			     "+14155552671,\"two\nlines\",\n"
			     "415,x,\n"
			     ",x,\n"
			     "\"+14155552672, +14155552673\",x,\n"
			     "+14155552674,,\n"
			     "whatsapp:+14155552674,x,\n"
			     "+14155552675,x,yesterday\n"
			     "+14155552676,\xE9t\xE9,\n"
			     "+14155552677,");
	strbuf_addn(&text, 'x', OUTGOING_BODY_MAX + 1);
	strbuf_addstr(&text, ",\n+14155552678,\"x");
	mailing = open_text(text.data, &options);
	expect_row(mailing, "+14155552671", "two\nlines");
	expect_fault(mailing, 4, "\"415\" is no number");
	expect_fault(mailing, 5, "To is empty");
	expect_fault(mailing, 6, "a row has one recipient");
	expect_fault(mailing, 7, "Say what to send");
	expect_fault(mailing, 8, "not of the same channel");
	expect_fault(mailing, 9, "");
	expect_fault(mailing, 10, "not UTF-8");
	expect_fault(mailing, 11, "at most 1600 characters; this one has 1601");
	expect_end(mailing);
	assert_true(mailing_count(mailing)->broken);
	assert_int_equal(mailing_faults(mailing, &faults), 9);
	assert_int_equal(faults[8].line, 12);
	assert_string_equal(faults[8].words, "a quote is opened and not closed");
	assert_int_equal(mailing_count(mailing)->bad, 9);
	assert_int_equal(mailing_estimate(mailing)->messages, 1);
	mailing_free(mailing);
	strbuf_release(&text);
}

static void test_variables(void **state)
{
	const struct mailing_options options = {
		.text = "{name}: {{{code}}}",
		.values = { [OUT_FROM] = "+15125550100" },
	};
	struct mailing *mailing =
		open_text("To,name,code\n+14155552671,Ann,7\n+14155552672,Bob,\n", &options);

	(void)state;
	expect_row(mailing, "+14155552671", "Ann: {7}");
	expect_fault(mailing, 3, "the cell of code is empty, and the text wants it");
	mailing_free(mailing);
}

static void test_repeats(void **state)
{
	static const char text[] = "To,Body\n+14155552671,a\n+1 415 555 2671,b\n+14155552672,c\n";
	struct mailing_options options = { .values = { [OUT_FROM] = "+15125550100" } };
	struct mailing *mailing = open_text(text, &options);

	(void)state;
	expect_row(mailing, "+14155552671", "a");
	expect_fault(mailing, 3, "+14155552671 is in line 2 already");
	expect_row(mailing, "+14155552672", "c");
	assert_int_equal(mailing_count(mailing)->repeated, 1);
	assert_int_equal(mailing_count(mailing)->bad, 0);
	mailing_free(mailing);
	options.repeats = REPEATS_ONCE;
	mailing = open_text(text, &options);
	expect_row(mailing, "+14155552671", "a");
	assert_int_equal(mailing_next(mailing, &(char **){ NULL }), MAILING_LEFT_OUT);
	expect_row(mailing, "+14155552672", "c");
	mailing_free(mailing);
	options.repeats = REPEATS_ALL;
	mailing = open_text(text, &options);
	expect_row(mailing, "+14155552671", "a");
	expect_row(mailing, "+14155552671", "b");
	assert_int_equal(mailing_estimate(mailing)->messages, 2);
	mailing_free(mailing);
}

/* Rows can be made in any order, for the time that they had. */
static void test_again(void **state)
{
	const struct mailing_options options = {
		.text = "Hi {name}",
		.values = { [OUT_SERVICE] = SERVICE },
	};
	struct mailing *mailing = open_text("To,name,SendAt\n+14155552671,\"A\n\",\n"
					    "+14155552672,B,tomorrow 9:00\n",
					    &options);
	struct error err = ERROR_INIT;
	char **form;

	(void)state;
	assert_true(mailing_index(mailing, &err));
	form = mailing_form(mailing, 2, NOW);
	assert_non_null(form);
	assert_string_equal(value(form, "Body"), "Hi B");
	assert_string_equal(value(form, "SendAt"), "2023-11-14T22:13:20Z");
	outgoing_form_free(form);
	form = mailing_form(mailing, 1, DATE_NONE);
	assert_non_null(form);
	assert_string_equal(value(form, "To"), "+14155552671");
	assert_string_equal(value(form, "Body"), "Hi A\n");
	assert_string_equal(value(form, "SendAt"), "");
	outgoing_form_free(form);
	assert_int_equal(mailing_line(mailing, 2), 4);
	assert_int_equal(mailing_line(mailing, 3), 0);
	assert_null(mailing_form(mailing, 0, DATE_NONE));
	assert_null(mailing_form(mailing, 3, DATE_NONE));
	mailing_free(mailing);
	mailing = open_text("To,name\n+14155552671,\"A", &options);
	assert_false(mailing_index(mailing, &err));
	assert_string_equal(error_text(&err), "list.csv:2: a quote is opened and not closed");
	error_release(&err);
	mailing_free(mailing);
}

static void test_limits(void **state)
{
	const struct mailing_options options = { .values = { [OUT_FROM] = "+15125550100" } };
	struct strbuf text = STRBUF_INIT(MAILING_FILE_MAX);
	const struct mailing_fault *faults;
	struct mailing *mailing;
	char **form;

	(void)state;
	strbuf_addstr(&text, "To,Body\n");
	for (int i = 0; i <= MAILING_ROWS_MAX; i++)
		strbuf_addstr(&text, "x,y\n");
	mailing = open_text(text.data, &options);
	while (mailing_next(mailing, &form) != MAILING_END)
		;
	assert_true(mailing_count(mailing)->broken);
	assert_int_equal(mailing_count(mailing)->rows, MAILING_ROWS_MAX);
	assert_int_equal(mailing_count(mailing)->bad, MAILING_ROWS_MAX + 1);
	assert_int_equal(mailing_faults(mailing, &faults), MAILING_FAULTS_MAX);
	mailing_free(mailing);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns), cmocka_unit_test(test_values),
		cmocka_unit_test(test_faults),  cmocka_unit_test(test_variables),
		cmocka_unit_test(test_repeats), cmocka_unit_test(test_again),
		cmocka_unit_test(test_limits),
	};

	hash_init();
	return cmocka_run_group_tests_name("model/mailing", tests, NULL, NULL);
}
