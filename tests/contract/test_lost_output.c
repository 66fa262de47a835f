/*
 * test_lost_output.c - every command whose answer cannot be written: it says so and does not end as if
 * it had been seen, whether the disk is full or standard output was closed.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "config/cli.h"
#include "desk.h"
#include "support/fail.h"

#define WORDS_MAX 8
#define NOBODY "+15005550199"
#define SID "AC00000000000000000000000000000000"

/* How each command is made to answer. */
static const struct {
	const char *command;
	const char *words[WORDS_MAX];
	bool silent; /* it answers on standard error alone */
} rows[] = {
	{ "check", { NULL }, false },
	{ "doctor", { NULL }, false },
	{ "erase", { NOBODY, "--delete", "--dry-run" }, false },
	{ "help", { NULL }, false },
	{ "import", { "official.json", "--yes" }, false },
	{ "plans", { NULL }, false },
	{ "resume", { NULL }, true },
	{ "send", { "list.csv", "--from", "+15005550006", "--dry-run" }, false },
};

/* Words of the command line alone. */
static const char *const documents[][3] = {
	{ "--help" },
	{ "--version" },
	{ "--print-config" },
	{ "--print-manual", "options" },
	{ "--print-completion", "bash" },
	{ "--print-names", "themes" },
};

static void write_file(struct desk *desk, const char *name, const char *text)
{
	char *path = path_of(desk, name);

	assert_true(file_write_private(path, text, strlen(text), NULL));
	free(path);
}

static void open_desk(struct desk *desk)
{
	desk(desk, "--messages", "20");
	write_file(desk, "list.csv", "To,Body\n" NOBODY ",Nine\n");
	write_file(desk, "official.json",
		   "{\"profiles\":{\"work\":{\"accountSid\":\"" SID
		   "\",\"apiKey\":\"SK00000000000000000000000000000000\","
		   "\"apiSecret\":\"abc\"}}}");
}

/* -1: closed. */
static void expect_lost(struct desk *desk, const char *const *argv, int out, bool silent)
{
	struct outcome outcome;
	int code;

	start_words(desk, argv, out);
	finish(desk, &outcome);
	code = WIFEXITED(outcome.status) ? WEXITSTATUS(outcome.status) : -1;
	if (silent ? code != 0 : code != 1 && code != 2)
		fail_msg("%s %s: status 0x%x, it said: %s", argv[1], argv[2] ? argv[2] : "",
			 outcome.status, outcome.err.data);
	if (!silent &&
	    !strstr(outcome.err.data, out < 0 ? "Bad file descriptor" : "No space left on device"))
		fail_msg("%s %s: it only said: %s", argv[1], argv[2] ? argv[2] : "",
			 outcome.err.data);
	outcome_release(&outcome);
}

/* On a full disk, and closed. */
static void lose(struct desk *desk, const char *const *argv, bool silent)
{
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	assert_true(full >= 0);
	expect_lost(desk, argv, full, silent);
	expect_lost(desk, argv, -1, silent);
}

static size_t row_of(const char *command)
{
	size_t row = 0;

	while (row < ARRAY_SIZE(rows) && strcmp(rows[row].command, command) != 0)
		row++;
	return row;
}

static void lose_exports(struct desk *desk, const struct cli_command *command)
{
	for (const struct cli_object *object = command->objects; object->name; object++)
		lose(desk,
		     (const char *const[]){ "msgdeck", command->name, object->name, "--format",
					    "csv", NULL },
		     false);
}

static void test_commands(void **state)
{
	(void)state;
	struct desk desk;

	open_desk(&desk);
	for (const struct cli_command *command = cli_commands(); command->name; command++) {
		const char *argv[WORDS_MAX + 3] = { "msgdeck", command->name };
		size_t row = row_of(command->name);

		if (command->objects) {
			lose_exports(&desk, command);
			continue;
		}
		if (row == ARRAY_SIZE(rows))
			fail_msg("how %s answers is not known here", command->name);
		for (size_t i = 0; i < WORDS_MAX && rows[row].words[i]; i++)
			argv[i + 2] = rows[row].words[i];
		lose(&desk, argv, rows[row].silent);
	}
	/* What nobody saw was not done. */
	assert_int_equal(count_files(&desk, "config"), 1);
	char *path = path_of(&desk, "config/msgdeck/msgdeck.conf");
	assert_int_equal(access(path, F_OK), -1);
	free(path);
	desk_close(&desk);
}

static void test_documents(void **state)
{
	(void)state;
	struct desk desk;

	open_desk(&desk);
	for (size_t i = 0; i < ARRAY_SIZE(documents); i++)
		lose(&desk,
		     (const char *const[]){ "msgdeck", documents[i][0], documents[i][1], NULL },
		     false);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_documents),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
