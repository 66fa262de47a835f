/*
 * `msgdeck erase` that is killed: at every write of its journal, every change that it asks for, every look
 * at what came of them, and what has come meanwhile; and gone on with.
 */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "erase_child.h"
#include "ops/plans.h"

#define KILLS 24

/* Sanitizers make each run many times as slow: they see every few moments, the ordinary build all. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define STRIDE 6
#else
#define STRIDE 1
#endif

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
		run_start(&run, &scene, &wanted, -1);
		bool alive = run_await_writes(&run, moment);
		kill(run.process, SIGKILL);
		int status = run_finish(&run);
		killed += alive && WIFSIGNALED(status);
		if (moment % 2 && scene_plans(&scene))
			scene_resume_of(&scene, who, NULL);
		assert_int_equal(scene_erase(&scene, &wanted), EXIT_SUCCESS);
		census_read(&scene, &after);
		ONLY_GONE(&before, &after, who);
		/* What a killed run has left is gone on with, and finds nothing to do. */
		if (scene_plans(&scene))
			scene_resume_of(&scene, who, NULL);
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
	return WIFSIGNALED(run_finish(run));
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
		assert_int_equal(scene_resume_of(scene, wanted->addresses.items[0], NULL),
				 EXIT_SUCCESS);
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
			run_start(&run, &scene, &wanted, -1);
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
		run_start(&run, &scene, &wanted, -1);
		kill_at(&run, &scene, &victim, &(struct moment){ .reads = read });
		plans_find(scene.directory, &list);
		/* It may have come to its end before the signal did. */
		if (list.count) {
			assert_int_equal(list.count, 1);
			assert_false(is_closed(list.items[0].path));
			assert_true(list.items[0].unseen);
			size_t from = asked_so_far(&scene);
			assert_int_equal(scene_resume_of(&scene, victim.address, report),
					 EXIT_SUCCESS);
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
	char old[40], new[40], stall[96], events[4096];

	scene(&scene, "--seed=3", "--live", "--rate=0", "--speed=1000");
	census_read(&scene, &before);
	const char *sender = census_sender(&before);
	const struct cli_erase wanted = { .addresses = { { who }, 1 },
					  .delete = true,
					  .yes = true };
	scene_post_final(&scene, sender, who, old);
	scene_fault(&scene, "latency=400,method=DELETE,times=1");
	run_start(&run, &scene, &wanted, -1);
	assert_true(run_await_writes(&run, 1));
	kill(run.process, SIGSTOP);
	scene_post_final(&scene, sender, who, new);
	/* The first may not have been asked for yet. */
	snprintf(stall, sizeof(stall), "stall=600,method=DELETE,match=%s", new);
	scene_fault(&scene, stall);
	kill(run.process, SIGCONT);
	/* The second deletion gets no answer: its intent is the last line there is. Plans of one second stand
	 * in any order. */
	assert_true(inotify_add_watch(run.inotify, scene.directory, IN_CREATE | IN_MODIFY) >= 0);
	do {
		struct pollfd fd = { .fd = run.inotify, .events = POLLIN };

		plans_find(scene.directory, &list);
		if (list.count == 2 &&
		    (list.items[0].counts[ITEM_SENT] || list.items[1].counts[ITEM_SENT]))
			break;
		plans_release(&list);
		assert_true(poll(&fd, 1, PATIENCE_MS) > 0);
		assert_true(read(run.inotify, events, sizeof(events)) > 0);
	} while (true);
	plans_release(&list);
	kill(run.process, SIGKILL);
	assert_true(WIFSIGNALED(run_finish(&run)));
	scene_fault(&scene, NULL);
	plans_find(scene.directory, &list);
	assert_int_equal(list.count, 2);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(
			scene_resume_as(
				&scene,
				&(struct cli_resume){
					.words = { { plans_name(list.items[i].path), who }, 2 },
					.yes = true }),
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kill),
		cmocka_unit_test(test_kill_everywhere),
		cmocka_unit_test(test_killed_while_looking),
		cmocka_unit_test(test_killed_at_a_newcomer),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/erase_kills", tests, NULL, NULL);
}
