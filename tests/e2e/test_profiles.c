/*
 * Several accounts: profiles of the config file, going from one to another, what marks them, and
 * taking over those of the official command line tool.
 */
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/stage.h"

#define FEW "--messages", "60", "--contacts", "6"
#define CONFIG_ENV .env = { variable.data }
#define SID "AC0123456789abcdef0123456789abcdef"
#define KEY "SK0123456789abcdef0123456789abcdef"
#define SECRET "5ecre75ecre75ecre7"

static struct strbuf path = STRBUF_INIT(STRBUF_LINE), variable = STRBUF_INIT(STRBUF_LINE);

static void write_text(const char *name, const char *text)
{
	assert_true(file_write_private(name, text, strlen(text), NULL));
}

static void add_account(struct strbuf *out, const char *name, const char *more)
{
	struct sandbox *sandbox = behind_stage();
	const char *url = sandbox_value(sandbox, "url");

	strbuf_addf(out,
		    "%s = { account_sid = \"%s\"; auth_token = \"%s\"; ca_file = \"%s\";\n"
		    "api_base = \"%s\"; messaging_base = \"%s\"; pricing_base = \"%s\"; %s };\n",
		    name, sandbox_value(sandbox, "account_sid"),
		    sandbox_value(sandbox, "auth_token"), sandbox_value(sandbox, "ca_file"), url,
		    url, url, more);
}

/* The sandbox is there, and a config file with three profiles of its account. */
static void set_scene(const char *above)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	stage(.sandbox = { FEW });
	strbuf_reset(&path);
	strbuf_reset(&variable);
	strbuf_addf(&path, "%s/profiles.conf", getenv("TMPDIR"));
	strbuf_addf(&variable, "MSGDECK_CONFIG=%s", path.data);
	strbuf_addf(&text, "%s\nprofiles = {\n", above);
	add_account(&text, "acme", "profile_color = \"208\";");
	add_account(&text, "live",
		    "production = true; profile_color = \"#005f00\"; "
		    "time_zone = \"Asia/Tokyo\";");
	add_account(&text, "watch", "read_only = true;");
	strbuf_addstr(&text, "};\n");
	write_text(path.data, text.data);
	strbuf_release(&text);
}

static void one_goes_from_one_to_another(void **state)
{
	(void)state;
	set_scene("");
	stage(CONFIG_ENV);
	see_match("^ environment ● LIVE ");
	press("2<Enter>");
	see("encoding ");
	press(":profile live<Enter>");
	see_match("^ live +● LIVE PRODUCTION ");
	see_match("▸Conv");
	press("2");
	see_screen("profiles-live-80x24");
	resize(120, 40);
	see_styled("profiles-live-120x40");
	press(":profile watch<Enter>");
	see_match("^ watch ● LIVE READ-ONLY ");
	press("2r");
	see_match("[Rr]ead-only");
	press(":profile acme<Enter>2");
	see_match("^ acme ● LIVE ");
	press("r");
	see("Cancel (n)");
	see_not("PRODUCTION");
	press("n");
	leave("q", 0);
	assert_int_equal(sandbox_count(behind_stage(), "POST", ""), 0);
}

/* The same message: of yesterday evening by UTC, of this morning in Tokyo. */
static void each_tells_times_in_its_own_zone(void **state)
{
	(void)state;
	set_scene("");
	stage(CONFIG_ENV, .argv = { "msgdeck", "-p", "acme" }, .cols = 120);
	press("2<Enter>");
	see("21:34:07 UTC");
	press(":profile live<Enter>2<Enter>");
	see("06:34:07 JST");
	press(":profile acme<Enter>2<Enter>");
	see("21:34:07 UTC");
	leave("q", 0);
}

static void production_is_said_in_every_question(void **state)
{
	(void)state;
	set_scene("default_profile = \"live\";");
	stage(CONFIG_ENV, .argv = { "msgdeck", "-p", "live" });
	press("2r");
	see("Cancel (n)");
	see_screen("profiles-question-80x24");
	press("nAr");
	see("to go on:");
	see_match("│ +● LIVE PRODUCTION: live");
	press("<Esc>");
	leave("q", 0);
}

static void they_are_chosen_from_a_list(void **state)
{
	(void)state;
	set_scene("");
	stage(CONFIG_ENV, .argv = { "msgdeck", "-p", "acme" });
	press(":profile<Enter>");
	see("where you are");
	see_screen("profiles-choose-80x24");
	press("<Esc>");
	see_match("^ acme ");
	press(":profile<Enter><Down><Down><Enter>");
	see_match("^ live ");
	press(":profile w<Tab><Enter>");
	see_match("^ watch ");
	leave("q", 0);
}

static void what_does_not_work_leaves_one_where_one_is(void **state)
{
	(void)state;
	set_scene("");
	/* So wide that an error with a path stays in one line, however long the path. */
	stage(CONFIG_ENV, .argv = { "msgdeck", "-p", "acme" }, .cols = 400);
	press(":profile liev<Enter>");
	see("mean \"live\"");
	press("<Enter>");
	write_text(path.data, "profiles = { acme = { }; bare = { read_only = true; }; };\n");
	press(":profile bare<Enter>");
	see("The profile \"bare\" has no credentials");
	write_text(path.data, "theem = \"dark\";\n");
	press(":profile bare<Enter>");
	see("\"theem\"");
	press("<Enter>");
	see_match("^ acme ● LIVE ");
	press("<F5>2");
	see("60 messages");
	leave("q", 0);
}

static void changes_under_way_hold_one_back(void **state)
{
	(void)state;
	set_scene("changes_per_second = 1;");
	stage(CONFIG_ENV, .argv = { "msgdeck", "-p", "acme" });
	press("2Ar");
	see("Type 60 to go on");
	term_send(on_stage(), "60\r");
	see("of 60");
	term_send(on_stage(), ":profile live\r");
	see("Changes are still under way in this account");
	see_match("^ acme ● LIVE ");
	term_send(on_stage(), "\r");
	term_send(on_stage(), "\003");
}

static void without_profiles_it_is_said(void **state)
{
	(void)state;
	stage(.sandbox = { FEW });
	press(":profile<Enter>");
	see("The config file has no profiles");
	press("<Enter>");
	leave("q", 0);
}

/* -- the official tool's ----------------------------------------------------------------------- */

#define TWO                                                                         \
	"{\"activeProject\":\"acme\",\"profiles\":{\"acme\":{\"accountSid\":\"" SID \
	"\",\"apiKey\":\"" KEY "\",\"apiSecret\":\"" SECRET                         \
	"\",\"region\":\"ie1\"},\"old\":{\"accountSid\":\"" SID "\"}}}"

static void write_official(void)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&name, "%s/cli.json", getenv("TMPDIR"));
	write_text(name.data, TWO);
	strbuf_release(&name);
}

static void import(const char *answer, int status)
{
	struct strbuf file = STRBUF_INIT(STRBUF_LINE);

	strbuf_reset(&path);
	strbuf_reset(&variable);
	strbuf_addf(&path, "%s/imported.conf", getenv("TMPDIR"));
	strbuf_addf(&variable, "MSGDECK_CONFIG=%s", path.data);
	strbuf_addf(&file, "%s/cli.json", getenv("TMPDIR"));
	write_official();
	write_text(path.data, "# mine\n");
	stage(.argv = { "msgdeck", "import", file.data }, .env = { variable.data }, .no_wait = true,
	      .cols = 120, .rows = 40);
	see("Add this 1 profile?");
	see("API key " KEY " with its secret");
	see("has no API key with a secret in this file");
	see_not(SECRET);
	leave(answer, status);
	strbuf_release(&file);
}

static void profiles_are_taken_over_when_one_says_so(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	import("n\r", 1);
	assert_true(file_read(path.data, &text, NULL));
	assert_string_equal(text.data, "# mine\n");
	import("y\r", 0);
	strbuf_reset(&text);
	assert_true(file_read(path.data, &text, NULL));
	assert_non_null(strstr(text.data, "# mine\ndefault_profile = \"acme\";\n"));
	assert_non_null(strstr(text.data, "api_secret = \"" SECRET "\";"));
	strbuf_release(&text);
}

static void the_first_start_offers_it(void **state)
{
	struct strbuf file = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	strbuf_reset(&variable);
	strbuf_addf(&variable, "HOME=%s/home", getenv("TMPDIR"));
	strbuf_addf(&file, "%s/home/.twilio-cli", getenv("TMPDIR"));
	assert_true(file_make_directory(file.data, NULL));
	strbuf_addstr(&file, "/config.json");
	write_text(file.data, TWO);
	stage(CONFIG_ENV);
	see_screen("profiles-start-80x24");
	term_send(on_stage(), "i");
	see("Add this 1 profile?");
	term_send(on_stage(), "y\r");
	see("Done. msgdeck -p acme opens one of them");
	leave("", 0);
	strbuf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(one_goes_from_one_to_another),
		story(each_tells_times_in_its_own_zone),
		story(production_is_said_in_every_question),
		story(they_are_chosen_from_a_list),
		story(what_does_not_work_leaves_one_where_one_is),
		story(changes_under_way_hold_one_back),
		story(without_profiles_it_is_said),
		story(profiles_are_taken_over_when_one_says_so),
		story(the_first_start_offers_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
