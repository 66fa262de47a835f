/*
 * Many messages at once: selected one by one, as a range, all that a filter shows, or a whole contact;
 * the review that is read before, and the count that must be typed.
 */
#include "support/behind.h"
#include "support/changed.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }

/* The journal's name has the home of the day in it, and a number of chance. */
static void see_changes(const char *name)
{
	static const struct screen_mask masks[] = {
		{ .pattern = "journal  .*" },
		{ .pattern = "request RQ[0-9a-f]*" },
		{ 0 },
	};

	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static void some_are_marked_one_by_one(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*5><Space><Space>jj<Space>");
	see("3 selected");
	press("r");
	see("Redact the text of 3 messages");
	see_screen("changes-review-marked");
	press("3<Enter>");
	see("Redact text: finished");
	see("3 done");
	changed_only(CHANGED_REDACT, 3);
	see_changes("changes-done-80x24");
	resize(120, 40);
	see_changes("changes-done-120x40");
	leave("q", 0);
}

static void messages_of_a_thread_are_marked(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("<j*4>z<Up><Space><Space>");
	see("2 of the thread selected");
	see_screen("changes-thread-marked");
	press("<Esc>");
	see_not("selected");
	press("<Space><Space><Space>r");
	see("Redact the text of 3 messages");
	press("3<Enter>");
	see("Redact text: finished");
	changed_only(CHANGED_REDACT, 3);
	leave("q", 0);
}

static void a_range_of_a_thread_is_marked(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("1<j*6><Tab>V");
	see("select the first message of the range");
	press("<Space><Up><Up>V");
	see("4 of the thread selected");
	press("<Up><Up>UV");
	see("select the first message of the range");
	press("<Space><Down><Down><Down>V");
	see("3 of the thread selected");
	press("r");
	see("Redact the text of 3 messages");
	see("Of +1 720 555 0129");
	press("3<Enter>");
	see("3 done");
	changed_only(CHANGED_REDACT, 3);
	leave("q", 0);
}

/* It is made of SIDs: nothing that happens to the list changes what is in it. */
static void the_selection_stays_whatever_the_list_does(void **state)
{
	char *sids[3];

	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*8>");
	for (size_t i = 0; i < 3; i++) {
		press("y");
		sids[i] = strdup(term_clipboard(on_stage()));
		press("<Space>jj");
	}
	see("3 selected");
	press(":sort contact<Enter>");
	see("3 selected");
	behind_send((const char *const[]){ "To", "+447700900438", "From", "+447700900700", "Body",
					   "just arrived", NULL },
		    NULL);
	press("<F5>");
	see("601 messages");
	press("/just arrived<Enter>");
	see("3 selected 3 of them out of sight");
	press("1");
	see_not("selected");
	press("2:filter ''<Enter>:sort none<Enter>");
	see("3 selected");
	see_not("out of sight");
	press("D");
	see("Delete 3 messages");
	press("3<Enter>");
	see("3 done");
	changed_only(CHANGED_DELETE, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(changed_asked(CHANGED_DELETE, sids[i]), 1);
		free(sids[i]);
	}
	leave("q", 0);
}

static void contacts_out_of_sight_are_told(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("1<j*5><Space><Space>/+44<Enter>");
	see("2 selected 2 of them out of sight");
	press("D");
	see_match("Of .*\\+1 720 555 0129");
	see_match("Of .*\\+1 414 555 0148");
	see("Out of sight: 79 of what is selected");
	press("<Esc><Esc>D");
	see("Of +44 7700 900000");
	see_not("Out of sight");
	press("<Esc>");
	leave("q", 0);
	changed_nothing();
}

static void a_range_is_marked(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*5><Space>jjjV");
	see("5 selected");
	press("D");
	see("Delete 5 messages");
	press("5<Enter>");
	see("Delete: finished");
	see("595 messages");
	changed_only(CHANGED_DELETE, 5);
	press("2");
	see_not("selected");
	leave("q", 0);
}

static void all_that_a_filter_shows(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("2/to:+17205550129<Enter>");
	see_match("[0-9]+ match");
	press("AD");
	see("Selected by: to:+17205550129");
	see_screen("changes-review-filter-80x24");
	resize(120, 40);
	see_screen("changes-review-filter-120x40");
	press("<Esc>");
	see("Nothing was changed");
	leave("q", 0);
	changed_nothing();
}

static void what_is_out_of_sight_is_told(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*5><Space><j*8>V");
	see("10 selected");
	press("/status:undelivered<Enter>");
	see("of them out of sight");
	press("r");
	see("Out of sight: 5 of what is selected");
	see_screen("changes-review-hidden");
	press("10<Enter>");
	see("10 done");
	changed_only(CHANGED_REDACT, 10);
	leave("q", 0);
}

static void a_review_counts_what_waits_and_what_is_left_alone(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2<j*5><Space>jjjVr5<Enter>");
	see("5 done");
	press("2UAr");
	see("Left alone");
	see_screen("changes-review-80x24");
	resize(120, 40);
	see_screen("changes-review-120x40");
	press("<Esc>");
	leave("q", 0);
	changed_only(CHANGED_REDACT, 5);
}

static void a_wrong_count_does_not_go_on(void **state)
{
	static const char *const wrong[] = { "", "4", "55", "y", "5x", " 5 5" };

	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*5><Space>jjjVr");
	see("Type 5 to go on");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		press("<C-u>");
		press(wrong[i]);
		press("<Enter>");
		see("Type 5 to go on");
	}
	press("<C-u><paste:5><Enter>");
	see("Type 5 to go on");
	changed_nothing();
	press("<Esc>");
	see("Nothing was changed");
	changed_nothing();
	press("r5<Enter>");
	see("5 done");
	changed_only(CHANGED_REDACT, 5);
	leave("q", 0);
}

static void a_whole_contact_from_conversations(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST, .cols = 100, .rows = 30);
	press("1<j*6>D");
	see("Delete 49 messages");
	see_screen("changes-review-contact");
	press("49<Enter>");
	see("49 done");
	see("551 messages");
	changed_only(CHANGED_DELETE, 49);
	press("1");
	see("23 contacts");
	see_not("+1 720 555 0129");
	leave("q", 0);
}

static void what_is_not_loaded_of_a_contact_is_told(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "5000", "--contacts", "60" },
	      .env = { "MSGDECK_HISTORY_SINCE=3d" });
	press("1D");
	see("Older messages of 1 contact are not loaded and stay as they are");
	press("<Esc><Space><Space>D");
	see("Older messages of 2 contacts are not loaded");
	press("<Esc><Tab>g");
	see("older messages, if there are any, are not loaded");
	leave("q", 0);
	changed_nothing();
}

static void several_contacts_are_redacted(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST, .cols = 100, .rows = 30);
	press("1<j*5><Space><Space>r");
	see("Redact the text of 79 messages");
	press("79<Enter>");
	see("79 done");
	changed_only(CHANGED_REDACT, 79);
	press("1");
	see_match("1 720 555 0129 .*\\(no text\\)");
	leave("q", 0);
}

static void several_scheduled_ones_are_cancelled(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	behind_schedule("+12015550123", 20);
	press("<F5>2/status:scheduled<Enter>A");
	see("21 selected");
	press("x");
	see("Cancel 21 scheduled messages");
	see_screen("changes-review-cancel");
	press("21<Enter>");
	see("21 done");
	changed_only(CHANGED_CANCEL, 21);
	press("2");
	see("0 match");
	leave("q", 0);
}

static void the_cursor_stays_on_its_message_when_others_go(void **state)
{
	char *before;

	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*8>y");
	before = strdup(term_clipboard(on_stage()));
	press("kkk<Space>jVj");
	see("3 selected");
	press("y");
	assert_string_equal(term_clipboard(on_stage()), before);
	press("D3<Enter>");
	see("3 done");
	press("2y");
	assert_string_equal(term_clipboard(on_stage()), before);
	see_not("selected");
	free(before);
	leave("q", 0);
}

static void deleted_ones_leave_the_selection_and_the_others_stay(void **state)
{
	struct changed changed;

	(void)state;
	stage(ACCOUNT, FAST);
	press("2<j*4><Space>jjjV");
	see("5 selected");
	press("D5<Enter>");
	see_match("4 done +1 waiting");
	press("2");
	see("1 selected");
	changed_read(&changed);
	assert_int_equal(changed.messages[CHANGED_DELETE], 4);
	press("q");
	see("Leave in the middle?");
	leave("y", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(some_are_marked_one_by_one),
		story(messages_of_a_thread_are_marked),
		story(a_range_of_a_thread_is_marked),
		story(the_selection_stays_whatever_the_list_does),
		story(contacts_out_of_sight_are_told),
		story(a_range_is_marked),
		story(all_that_a_filter_shows),
		story(what_is_out_of_sight_is_told),
		story(a_review_counts_what_waits_and_what_is_left_alone),
		story(a_wrong_count_does_not_go_on),
		story(a_whole_contact_from_conversations),
		story(what_is_not_loaded_of_a_contact_is_told),
		story(several_contacts_are_redacted),
		story(several_scheduled_ones_are_cancelled),
		story(the_cursor_stays_on_its_message_when_others_go),
		story(deleted_ones_leave_the_selection_and_the_others_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
