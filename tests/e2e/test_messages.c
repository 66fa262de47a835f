/*
 * Messages: the flat log, and everything about one message.
 */
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

static void whole_screens(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2");
	see_styled("messages-80x24");
	resize(120, 40);
	see_styled("messages-120x40");
	leave("q", 0);
}

static void the_log_is_sorted_by_any_column(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 30);
	press("2>");
	see_screen("messages-sorted");
	press("R");
	see_screen("messages-sorted-reverse");
	leave("q", 0);
}

static void a_filter_understands_words_and_states(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 30);
	press("2/status:undelivered<Enter>");
	see_screen("messages-undelivered");
	press("<Esc>/code -status:delivered<Enter>");
	see_screen("messages-words");
	press("<Esc>:filter status:nonsense<Enter>");
	see("is not a status");
	press("<Esc>");
	leave("q", 0);
}

static void a_mistake_in_a_filter_is_shown_at_its_place(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2/status:sent error:");
	see_screen("messages-filter-fault");
	press("<Enter>");
	see_screen("messages-filter-fault");
	press("30003<Enter>");
	see("0 match");
	leave("q", 0);
}

static void giving_up_a_filter_brings_back_the_one_before(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2/status:undelivered<Enter>");
	see("match status:undelivered");
	press("/ zzz<Esc>");
	see("match status:undelivered");
	press("/<C-u><BS>");
	see_not("match");
	press("1/+44<Enter>");
	see("match +44");
	press("/zzz<Esc>");
	see("match +44");
	press("<Esc>");
	see_not("match");
	leave("q", 0);
}

static void the_cursor_stays_on_its_message_when_the_order_changes(void **state)
{
	struct strbuf before = STRBUF_INIT(STRBUF_LINE), after = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(ACCOUNT);
	press("2<j*7>y");
	strbuf_addstr(&before, term_clipboard(on_stage()));
	press("><PgDn><PgUp>>y");
	strbuf_addstr(&after, term_clipboard(on_stage()));
	assert_int_equal(before.length, 34);
	strbuf_release(&before);
	strbuf_release(&after);
	leave("q", 0);
}

static void a_failure_is_explained(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 36);
	press("2/status:undelivered<Enter><Enter>");
	see_screen("message-undelivered");
	press("J");
	see_screen("message-raw");
	press("e");
	see_match("[0-9]+ match error:3[0-9]{4}");
	leave("q", 0);
}

/* Why a text of fewer characters than fit takes two segments, and what is not cut at all. */
static void segments_are_explained(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "3000" });
	press("2/error:30034<Enter><Enter>");
	see_match("size +[0-9]+ characters, counted as [0-9]+ · 2 segments");
	see_match("encoding +UCS-2 because of . · 67 characters a segment");
	press("<Esc><Esc>/verification to:+1<Enter><Enter>");
	see_match("size +[0-9]+ characters · 1 segment$");
	see_match("encoding +GSM-7 · 160 characters a segment");
	press("<Esc><Esc>/media:yes<Enter><Enter>");
	see_match("size +[0-9]+ characters · 1 media · not cut into segments");
	see_not("encoding");
	leave("q", 0);
}

/* Not a character of them, on any screen that shows messages. */
static void hidden_texts_stay_hidden(void **state)
{
	static const char *const screens[] = { "1", "1<Enter>", "2", "2<Enter>", "2<Enter>J" };

	(void)state;
	stage(.sandbox = { "--messages", "300" }, .argv = { "msgdeck", "--hide-bodies" });
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		press(screens[i]);
		see("hidden");
		see_not("fernhill.example");
		see_not("because of");
	}
	leave("q", 0);
}

static void the_sid_is_copied_and_found(void **state)
{
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(ACCOUNT);
	press("2jjjy");
	see_match("copied SM[0-9a-f]+|copied MM[0-9a-f]+");
	assert_int_equal(strlen(term_clipboard(on_stage())), 34);
	strbuf_addf(&keys, "1:find %s<Enter>", term_clipboard(on_stage()));
	press(keys.data);
	see(term_clipboard(on_stage()));
	strbuf_release(&keys);
	leave("q", 0);
}

static void a_sid_that_is_not_there_is_said_so_in_words(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":find SM00000000000000000000000000000000<Enter>");
	see_screen("message-unknown");
	press("<Esc>");
	see("CONTACT");
	leave("q", 0);
}

static void a_paste_is_one_piece_of_text(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2/<paste:verification code>");
	see("/verification code");
	see_match("[0-9]+ match");
	press("<Enter>");
	term_expect_clean(on_stage());
	leave("q", 0);
}

static void help_lists_the_keys(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2?");
	see_screen("help-messages");
	press("<Esc>");
	leave("q", 0);
}

static void commands_are_completed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":so<Tab>");
	see_screen("command-completion");
	press("<Esc>:nonsense<Enter>");
	see("nonsense");
	leave("q", 0);
}

/* The status line says how far back the list goes, and a short list what is missing. */
static void what_does_not_fit_into_memory_is_told(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "90000", "--no-gzip" },
	      .env = { "MSGDECK_MEMORY_LIMIT=8M" });
	press("2");
	see_match("messages none up to .* \\(memory_limit\\)");
	press("/no-such-words-anywhere<Enter>");
	see("Nothing matches.");
	see("Older messages than these were left out of memory");
	leave("q", 0);
}

/* The newest request with this argument. */
static const struct sandbox_request *last_request(const char *argument)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	while (count-- > 0)
		if (sandbox_argument(requests[count].query, argument))
			return &requests[count];
	return NULL;
}

static void a_query_reaches_beyond_the_memory(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "90000", "--no-gzip" },
	      .env = { "MSGDECK_MEMORY_LIMIT=8M" }, .cols = 120, .rows = 40);
	press("2/to:+13015550171<Enter>");
	see("and all older ones from Twilio");
	const struct sandbox_request *request = last_request("To");
	assert_non_null(request);
	assert_string_equal(sandbox_argument(request->query, "To"), "+13015550171");
	see_not("left out of memory");
	press("G");
	see_match("[0-9]+ (Jul|Aug) [0-9:]+ +→ +\\+1 301 555 0171");
	press("<Esc>");
	see_not("from Twilio");
	press("G");
	see_match("[0-9]+ Sep [0-9:]+ ");
	see_not(" Jul ");
	/* A part of a number is nothing that Twilio could be asked for. */
	press("/to:+1301<Enter>");
	see_not("from Twilio");
	leave("q", 0);
}

static void older_ones_that_do_not_come_are_told(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "90000", "--no-gzip" },
	      .env = { "MSGDECK_MEMORY_LIMIT=8M" }, .cols = 120, .rows = 40);
	behind_break("status=400,match=Messages");
	press("2/to:+13015550171<Enter>");
	see("✗ older ones did not all come");
	leave("q", 0);
}

static void older_ones_are_bounded_too(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "100000", "--no-gzip", "--contacts", "1" },
	      .env = { "MSGDECK_MEMORY_LIMIT=8M" }, .cols = 120, .rows = 40);
	press("2:filter with:+12015550100<Enter>");
	see("and some older ones, too many for memory");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(whole_screens),
		story(the_log_is_sorted_by_any_column),
		story(what_does_not_fit_into_memory_is_told),
		story(a_query_reaches_beyond_the_memory),
		story(older_ones_that_do_not_come_are_told),
		story(older_ones_are_bounded_too),
		story(a_filter_understands_words_and_states),
		story(a_mistake_in_a_filter_is_shown_at_its_place),
		story(giving_up_a_filter_brings_back_the_one_before),
		story(the_cursor_stays_on_its_message_when_the_order_changes),
		story(a_failure_is_explained),
		story(segments_are_explained),
		story(hidden_texts_stay_hidden),
		story(the_sid_is_copied_and_found),
		story(a_sid_that_is_not_there_is_said_so_in_words),
		story(a_paste_is_one_piece_of_text),
		story(help_lists_the_keys),
		story(commands_are_completed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
