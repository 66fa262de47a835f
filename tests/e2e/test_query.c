/*
 * Every list understands the query language over its own fields.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

static void services_are_asked_by_their_fields(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open services<Enter>");
	see("Verification codes");
	press("/name:codes or name:reminders<Enter>");
	see("2 match");
	see("Verification codes");
	press("<Esc>/is:lost -name:codes<Enter>");
	see_not("Verification codes");
	press("<Esc>/senders<lt>1<Enter>");
	see("match");
	press("<Esc>");
	see("Verification codes");
	leave("q", 0);
}

/* How many messages match the query. */
static unsigned matches(const char *query)
{
	struct strbuf row = STRBUF_INIT(STRBUF_LINE);
	unsigned count;

	strbuf_addf(&row, "/<C-u>%s<Enter>", query); /* < is written <lt> */
	press(row.data);
	strbuf_reset(&row);
	term_row(on_stage(), term_rows(on_stage()) - 2, &row);
	if (sscanf(row.data, " %u match ", &count) != 1)
		fail_msg("%s: %s", query, row.data);
	strbuf_release(&row);
	return count;
}

/* The grammar of msgdeck-query(7): what says the same finds as many, and its opposite the rest. */
static void each_form_of_a_query_finds_what_it_says(void **state)
{
	static const struct {
		const char *query, *same;
	} forms[] = {
		{ "error:30003,30005", "error:30003 or error:30005" },
		{ "error:30003..30008", "error>=30003 and error<lt>=30008" },
		{ "segments:2..", "segments>1" },
		{ "(from:+1512 or to:+1512) code", "from:+1512 code | code to:+1512" },
		{ "-direction:in", "direction:out" },
		{ "not media:yes", "media:0" },
		{ "text:\"sign-in code\"", "body:\"Sign-In Code\"" },
		{ "is:failed", "status:failed,undelivered" },
		{ "status!=delivered", "-status:delivered" },
		{ "since:14h", "date:14h" },
		{ "until:yesterday", "-since:today" },
		{ "until:yesterday 18:00", "until:\"yesterday 18:00\"" },
		{ "sid:SM", "-sid:MM" },
		{ "service:none direction:out", "direction:out & !service:MG" },
		{ "price>=0.01", "price:yes -price<lt>0.01" },
		{ "country:US-NV,US-TX", "country:US-NV or country:US-TX" },
	};

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2");
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct strbuf rest = STRBUF_INIT(STRBUF_LINE);
		unsigned count = matches(forms[i].query);

		if (count == 0 || count == 600 || matches(forms[i].same) != count)
			fail_msg("%s: %u, not as %s", forms[i].query, count, forms[i].same);
		strbuf_addf(&rest, "-(%s)", forms[i].query);
		assert_int_equal(matches(rest.data), 600 - count);
		strbuf_release(&rest);
	}
	leave("q", 0);
}

/* What came since the start and was not looked at: of contacts, and of messages. */
static void what_is_new_is_asked_for(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "600", "--contacts", "24", "--live", "--rate", "600" },
	      .env = { "MSGDECK_POLL_INTERVAL=1s", "MSGDECK_POLL_INTERVAL_IDLE=1s" },
	      .no_wait = true);
	see_match("← new [1-9]");
	term_send(on_stage(), "/is:new is:unread<Enter>");
	see_match("^ *[1-9][0-9]* match is:new is:unread");
	term_send(on_stage(), "2/is:new<Enter>");
	see_match("^ *[1-9][0-9]* match is:new");
	see("← received");
	see_not("✓ delivered");
	leave("q", 0);
}

static void a_mistake_is_said_at_its_place(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press(":open services<Enter>/is:red");
	see("is none of a2p, lost, sticky, geomatch");
	press("<Esc>:open numbers<Enter>/colour:red");
	see("there is no field");
	press("<Esc>");
	leave("q", 0);
}

static void senders_are_asked_by_service_kind_and_traffic(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open numbers<Enter>/service:none<Enter>");
	see("match");
	see("in no pool");
	press("<Esc>/service:\"reminders and orders\" country:US<Enter>");
	see("match");
	see_not("in no pool");
	press("<Esc>/sent>0 -can:fax<Enter>");
	see("match");
	leave("q", 0);
}

static void contacts_are_asked_by_country_and_failures(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("/failed:yes<Enter>");
	see_match("[0-9]+ match");
	see("✗");
	press("<Esc>/country:DE messages>0<Enter>");
	see("+49");
	see_not("+1 ");
	press("<Esc>/until:2000-01-01<Enter>");
	see("Nothing matches");
	press("<Esc>");
	leave("q", 0);
}

/* The names come with the list of services, after the query was typed. */
static void messages_are_asked_by_the_names_of_services(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2/service:codes<Enter>");
	see_match("[0-9]+ match");
	see_not("Nothing matches");
	press("<Esc>/service:codes -service:verification<Enter>");
	see("Nothing matches");
	press("<Esc>/until:yesterday 18:00 sender:+1<Enter>");
	see_match("[0-9]+ match");
	leave("q", 0);
}

/* Each is in the menu of what can be typed there, though nothing else was opened before. */
static void values_that_occur_are_offered(void **state)
{
	static const struct {
		const char *where, *typed, *offered;
	} cases[] = {
		{ "2", "country:", "DE" },
		{ "2", "error:", "30003" },
		{ "2", "error>=", "30003 +Unreachable" },
		{ "2", "(-service:", "\"Verification codes\" +MG" },
		{ "2", "service:veri", "\"Verification codes\"" },
		{ "2", "service:none,\"Verification c", "\"Verification codes\"" },
		{ "2", "to:", "\\+1[0-9]{10}" },
		{ "1", "country:", "DE" },
		{ "1", "with:+49", "\\+49[0-9]+ +occurs" },
		{ "1", "error:", "30005 +Unknown destination" },
		{ "1", "status:", "undelivered +occurs" },
		{ "1", "since:", "yesterday" },
		{ "3", "ty", "^/type:$" },
		{ "3", "type:", "image/jpeg +occurs" },
		{ "3", "from:", "\\+[0-9]+ +occurs" },
		{ ":open services<Enter>", "name:ver", "^/name:\"Verification codes\"$" },
		{ ":open services<Enter>", "sid:", "MG[0-9a-f]{32}" },
		{ "5", "name:", "occurs" },
		{ "5", "country:", "US +occurs" },
		{ "5", "service:", "Brasil +MG" },
		{ "5", "can:", "mms" },
		{ ":open short-codes<Enter>", "code:", "[0-9]{5} +occurs" },
		{ ":open prices<Enter>", "country:G", "GB +occurs" },
		{ ":open prices<Enter>", "name:united", "\"United Kingdom\" +occurs" },
		{ ":open country DE<Enter>", "carrier:", "Telekom +occurs" },
		{ ":open country DE<Enter>", "type:", "mobile +occurs" },
		{ ":open deactivations<Enter><Tab>", "number:+1", "\\+1[0-9]{10} +occurs" },
		{ ":account<Enter>", "status:", "active" },
		{ ":activity<Enter>", "endpoint:", "\"GET messages\" +occurs" },
		{ ":activity<Enter>", "status:", "200 +occurs" },
	};

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		press(cases[i].where);
		press("/<C-u>");
		press(cases[i].typed);
		press("<Tab>");
		see_match(cases[i].offered);
		press("<Esc><Esc>");
	}
	leave("q", 0);
}

/* A command says so as / does: at its place, to be mended; giving up changes nothing. */
static void a_filter_that_is_wrong_can_be_mended(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("2:filter is:failed<Enter>");
	see("match is:failed");
	press(":filter status:delivered is:red<Enter>");
	see_screen("filter-command-fault-80x24");
	press("<Esc>");
	see("match is:failed");
	press(":filter text:\"sign-in code\" is:red<Enter>");
	see("is not a state");
	press("<C-u>text:\"sign-in code\"<Enter>");
	see("match text:\"sign-in code\"");
	/* Quotes are the query's own, but around all of it. */
	press(":filter text:\"code is\"<Enter>");
	see("match text:\"code is\"");
	press(":filter 'is:failed -text:code'<Enter>");
	see("match is:failed -text:code");
	press(":filter ''<Enter>");
	see_not("match");
	leave("q", 0);
}

static void requests_are_asked_by_what_came_of_them(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":activity<Enter>/answer:done for:you,history status:200 try:1<Enter>");
	see_match("[0-9]+ match");
	see("✓ 200");
	press("/<C-u>status>=400 or latency>1000000<Enter>");
	see("Nothing matches. Esc shows all again.");
	press("/<C-u>answer:");
	press("<Tab>");
	see("not-needed");
	press("<C-u>bytes>1000000 or took<lt>0 or date:yesterday<Enter>");
	see("Nothing matches");
	press("/<C-u>id:rq endpoint:message -until:2000-01-01<Enter>");
	see_match("[0-9]+ match");
	press("<Esc>");
	see_not("match");
	leave("q", 0);
}

static void codes_countries_and_days_have_fields(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open short-codes<Enter>/code:7 -service:none<Enter>");
	see("match");
	press("<Esc>:open prices<Enter>/country:GB,IE<Enter>");
	see("2 match");
	press("<Esc>:open deactivations<Enter><Tab>/number:1990 -is:contact<Enter>");
	see("match");
	leave("q", 0);
}

static void prices_are_asked_by_what_they_are(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open country US<Enter>/price:yes<Enter>");
	see_match("[0-9]+ match");
	press("/<C-u>price>1000 or base>1000<Enter>");
	see_match("0 match|Nothing matches");
	press("/<C-u>price:cheap");
	see("is not an amount");
	press("<Esc><Esc>");
	leave("q", 0);
}

static void accounts_are_asked_by_status_and_age(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":account<Enter>/type:<Tab>");
	see("full");
	press("<C-u>status:active sid:ac -name:zzz<Enter>");
	see_match("[0-9]+ match");
	press("<Esc>/status:active,closed created>2020-01 until:now<Enter>");
	see_match("[0-9]+ match");
	press("<Esc>");
	leave("q", 0);
}

static void changes_are_asked_by_state_and_reason(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open changes<Enter>/");
	see("Nothing was changed yet");
	press("2/status:delivered<Enter><Space><Space><Space>r3<Enter>");
	press(":open changes<Enter>");
	see_match("3 done|3 of 3");
	press("/state:<Tab>");
	see("refused");
	press("<C-u>is:over verb:redact sid:sm -error:yes<Enter>");
	see("3 match");
	press("/<C-u>state:failed<Enter>");
	see("Nothing matches. Esc shows all again.");
	press("<Esc>");
	see_not("match");
	leave("q", 0);
}

static void the_page_of_keys_lists_the_fields(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("5?/can:<Enter>");
	see("what a number can do: sms, mms, voice, fax, e.g. -can:mms");
	press("<Esc><Esc>");
	leave("q", 0);
}

/* Whether the cells of the text, where it is first on the screen, are drawn as a match. */
static bool is_marked(const char *text)
{
	struct strbuf row = STRBUF_INIT(4096);
	struct term_cell cell;
	bool marked = false;
	const char *at = NULL;

	for (int i = 1; i < term_rows(on_stage()) - 2 && !at; i++) {
		strbuf_reset(&row);
		term_row(on_stage(), i, &row);
		at = strstr(row.data, text);
		if (at)
			term_cell(on_stage(), i, (int)text_width(row.data, (size_t)(at - row.data)),
				  &cell);
		marked = at && (cell.attributes & TERM_UNDERLINE);
	}
	strbuf_release(&row);
	return marked;
}

static void each_word_that_matched_is_marked(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2/appt \"+1 512 555\" -verification<Enter>");
	see_match("[0-9]+ match");
	assert_true(is_marked("Appt"));
	assert_true(is_marked("+1 512 555"));
	press("<Esc>/sign-in or YOUR<Enter>");
	assert_true(is_marked("Your"));
	assert_true(is_marked("sign-in"));
	assert_false(is_marked("Fernhill"));
	/* What is opened from there marks them, too. */
	press("<Enter>");
	see("outbound");
	assert_true(is_marked("your"));
	press("c");
	see("22 messages");
	assert_true(is_marked("your 25%"));
	press("<Esc><Esc><Esc>");
	assert_false(is_marked("sign-in"));
	leave("q", 0);
}

static void a_page_is_searched(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("2<Enter>J/DATE_<Enter>");
	see_match("line 1 of [0-9]+ that have it");
	assert_true(is_marked("date_"));
	see_screen("page-search-80x24");
	press("n");
	see_match("line 2 of [0-9]+ that have it");
	press("NN");
	see_match("on from the end: line [0-9]+ of [0-9]+ that have it");
	press("n");
	see_match("on from the top: line 1 of [0-9]+ that have it");
	press("/<C-u>no such words<Enter>");
	see("\"no such words\" is not on this page");
	/* Esc ends the search, and n is what it was. */
	press("<Esc>n");
	see("Shorten links");
	press("<Esc>");
	leave("q", 0);
}

static void the_page_of_keys_is_searched(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("2?/clipboard<Enter>");
	see_match("line 1 of [0-9]+ that ha(s|ve) it");
	assert_true(is_marked("clipboard"));
	see_screen("help-search-80x24");
	press("<Esc>");
	see("↑↓ PgUp PgDn move    / search    Esc closes");
	press("<Esc>");
	see("CONTACT");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(services_are_asked_by_their_fields),
		story(each_form_of_a_query_finds_what_it_says),
		story(what_is_new_is_asked_for),
		story(a_mistake_is_said_at_its_place),
		story(senders_are_asked_by_service_kind_and_traffic),
		story(contacts_are_asked_by_country_and_failures),
		story(messages_are_asked_by_the_names_of_services),
		story(values_that_occur_are_offered),
		story(a_filter_that_is_wrong_can_be_mended),
		story(requests_are_asked_by_what_came_of_them),
		story(prices_are_asked_by_what_they_are),
		story(accounts_are_asked_by_status_and_age),
		story(changes_are_asked_by_state_and_reason),
		story(the_page_of_keys_lists_the_fields),
		story(each_word_that_matched_is_marked),
		story(a_page_is_searched),
		story(the_page_of_keys_is_searched),
		story(codes_countries_and_days_have_fields),
	};

	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
