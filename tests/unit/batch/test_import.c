#include "batch/import.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define ACCOUNT "AC0123456789abcdef0123456789abcdef"
#define KEY "SK0123456789abcdef0123456789abcdef"
#define SECRET "5ecre7\\\"5ecre7"
#define PROFILE(sid)                                                                       \
	"{\"accountSid\":\"" sid "\",\"apiKey\":\"" KEY "\",\"apiSecret\":\"" SECRET "\"," \
	"\"region\":\"ie1\"}"
#define TWO                                                            \
	"{\"activeProject\":\"acme\",\"profiles\":{\"acme\":" PROFILE( \
		ACCOUNT) ",\"od d\":" PROFILE(ACCOUNT) ",\"none\":{}}}"

static char place[] = "importXXXXXX";

static int set_up(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	json_init();
	return chdir(tmp ? tmp : "/tmp") || !mkdtemp(place) || chdir(place);
}

static void write_file(const char *name, const char *text)
{
	assert_true(file_write_private(name, text, strlen(text), NULL));
}

static void assert_file(const char *name, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct stat info;

	assert_true(file_read(name, &text, NULL));
	assert_string_equal(text.data, expected);
	assert_int_equal(stat(name, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	strbuf_release(&text);
}

static int remember(int fd, int by)
{
	int kept = dup(fd);

	assert_true(kept >= 0);
	assert_int_equal(dup2(by, fd), fd);
	return kept;
}

static void restore(int fd, int kept)
{
	assert_int_equal(dup2(kept, fd), fd);
	close(kept);
}

/* What it says on both outputs; its standard input is no terminal. */
static int import(const char *file, bool yes, const char *path, struct strbuf *said)
{
	const struct cli_import wanted = { .file = file, .yes = yes };
	int out = memfd_create("said", MFD_CLOEXEC), in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int kept[3], status;
	char bytes[4096];
	ssize_t got;

	fflush(stdout);
	kept[0] = remember(STDIN_FILENO, in);
	kept[1] = remember(STDOUT_FILENO, out);
	kept[2] = remember(STDERR_FILENO, out);
	status = import_run(&wanted, path);
	for (int fd = 0; fd < 3; fd++)
		restore(fd, kept[fd]);
	assert_int_equal(lseek(out, 0, SEEK_SET), 0);
	while ((got = read(out, bytes, sizeof(bytes))) > 0)
		strbuf_add(said, bytes, (size_t)got);
	close(out);
	close(in);
	return status;
}

static void assert_import(const char *file, bool yes, const char *path, int status,
			  const char *expected)
{
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);
	int code = import(file, yes, path, &said);

	assert_string_equal(said.data, expected);
	assert_int_equal(code, status);
	assert_null(strstr(said.data, "5ecre7"));
	strbuf_release(&said);
}

#define ADDED                                                        \
	" = { account_sid = \"" ACCOUNT "\";\n\t\t api_key = \"" KEY \
	"\"; api_secret = \"5ecre7\\\"5ecre7\";\n\t\t region = \"ie1\";\n\t};\n"

static void a_new_file_is_made(void **state)
{
	(void)state;
	write_file("cli.json", TWO);
	assert_import("cli.json", true, "sub/msgdeck.conf", 0,
		      "From cli.json\n  to sub/msgdeck.conf (a new file)\n"
		      "  acme                 " ACCOUNT "\n"
		      "                       API key " KEY " with its secret\n"
		      "                       region ie1\n"
		      "  od-d                 " ACCOUNT "\n"
		      "                       called \"od d\" there\n"
		      "                       API key " KEY " with its secret\n"
		      "                       region ie1\n"
		      "Left out:\n"
		      "  none                 has no account SID\n"
		      "msgdeck alone opens acme, as that tool does.\n"
		      "Done. msgdeck -p acme opens one of them; msgdeck -p acme check tries it.\n");
	assert_file("sub/msgdeck.conf",
		    "# msgdeck.conf - settings of msgdeck; \"msgdeck --print-config\" explains all "
		    "there are.\n\n"
		    "default_profile = \"acme\";\nprofiles = {\n\tacme" ADDED "\tod-d" ADDED
		    "};\n");
}

static void one_that_is_there_is_added_to_and_kept(void **state)
{
	static const char old[] =
		"# mine\nprofiles = {\n\tacme = { read_only = true; }; # this\n};\n"
		"account_sid = \"" ACCOUNT "\";\n";

	(void)state;
	write_file("cli.json", TWO);
	write_file("own.conf", old);
	write_file("own.conf.bak", "an earlier one");
	assert_int_equal(symlink("own.conf", "link.conf"), 0);
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);
	assert_int_equal(import("cli.json", true, "link.conf", &said), 0);
	assert_non_null(
		strstr(said.data, "  acme                 is in the config file already\n"));
	assert_null(strstr(said.data, "msgdeck alone"));
	assert_non_null(strstr(said.data, "own.conf.bak2\n"));
	strbuf_release(&said);
	assert_file("own.conf", "# mine\nprofiles = {\n\tacme = { read_only = true; }; # this\n"
				"\tod-d" ADDED "};\naccount_sid = \"" ACCOUNT "\";\n");
	assert_file("own.conf.bak", "an earlier one");
	assert_file("own.conf.bak2", old);
	struct stat info;
	assert_int_equal(lstat("link.conf", &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	/* And again: all of them are there. */
	strbuf_init(&said, STRBUF_TEXT);
	assert_int_equal(import("cli.json", true, "own.conf", &said), 0);
	assert_non_null(strstr(said.data, "There is nothing to add.\n"));
	strbuf_release(&said);
	assert_int_equal(access("own.conf.bak3", F_OK), -1);
}

static void nothing_is_written_without_a_word(void **state)
{
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	write_file("cli.json", TWO);
	assert_int_equal(import("cli.json", false, "silent.conf", &said), 2);
	assert_non_null(strstr(said.data, "msgdeck: There is no terminal to ask on; with --yes "
					  "nothing is asked\n"));
	assert_int_equal(access("silent.conf", F_OK), -1);
	strbuf_release(&said);
}

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	assert_import("nowhere.json", true, "x.conf", 2,
		      "msgdeck: nowhere.json cannot be opened: No such file or directory\n");
	write_file("cli.json", "{");
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);
	assert_int_equal(import("cli.json", true, "x.conf", &said), 2);
	assert_non_null(strstr(said.data, "msgdeck: cli.json: "));
	strbuf_release(&said);
	write_file("cli.json", TWO);
	write_file("bad.conf", "theme = ");
	char *path = realpath("bad.conf", NULL);
	strbuf_init(&said, STRBUF_TEXT);
	assert_int_equal(import("cli.json", true, "bad.conf", &said), 2);
	assert_non_null(strstr(said.data, "bad.conf:1: syntax error\n"));
	strbuf_release(&said);
	free(path);
	assert_file("bad.conf", "theme = ");
	assert_import("cli.json", true, "cli.json/x.conf", 2,
		      "msgdeck: cli.json/x.conf cannot be read: Not a directory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_file_is_made),
		cmocka_unit_test(one_that_is_there_is_added_to_and_kept),
		cmocka_unit_test(nothing_is_written_without_a_word),
		cmocka_unit_test(what_is_wrong_is_said),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
