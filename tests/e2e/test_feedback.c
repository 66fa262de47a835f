/*
 * Whether a message did what it was for is told to Twilio, and what Twilio says to that.
 */
#include <string.h>

#include "base/strbuf.h"
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

static size_t feedback_count(void)
{
	return sandbox_count(behind_stage(), "POST", "/Feedback.json");
}

/* What was told last. */
static const char *last_outcome(void)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	while (count-- > 0)
		if (strstr(requests[count].path, "/Feedback.json"))
			return sandbox_argument(requests[count].form, "Outcome");
	return "";
}

/* Opens a message that was sent with or without ProvideFeedback. */
static void open_message(const char *provide)
{
	const char *form[] = { "To",
			       "+14155552671",
			       "From",
			       "+15125550100",
			       "Body",
			       "code",
			       "ProvideFeedback",
			       provide,
			       NULL };
	struct strbuf sid = STRBUF_INIT(STRBUF_LINE);
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);

	behind_send(form, &sid);
	strbuf_addf(&keys, ":find %s<Enter>", sid.data);
	press(keys.data);
	see("outbound");
	strbuf_release(&sid);
	strbuf_release(&keys);
}

static void both_outcomes_are_told(void **state)
{
	(void)state;
	stage(ACCOUNT);
	open_message("true");
	press("f");
	see("The outcome is confirmed");
	press("n");
	assert_int_equal(feedback_count(), 0);
	press("fy");
	see("eedback given");
	assert_int_equal(feedback_count(), 1);
	assert_string_equal(last_outcome(), "confirmed");
	press(":feedback unconfirmed<Enter>y");
	see("eedback given");
	assert_int_equal(feedback_count(), 2);
	assert_string_equal(last_outcome(), "unconfirmed");
	press(":feedback perhaps<Enter>");
	see("confirmed or unconfirmed");
	press("<Esc>");
	leave("q", 0);
}

static void a_refusal_is_explained(void **state)
{
	(void)state;
	stage(ACCOUNT);
	open_message("false");
	press("fy");
	see("ProvideFeedback");
	assert_int_equal(feedback_count(), 1);
	press("<Enter><Esc>");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(both_outcomes_are_told),
		story(a_refusal_is_explained),
	};

	return cmocka_run_group_tests_name("feedback", tests, NULL, NULL);
}
