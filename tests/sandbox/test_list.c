/* The list of messages: paging, order, filters, and the same account for the same seed. */
#include "client.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "support/fail.h"

#define DAY 86400

static void pages_are_complete_whatever_their_size(void **state)
{
	static const char *const paths[] = {
		"/Messages.json?PageSize=1000",
		"/Messages.json?PageSize=999",
		"/Messages.json?PageSize=37",
		"/Messages.json",
		"/Messages.json?PageSize=1000&DateSent%3E=2020-01-01T00:00:00Z&DateSent%3C=2030-01-01",
	};
	struct words all[ARRAY_SIZE(paths)] = { 0 };
	struct client client;

	(void)state;
	client(&client, "--messages", "2500", "--contacts", "40");
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		client_walk(&client, paths[i], &all[i]);
	assert_int_equal(all[0].count, 2500);
	assert_true(words_are_distinct(&all[0]));
	for (size_t i = 1; i + 1 < ARRAY_SIZE(paths); i++)
		assert_same_words(&all[0], &all[i]);
	assert_true(all[4].count < all[0].count); /* without those that have no date */
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		words_release(&all[i]);
	client_close(&client);
}

static int64_t date_of(const struct json *message, const char *name)
{
	const char *text = json_get_string(message, name);
	int64_t when;

	if (text == NULL)
		return DATE_NONE;
	assert_true(date_parse_rfc2822(text, strlen(text), &when));
	return when;
}

static void records_are_whole_and_in_order(void **state)
{
	static const char *const members[] = {
		"account_sid",
		"api_version",
		"body",
		"date_created",
		"date_sent",
		"date_updated",
		"direction",
		"error_code",
		"error_message",
		"from",
		"messaging_service_sid",
		"num_media",
		"num_segments",
		"price",
		"price_unit",
		"sid",
		"status",
		"subresource_uris",
		"to",
		"uri",
	};
	struct answer answer = ANSWER_INIT;
	struct client client;
	int64_t last = INT64_MAX;

	(void)state;
	client(&client, "--messages", "3000");
	client_get(&client, "/Messages.json?PageSize=1000&DateSent%3E=2020-01-01", &answer);
	assert_int_equal(answer_count(&answer), 1000);
	for (size_t i = 0; i < 1000; i++) {
		const struct json *message = answer_message(&answer, i);
		int64_t sent = date_of(message, "date_sent");

		assert_int_equal(json_count(message), ARRAY_SIZE(members));
		for (size_t m = 0; m < ARRAY_SIZE(members); m++)
			assert_non_null(json_get(message, members[m]));
		assert_non_null(json_get_string(message, "num_segments"));
		assert_non_null(json_get_string(message, "num_media"));
		assert_true(sent <= last && sent != DATE_NONE);
		assert_true(date_of(message, "date_created") <= sent);
		assert_true(date_of(message, "date_updated") >= sent);
		assert_int_equal(json_kind(json_get(message, "error_code")) == JSON_KIND_NULL,
				 json_kind(json_get(message, "error_message")) == JSON_KIND_NULL);
		last = sent;
	}
	answer_release(&answer);
	client_close(&client);
}

static void links_are_as_documented(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct strbuf expected = STRBUF_INIT(STRBUF_LINE);
	struct words first = { 0 };
	struct client client;
	char *path;

	(void)state;
	client(&client, "--messages", "500");
	client_get(&client, "/Messages.json?PageSize=2&DateSent%3E=2019-06-11+22%3A05%3A25.000",
		   &answer);
	strbuf_addf(
		&expected,
		"/2010-04-01/Accounts/%s/Messages.json?DateSent%%3E=2019-06-11+22%%3A05%%3A25.000"
		"&PageSize=2&Page=0",
		client.account);
	assert_string_equal(answer_text(&answer, "first_page_uri"), expected.data);
	assert_string_equal(answer_text(&answer, "uri"), expected.data);
	assert_null(answer_text(&answer, "previous_page_uri"));
	strbuf_truncate(&expected, expected.length - 1);
	strbuf_addf(&expected, "1&PageToken=PA%s",
		    json_get_string(answer_message(&answer, 1), "sid"));
	assert_string_equal(answer_text(&answer, "next_page_uri"), expected.data);
	assert_int_equal(json_get_integer(answer.json, "end", -1), 1);
	vec_push(&first, xstrdup(json_get_string(answer_message(&answer, 0), "sid")));
	strbuf_reset(&expected);
	strbuf_addf(&expected, "/%s", answer_text(&answer, "next_page_uri"));
	client_get(&client, expected.data, &answer);
	assert_int_equal(json_get_integer(answer.json, "page", -1), 1);
	assert_int_equal(json_get_integer(answer.json, "start", -1), 2);
	path = xstrdup(answer_text(&answer, "previous_page_uri"));
	strbuf_reset(&expected);
	strbuf_addf(&expected, "/%s", path);
	client_get(&client, expected.data, &answer);
	assert_string_equal(json_get_string(answer_message(&answer, 0), "sid"), first.items[0]);
	free(path);
	words_release(&first);
	strbuf_release(&expected);
	answer_release(&answer);
	client_close(&client);
}

/* Twilio's own libraries ask for as many as their callers want, and promise pages of 1,000. */
static void pages_have_a_thousand_at_most(void **state)
{
	static const char *const lists[] = { "/Messages.json?PageSize=1500",
					     "/IncomingPhoneNumbers.json?PageSize=1500" };
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "1200", "--numbers", "1100");
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		client_get(&client, lists[i], &answer);
		assert_int_equal(answer.status, 200);
		assert_int_equal(json_get_integer(answer.json, "page_size", 0), 1000);
		assert_int_equal(json_get_integer(answer.json, "end", 0), 999);
		assert_non_null(answer_text(&answer, "next_page_uri"));
	}
	answer_release(&answer);
	client_close(&client);
}

static void bad_values_are_refused(void **state)
{
	static const struct {
		const char *query;
		int code;
	} cases[] = {
		{ "PageSize=0", 20001 },
		{ "PageSize=x", 20001 },
		{ "PageSize=1001", 20007 },
		{ "Page=-1", 20001 },
		{ "PageToken=nonsense", 21481 },
		{ "PageToken=PASM00000000000000000000000000000000", 21481 },
		{ "DateSent=%3E%3D2019-03-03", 20001 }, /* the operator belongs to the name */
		{ "DateSent%3E=2019-02-30", 20001 },
		{ "DateSent%3C=yesterday", 20001 },
		{ "DateSent=06/11/2019", 20001 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--assume", "page-size=refused");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char path[200];

		snprintf(path, sizeof(path), "/Messages.json?%s", cases[i].query);
		client_get(&client, path, &answer);
		assert_error(&answer, 400, cases[i].code);
	}
	answer_release(&answer);
	client_close(&client);
}

/* How many of all messages lie between two times, both included. */
static size_t count_between(struct client *client, int64_t low, int64_t high)
{
	struct answer answer = ANSWER_INIT;
	size_t count = 0;

	client_get(client, "/Messages.json?PageSize=1000", &answer);
	for (size_t i = 0; i < answer_count(&answer); i++) {
		int64_t sent = date_of(answer_message(&answer, i), "date_sent");

		count += sent != DATE_NONE && sent >= low && sent <= high;
	}
	answer_release(&answer);
	return count;
}

static void assert_listed(struct client *client, const char *query, size_t count)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct answer answer = ANSWER_INIT;

	strbuf_addf(&path, "/Messages.json?PageSize=1000&%s", query);
	client_get(client, path.data, &answer);
	if (answer.status != 200 || answer_count(&answer) != count)
		test_fail("%s: %ld, %zu messages, not %zu", query, answer.status,
			  answer_count(&answer), count);
	strbuf_release(&path);
	answer_release(&answer);
}

/* The day with most messages of the page, its start. */
static int64_t a_busy_day(struct client *client)
{
	struct answer answer = ANSWER_INIT;
	int64_t day;

	client_get(client, "/Messages.json?PageSize=1000", &answer);
	day = date_utc_midnight(date_of(answer_message(&answer, 700), "date_sent"));
	answer_release(&answer);
	return day;
}

static void check_dates(const char *date_filter, const char *date_before)
{
	bool by_day = strcmp(date_filter, "date-filter=day") == 0;
	bool first_second = strcmp(date_before, "date-before=first-second") == 0;
	char day[DATE_ISO_SIZE], query[200];
	struct client client;
	int64_t start, end;

	client(&client, "--messages", "1000", "--days", "30", "--assume", date_filter, "--assume",
	       date_before);
	start = a_busy_day(&client);
	end = first_second ? start : start + DAY - 1;
	date_format_day(start, day);
	snprintf(query, sizeof(query), "DateSent=%s", day);
	assert_listed(&client, query, count_between(&client, start, start + DAY - 1));
	snprintf(query, sizeof(query), "DateSent%%3E=%s", day);
	assert_listed(&client, query, count_between(&client, start, INT64_MAX));
	snprintf(query, sizeof(query), "DateSent%%3C=%s", day);
	assert_listed(&client, query, count_between(&client, 0, end));
	snprintf(query, sizeof(query), "DateSent%%3C=%sT15:00:00Z", day);
	assert_listed(&client, query, count_between(&client, 0, by_day ? end : start + 15 * 3600));
	snprintf(query, sizeof(query), "DateSent%%3E=%s+15:00:00.000", day);
	assert_listed(&client, query,
		      count_between(&client, by_day ? start : start + 15 * 3600, INT64_MAX));
	client_close(&client);
}

static void dates_mean_what_is_assumed(void **state)
{
	(void)state;
	check_dates("date-filter=second", "date-before=whole-day");
	check_dates("date-filter=second", "date-before=first-second");
	check_dates("date-filter=day", "date-before=whole-day");
	check_dates("date-filter=day", "date-before=first-second");
}

static void dates_may_be_spelt_as_documented(void **state)
{
	static const char *const spellings[] = {
		"2026-11-20T22:05:25Z",        "2026-11-20+22:05:25.000",
		"11/20/2026+15:05:25+MST",     "Fri,+20+Nov+2026+22:05:25+-0000",
		"2026-11-20T23:05:25%2B01:00",
	};
	struct client client;
	int64_t when = date_from_civil(2026, 11, 20, 22, 5, 25);

	(void)state;
	client(&client, "--messages", "900", "--days", "20");
	for (size_t i = 0; i < ARRAY_SIZE(spellings); i++) {
		char query[100];

		snprintf(query, sizeof(query), "DateSent%%3E=%s", spellings[i]);
		assert_listed(&client, query, count_between(&client, when, INT64_MAX));
	}
	client_close(&client);
}

static size_t place_of_first_null(struct client *client, const char *query)
{
	struct answer answer = ANSWER_INIT;
	size_t at = 0;

	client_get(client, query, &answer);
	while (at < answer_count(&answer) &&
	       strcmp(json_get_string(answer_message(&answer, at), "status"), "scheduled") != 0)
		at++;
	at = at == answer_count(&answer) ? SIZE_MAX : at;
	answer_release(&answer);
	return at;
}

static void null_dates_are_where_assumed(void **state)
{
	static const struct {
		const char *dates, *order;
		bool filtered;    /* not in a list with a filter */
		size_t low, high; /* where the first scheduled one is, of 980 */
	} cases[] = {
		{ "null-dates=unlisted", "null-order=created", true, 0, 900 },
		{ "null-dates=unlisted", "null-order=first", true, 0, 20 },
		{ "null-dates=listed", "null-order=first", false, 0, 20 },
		{ "null-dates=listed", "null-order=last", false, 900, 980 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct client client;
		size_t at;

		client(&client, "--messages", "980", "--contacts", "5", "--assume", cases[i].dates,
		       "--assume", cases[i].order);
		at = place_of_first_null(&client, "/Messages.json?PageSize=1000");
		assert_true(at >= cases[i].low && at <= cases[i].high);
		at = place_of_first_null(&client,
					 "/Messages.json?PageSize=1000&DateSent%3E=2020-01-01");
		assert_int_equal(at == SIZE_MAX, cases[i].filtered);
		client_close(&client);
	}
}

/* Filters by address find what a look at all messages finds. */
static void addresses_select(void **state)
{
	struct answer all = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "1000", "--contacts", "20");
	client_get(&client, "/Messages.json?PageSize=1000", &all);
	for (size_t i = 0; i < 1000; i += 61) {
		const char *to = json_get_string(answer_message(&all, i), "to");
		const char *from = json_get_string(answer_message(&all, i), "from");
		struct strbuf query = STRBUF_INIT(STRBUF_LINE);
		size_t with_to = 0, with_both = 0;

		if (from == NULL)
			continue;
		for (size_t j = 0; j < 1000; j++) {
			const struct json *other = answer_message(&all, j);
			const char *other_from = json_get_string(other, "from");
			bool same = strcmp(json_get_string(other, "to"), to) == 0;

			with_to += same;
			with_both += same && other_from != NULL && strcmp(other_from, from) == 0;
		}
		strbuf_addstr(&query, "To=");
		strbuf_add_urlencoded(&query, to, strlen(to));
		assert_listed(&client, query.data, with_to);
		strbuf_addstr(&query, "&From=");
		strbuf_add_urlencoded(&query, from, strlen(from));
		assert_listed(&client, query.data, with_both);
		strbuf_release(&query);
	}
	assert_listed(&client, "To=nobody", 0);
	answer_release(&all);
	client_close(&client);
}

static void the_seed_decides(void **state)
{
	static const char *const seeds[] = { "7", "7", "8" };
	struct answer answers[3] = { ANSWER_INIT, ANSWER_INIT, ANSWER_INIT };
	struct client client;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		client(&client, "--messages", "800", "--seed", seeds[i], "--account",
		       "AC0123456789abcdef0123456789abcdef");
		client_get(&client, "/Messages.json?PageSize=1000", &answers[i]);
		client_close(&client);
	}
	assert_string_equal(answers[0].body.data, answers[1].body.data);
	assert_string_not_equal(answers[0].body.data, answers[2].body.data);
	for (size_t i = 0; i < 3; i++)
		answer_release(&answers[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_complete_whatever_their_size),
		cmocka_unit_test(records_are_whole_and_in_order),
		cmocka_unit_test(links_are_as_documented),
		cmocka_unit_test(pages_have_a_thousand_at_most),
		cmocka_unit_test(bad_values_are_refused),
		cmocka_unit_test(dates_mean_what_is_assumed),
		cmocka_unit_test(dates_may_be_spelt_as_documented),
		cmocka_unit_test(null_dates_are_where_assumed),
		cmocka_unit_test(addresses_select),
		cmocka_unit_test(the_seed_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
