/*
 * Five thousand messages at once, with everything that may go wrong on the way, refusals and a stop in the
 * middle: the screen stays usable, each message is changed once, and the counts are right in the end.
 */
#include "support/behind.h"
#include "support/changed.h"
#include "support/stage.h"

#define ACCOUNT "--messages", "5105", "--contacts", "60"
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=unlimited" }
/* 5,016 messages that have come to their end, three of which have no text. */
#define FINAL                                                                        \
	"2/-status:scheduled -status:accepted -status:sent -status:sending -status:" \
	"queued<Enter>A"

/* While something goes on the program does not come to rest. */
static void do_meanwhile(const char *keys, const char *text)
{
	term_send(on_stage(), keys);
	see(text);
}

static void five_thousand_are_redacted(void **state)
{
	struct changed changed;

	(void)state;
	stage(.sandbox = { ACCOUNT, "--assume", "retry-after=1", "--fault",
			   "status=429,method=POST,after=2500", "--fault",
			   "error=30400,times=7,after=1000,method=POST" },
	      FAST);
	press(FINAL "r");
	see("Redact the text of 5,013 messages");
	see("5,016 selected");
	term_send(on_stage(), "5013<Enter>");
	see("Redacting 2,503 of 5,016");
	see("asked to slow down");
	do_meanwhile("1", "LAST MESSAGE");
	term_send(on_stage(), "jjjjj<Enter>");
	see_match("[0-9] messages.* ──");
	do_meanwhile("2", "TIME");
	do_meanwhile("U/<C-u>verification<Enter>", "match verification");
	do_meanwhile("j<Enter>", "created");
	do_meanwhile("<BS>D", "Other changes are still under way");
	do_meanwhile(":open changes<Enter>S", "Redact text: stopping");
	see("7 refused");
	behind_mend();
	see("Redact text: stopped, t goes on");
	term_settle(on_stage());
	changed_read(&changed);
	assert_in_range(changed.messages[CHANGED_REDACT], 2493, 2600);
	do_meanwhile("t", "Redact text: finished");
	term_settle(on_stage());
	see_match("5,013 done +3 left alone");
	changed_read(&changed);
	assert_int_equal(changed.done[CHANGED_REDACT], 5013);
	assert_int_equal(changed.messages[CHANGED_REDACT], 5013);
	assert_true(changed.asked[CHANGED_REDACT] > 5013);
	press("2<Esc>/verification -status:queued -status:accepted -status:sent<Enter>");
	see("0 match");
	press("<Esc><F5>/verification -status:queued -status:accepted -status:sent<Enter>");
	see("0 match");
	leave("q", 0);
}

static void five_thousand_are_deleted(void **state)
{
	struct changed changed;

	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "reset,times=20,after=100,method=DELETE", "--fault",
			   "close-after,times=10,after=1000,method=DELETE", "--fault",
			   "status=503,times=10,after=3000,method=DELETE", "--fault",
			   "close,times=10,after=4000,method=DELETE" },
	      FAST);
	press(FINAL "D");
	see("Delete 5,016 messages");
	press("5016<Enter>");
	see("Delete: finished");
	see("5,016 done");
	see("89 messages");
	changed_read(&changed);
	/* Those whose answer was lost were gone when they were asked for again. */
	assert_in_range(changed.messages[CHANGED_DELETE], 5006, 5015);
	assert_int_equal(changed.done[CHANGED_DELETE], changed.messages[CHANGED_DELETE]);
	assert_true(changed.asked[CHANGED_DELETE] > 5016);
	press("2<F5>");
	see("0 match");
	press("<Esc>");
	see("89 messages");
	stage(.argv = { "msgdeck" });
	see("89 messages");
	leave("q", 0);
}

static void five_thousand_are_cancelled(void **state)
{
	struct changed changed;

	(void)state;
	stage(.sandbox = { "--messages", "600", "--contacts", "24" }, FAST);
	behind_schedule("+12015550123", 4999);
	behind_break("status=503,times=20,after=500,method=POST");
	behind_break("reset,times=10,after=2000,method=POST");
	press("<F5>2/status:scheduled<Enter>A");
	see("5,000 selected");
	press("x");
	see("Cancel 5,000 scheduled messages");
	press("5000<Enter>");
	see("Cancel sending: finished");
	see("5,000 done");
	changed_read(&changed);
	assert_int_equal(changed.done[CHANGED_CANCEL], 5000);
	assert_int_equal(changed.messages[CHANGED_CANCEL], 5000);
	press("2");
	see("0 match");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(five_thousand_are_redacted),
		story(five_thousand_are_deleted),
		story(five_thousand_are_cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
