/*
 * Secrets are nowhere to be seen, whatever was done and however it ended: not on the terminal, in no file
 * of the home (log, journals, exports, what a crash or a child left), in no arguments and environment
 * that the kernel shows (support/secrets.h). The service gives the auth token back in the account's
 * answer, so this is about that one, too. Nor is a text that was redacted or deleted.
 */
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/plain_memory.h"
#include "support/secrets.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define LOG "MSGDECK_LOG_FILE=~/deck.log", "MSGDECK_LOG_LEVEL=debug"
#define WRONG "0123456789abcdef0123456789abcdef"
#define PROXY_PASSWORD "4d5ec2e7-proxy"

/* What a child is: its environment, arguments and open files, in a file of the home. */
#define CHILD(name)                                                                            \
	"/bin/sh -c '{ env; cat /proc/$$/environ /proc/$$/cmdline /proc/$PPID/cmdline; ls -l " \
	"/proc/$$/fd; } >seen." name " 2>&1; mv seen." name " child." name "' child"

/* Both ways to sign in that the sandbox takes; to be called when it is there. */
static void watch(void)
{
	struct sandbox *sandbox = behind_stage();

	secrets_forget();
	secrets_add_password(sandbox_value(sandbox, "account_sid"),
			     sandbox_value(sandbox, "auth_token"));
	secrets_add_password(sandbox_value(sandbox, "api_key"),
			     sandbox_value(sandbox, "api_secret"));
}

static int end(void **state)
{
	secrets_forget();
	return strike(state);
}

#define scene(function) cmocka_unit_test_teardown(function, end)

/* The home stays until the next program is on the stage. */
static void leaves(const char *keys, int status)
{
	secrets_are_nowhere();
	term_send(on_stage(), keys);
	assert_int_equal(term_wait_exit(on_stage()), status);
	secrets_are_nowhere();
}

/* The mode of a file of the home; 0: there is none. */
static unsigned mode_of(const char *name)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct stat info;

	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	unsigned mode = stat(path.data, &info) == 0 ? info.st_mode & 0777 : 0;
	strbuf_release(&path);
	return mode;
}

/* A file outside of the home. */
static void write_file(const char *name, const char *text, struct strbuf *path)
{
	strbuf_addf(path, "%s/%s", getenv("TMPDIR"), name);
	assert_true(file_write_private(path->data, text, strlen(text), NULL));
}

/* -- what was done ----------------------------------------------------------------------------- */

static void browsing(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "200" }, .env = { LOG, "SSLKEYLOGFILE=keys.log" });
	watch();
	press("2<Enter>J");
	see("\"account_sid\"");
	press("<Esc><Esc>?<Esc>");
	/* Account and list of accounts carry it. */
	press(":account<Enter>");
	see("● Fernhill Household");
	press("jjj<F5><Esc><F2><Esc>");
	assert_int_equal(mode_of("deck.log"), 0600);
	assert_int_equal(mode_of("keys.log"), 0);
	leaves(":quit<Enter>", 0);
	/* The search finds what is there. */
	assert_true(secrets_would_find("\"account_sid\""));
}

static void signing_in_with_a_key(void **state)
{
	struct strbuf key = STRBUF_INIT(STRBUF_LINE), secret = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(.sandbox = { "--messages", "50" });
	strbuf_addf(&key, "TWILIO_API_KEY=%s", sandbox_value(behind_stage(), "api_key"));
	strbuf_addf(&secret, "TWILIO_API_SECRET=%s", sandbox_value(behind_stage(), "api_secret"));
	stage(.env = { LOG, key.data, secret.data });
	watch();
	press("2<Enter>J");
	see("\"account_sid\"");
	press("<Esc><Esc>");
	leaves("q", 0);
	strbuf_release(&key);
	strbuf_release(&secret);
}

static void a_refusal(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "50" }, .env = { LOG, "TWILIO_AUTH_TOKEN=" WRONG },
	      .no_wait = true);
	watch();
	secrets_add_password(sandbox_value(behind_stage(), "account_sid"), WRONG);
	see("20003");
	assert_true(secrets_would_find("code 20003, request"));
	secrets_are_nowhere();
	stage(.sandbox = { "--messages", "200", "--fault", "status=503" }, .env = { LOG },
	      .no_wait = true);
	watch();
	see("503");
	secrets_are_nowhere();
}

/* The journal and the report are files; the run's lines are in the log. */
static void changes(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { LOG, "MSGDECK_CHANGES_PER_SECOND=unlimited" });
	watch();
	press("2<j*8>ry");
	see("Message redacted");
	press("1<j*5>D");
	term_send(on_stage(), "30<Enter>");
	see("30 done");
	assert_true(secrets_would_find("{\"journal\":1,"));
	secrets_are_nowhere();
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
	secrets_are_nowhere();
}

static void runs(const char *const *argv, const char *says, int status)
{
	struct stage_options options = { .env = { LOG }, .no_wait = true };

	for (size_t i = 0; argv[i]; i++)
		options.argv[i] = argv[i];
	stage_set(&options);
	see_match(says);
	assert_int_equal(term_wait_exit(on_stage()), status);
	secrets_are_nowhere();
}

#define RUNS(says, status, ...) \
	runs((const char *const[]){ "msgdeck", __VA_ARGS__, NULL }, says, status)

static void commands_without_a_screen(void **state)
{
	(void)state;
	stage(ACCOUNT);
	watch();
	leaves("q", 0);
	RUNS("All is well", 0, "check");
	RUNS("check tries them", 0, "doctor");
	RUNS("(no|No) ", 0, "plans");
	RUNS("\\$|\"sid\"", 0, "export", "messages", "--since", "3d");
	RUNS("", 0, "export", "messages", "--output", "all.csv", "--format", "csv");
	RUNS("", 0, "export", "services", "--output", "services.jsonl");
	RUNS("", 0, "export", "media", "--output", "media.jsonl");
	RUNS("", 0, "erase", "--older-than", "100", "--redact", "--yes", "--export", "old.jsonl",
	     "--report", "erased.jsonl");
	assert_true(secrets_would_find("{\"journal\":1,"));
}

/* -- how it ended ------------------------------------------------------------------------------ */

static void crashes(void **state)
{
	/* Sanitizers take the first one for themselves. */
	static const int signals[] = { SIGSEGV, SIGABRT, SIGQUIT };

	(void)state;
	for (size_t i = HAS_PLAIN_MEMORY ? 0 : 1; i < ARRAY_SIZE(signals); i++) {
		stage(ACCOUNT, .env = { LOG });
		watch();
		press("2<Enter>");
		term_signal(on_stage(), signals[i]);
		assert_int_equal(term_wait_exit(on_stage()), -signals[i]);
		secrets_are_nowhere();
	}
}

/* -- other programs ---------------------------------------------------------------------------- */

static void programs_of_the_operator(void **state)
{
	(void)state;
	stage(ACCOUNT,
	      .env = { LOG, "MSGDECK_VIEWER=" CHILD("viewer"), "MSGDECK_ALERT_BALANCE=1000000",
		       "MSGDECK_ALERT_COMMAND=" CHILD("alert"), "PAGER=" CHILD("pager"),
		       "VISUAL=" CHILD("editor") });
	watch();
	see("! 1 alert (:alerts)");
	press(":open media<Enter>/type:png<Enter><Enter>v");
	see("PNG picture");
	press("2v");
	press("E");
	press("|" CHILD("pipe") "<Enter>");
	see("ended with status 0");
	press("<Esc><F5>");
	assert_true(secrets_would_find("MSGDECK_ALERT=balance"));
	static const char *const children[] = { "child.viewer", "child.alert", "child.pager",
						"child.editor", "child.pipe" };
	for (size_t i = 0; i < ARRAY_SIZE(children); i++)
		assert_int_not_equal(mode_of(children[i]), 0);
	leaves("q", 0);
}

/* The service that the demo starts needs nobody's credentials. */
static void the_demo(void **state)
{
	(void)state;
	stage(.argv = { "msgdeck", "--demo", "--demo-messages", "100" },
	      .env = { LOG, "TWILIO_AUTH_TOKEN=" WRONG, "TWILIO_API_SECRET=" WRONG "x" },
	      .no_wait = true);
	secrets_add(WRONG);
	see("DEMO");
	secrets_are_nowhere();
}

/* It says all it knows, on both its outputs. */
static void a_password_command(void **state)
{
	struct strbuf token = STRBUF_INIT(STRBUF_LINE), script = STRBUF_INIT(STRBUF_LINE);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT), command = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	stage(.sandbox = { "--messages", "50" });
	watch();
	write_file("token", sandbox_value(behind_stage(), "auth_token"), &token);
	strbuf_addf(&command, "MSGDECK_PASSWORD_COMMAND=cat %s", token.data);
	stage(.env = { LOG, "TWILIO_AUTH_TOKEN", command.data });
	leaves("q", 0);

	strbuf_addf(&text, "cat %s; echo no: `cat %s` >&2; exit 7", token.data, token.data);
	write_file("script", text.data, &script);
	strbuf_reset(&command);
	strbuf_addf(&command, "MSGDECK_PASSWORD_COMMAND=sh %s", script.data);
	stage(.argv = { "msgdeck", "check" }, .env = { LOG, "TWILIO_AUTH_TOKEN", command.data },
	      .no_wait = true);
	see("***************");
	see_match("ended with status 7: no:");
	secrets_are_nowhere();
	stage(.env = { LOG, "TWILIO_AUTH_TOKEN", command.data }, .no_wait = true);
	see("***************");
	see_match("ended with status 7: no:");
	secrets_are_nowhere();
	strbuf_release(&token);
	strbuf_release(&script);
	strbuf_release(&text);
	strbuf_release(&command);
}

/* Whoever tells all programs of this name to read their files again ends none that is not so far yet. */
static void a_reload_before_the_start(void **state)
{
	struct strbuf token = STRBUF_INIT(STRBUF_LINE), script = STRBUF_INIT(STRBUF_LINE);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT), command = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	stage(.sandbox = { "--messages", "50" });
	watch();
	write_file("token", sandbox_value(behind_stage(), "auth_token"), &token);
	strbuf_addf(&text, "kill -USR1 $PPID; cat %s", token.data);
	write_file("script", text.data, &script);
	strbuf_addf(&command, "MSGDECK_PASSWORD_COMMAND=sh %s", script.data);
	stage(.env = { LOG, "TWILIO_AUTH_TOKEN", command.data });
	see("50 messages");
	leaves("q", 0);
	strbuf_release(&token);
	strbuf_release(&script);
	strbuf_release(&text);
	strbuf_release(&command);
}

/* Whether the program on the stage has this file open. */
static bool has_open(const char *path)
{
	struct strbuf folder = STRBUF_INIT(STRBUF_LINE);
	bool found = false;

	strbuf_addf(&folder, "/proc/%d/fd", term_process(on_stage()));
	DIR *files = opendir(folder.data);
	for (struct dirent *entry; files && (entry = readdir(files));) {
		char target[4096] = "";
		if (readlinkat(dirfd(files), entry->d_name, target, sizeof(target) - 1) > 0)
			found |= strcmp(target, path) == 0;
	}
	if (files)
		closedir(files);
	strbuf_release(&folder);
	return found;
}

/* Read, closed, and no child has it. */
static void a_descriptor(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE), path = STRBUF_INIT(STRBUF_LINE);
	char number[16];

	(void)state;
	stage(ACCOUNT);
	watch();
	strbuf_addf(&text, "# from the vault\nTWILIO_AUTH_TOKEN=%s\n",
		    sandbox_value(behind_stage(), "auth_token"));
	write_file("vault", text.data, &path);
	int fd = open(path.data, O_RDONLY);
	assert_true(fd > 2);
	snprintf(number, sizeof(number), "%d", fd);
	stage(.argv = { "msgdeck", "--credentials-fd", number },
	      .env = { LOG, "TWILIO_AUTH_TOKEN", "MSGDECK_VIEWER=" CHILD("viewer") });
	close(fd);
	assert_false(has_open(path.data));
	press(":open media<Enter>/type:png<Enter><Enter>v");
	see("PNG picture");
	assert_int_not_equal(mode_of("child.viewer"), 0);
	assert_false(secrets_would_find("/vault"));
	leaves("q", 0);
	/* It was read: now there is nothing in it. */
	fd = open("/dev/null", O_RDONLY);
	snprintf(number, sizeof(number), "%d", fd);
	stage(.argv = { "msgdeck", "check", "--credentials-fd", number },
	      .env = { "TWILIO_AUTH_TOKEN" }, .no_wait = true);
	see("There are three ways to give them");
	close(fd);
	strbuf_release(&text);
	strbuf_release(&path);
}

/* What is in the way may have a password, too. */
static void a_proxy(void **state)
{
	static const char proxy[] = "https_proxy=http://deck:" PROXY_PASSWORD "@127.0.0.1:9/";

	(void)state;
	stage(.sandbox = { "--messages", "50" }, .env = { LOG, proxy }, .no_wait = true);
	watch();
	secrets_add_own(PROXY_PASSWORD);
	see_match("[Pp]roxy|127\\.0\\.0\\.1");
	secrets_are_nowhere();
	stage(.argv = { "msgdeck", "doctor" }, .env = { LOG, proxy }, .no_wait = true);
	see("Credentials");
	secrets_are_nowhere();
	stage(.argv = { "msgdeck", "check" }, .env = { LOG, proxy }, .no_wait = true);
	see_match("[Pp]roxy");
	secrets_are_nowhere();
}

/* -- what is left of a text ---------------------------------------------------------------------- */

/* How often the program has it in memory; 0 also where the kernel does not let us look. */
static size_t count_in(FILE *maps, int memory, const char *text)
{
	char line[512];
	size_t found = 0;

	while (fgets(line, sizeof(line), maps)) {
		uintptr_t from, to;
		char mode[8];
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s", &from, &to, mode) != 3 ||
		    strncmp(mode, "rw", 2) != 0)
			continue;
		char *bytes = malloc(to - from);
		ssize_t length = pread(memory, bytes, to - from, (off_t)from);
		for (const char *at = bytes;
		     length > 0 &&
		     (at = memmem(at, (size_t)(bytes + length - at), text, strlen(text)));
		     at++)
			found++;
		free(bytes);
	}
	return found;
}

static size_t count_in_memory(const char *text)
{
	char path[64];
	size_t found = 0;

	snprintf(path, sizeof(path), "/proc/%d/maps", term_process(on_stage()));
	FILE *maps = fopen(path, "r");
	snprintf(path, sizeof(path), "/proc/%d/mem", term_process(on_stage()));
	int memory = open(path, O_RDONLY | O_CLOEXEC);
	if (maps && memory >= 0)
		found = count_in(maps, memory, text);
	if (maps)
		fclose(maps);
	if (memory >= 0)
		close(memory);
	return found;
}

/* Shown in the list, in its conversation, on its own screen and as JSON, and then redacted or deleted. */
static void a_text_that_is_gone_is_nowhere_in_memory(void **state)
{
	static const char *const keys[] = { "ry", "Dy" };
	static const char code[] = "979137";

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		stage(.sandbox = { "--messages", "600", "--contacts", "24" });
		press("1jj<Tab>2<j*8>c<Esc><Enter>J");
		see(code);
		press(keys[i]);
		see(i ? "Message deleted" : "Message redacted");
		see_not(code);
		press("<Esc><C-l>");
		see_not(code);
		if (HAS_PLAIN_MEMORY)
			assert_int_equal(count_in_memory(code), 0);
		leave("q", 0);
	}
}

/* In the program's memory; 0 also where the kernel does not let us look. */
static size_t copies(const char *variable, const char *token)
{
	stage(.env = { "TWILIO_AUTH_TOKEN", variable, "MSGDECK_MAX_IN_FLIGHT=1" });
	press("2");
	return HAS_PLAIN_MEMORY ? count_in_memory(token) : 0;
}

/* Whatever way it came, nothing of the way stays: there are as many copies as with any other. */
static void no_way_in_leaves_a_copy_behind(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE), path = STRBUF_INIT(STRBUF_LINE);
	struct strbuf variable = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(.sandbox = { "--messages", "20" });
	const char *token = sandbox_value(behind_stage(), "auth_token");
	strbuf_addf(&variable, "TWILIO_AUTH_TOKEN=%s", token);
	size_t expected = copies(variable.data, token);

	strbuf_addf(&text, "auth_token=%s", token);
	write_file("lines", text.data, &path);
	int fd = open(path.data, O_RDONLY);
	strbuf_reset(&variable);
	strbuf_addf(&variable, "MSGDECK_CREDENTIALS_FD=%d", fd);
	assert_int_equal(copies(variable.data, token), expected);
	close(fd);

	strbuf_reset(&variable);
	strbuf_addf(&variable, "MSGDECK_PASSWORD_COMMAND=sed s/.*=// %s", path.data);
	assert_int_equal(copies(variable.data, token), expected);

	strbuf_reset(&text);
	strbuf_addf(&text, "auth_token = \"%s\";", token);
	strbuf_reset(&path);
	write_file("config", text.data, &path);
	strbuf_reset(&variable);
	strbuf_addf(&variable, "MSGDECK_CONFIG=%s", path.data);
	assert_int_equal(copies(variable.data, token), expected);
	strbuf_release(&text);
	strbuf_release(&path);
	strbuf_release(&variable);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scene(browsing),
		scene(signing_in_with_a_key),
		scene(a_refusal),
		scene(changes),
		scene(commands_without_a_screen),
		scene(crashes),
		scene(programs_of_the_operator),
		scene(the_demo),
		scene(a_password_command),
		scene(a_reload_before_the_start),
		scene(a_descriptor),
		scene(a_proxy),
		scene(a_text_that_is_gone_is_nowhere_in_memory),
		scene(no_way_in_leaves_a_copy_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
