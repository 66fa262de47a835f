/*
 * The secret is nowhere to be seen: not on the terminal, in the log, in the arguments or in the
 * environment that the kernel shows, in no file of the home, and no setting in the environment makes
 * the TLS library write down its keys. The service gives the same secret back as the `auth_token` of
 * the account's answer, so this is about that one, too. Nor is a text that was redacted or deleted.
 */
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/plain_memory.h"
#include "support/stage.h"

#define FILE_MAX_BYTES (16 * 1024 * 1024)

static void assert_not_in(const char *bytes, size_t length, const char *where)
{
	const char *secret = sandbox_value(behind_stage(), "auth_token");

	if (memmem(bytes, length, secret, strlen(secret)))
		fail_msg("the secret is in %s", where);
}

static void assert_not_in_file(const char *path)
{
	struct strbuf text = STRBUF_INIT(FILE_MAX_BYTES);

	assert_true(file_read(path, &text, NULL));
	assert_not_in(text.data, text.length, path);
	strbuf_release(&text);
}

static void assert_not_below(const char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		struct strbuf path = STRBUF_INIT(STRBUF_LINE);
		struct stat info;
		strbuf_addf(&path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] != '.' && lstat(path.data, &info) == 0) {
			if (S_ISDIR(info.st_mode))
				assert_not_below(path.data);
			else if (S_ISREG(info.st_mode))
				assert_not_in_file(path.data);
		}
		strbuf_release(&path);
	}
	closedir(directory);
}

/* What the kernel shows of the program; it may refuse, which is as good. */
static void assert_not_in_process(const char *file)
{
	struct strbuf text = STRBUF_INIT(FILE_MAX_BYTES);
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", term_process(on_stage()), file);
	if (file_read(path, &text, NULL))
		assert_not_in(text.data, text.length, path);
	strbuf_release(&text);
}

static void assert_exists(const char *name, bool wanted)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct stat info;

	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	assert_int_equal(stat(path.data, &info) == 0, wanted);
	if (wanted)
		assert_int_equal(info.st_mode & 0777, 0600);
	strbuf_release(&path);
}

static void the_secret_is_nowhere(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "200" },
	      .env = { "MSGDECK_LOG_FILE=~/deck.log", "MSGDECK_LOG_LEVEL=debug",
		       "SSLKEYLOGFILE=keys.log" });
	press("2<Enter>J");
	see("\"account_sid\"");
	press("<Esc><Esc>?<Esc>");
	/* Account and list of accounts carry it. */
	press(":account<Enter>");
	see("● Fernhill Household");
	press("jjj<F5><Esc>");
	assert_not_in_process("environ");
	assert_not_in_process("cmdline");
	assert_not_below(term_home(on_stage()));
	assert_exists("deck.log", true);
	assert_exists("keys.log", false);
	assert_not_in(term_stream(on_stage())->data, term_stream(on_stage())->length,
		      "what was written to the terminal");
	leave(":quit<Enter>", 0);
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

/* A refusal is told on the screen and in the log, still without it. */
static void nor_when_something_fails(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "200", "--fault", "status=503" },
	      .env = { "MSGDECK_LOG_FILE=~/deck.log", "MSGDECK_LOG_LEVEL=debug" }, .no_wait = true);
	see("503");
	assert_not_below(term_home(on_stage()));
	assert_not_in(term_stream(on_stage())->data, term_stream(on_stage())->length,
		      "what was written to the terminal");
}

static void check_does_not_tell_it(void **state)
{
	(void)state;
	stage(.argv = { "msgdeck", "check" }, .sandbox = { "--messages", "5" }, .no_wait = true);
	see("All is well");
	assert_not_in(term_stream(on_stage())->data, term_stream(on_stage())->length,
		      "what was written to the terminal");
	leave("", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_secret_is_nowhere),
		story(nor_when_something_fails),
		story(a_text_that_is_gone_is_nowhere_in_memory),
		story(check_does_not_tell_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
