/*
 * Prices: the countries with what the cache has of each, one country's prices, two side by side, what
 * was asked for to show them, and what is said when they do not come.
 */
#include <string.h>

#include "support/behind.h"
#include "support/posted.h"
#include "support/stage.h"

#define MESSAGES "--messages", "3000", "--contacts", "400"
#define ACCOUNT .sandbox = { MESSAGES }
#define FEW "--messages", "60", "--contacts", "6"
#define WRITTEN_TO 10 /* countries; their prices are asked for before they are opened */
#define COUNTRIES "/v1/Messaging/Countries"

/* Every request for prices was a GET with credentials to the host that was configured. */
static void see_only_reads(size_t countries, size_t prices)
{
	size_t count, lists = 0, single = 0;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);
	const char *host = strstr(sandbox_value(behind_stage(), "url"), "://") + 3;

	for (size_t i = 0; i < count; i++) {
		if (!strstr(requests[i].path, COUNTRIES))
			continue;
		assert_string_equal(requests[i].method, "GET");
		assert_string_equal(requests[i].host, host);
		assert_true(requests[i].credentials);
		assert_int_equal(requests[i].status, 200);
		if (strcmp(requests[i].path, COUNTRIES) == 0) {
			assert_non_null(sandbox_argument(requests[i].query, "PageSize"));
			lists++;
		} else {
			assert_int_equal(strlen(requests[i].path), sizeof(COUNTRIES "/GB") - 1);
			single++;
		}
	}
	assert_int_equal(lists, countries);
	assert_int_equal(single, prices);
	assert_int_equal(posted(""), 0);
}

static void countries_are_listed_and_searched(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("9");
	see("228 countries");
	see_match("▌ United States +US +1,230");
	see_screen("prices-80x24");
	resize(120, 40);
	see_screen("prices-120x40");
	resize(80, 24);
	press("/ger<Enter>");
	see("4 match");
	see("Algeria");
	press("<Esc>/DE germ<Enter>");
	see("1 match");
	press("<Esc>:sort price<Enter>g");
	see_match("▌ Israel .* 0\\.2594 to 0\\.3162 USD");
	press(":sort country<Enter>g");
	see_match("▌ Afghanistan");
	press(":sort cost<Enter>g");
	see_match("▌ United States");
	leave("q", 0);
	see_only_reads(1, WRITTEN_TO);
}

/* By what they cost, as the columns say it: the dearest carrier, or the cheapest. */
static void countries_are_searched_by_money(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("9");
	see("228 countries");
	press("/price>0.3<Enter>");
	see("1 match");
	see_match("▌ Israel .* 0\\.2594 to 0\\.3162 USD");
	press("<Esc>/cheapest>0.05 cheapest<lt>0.06<Enter>");
	see_match("▌ Brazil .* 0\\.05332 to 0\\.0679 USD");
	press("<Esc>/price:no sent:no country:AF<Enter>");
	see("Afghanistan");
	press("<Esc>/sent>=1230<Enter>");
	see("1 match");
	see_match("▌ United States +US +1,230");
	press("<Esc>/cost:no received:no country:US,AF<Enter>");
	see("1 match");
	see("Afghanistan");
	press("<Esc>/cost>1 -country:US<Enter>");
	see_match("▌ [A-Z].* [0-9]+\\.[0-9]+ USD");
	see_not("United States");
	see_not("Afghanistan");
	leave("q", 0);
}

/* Prices that come later are looked at, too: by the order, and by the query. */
static void prices_that_come_later_find_their_place(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "status=500,match=Countries/" });
	press("9");
	see("228 countries");
	press("/price>0.01 country:US,KH,AF<Enter>");
	see("Nothing matches");
	behind_mend();
	press(":open country kh<Enter>");
	see_match("→ out .* 0\\.[0-9]+ ");
	press("<Esc>");
	see("1 match");
	see("Cambodia");
	leave("q", 0);
}

static void a_country_in_full(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("9<Enter>");
	see_match("→ 0\\.[0-9]+ to 0\\.[0-9]+ USD");
	see_match("→ SMS +1,090 +10\\.11200 USD +9\\.71551 to 12\\.6649");
	see_match("→ out +AT&T");
	see_screen("country-80x24");
	resize(120, 40);
	see_screen("country-120x40");
	/* The networks of a carrier are as many rows as there are. */
	press("<Esc>/brazil<Enter><Enter>/vivo local<Enter>");
	see("3 match");
	see("724/06");
	see("724/10");
	see("724/11");
	press("<Esc>:sort price<Enter>g");
	see_match("▌ → out +[A-Z]");
	press("c");
	see("country:BR");
	leave("q", 0);
	see_only_reads(1, WRITTEN_TO);
}

static void prices_are_kept_for_the_session(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("9<Enter>");
	see("AT&T");
	press("<Esc><Enter>");
	see("AT&T");
	press("19<Enter>");
	see("AT&T");
	see_only_reads(1, WRITTEN_TO);
	press("<F5>");
	see("AT&T");
	leave("q", 0);
	see_only_reads(1, WRITTEN_TO + 1);
}

static void two_are_compared(void **state)
{
	(void)state;
	stage(ACCOUNT);
	/* A marked one and the one under the cursor. */
	press("9<Space>=");
	see("▸United States");
	see("United Kingdom");
	see_screen("country-two-80x24");
	resize(120, 40);
	see_screen("country-two-120x40");
	/* What there is no room for is counted beside the last of them, not over it. */
	resize(64, 24);
	see_match("not listed \\+3 more$");
	resize(120, 40);
	press("<Tab>");
	see("▸United Kingdom");
	press("/three<Enter>");
	see("match");
	see("AT&T");
	/* Esc takes back one thing at a time. */
	press("<Esc>");
	see_not("match");
	press("<Esc>");
	see_not("United Kingdom");
	see("AT&T");
	leave("q", 0);
	see_only_reads(1, WRITTEN_TO);
}

static void another_is_named(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("9<Enter>=germ");
	see("Compare with: germ");
	press("<Enter>");
	see("Germany");
	/* Another one takes its place. */
	press("=fr<Enter>");
	see("France");
	see_not("Germany");
	press("x");
	see_not("France");
	press("=us<Enter>");
	see("That is the country that is shown");
	press("=island<Enter>");
	see("countries are called like that");
	press("=niger<Enter>");
	see_match(" Niger ");
	press("=nowhere<Enter>");
	see("Give a country's two letters (GB), or a part of its name");
	press("<Esc><Esc>=");
	see("Mark a country with Space");
	press(":compare br<Enter>");
	see("Brazil");
	press(":open country 12<Enter>");
	see("Give a country's two letters");
	leave("q", 0);
}

static void the_offer_has_letters_and_names(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("9<Enter>=united k<Tab>");
	see("Compare with: GB");
	press("<Enter>");
	see("United Kingdom");
	leave("q", 0);
}

static void a_country_without_prices(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open country KP<Enter>");
	see("Twilio lists no price for this country.");
	see_screen("country-none");
	press(":open country XX<Enter>");
	see("could not be loaded");
	see_but_ids("country-unknown");
	leave("q", 0);
}

/* A message that is billed is counted as soon as it is known. */
static void what_arrives_counts(void **state)
{
	static const char *const form[] = { "To",   "+14155552671", "From", "+15125550100",
					    "Body", "hello",        NULL };

	(void)state;
	stage(.sandbox = { "--messages", "0" });
	press("9");
	see("228 countries");
	press(":open country us<Enter>");
	see("No message in the cache was sent to this country");
	behind_send(form, NULL);
	press("<F5>");
	press("1<F5>9:open country us<Enter>");
	see_match("→ SMS +1 ");
	see("1 not billed yet");
	leave("q", 0);
}

static void a_key_that_may_not_read_prices_loses_only_them(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--deny", "pricing" });
	press("9");
	see("These credentials may not read the countries with prices.");
	see_but_ids("prices-denied");
	press(":open country us<Enter>");
	see("These credentials may not read the prices.");
	see_but_ids("country-denied");
	press("2");
	see("60 messages");
	leave("q", 0);
}

static void what_fails_can_be_asked_for_again(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "status=500,match=Countries" });
	press("9");
	see("could not be loaded");
	see_but_ids("prices-failed");
	press(":open country us<Enter>");
	see("The prices could not be loaded.");
	behind_mend();
	press("<F5>");
	see("AT&T");
	press("<Esc><F5>");
	see("228 countries");
	leave("q", 0);
}

/* The second page does not come: what did is there, and it is said that there are more. */
static void a_part_is_told_as_such(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "status=500,match=Countries.*[?&]Page=1", "--fault",
			   "short-pages=100,match=Countries" });
	press("9");
	see("100 countries ✗ not all came (F5: again)");
	behind_mend();
	press("<F5>");
	see("228 countries");
	see_not("not all came");
	leave("q", 0);
}

static void while_they_are_on_their_way(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "stall=600,match=Countries" });
	term_send(on_stage(), "9");
	see("Asking Twilio for the countries with prices…");
	term_send(on_stage(), ":open country us\r");
	see("Asking Twilio for the prices…");
	leave("q", 0);
}

static void without_utf8(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ASCII=yes" });
	press("9<Enter>");
	see("AT&T");
	see_screen("country-ascii");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(countries_are_listed_and_searched),
		story(countries_are_searched_by_money),
		story(prices_that_come_later_find_their_place),
		story(a_country_in_full),
		story(prices_are_kept_for_the_session),
		story(two_are_compared),
		story(another_is_named),
		story(the_offer_has_letters_and_names),
		story(a_country_without_prices),
		story(what_arrives_counts),
		story(a_key_that_may_not_read_prices_loses_only_them),
		story(what_fails_can_be_asked_for_again),
		story(a_part_is_told_as_such),
		story(while_they_are_on_their_way),
		story(without_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
