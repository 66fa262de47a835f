/*
 * `msgdeck erase` that is killed, stopped, asked at a terminal, or met by new messages: in a process
 * of its own, at moments that its journal tells.
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
#include "erase_rig.h"
#include "ops/plans.h"
#include "support/term.h"

#define PATIENCE_MS 60000
#define KILLS 24

/* Sanitizers make each run many times as slow: they see every few moments, the ordinary build all. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define STRIDE 6
#else
#define STRIDE 1
#endif

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

struct run {
	pid_t process;
	int ended; /* readable when it has */
	int inotify;
};

/* The command in a child, with `in` as its standard input. */
static void start(struct run *run, struct scene *scene, const struct cli_erase *wanted, int in)
{
	run->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	assert_true(inotify_add_watch(run->inotify, scene->directory, IN_MODIFY) >= 0);
	fflush(NULL);
	run->process = fork();
	assert_true(run->process >= 0);
	if (run->process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (in >= 0)
			dup2(in, STDIN_FILENO);
		_exit(erase_run(&scene->settings, NULL, scene->directory, wanted));
	}
	run->ended = (int)syscall(SYS_pidfd_open, run->process, 0);
	assert_true(run->ended >= 0);
}

/* Waits until the journal was written to so many times; false when the command ended before. */
static bool await_writes(const struct run *run, size_t writes)
{
	char events[4096];

	while (writes) {
		struct pollfd fds[] = { { .fd = run->inotify, .events = POLLIN },
					{ .fd = run->ended, .events = POLLIN } };

		assert_true(poll(fds, 2, PATIENCE_MS) > 0);
		ssize_t got = read(run->inotify, events, sizeof(events));
		/* Events of the same kind are one as long as they wait. */
		writes -= got > 0;
		if (got <= 0 && fds[1].revents)
			return false;
	}
	return true;
}

/* Its wait status. */
static int finish(struct run *run)
{
	int status;

	assert_int_equal(waitpid(run->process, &status, 0), run->process);
	close(run->ended);
	close(run->inotify);
	return status;
}

static void expect_exit(int status, int code)
{
	if (!WIFEXITED(status) || WEXITSTATUS(status) != code)
		fail_msg("wait status 0x%x instead of exit %d", status, code);
}

/* Killed after any write of the journal, then gone on with: by resume, or by the same command. */
static void test_kill(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	size_t killed = 0;

	for (size_t moment = 1; moment <= KILLS; moment++) {
		scene(&scene, "--seed=3", "--latency=2");
		census_read(&scene, &before);
		const char *who = census_busiest(&before, 0);
		const struct cli_erase wanted = { .addresses = { { who }, 1 },
						  .delete = true,
						  .yes = true };
		struct run run;

		/* One after another, so that there are many moments. */
		scene_set(&scene, OPTION_CHANGES_IN_FLIGHT, "1");
		start(&run, &scene, &wanted, -1);
		bool alive = await_writes(&run, moment);
		kill(run.process, SIGKILL);
		int status = finish(&run);
		killed += alive && WIFSIGNALED(status);
		if (moment % 2 && scene_plans(&scene))
			scene_resume(&scene, NULL);
		assert_int_equal(scene_erase(&scene, &wanted), EXIT_SUCCESS);
		census_read(&scene, &after);
		ONLY_GONE(&before, &after, who);
		/* What a killed run has left is gone on with, and finds nothing to do. */
		if (scene_plans(&scene))
			scene_resume(&scene, NULL);
		assert_int_equal(count_asked(&scene, 0, "DELETE", 204), census_count(&before, who));
		census_release(&before);
		census_release(&after);
		scene_close(&scene);
	}
	/* On a slow machine some end before their moment comes. */
	assert_true(killed > 0);
}

/* -- killed at every line of the journal, and at every request ---------------------------------- */

#define SCHEDULED 3 /* messages of a person; each is cancelled, then deleted */
#define REQUESTS (2 * SCHEDULED)
/* Of a journal: head, a line for each item, begin, two for each request, end. */
#define LINES (3 + REQUESTS + 2 * REQUESTS)

struct victim {
	char address[24];
	char sids[SCHEDULED][40];
	size_t from; /* requests before it */
};

/* Somebody new, to whom messages are to be sent tomorrow. */
static void invent(struct victim *victim, struct scene *scene, unsigned number)
{
	snprintf(victim->address, sizeof(victim->address), "+1415555%04u", number);
	for (size_t i = 0; i < SCHEDULED; i++)
		scene_schedule(scene, victim->address, victim->sids[i]);
	victim->from = asked_so_far(scene);
}

static size_t count_lines(const char *path)
{
	struct strbuf bytes = STRBUF_INIT(SCENE_TEXT_MAX);
	size_t count = 0;

	if (file_read(path, &bytes, NULL))
		for (size_t i = 0; i < bytes.length; i++)
			count += bytes.data[i] == '\n';
	strbuf_release(&bytes);
	return count;
}

/* The newest journal; false while there is none that is not at its end. */
static bool find_plan(const struct scene *scene, struct plan_list *list)
{
	plans_find(scene->directory, list);
	if (list->count)
		return true;
	plans_release(list);
	return false;
}

static size_t journal_lines(const struct scene *scene)
{
	struct plan_list list;
	size_t lines = 0;

	if (!find_plan(scene, &list))
		return 0;
	lines = count_lines(list.items[0].path);
	plans_release(&list);
	return lines;
}

static size_t changes_asked(struct scene *scene, const struct victim *victim)
{
	return count_asked(scene, victim->from, "POST", 0) +
	       count_asked(scene, victim->from, "DELETE", 0);
}

/* As soon as there are so many; 0: not by them. */
struct moment {
	size_t lines, changes, reads;
};

static bool has_come(struct scene *scene, const struct victim *victim, const struct moment *moment)
{
	return (moment->lines && journal_lines(scene) >= moment->lines) ||
	       (moment->changes && changes_asked(scene, victim) >= moment->changes) ||
	       (moment->reads && count_asked(scene, victim->from, "GET", 0) >= moment->reads);
}

/* Kills it then; false when it ended before. */
static bool kill_at(struct run *run, struct scene *scene, const struct victim *victim,
		    const struct moment *moment)
{
	struct pollfd fds[] = { { .fd = run->inotify, .events = POLLIN },
				{ .fd = run->ended, .events = POLLIN } };
	char events[4096];
	bool ended = false;

	assert_true(inotify_add_watch(run->inotify, sandbox_log(scene->sandbox), IN_MODIFY) >= 0);
	while (!ended && !has_come(scene, victim, moment)) {
		assert_true(poll(fds, 2, PATIENCE_MS) > 0);
		ended = fds[1].revents != 0;
		while (read(run->inotify, events, sizeof(events)) > 0)
			;
	}
	kill(run->process, SIGKILL);
	return WIFSIGNALED(finish(run));
}

/* The next start offers what is left, and going on with it does the rest; what was not written down whole
 * is set aside, and begun anew. */
static void go_on(struct scene *scene, const struct cli_erase *wanted)
{
	struct plan_list list;
	bool able = false;

	if (find_plan(scene, &list)) {
		assert_int_equal(list.count, 1);
		able = plans_can_go_on(&list.items[0], "x", NULL);
		if (!able)
			assert_true(plans_set_aside(list.items[0].path, NULL));
		plans_release(&list);
	}
	if (able)
		assert_int_equal(scene_resume(scene, NULL), EXIT_SUCCESS);
	else
		assert_int_equal(scene_erase(scene, wanted), EXIT_SUCCESS);
	assert_int_equal(scene_plans(scene), 0);
}

/* Each message was cancelled once, and deleted once after that. */
static void expect_erased(struct scene *scene, const struct victim *victim)
{
	struct census after;

	census_read(scene, &after);
	assert_int_equal(census_count(&after, victim->address), 0);
	census_release(&after);
	assert_int_equal(count_asked(scene, victim->from, "POST", 200), SCHEDULED);
	assert_int_equal(count_asked(scene, victim->from, "DELETE", 204), SCHEDULED);
	/* One that was killed on its way may not have an answer. */
	assert_int_equal(changes_asked(scene, victim), 2 * SCHEDULED);
	for (size_t i = 0; i < SCHEDULED; i++) {
		size_t count, cancelled = 0, deleted = 0;
		const struct sandbox_request *requests = sandbox_requests(scene->sandbox, &count);

		for (size_t n = victim->from; n < count; n++) {
			if (!strstr(requests[n].path, victim->sids[i]))
				continue;
			cancelled = strcmp(requests[n].method, "POST") == 0 ? n : cancelled;
			deleted = strcmp(requests[n].method, "DELETE") == 0 ? n : deleted;
		}
		assert_true(cancelled && cancelled < deleted);
	}
}

static void test_kill_everywhere(void **state)
{
	(void)state;
	struct scene scene;
	unsigned runs = 0, kills = 0;

	scene(&scene, "--seed=3", "--latency=30");
	for (int by_lines = 0; by_lines < 2; by_lines++) {
		for (size_t moment = 1; moment <= (by_lines ? LINES : REQUESTS); moment += STRIDE) {
			struct victim victim;
			struct run run;
			const struct cli_erase wanted = { .addresses = { { victim.address }, 1 },
							  .delete = true,
							  .yes = true };

			invent(&victim, &scene, ++runs);
			scene_set(&scene, OPTION_CHANGES_IN_FLIGHT, moment % 2 ? "1" : "4");
			start(&run, &scene, &wanted, -1);
			kills += kill_at(&run, &scene, &victim,
					 &(struct moment){ .lines = by_lines ? moment : 0,
							   .changes = by_lines ? 0 : moment });
			go_on(&scene, &wanted);
			expect_erased(&scene, &victim);
		}
	}
	print_message("# %u runs, %u killed before their end\n", runs, kills);
	assert_true(kills > 0);
	scene_close(&scene);
}

/* -- killed while it only looks ---------------------------------------------------------------- */

/* Of its reads: the lists of a number's three forms both ways, each message, the lists again. */
#define FINDS 6
#define READS (FINDS + SCHEDULED + FINDS)

/* Whether its journal says that it is over. */
static bool is_closed(const char *journal)
{
	struct strbuf bytes = STRBUF_INIT(SCENE_TEXT_MAX);
	bool closed;

	assert_true(file_read(journal, &bytes, NULL));
	closed = strstr(bytes.data, "{\"end\":\"complete\"") != NULL;
	strbuf_release(&bytes);
	return closed;
}

/* All is deleted, and it is killed at each request by which it looks whether it is so: that is offered
 * again, done again, and reported as if nothing had been. */
static void test_killed_while_looking(void **state)
{
	(void)state;
	struct scene scene;
	unsigned number = 0, cut = 0;

	scene(&scene, "--seed=3", "--latency=30");
	char *report = xstrdup(scene_path(&scene, "look.jsonl"));
	for (size_t read = FINDS + 1; read <= READS; read++) {
		struct victim victim;
		struct run run;
		struct plan_list list;
		const struct cli_erase wanted = { .addresses = { { victim.address }, 1 },
						  .delete = true,
						  .yes = true };

		invent(&victim, &scene, ++number);
		start(&run, &scene, &wanted, -1);
		kill_at(&run, &scene, &victim, &(struct moment){ .reads = read });
		plans_find(scene.directory, &list);
		/* It may have come to its end before the signal did. */
		if (list.count) {
			assert_int_equal(list.count, 1);
			assert_false(is_closed(list.items[0].path));
			assert_true(list.items[0].unseen);
			size_t from = asked_so_far(&scene);
			assert_int_equal(scene_resume(&scene, report), EXIT_SUCCESS);
			assert_int_equal(report_count(report, "proof", "gone"), SCHEDULED);
			assert_int_equal(count_asked(&scene, from, "GET", 404), SCHEDULED);
			assert_int_equal(count_asked(&scene, from, "DELETE", 0), 0);
			assert_true(is_closed(list.items[0].path));
			unlink(report);
			cut++;
		}
		plans_release(&list);
		assert_int_equal(scene_plans(&scene), 0);
		expect_erased(&scene, &victim);
	}
	print_message("# %u killed while it looked\n", cut);
	assert_true(cut > 0);
	free(report);
	scene_close(&scene);
}

static bool is_final(const struct told *told)
{
	return told && strstr("delivered undelivered failed read", told->status);
}

/* Posts a message and waits until nothing more happens to it. */
static void post_final(struct scene *scene, const char *from, const char *to, char sid[static 40])
{
	struct census census;
	bool final;

	scene_post(scene, from, to, sid);
	do {
		census_read(scene, &census);
		final = is_final(census_find(&census, sid));
		census_release(&census);
	} while (!final);
}

static const char *sender_of(const struct census *census)
{
	for (size_t i = 0; i < census->messages.count; i++)
		if (!census->messages.items[i].inbound &&
		    census->messages.items[i].from[0] == '+' &&
		    census->messages.items[i].to[0] == '+')
			return census->messages.items[i].from;
	fail();
	return NULL;
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
	const char *sender = sender_of(&before);
	char *export = xstrdup(scene_path(&scene, "person.jsonl"));
	char *second = xstrdup(scene_path(&scene, "person-2.jsonl"));
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	const struct cli_erase wanted = { .addresses = { { who }, 1 },
					  .delete = true,
					  .yes = true,
					  .export = export,
					  .report = report };
	post_final(&scene, sender, who, old);
	scene_fault(&scene, "latency=400,method=DELETE,times=1");
	start(&run, &scene, &wanted, -1);
	assert_true(await_writes(&run, 1));
	kill(run.process, SIGSTOP);
	post_final(&scene, sender, who, new);
	kill(run.process, SIGCONT);
	expect_exit(finish(&run), EXIT_SUCCESS);
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

/* Killed while it erases what had come meanwhile: what was done before is not over, as nobody would look
 * for more any more. */
static void test_killed_at_a_newcomer(void **state)
{
	(void)state;
	static const char who[] = "+14155550123"; /* who never answers */
	struct scene scene;
	struct census before, after;
	struct run run;
	struct plan_list list;
	char old[40], new[40], events[4096];

	scene(&scene, "--seed=3", "--live", "--rate=0", "--speed=1000");
	census_read(&scene, &before);
	const char *sender = sender_of(&before);
	const struct cli_erase wanted = { .addresses = { { who }, 1 },
					  .delete = true,
					  .yes = true };
	post_final(&scene, sender, who, old);
	scene_fault(&scene, "latency=400,method=DELETE,times=1");
	start(&run, &scene, &wanted, -1);
	assert_true(await_writes(&run, 1));
	kill(run.process, SIGSTOP);
	post_final(&scene, sender, who, new);
	scene_fault(&scene, "stall=600,method=DELETE");
	kill(run.process, SIGCONT);
	/* The second deletion gets no answer: its intent is the last line there is. */
	assert_true(inotify_add_watch(run.inotify, scene.directory, IN_CREATE | IN_MODIFY) >= 0);
	do {
		struct pollfd fd = { .fd = run.inotify, .events = POLLIN };

		plans_find(scene.directory, &list);
		if (list.count == 2 && list.items[0].counts[ITEM_SENT])
			break;
		plans_release(&list);
		assert_true(poll(&fd, 1, PATIENCE_MS) > 0);
		assert_true(read(run.inotify, events, sizeof(events)) > 0);
	} while (true);
	plans_release(&list);
	kill(run.process, SIGKILL);
	assert_true(WIFSIGNALED(finish(&run)));
	scene_fault(&scene, NULL);
	plans_find(scene.directory, &list);
	assert_int_equal(list.count, 2);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(scene_resume_as(&scene,
						 &(struct cli_resume){
							 .plan = plans_name(list.items[i].path) }),
				 EXIT_SUCCESS);
	plans_release(&list);
	assert_int_equal(scene_plans(&scene), 0);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), 0);
	assert_int_equal(count_asked(&scene, 0, "DELETE", 204), 2);
	census_release(&before);
	census_release(&after);
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
	start(&run, &scene, &wanted, -1);
	size_t all = census_count(&before, who);
	while (count_asked(&scene, 0, "DELETE", 204) + 1 < all) {
		struct census now;

		census_read(&scene, &now);
		census_release(&now);
	}
	kill(run.process, SIGTERM);
	expect_exit(finish(&run), EXIT_INCOMPLETE);
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
	const char *sender = sender_of(&before);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	struct cli_erase wanted = {
		.addresses = { { who }, 1 }, .delete = true, .yes = true, .report = report
	};
	post_final(&scene, sender, who, sid);
	scene_fault(&scene, "latency=600,method=DELETE");
	start(&run, &scene, &wanted, -1);
	assert_true(inotify_add_watch(run.inotify, scene.directory, IN_CREATE) >= 0);
	for (size_t round = 0; round < ERASE_ROUNDS; round++) {
		struct pollfd fd = { .fd = run.inotify, .events = POLLIN };

		/* Each round has a journal. */
		assert_true(poll(&fd, 1, PATIENCE_MS) > 0);
		assert_true(read(run.inotify, events, sizeof(events)) > 0);
		kill(run.process, SIGSTOP);
		post_final(&scene, sender, who, sid);
		kill(run.process, SIGCONT);
	}
	expect_exit(finish(&run), EXIT_INCOMPLETE);
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
	start(&run, &scene, &wanted, -1);
	hurry(1);
	dup2(usual, STDERR_FILENO);
	watch(&run, master);
	expect_exit(finish(&run), EXIT_SUCCESS);
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
		start(&run, &scene, &wanted, slave);
		assert_true(file_write_all(master, answers[i], strlen(answers[i]), NULL));
		expect_exit(finish(&run),
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
	start(&run, &scene, &wanted, pipe_[0]);
	close(pipe_[0]);
	expect_exit(finish(&run), EXIT_SUCCESS);
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
	start(&run, &scene, &wanted, slave);
	dup2(usual, STDERR_FILENO);
	close(words[1]);
	hear(words[0], "to go on: ", &said);
	assert_int_equal(rmdir(folder), 0);
	assert_true(file_write_all(master, count, strlen(count), NULL));
	hear(words[0], NULL, &said);
	expect_exit(finish(&run), EXIT_INCOMPLETE);
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
		cmocka_unit_test(test_kill),
		cmocka_unit_test(test_kill_everywhere),
		cmocka_unit_test(test_newcomer),
		cmocka_unit_test(test_they_keep_coming),
		cmocka_unit_test(test_waits_for_all),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_agree),
		cmocka_unit_test(test_killed_while_looking),
		cmocka_unit_test(test_killed_at_a_newcomer),
		cmocka_unit_test(test_addresses_from_a_pipe),
		cmocka_unit_test(test_report_lost),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/erase_runs", tests, NULL, NULL);
}
