/*
 * `msgdeck erase` that is stopped, asked at a terminal, or met by new messages: in a process of its own, at
 * moments that its journal tells.
 */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "erase_child.h"
#include "ops/plans.h"
#include "support/term.h"

/* How much faster than usual the time passes by which is waited, from then on. */
static int64_t speed = 1, since;

int64_t __wrap_clock_mono_ms(void);
int64_t __real_clock_mono_ms(void);

int64_t __wrap_clock_mono_ms(void)
{
	return since + (__real_clock_mono_ms() - since) * speed;
}

static void hurry(int64_t factor)
{
	since = __real_clock_mono_ms();
	speed = factor;
}

/* A message comes while the others are deleted: it goes, too, and is in an export of its own. */
static void test_newcomer(void **state)
{
	(void)state;
	static const char who[] = "+14155550123"; /* who never answers */
	struct scene scene;
	struct census before, after;
	struct run run;
	struct strbuf rows = STRBUF_INIT(SCENE_TEXT_MAX);
	char old[40], new[40];

	scene(&scene, "--seed=3", "--live", "--rate=0", "--speed=1000");
	census_read(&scene, &before);
	const char *sender = census_sender(&before);
	char *export = xstrdup(scene_path(&scene, "person.jsonl"));
	char *second = xstrdup(scene_path(&scene, "person-2.jsonl"));
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	const struct cli_erase wanted = { .addresses = { { who }, 1 },
					  .delete = true,
					  .yes = true,
					  .export = export,
					  .report = report };
	scene_post_final(&scene, sender, who, old);
	scene_fault(&scene, "latency=400,method=DELETE,times=1");
	run_start(&run, &scene, &wanted, -1);
	assert_true(run_await_writes(&run, 1));
	kill(run.process, SIGSTOP);
	scene_post_final(&scene, sender, who, new);
	kill(run.process, SIGCONT);
	expect_exit(run_finish(&run), EXIT_SUCCESS);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), 0);
	assert_true(file_read(export, &rows, NULL));
	assert_true(strstr(rows.data, old) && !strstr(rows.data, new));
	strbuf_reset(&rows);
	assert_true(file_read(second, &rows, NULL));
	assert_true(strstr(rows.data, new) && !strstr(rows.data, old));
	assert_int_equal(report_count(report, "proof", "gone"), 2);
	strbuf_release(&rows);
	census_release(&before);
	census_release(&after);
	free(export);
	free(second);
	free(report);
	scene_close(&scene);
}

/* With --wait it goes on until it is told to stop; the journal has the rest. */
static void test_stopped(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;
	struct run run;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	const struct cli_erase wanted = {
		.addresses = { { who }, 1 }, .delete = true, .yes = true, .wait = true
	};
	scene_fault(&scene, "error=20009,method=DELETE,times=1");
	run_start(&run, &scene, &wanted, -1);
	size_t all = census_count(&before, who);
	while (count_asked(&scene, 0, "DELETE", 204) + 1 < all) {
		struct census now;

		census_read(&scene, &now);
		census_release(&now);
	}
	kill(run.process, SIGTERM);
	expect_exit(run_finish(&run), EXIT_INCOMPLETE);
	assert_int_equal(scene_plans(&scene), 1);
	census_release(&before);
	scene_close(&scene);
}

/* Somebody to whom messages come faster than they are deleted: after five rounds it is said that they keep
 * coming, and what is left. */
static void test_they_keep_coming(void **state)
{
	(void)state;
	static const char who[] = "+14155550123"; /* who never answers */
	struct scene scene;
	struct census before, after;
	struct run run;
	char sid[40], events[4096];

	scene(&scene, "--seed=3", "--live", "--rate=0", "--speed=1000");
	census_read(&scene, &before);
	const char *sender = census_sender(&before);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	struct cli_erase wanted = {
		.addresses = { { who }, 1 }, .delete = true, .yes = true, .report = report
	};
	scene_post_final(&scene, sender, who, sid);
	scene_fault(&scene, "latency=600,method=DELETE");
	run_start(&run, &scene, &wanted, -1);
	assert_true(inotify_add_watch(run.inotify, scene.directory, IN_CREATE) >= 0);
	for (size_t round = 0; round < ERASE_ROUNDS; round++) {
		struct pollfd fd = { .fd = run.inotify, .events = POLLIN };

		/* Each round has a journal. */
		assert_true(poll(&fd, 1, PATIENCE_MS) > 0);
		assert_true(read(run.inotify, events, sizeof(events)) > 0);
		kill(run.process, SIGSTOP);
		scene_post_final(&scene, sender, who, sid);
		kill(run.process, SIGCONT);
	}
	expect_exit(run_finish(&run), EXIT_INCOMPLETE);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), 1);
	assert_non_null(census_find(&after, sid));
	assert_int_equal(report_count(report, "proof", "gone"), ERASE_ROUNDS);
	assert_int_equal(count_asked(&scene, 0, "DELETE", 204), ERASE_ROUNDS);
	/* Everything that was begun is done: there is nothing to resume, it is run again. */
	assert_int_equal(scene_plans(&scene), 0);
	scene_fault(&scene, NULL);
	wanted.report = NULL;
	assert_int_equal(scene_erase(&scene, &wanted), EXIT_SUCCESS);
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

/* Until it has ended; what it shows is read away. */
static void watch(const struct run *run, int terminal)
{
	char shown[4096];

	for (;;) {
		struct pollfd fds[] = { { .fd = terminal, .events = POLLIN },
					{ .fd = run->ended, .events = POLLIN } };

		assert_true(poll(fds, 2, PATIENCE_MS) > 0);
		if (!fds[0].revents)
			return;
		assert_true(read(terminal, shown, sizeof(shown)) > 0);
	}
}

/* Where nobody watches a terminal, a log says what it waits for and until when: once for each wait. */
static void test_tells_a_log(void **state)
{
	(void)state;
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);
	struct scene scene;
	struct census before;
	struct run run;
	int ends[2], usual = dup(STDERR_FILENO);
	char bytes[512];
	ssize_t count = 0;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	const struct cli_erase wanted = {
		.addresses = { { who }, 1 }, .delete = true, .yes = true, .wait = true
	};
	scene_fault(&scene, "error=20009,method=DELETE,times=2");
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	fflush(stderr);
	dup2(ends[1], STDERR_FILENO);
	run_start(&run, &scene, &wanted, -1);
	dup2(usual, STDERR_FILENO);
	close(usual);
	close(ends[1]);
	while (!strstr(said.data ? said.data : "", "the next try is at ") &&
	       (count = read(ends[0], bytes, sizeof(bytes))) > 0)
		strbuf_add(&said, bytes, (size_t)count);
	assert_true(count > 0);
	kill(run.process, SIGTERM);
	while ((count = read(ends[0], bytes, sizeof(bytes))) > 0)
		strbuf_add(&said, bytes, (size_t)count);
	expect_exit(run_finish(&run), EXIT_INCOMPLETE);
	const char *line = strstr(said.data, "; 2 wait (");
	assert_non_null(line);
	assert_null(strstr(line + 1, "; 2 wait ("));
	assert_memory_equal(said.data, "msgdeck: Deleting ", strlen("msgdeck: Deleting "));
	/* A time in UTC: "2026-12-01T00:50:07Z". */
	const char *when = strstr(line, "the next try is at ") + strlen("the next try is at ");
	assert_true(strcspn(when, "\n") == 20 && when[10] == 'T' && when[19] == 'Z');
	strbuf_release(&said);
	close(ends[0]);
	census_release(&before);
	scene_close(&scene);
}

/* With --wait what Twilio refuses for now is tried until it can be done, and looked for like the rest. */
static void test_waits_for_all(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	struct run run;
	int master, slave, usual = dup(STDERR_FILENO);

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	size_t all = census_count(&before, who);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	const struct cli_erase wanted = { .addresses = { { who }, 1 },
					  .delete = true,
					  .yes = true,
					  .wait = true,
					  .report = report };
	scene_fault(&scene, "error=20009,method=DELETE,times=3");
	/* At a terminal it looks at the time often enough, for the line that tells how far it is. */
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	fflush(stderr);
	dup2(slave, STDERR_FILENO);
	hurry(200);
	run_start(&run, &scene, &wanted, -1);
	hurry(1);
	dup2(usual, STDERR_FILENO);
	watch(&run, master);
	expect_exit(run_finish(&run), EXIT_SUCCESS);
	close(master);
	close(slave);
	close(usual);
	assert_int_equal(count_asked(&scene, 0, "DELETE", 409), 3);
	assert_int_equal(count_asked(&scene, 0, "DELETE", 204), all);
	assert_int_equal(report_count(report, "state", "done"), all);
	assert_int_equal(report_count(report, "proof", "gone"), all);
	assert_int_equal(scene_plans(&scene), 0);
	census_read(&scene, &after);
	ONLY_GONE(&before, &after, who);
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

/* What is typed at a terminal is the number, or nothing is done. */
static void test_agree(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	char count[32];

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	const struct cli_erase wanted = { .addresses = { { who }, 1 }, .delete = true };
	snprintf(count, sizeof(count), "%zu\n", census_count(&before, who));
	const char *const answers[] = { "yes\n", "1\n", "\x04", count };
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		struct run run;
		int master, slave;

		assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
		run_start(&run, &scene, &wanted, slave);
		assert_true(file_write_all(master, answers[i], strlen(answers[i]), NULL));
		expect_exit(run_finish(&run),
			    i + 1 < ARRAY_SIZE(answers) ? EXIT_INCOMPLETE : EXIT_SUCCESS);
		close(master);
		close(slave);
		census_read(&scene, &after);
		if (i + 1 < ARRAY_SIZE(answers))
			assert_int_equal(after.messages.count, before.messages.count);
		else
			ONLY_GONE(&before, &after, who);
		census_release(&after);
	}
	census_release(&before);
	scene_close(&scene);
}

/* A list of addresses from a pipe. */
static void test_addresses_from_a_pipe(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	struct run run;
	int pipe_[2];

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	const struct cli_erase wanted = { .file = "-", .delete = true, .yes = true };
	assert_int_equal(pipe2(pipe_, O_CLOEXEC), 0);
	/* Closed before the child is there, which would hold it open. */
	assert_true(file_write_all(pipe_[1], who, strlen(who), NULL));
	close(pipe_[1]);
	run_start(&run, &scene, &wanted, pipe_[0]);
	close(pipe_[0]);
	expect_exit(run_finish(&run), EXIT_SUCCESS);
	census_read(&scene, &after);
	ONLY_GONE(&before, &after, who);
	census_release(&before);
	census_release(&after);
	scene_close(&scene);
}

/* Appends what is said until these words, or to the end (NULL). */
static void hear(int fd, const char *words, struct strbuf *said)
{
	char byte;

	while ((!words || !said->length || !strstr(said->data, words)) && read(fd, &byte, 1) == 1)
		strbuf_addch(said, byte);
	assert_true(!words || strstr(said->data, words));
}

/* The folder of the report goes while it is asked: all is erased, and the journal tells of it. */
static void test_report_lost(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	struct strbuf said = STRBUF_INIT(SCENE_TEXT_MAX);
	struct run run;
	int master, slave, words[2], usual = dup(STDERR_FILENO);
	char count[32];

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	char *folder = xstrdup(scene_path(&scene, "folder"));
	char *report = xstrdup(scene_path(&scene, "folder/report.csv"));
	const struct cli_erase wanted = { .addresses = { { who }, 1 },
					  .delete = true,
					  .report = report };
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(count, sizeof(count), "%zu\n", census_count(&before, who));
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	assert_int_equal(pipe2(words, O_CLOEXEC), 0);
	fflush(stderr);
	dup2(words[1], STDERR_FILENO);
	run_start(&run, &scene, &wanted, slave);
	dup2(usual, STDERR_FILENO);
	close(words[1]);
	hear(words[0], "to go on: ", &said);
	assert_int_equal(rmdir(folder), 0);
	assert_true(file_write_all(master, count, strlen(count), NULL));
	hear(words[0], NULL, &said);
	expect_exit(run_finish(&run), EXIT_INCOMPLETE);
	assert_non_null(strstr(said.data, "There is no report; what came of each item is in"));
	assert_non_null(strstr(said.data, scene.directory));
	census_read(&scene, &after);
	ONLY_GONE(&before, &after, who);
	census_release(&before);
	census_release(&after);
	close(words[0]);
	close(master);
	close(slave);
	close(usual);
	strbuf_release(&said);
	free(folder);
	free(report);
	scene_close(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newcomer),
		cmocka_unit_test(test_they_keep_coming),
		cmocka_unit_test(test_waits_for_all),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_tells_a_log),
		cmocka_unit_test(test_agree),
		cmocka_unit_test(test_addresses_from_a_pipe),
		cmocka_unit_test(test_report_lost),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/erase_runs", tests, NULL, NULL);
}
