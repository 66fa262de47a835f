/*
 * Deactivations: a day's list from the keyboard, the contacts in it, its states; and that the host
 * that keeps the file sees no credentials.
 */
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/behind.h"
#include "support/stage.h"

/* The clock stands at 2026-11-23. */
#define ACCOUNT .sandbox = { "--messages", "3000" }
#define OPEN ":open deactivations<Enter>"
#define FILE_MAX ((size_t)4 << 20)

/* How often the list of a day was asked for: each time with credentials at the API, and without at
 * the host that has the file. */
static size_t asked(const char *day)
{
	const char *content = sandbox_value(behind_stage(), "content_url") + strlen("https://");
	const struct sandbox_request *requests;
	size_t count, links = 0, files = 0;

	requests = sandbox_requests(behind_stage(), &count);
	for (size_t i = 0; i < count; i++) {
		const struct sandbox_request *request = &requests[i];
		bool foreign = strcmp(request->host, content) == 0;

		if (strncmp(request->path, "/sandbox/", 9) == 0)
			continue;
		assert_int_equal(request->credentials, !foreign);
		assert_int_equal(strncmp(request->path, "/deactivations/", 15) == 0, foreign);
		if (foreign) {
			files += strncmp(request->path + 15, day, strlen(day)) == 0;
		} else if (strcmp(request->path, "/v1/Deactivations") == 0) {
			assert_string_equal(request->method, "GET");
			links += strcmp(sandbox_argument(request->query, "Date"), day) == 0;
		}
	}
	assert_true(files <= links);
	return links;
}

static void contacts_come_first(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OPEN);
	see("CONTACTS 3 ");
	see("ALL 20,000");
	see_but_tabs("deactivations-80x24");
	resize(120, 40);
	see_but_tabs("deactivations-120x40");
	resize(80, 24);
	press("j<Enter>");
	see_match("── \\+1 [0-9]{3} 555 [0-9]{4} ── [0-9]+ message");
	press("<Esc>");
	see("CONTACTS 3 ");
	assert_int_equal(asked("2026-11-22"), 1);
	/* A list that is whole stays as it is. */
	press("<F5>");
	assert_int_equal(asked("2026-11-22"), 1);
	leave("q", 0);
}

static void all_numbers_and_a_search(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OPEN "<Tab>");
	see_but_tabs("deactivations-all");
	press("j<Enter>");
	see("No message in the cache went to or came from this number");
	press("/(415) 5<Enter>");
	see("11 match");
	see_match("\\+1 799 941 5599");
	see_but_tabs("deactivations-search");
	press("<Tab>");
	see("No number of a contact has these digits");
	press("<Esc>");
	see("CONTACTS 3 ");
	see_not("match");
	press("<Tab>/words<Enter>");
	see("No number has these digits");
	press("<Esc>");
	see("+1 992");
	leave("q", 0);
}

static void days_are_chosen(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open deactivations 2026-11-23<Enter>");
	see("there is no list of this day yet (30114); the last is of 2026-11-22");
	press("<Enter>:open deactivations 2020-08-26<Enter>");
	see("before 2020-08-27 (30113)");
	press("<Esc>:open deactivations 2020-08-27<Enter>");
	see("on Thu 27 Aug 2020");
	press("[");
	see("This is the first day that there is a list of");
	press("]");
	see("on Fri 28 Aug 2020");
	press("d<C-u>2026-12-24");
	see("the last is of 2026-11-22");
	press("<Enter>");
	see("the last is of 2026-11-22");
	press("<C-u>yesterday<Enter>");
	see("on Sun 22 Nov");
	see("CONTACTS 3 ");
	press("]");
	see("there is no newer list yet");
	press(":day 3d<Enter>");
	see("on Fri 20 Nov");
	assert_int_equal(asked("2020-08-26"), 0);
	assert_int_equal(asked("2020-08-27"), 1);
	assert_int_equal(asked("2020-08-28"), 1);
	assert_int_equal(asked("2026-11-20"), 1);
	assert_int_equal(asked("2026-11-22"), 1);
	assert_int_equal(asked("2026-11-23"), 0);
	leave("q", 0);
}

static void read_home(const char *name, struct strbuf *out)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct stat status;

	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	assert_int_equal(stat(path.data, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	strbuf_reset(out);
	assert_true(file_read(path.data, out, NULL));
	strbuf_release(&path);
}

static size_t lines_of(const struct strbuf *text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text->length; i++)
		lines += text->data[i] == '\n';
	return lines;
}

static void contacts_are_selected_and_exported(void **state)
{
	struct strbuf text = STRBUF_INIT(FILE_MAX);

	(void)state;
	stage(ACCOUNT);
	press(OPEN ":export contacts.csv<Enter>");
	see("3 numbers written");
	read_home("contacts.csv", &text);
	assert_int_equal(strncmp(text.data, "number,day,contact,messages,last_message\r\n", 42), 0);
	assert_int_equal(lines_of(&text), 4);
	assert_non_null(strstr(text.data, ",2026-11-22,"));
	press("<Space>j<Space>");
	see("2 selected");
	press("<Tab>:export two.jsonl<Enter>");
	see("2 numbers written");
	read_home("two.jsonl", &text);
	assert_int_equal(lines_of(&text), 2);
	assert_non_null(strstr(text.data, "\"day\":\"2026-11-22\",\"contact\":\"+1"));
	press("<Esc>:export all.jsonl<Enter>");
	see("20,000 numbers written");
	read_home("all.jsonl", &text);
	assert_int_equal(lines_of(&text), 20000);
	assert_non_null(
		strstr(text.data, ",\"contact\":null,\"messages\":null,\"last_message\":null}"));
	strbuf_release(&text);
	leave("q", 0);
}

/* What is selected survives the change of what is shown, and not the change of the day. */
static void a_selection_is_of_one_day(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OPEN "<Tab>j<Space>");
	see("1 selected");
	press("<Tab>");
	see("1 of them out of sight");
	press("[");
	see("on Sat 21 Nov");
	see_not("selected");
	leave("q", 0);
}

static void nothing_no_permission(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "100", "--deactivated", "0" });
	press(OPEN);
	see("No number was deactivated on this day");
	leave("q", 0);

	stage(.sandbox = { "--messages", "0" });
	press(OPEN);
	see("The cache has no contacts that could be among these 20,000 numbers.");
	see_but_tabs("deactivations-no-contact");
	leave("q", 0);

	stage(.sandbox = { "--messages", "100", "--deny", "deactivations" });
	press(OPEN);
	see("These credentials may not read deactivations");
	see_but_tabs("deactivations-not-permitted");
	leave("q", 0);
}

static void it_fails_and_is_asked_again(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "3000", "--assume", "content-seconds=0" });
	press(OPEN);
	see("its address has expired");
	assert_int_equal(asked("2026-11-22"), 2);
	see_but_tabs("deactivations-expired");
	leave("q", 0);

	stage(ACCOUNT);
	behind_break("cut=150000,match=^/deactivations/");
	press(OPEN);
	see("broken off");
	see("Only the first 12,500 numbers of the day are here");
	see_but_tabs("deactivations-part");
	press("<Tab>");
	see("only the first 12,500 numbers are here (F5: again)");
	behind_mend();
	press("<F5>");
	see("ALL 20,000");
	see_not("only the first");
	leave("q", 0);
}

/* A contact of which the cache hears later is found, too, and one that has no message left is none. */
static void contacts_come_and_go(void **state)
{
	static const char *const form[] = { "To",   "+19928679474", "From", "+15125550101",
					    "Body", "hello",        NULL };

	(void)state;
	stage(ACCOUNT);
	press(OPEN);
	see("CONTACTS 3 ");
	behind_send(form, NULL);
	press("<F5>");
	see("CONTACTS 4 ");
	see("+1 992 867 9474");
	press("[");
	see("CONTACTS 3 ");
	press("/6415550104<Enter><Enter>");
	see("── 1 message ──");
	press("D");
	see("Delete");
	press("y");
	see_not("── 1 message ──");
	press("<Esc>");
	see("CONTACTS 2 ");
	leave("q", 0);
}

/* Of a list longer than what is kept, the contacts behind that are kept all the same. */
static void a_very_long_list(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--deactivated", "5000000" });
	press(OPEN);
	see("CONTACTS 3 ");
	see("ALL 5,000,000");
	see("4,000,001 of them are listed");
	press("<Tab>G");
	see_match("^▌ \\+1 .*(✓|✗|…|←|⏲)");
	leave("q", 0);
}

static void it_is_left_while_it_reads(void **state)
{
	(void)state;
	stage(ACCOUNT);
	behind_break("stall=600,match=^/deactivations/");
	term_send(on_stage(), OPEN);
	see("Asking Twilio for the list of the day");
	see("reading…");
	leave("q", 0);

	stage(.sandbox = { "--messages", "3000", "--deactivated", "60000" });
	behind_break("stall-body=600000,match=^/deactivations/");
	term_send(on_stage(), OPEN);
	see_match("ALL [1-9][0-9,]*…");
	see("reading… ");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(contacts_come_first),
		story(all_numbers_and_a_search),
		story(days_are_chosen),
		story(contacts_are_selected_and_exported),
		story(a_selection_is_of_one_day),
		story(nothing_no_permission),
		story(it_fails_and_is_asked_again),
		story(contacts_come_and_go),
		story(a_very_long_list),
		story(it_is_left_while_it_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
