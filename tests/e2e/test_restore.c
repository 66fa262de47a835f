/*
 * Where one was comes back the next time, as far as it is wanted; and what is kept of it.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/stage.h"

#define FEW "--messages", "300", "--contacts", "24"
#define NUMBER "+447700900000"

static struct strbuf home = STRBUF_INIT(STRBUF_LINE), kept = STRBUF_INIT(STRBUF_LINE),
		     path = STRBUF_INIT(STRBUF_LINE);

/* A new account's sandbox, and a place for what is kept of it. */
static void set_scene(const char *name)
{
	stage(.sandbox = { FEW });
	strbuf_reset(&home);
	strbuf_reset(&kept);
	strbuf_reset(&path);
	strbuf_addf(&home, "XDG_STATE_HOME=%s/%s", getenv("TMPDIR"), name);
	strbuf_addf(&path, "%s/%s/msgdeck/sessions/%s.conf", getenv("TMPDIR"), name,
		    sandbox_value(behind_stage(), "account_sid"));
}

#define AGAIN(what) stage(.env = { home.data, "MSGDECK_RESTORE_SESSION=" what })

static bool is_kept(const char *text)
{
	struct stat about;

	assert_int_equal(stat(path.data, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	strbuf_reset(&kept);
	kept.max = STRBUF_TEXT;
	assert_true(file_read(path.data, &kept, NULL));
	return strstr(kept.data, text) != NULL;
}

static void write_kept(const char *text)
{
	assert_true(file_write_private(path.data, text, strlen(text), NULL));
}

static void all_comes_back(void **state)
{
	(void)state;
	set_scene("all");
	AGAIN("all");
	press("/with:" NUMBER "<Enter>:sort messages desc<Enter><Tab>");
	press("2/is:failed<Enter>:sort time asc<Enter>:columns time status contact<Enter>");
	see_match("^ *TIME.* STATUS +CONTACT *$");
	press("<Enter>");
	see("Message");
	press("0/country:GB<Enter>2<Enter>");
	press(":open pool MG2c39444c23c6ba87a187f224125fa0df<Enter>");
	see("PHONE NUMBERS");
	leave("q", 0);
	assert_true(is_kept("screen = \"messages\";"));
	assert_true(is_kept("query = \"country:GB\""));
	assert_true(is_kept("query = \"is:failed\""));
	assert_true(is_kept("query = \"with:" NUMBER "\""));
	AGAIN("all");
	see("PHONE NUMBERS");
	press("<Esc>");
	see_match("Message|SM[0-9a-f]{32}");
	press("<Esc>");
	see("match is:failed");
	see_match("^ *TIME.* STATUS +CONTACT *$");
	see_screen("restore-messages-80x24");
	press("1");
	see("1 match with:" NUMBER);
	press("0");
	see("only country:GB");
	press("<Esc>1<Esc>2<Esc>");
	leave("q", 0);
	AGAIN("all");
	see_match("2.Messages");
	see_not("match");
	leave("q", 0);
	assert_false(is_kept("query"));
}

/* What shows messages comes back when they are here, in its place among the others. */
static void a_conversation_and_a_medium_come_back(void **state)
{
	(void)state;
	set_scene("later");
	AGAIN("all");
	press("2/with:" NUMBER "<Enter><Enter>c");
	see("+44 7700 900000 ──");
	leave("q", 0);
	assert_true(is_kept("conversation +447700900000"));
	AGAIN("all");
	see("+44 7700 900000 ──");
	press("<Esc>");
	see_match("Message|SM[0-9a-f]{32}");
	press("<Esc>");
	see("match with:" NUMBER);
	press("<Esc>3j<Enter>");
	see_match("SID +ME[0-9a-f]{32}");
	leave("q", 0);
	assert_true(is_kept("medium "));
	AGAIN("screens");
	see_match("SID +ME[0-9a-f]{32}");
	press("o");
	see_match("SM[0-9a-f]{32}|MM[0-9a-f]{32}");
	press("<Esc><Esc>");
	see_match("3.Media");
	leave("q", 0);
	/* A number is no SID. */
	AGAIN("all");
	press("2c");
	see("──");
	leave("q", 0);
	assert_true(is_kept("conversation "));
	AGAIN("screens");
	leave("q", 0);
	assert_false(is_kept("conversation "));
}

static void what_is_not_there_any_more_is_said(void **state)
{
	static const struct {
		const char *above, *said;
	} cases[] = {
		{ "medium SM00000000000000000000000000000000", "the message was deleted" },
		{ "medium SM0000000000000000000000000000000G", "A message's SID is SM or MM" },
		{ "conversation +15005550006", "No message to or from .\\+15005550006. is loaded" },
		{ "conversation +15005550006 SM00000000000000000000000000000000",
		  "the message was deleted" },
	};

	(void)state;
	set_scene("gone");
	AGAIN("all");
	leave("q", 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

		strbuf_addf(
			&text,
			"version = 1;\nscreen = \"messages\";\nabove = [ \"%s\", \"tasks\" ];\n",
			cases[i].above);
		write_kept(text.data);
		stage(.env = { home.data, "MSGDECK_RESTORE_SESSION=all" }, .cols = 160);
		see_match("where you were is not there any more: ");
		see_match(cases[i].said);
		press("j");
		see_match("2.Messages");
		leave("q", 0);
		assert_false(is_kept("tasks"));
		strbuf_release(&text);
	}
}

static void screens_alone_hold_nothing_that_was_typed(void **state)
{
	(void)state;
	set_scene("screens");
	AGAIN("all");
	press("2/with:" NUMBER "<Enter>5<Enter>");
	see("match direction:out from:");
	leave("q", 0);
	assert_true(is_kept(NUMBER));
	assert_true(is_kept("traffic"));
	AGAIN("screens");
	see_match("5.Num");
	see_not("match");
	press("2");
	see_not("match");
	press("/with:" NUMBER "<Enter>:sort status<Enter>");
	see("match");
	press("4<Enter>");
	see("PHONE NUMBERS");
	leave("q", 0);
	assert_false(is_kept(NUMBER));
	assert_false(is_kept("query"));
	assert_true(is_kept("sort = \"status\""));
	AGAIN("screens");
	see("PHONE NUMBERS");
	leave("q", 0);
}

static void nothing_is_kept_unless_it_is_wanted(void **state)
{
	(void)state;
	set_scene("no");
	stage(.env = { home.data });
	press("5");
	leave("q", 0);
	assert_int_equal(access(path.data, F_OK), -1);
}

static void it_is_forgotten(void **state)
{
	(void)state;
	set_scene("forget");
	AGAIN("all");
	press("5");
	leave("q", 0);
	AGAIN("all");
	see_match("5.Num");
	press(":forget-session<Enter>");
	see("forgotten, and not kept this time");
	leave("q", 0);
	assert_int_equal(access(path.data, F_OK), -1);
	AGAIN("all");
	see_match("1.Conv");
	leave("q", 0);
}

static void what_is_damaged_or_foreign_is_as_if_it_were_not_there(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{ "version = 1;\nscreen = [", "where you were is not known: " },
		{ "version = 7;\n", "where you were is not known: " },
		{ "version = 1;\nscreen = 5;\n", "where you were is not known: " },
		{ "version = 1;\nabove = [ 1 ];\n", "where you were is not known: " },
		{ "version = 1;\nlists = { messages = 1; };\n", "where you were is not known: " },
		{ "version = 1;\nlists = { messages = { query = 1; }; };\n",
		  "where you were is not known: " },
		/* Names that are none, and commands, are left out. */
		{ "version = 1;\nscreen = \"nowhere\";\nabove = [ \"quit\" ];\n", "Conversations" },
		{ "version = 1;\nscreen = \"conversations\";\nabove = [ \"compose To=+15005550006\" ];\n"
		  "lists = { conversations = { sort = \"nothing\"; }; };\n",
		  "Conversations" },
	};

	(void)state;
	set_scene("damaged");
	AGAIN("all");
	leave("q", 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		write_kept(cases[i].text);
		AGAIN("all");
		see(cases[i].said);
		press("2");
		see("300 messages");
		see_not("RECIPIENTS");
		leave("q", 0);
		assert_true(is_kept("screen = \"messages\";"));
	}
	assert_int_equal(chmod(path.data, 0644), 0);
	AGAIN("all");
	see("where you were is not known: ");
	press("3");
	leave("q", 0);
	assert_true(is_kept("screen = \"media\";"));
}

/* A directory stands where the file should be. */
static void what_cannot_be_kept_is_said(void **state)
{
	(void)state;
	set_scene("cannot");
	AGAIN("all");
	leave("q", 0);
	assert_int_equal(unlink(path.data), 0);
	AGAIN("all");
	press("2");
	assert_int_equal(mkdir(path.data, 0700), 0);
	term_send(on_stage(), "q");
	see("Where you were is not kept: ");
	leave("", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(all_comes_back),
		story(a_conversation_and_a_medium_come_back),
		story(what_is_not_there_any_more_is_said),
		story(screens_alone_hold_nothing_that_was_typed),
		story(nothing_is_kept_unless_it_is_wanted),
		story(it_is_forgotten),
		story(what_is_damaged_or_foreign_is_as_if_it_were_not_there),
		story(what_cannot_be_kept_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
