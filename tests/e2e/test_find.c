/*
 * Any SID leads to what it names: typed after find, or pasted.
 */
#include "base/strbuf.h"
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define REMINDERS "MG34bf6d132102e200d9ff25318e98b374"

static void kinds_have_screens(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":find " REMINDERS "<Enter>");
	see("PHONE NUMBERS 7");
	press(":open numbers<Enter>:columns sid number name<Enter>");
	see_match("PN[0-9a-f]{32}");
	press(":open short-codes<Enter>y");
	press(":open conversations<Enter>:find ");
	press(term_clipboard(on_stage()));
	press("<Enter>");
	see("Fernhill codes");
	press("<Esc>");
	leave("q", 0);
}

/* However a number is written, and from wherever a SID was copied. */
static void numbers_codes_and_urls_are_found(void **state)
{
	static const struct {
		const char *typed, *seen;
	} wanted[] = {
		{ "0044 7700 900000", "match with:+447700900000" },
		{ "+44 (7700) 900-000", "match with:+447700900000" },
		{ "07700 900000", "match with:7700900000" },
		{ "whatsapp:+447700900000", "match with:whatsapp:+447700900000" },
		{ "21610", "match error:21610" },
		{ "https://messaging.twilio.com/v1/Services/" REMINDERS "/PhoneNumbers",
		  "PHONE NUMBERS 7" },
	};
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		strbuf_reset(&keys);
		strbuf_addf(&keys, "1:find %s<Enter>", wanted[i].typed);
		press(keys.data);
		see(wanted[i].seen);
		press("<Esc>");
	}
	strbuf_release(&keys);
	leave("q", 0);
}

static void others_are_explained(void **state)
{
	static const struct {
		const char *sid, *words;
	} wanted[] = {
		{ "RQ00000000000000000000000000000001", "support" },
		{ "SK00000000000000000000000000000001", "API key" },
		{ "HX00000000000000000000000000000001", "Console" },
		{ "ME00000000000000000000000000000001", "by its message" },
		{ "ZZ00000000000000000000000000000001", "no SID" },
		{ "hello", "no SID" },
	};
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		strbuf_reset(&keys);
		strbuf_addf(&keys, ":find %s<Enter>", wanted[i].sid);
		press(keys.data);
		see(wanted[i].words);
	}
	strbuf_release(&keys);
	press("<Enter>");
	leave("q", 0);
}

static void a_pasted_sid_is_offered(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("<paste:hello>");
	see("pasted text goes into a prompt");
	press("<paste: " REMINDERS "\n>");
	see("Show the messaging service " REMINDERS "?");
	press("n");
	see_not("PHONE NUMBERS");
	press("<paste:" REMINDERS ">y");
	see("PHONE NUMBERS 7");
	press("1<paste:0044 7700 900000>");
	see("Show the messages with +44 7700 900000?");
	press("y");
	see("match with:+447700900000");
	press("<Esc><paste:RQ00000000000000000000000000000001>");
	see("support");
	press("<Esc>");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(kinds_have_screens),
		story(numbers_codes_and_urls_are_found),
		story(others_are_explained),
		story(a_pasted_sid_is_offered),
	};

	return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
