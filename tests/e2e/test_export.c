/*
 * Files from the screens: exactly what is shown, or what is selected, under its name when it is whole.
 */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
/* Where an error that names a whole path is no box to be closed, but a line at the foot. */
#define WIDE .cols = 400
#define FILE_MAX_BYTES (16 * 1024 * 1024)

static void read_home(const char *name, struct strbuf *text)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct stat about;

	strbuf_init(text, FILE_MAX_BYTES);
	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	assert_int_equal(stat(path.data, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_true(file_read(path.data, text, NULL));
	strbuf_release(&path);
}

/* How often the text is in a file of the home. */
static size_t count_in(const char *name, const char *text)
{
	struct strbuf all;
	size_t count = 0;

	read_home(name, &all);
	for (const char *at = all.data; (at = strstr(at, text)); at += strlen(text))
		count++;
	strbuf_release(&all);
	return count;
}

static void begins(const char *name, const char *text)
{
	struct strbuf all;

	read_home(name, &all);
	if (strncmp(all.data, text, strlen(text)) != 0)
		fail_msg("%s begins with %.80s", name, all.data);
	strbuf_release(&all);
}

/* Files of the home whose names hold this. */
static size_t count_files(const char *part)
{
	DIR *home = opendir(term_home(on_stage()));
	size_t count = 0;

	assert_non_null(home);
	for (struct dirent *entry; (entry = readdir(home));)
		count += strstr(entry->d_name, part) != NULL;
	closedir(home);
	return count;
}

static void what_messages_shows_is_written(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2/status:undelivered<Enter>");
	see("30 match");
	press("w");
	see("write to: messages.jsonl");
	press("<C-u>~/some.jsonl<Enter>");
	see("30 messages written to");
	assert_int_equal(count_in("some.jsonl", "\n"), 30);
	assert_int_equal(count_in("some.jsonl", "\"status\":\"undelivered\""), 30);
	press("<Esc>:export ~/all.csv<Enter>");
	see("600 messages written to");
	begins("all.csv", "sid,");
	assert_true(count_in("all.csv", "\r\n") >= 601);
	leave("q", 0);
}

static void only_what_is_selected_is_written_hidden_or_not(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2<j*6><Space>jj<Space>/status:undelivered<Enter>");
	see("2 selected 1 of them out of sight");
	press(":export ~/two.jsonl<Enter>");
	see("2 messages written to");
	assert_int_equal(count_in("two.jsonl", "\n"), 2);
	assert_int_equal(count_in("two.jsonl", "979137"), 0);
	assert_int_equal(count_in("two.jsonl", "264148"), 1);
	assert_int_equal(count_in("two.jsonl", "o recebi o c"), 1);
	leave("q", 0);
}

static void contacts_are_written_with_all_their_messages(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 30);
	press("1<j*5><Space><Space>w<C-u>~/contacts.jsonl<Enter>");
	see("79 messages written to");
	assert_int_equal(count_in("contacts.jsonl", "\n"), 79);
	press("<Esc>/+44 7700<Enter>");
	see("1 match");
	press(":export ~/shown.jsonl<Enter>");
	see("22 messages written to");
	assert_int_equal(count_in("shown.jsonl", "+447700900000"), 22);
	press("<Esc>:export ~/everything.jsonl<Enter>");
	see("600 messages written to");
	leave("q", 0);
}

static void a_conversation_is_written_as_it_is_read(void **state)
{
	struct strbuf text;

	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 30);
	press("1<j*6><Tab>w<C-u>~/whole.jsonl<Enter>");
	see("49 messages written to");
	read_home("whole.jsonl", &text);
	const char *first = strstr(text.data, "order #40963 arrives");
	assert_true(first && first < strstr(text.data, "order #40963 was delivered"));
	strbuf_release(&text);
	press("<Esc>z<Space><Up>V");
	see("3 of the thread selected");
	press("w<C-u>~/three.jsonl<Enter>");
	see("3 messages written to");
	assert_int_equal(count_in("three.jsonl", "\n"), 3);
	assert_int_equal(count_in("three.jsonl", "order #40963 was delivered"), 1);
	press("<Esc><Enter>w<C-u>~/one.csv<Enter>");
	see("1 message written to");
	assert_int_equal(count_in("one.csv", "\r\n"), 2);
	leave("q", 0);
}

static void nothing_is_written_over_or_left_behind(void **state)
{
	(void)state;
	stage(ACCOUNT, WIDE);
	press("2:export ~/once.csv<Enter>");
	see("600 messages written to");
	press("/status:delivered<Enter>:export ~/once.csv<Enter>");
	see("exists already");
	assert_true(count_in("once.csv", "\r\n") >= 601);
	press(":export ~/no/such/folder.csv<Enter>");
	see("cannot be");
	assert_int_equal(count_files(".part"), 0);
	leave("q", 0);
}

static void hidden_texts_are_not_written(void **state)
{
	static const char *const places[] = { "2", "1", "1<Tab>", "1z", "2<Enter>" };

	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_HIDE_BODIES=yes" });
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		press(places[i]);
		press(":export ~/texts.csv<Enter>");
		see("Texts are hidden in this session");
		press("<Enter><Esc>");
	}
	assert_int_equal(count_files("texts"), 0);
	leave("q", 0);
}

static void the_report_of_changes_is_of_what_is_shown(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "600", "--contacts", "24", "--fault",
			   "error=30400,times=3,method=DELETE" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_CHANGES_IN_FLIGHT=1" });
	press("2<j*20><Space><j*9>VD11<Enter>");
	see_match("8 done +3 refused");
	press(":report ~/all.jsonl<Enter>");
	see("11 items written to");
	assert_int_equal(count_in("all.jsonl", "\"state\":\"done\""), 8);
	assert_int_equal(count_in("all.jsonl", "\"reason\":\"not-accepted\""), 3);
	assert_int_equal(count_in("all.jsonl", "\"code\":30400"), 3);
	press("f:report ~/problems.csv<Enter>");
	see("3 items written to");
	assert_int_equal(count_in("problems.csv", "\r\n"), 4);
	assert_int_equal(count_in("problems.csv", "refused,not-accepted,"), 3);
	press("<Space>:report ~/one.jsonl<Enter>");
	see("1 item written to");
	assert_int_equal(count_in("one.jsonl", "\"code\":30400"), 1);
	leave("q", 0);
}

/* -- lists beside the messages ------------------------------------------------------------------ */

/* All that a screen shows, after its key has asked for a name. */
static void write_list(const char *open, const char *suggested, const char *done)
{
	press(open);
	press("w");
	see(suggested);
	press("<C-u>~/list.csv<Enter>");
	see(done);
}

static void services_and_their_pools_are_written(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	write_list(":open services<Enter>", "write to: services.jsonl", "10 services written to");
	begins("list.csv", "sid,friendly_name,");
	assert_int_equal(count_in("list.csv", "MG"), 10);
	press("/a2p<Enter>");
	see("match");
	press(":export ~/some.jsonl<Enter>");
	see_match("[0-9]+ services? written to");
	assert_int_equal(count_in("some.jsonl", "\"us_app_to_person_registered\":false"), 0);
	assert_true(count_in("some.jsonl", "\"us_app_to_person_registered\":true") > 0);
	press("<Esc>g<Enter><Space>j<Space>");
	see("2 selected");
	press("w");
	see("write to: senders.jsonl");
	press("<C-u>~/pool.jsonl<Enter>");
	see("2 senders written to");
	assert_int_equal(count_in("pool.jsonl", "\n"), 2);
	assert_int_equal(count_in("pool.jsonl", "\"kind\":\"short-code\""), 1);
	assert_int_equal(count_in("pool.jsonl", "\"kind\":\"alpha-sender\""), 1);
	assert_int_equal(count_in("pool.jsonl", "\"service_name\":\"Verification codes\""), 2);
	leave("q", 0);
}

static void numbers_and_short_codes_are_written(void **state)
{
	(void)state;
	stage(ACCOUNT, WIDE, .rows = 40);
	write_list(":open numbers<Enter>", "write to: numbers.jsonl", "60 numbers written to");
	begins("list.csv", "sid,phone_number,friendly_name,");
	assert_true(count_in("list.csv", "\r\nPN") == 60);
	press(":export ~/list.csv<Enter>");
	see("exists already");
	press(":open short-codes<Enter>:export ~/codes.jsonl<Enter>");
	see_match("[0-9]+ short codes? written to");
	assert_true(count_in("codes.jsonl", "{\"sid\":\"SC") > 0);
	leave("q", 0);
}

static void prices_are_written(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open prices<Enter>/germ<Enter>");
	see("1 match");
	press("w");
	see("write to: countries.jsonl");
	press("<C-u>~/countries.csv<Enter>");
	see("1 country written to");
	begins("countries.csv", "country,iso_country,messages_sent,messages_received,cost\r\n"
				"Germany,DE,");
	press("<Enter>:export ~/prices.csv<Enter>");
	see("prices written to");
	begins("prices.csv", "country,iso_country,direction,mcc,mnc,carrier,number_type,"
			     "base_price,current_price,price_unit\r\nGermany,DE,outbound,262,");
	assert_true(count_in("prices.csv", "\r\nGermany,DE,inbound,,,,") > 0);
	leave("q", 0);
}

static void what_waits_for_its_time_is_written(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open scheduled<Enter>");
	see("looked through all messages");
	press(":export ~/waiting.jsonl<Enter>");
	see_match("[0-9]+ messages? written to");
	assert_true(count_in("waiting.jsonl", "\n") > 0);
	assert_int_equal(count_in("waiting.jsonl", "\"status\":\"scheduled\""),
			 count_in("waiting.jsonl", "\n"));
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(what_messages_shows_is_written),
		story(only_what_is_selected_is_written_hidden_or_not),
		story(contacts_are_written_with_all_their_messages),
		story(a_conversation_is_written_as_it_is_read),
		story(nothing_is_written_over_or_left_behind),
		story(hidden_texts_are_not_written),
		story(the_report_of_changes_is_of_what_is_shown),
		story(services_and_their_pools_are_written),
		story(numbers_and_short_codes_are_written),
		story(prices_are_written),
		story(what_waits_for_its_time_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
