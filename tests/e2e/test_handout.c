/*
 * Messages handed out: to the clipboard, to a pager and an editor, to a command; no secrets with them,
 * and nothing left behind.
 */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300" }
#define FILE_MAX_BYTES (4 * 1024 * 1024)

static void read_home(const char *name, struct strbuf *out)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_init(out, FILE_MAX_BYTES);
	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	assert_true(file_read(path.data, out, NULL));
	strbuf_release(&path);
}

static size_t lines_of(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

static void what_is_selected_is_copied(void **state)
{
	const char *copied;

	(void)state;
	stage(ACCOUNT);
	press("2Y");
	see("1 message as text: copied to the clipboard");
	copied = term_clipboard(on_stage());
	assert_non_null(strstr(copied, " UTC  "));
	assert_non_null(strstr(copied, " → "));
	press("   :copy csv<Enter>");
	see("3 messages as csv: copied to the clipboard");
	copied = term_clipboard(on_stage());
	assert_int_equal(strncmp(copied, "sid,", 4), 0);
	press(":copy json<Enter>");
	see("3 messages as json");
	copied = term_clipboard(on_stage());
	assert_int_equal(lines_of(copied), 3);
	assert_int_equal(copied[0], '{');
	press(":copy xml<Enter>");
	see("Messages are copied as text, csv or json, not \"xml\"");
	leave("q", 0);
}

static void a_clipboard_has_its_limit(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2A:copy json<Enter>");
	see("terminals take at most 75,776");
	see("Copy fewer, or use pager, pipe");
	assert_null(term_clipboard(on_stage()));
	press("<Enter>");
	leave("q", 0);
}

static void contacts_and_threads_are_handed_out_too(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("Y");
	see_match("[0-9]+ messages as text: copied");
	press("<Tab> Y");
	see("1 message as text: copied");
	press("2<Enter>:pipe cat<Enter>");
	see("1 message → cat");
	leave("q", 0);
}

/* Whether nothing is left of what the programs were given. */
static void check_tidy(void)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct dirent *entry;
	DIR *directory;

	strbuf_addf(&path, "%s/run/msgdeck", term_home(on_stage()));
	directory = opendir(path.data);
	assert_non_null(directory);
	while ((entry = readdir(directory)))
		if (strncmp(entry->d_name, "view-", 5) == 0)
			fail_msg("%s is left over", entry->d_name);
	closedir(directory);
	strbuf_release(&path);
}

/* The programs leave a file beside theirs, as editors do. */
#define PROGRAM(variable)                                                     \
	variable "=/bin/sh -c 'env >seen.env; stat -c %a \"$0\" >seen.mode; " \
		 "cat \"$0\" >seen.file; echo \"$0\" >seen.name; cp \"$0\" \"$0~\"'"

static void a_program_gets_a_private_file(const char *key)
{
	struct strbuf file, name, mode, env;

	press(key);
	see("Messages");
	read_home("seen.file", &file);
	read_home("seen.name", &name);
	read_home("seen.mode", &mode);
	read_home("seen.env", &env);
	assert_non_null(strstr(file.data, " → "));
	assert_string_equal(mode.data, "600\n");
	assert_non_null(strstr(name.data, "/messages.txt"));
	assert_null(strstr(env.data, "TWILIO"));
	assert_null(strstr(env.data, "MSGDECK"));
	assert_null(strstr(env.data, sandbox_value(behind_stage(), "auth_token")));
	check_tidy();
	strbuf_release(&file);
	strbuf_release(&name);
	strbuf_release(&mode);
	strbuf_release(&env);
}

static void a_pager_and_an_editor(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { PROGRAM("PAGER") });
	press("2  ");
	a_program_gets_a_private_file("v");
	see("2 selected");
	leave("q", 0);
	stage(ACCOUNT, .env = { PROGRAM("VISUAL"), "EDITOR=/bin/false" });
	press("2");
	a_program_gets_a_private_file("E");
	leave("q", 0);
	stage(ACCOUNT, .env = { "EDITOR=/bin/false" });
	press("2E");
	see("/bin/false ended with status 1");
	leave("q", 0);
	stage(ACCOUNT, .env = { "PAGER=/nonexistent/pager" });
	press("2v");
	see("/nonexistent/pager cannot be started");
	leave("q", 0);
}

static void a_command_reads_json_and_its_output_is_shown(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2   :pipe grep -c body<Enter>");
	see("3 messages → grep -c body");
	see("ended with status 0");
	see_screen("handout-pipe-80x24");
	press("<Esc>");
	see("3 selected");
	press("|");
	see("pipe to:");
	press("<Esc>");
	see("3 selected");
	leave("q", 0);
}

static void what_a_command_prints_is_cleaned(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2|sh -c 'printf \"a\\033[31mb\\n\"; echo oops >&2; env | grep -c TWILIO; exit 3'<Enter>");
	see("a␛[31mb");
	see("oops");
	see_match("^ ?0 *$");
	see("ended with status 3");
	see_screen("handout-pipe-120x40");
	press("<Esc>:pipe /nonexistent/program<Enter>");
	see("/nonexistent/program cannot be started");
	press("<Esc>:pipe true<Enter>");
	see("It printed nothing.");
	press("<Esc>:pipe sh -c 'kill -9 $$'<Enter>");
	see("was ended by signal 9");
	press("<Esc>:pipe yes<Enter>");
	see("was ended: it printed more than 1 MB");
	press("<Esc>:open output<Enter>");
	see("opens with the command pipe");
	leave("q", 0);
}

static void hidden_texts_stay(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_HIDE_BODIES=yes", PROGRAM("PAGER") });
	press("2Y");
	see("Texts are hidden in this session (hide_bodies), so they are not handed out");
	press("v");
	see("not handed out");
	press(":pipe cat<Enter>");
	see("not handed out");
	press("<Enter>Y");
	see("(hide_bodies), so they are not copied");
	assert_null(term_clipboard(on_stage()));
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(what_is_selected_is_copied),
		story(a_clipboard_has_its_limit),
		story(contacts_and_threads_are_handed_out_too),
		story(a_pager_and_an_editor),
		story(a_command_reads_json_and_its_output_is_shown),
		story(what_a_command_prints_is_cleaned),
		story(hidden_texts_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
