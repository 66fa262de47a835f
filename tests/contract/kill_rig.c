#include "kill_plans.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"
#include "support/term.h"

#define BODY_MAX ((size_t)64 << 20)
#define SPEED 200 /* of the clock by which is waited */

void kill_open(struct kill_rig *killer, enum op op, size_t scheduled, const char *const *options)
{
	char now[32];

	/* The sandbox's time: a message is looked for since its intent. */
	snprintf(now, sizeof(now), "%lld", (long long)TERM_NOW);
	setenv("MSGDECK_TEST_NOW", now, 1);
	clock_init();
	memset(killer, 0, sizeof(*killer));
	change_open_sandbox(&killer->rig, options);
	if (op == OP_MOVE_SENDER || op == OP_CANCEL)
		kill_find_senders(killer);
	if (op == OP_CANCEL)
		kill_schedule(killer, scheduled);
	change_connect(&killer->rig);
	fetch_stop(killer->rig.rig.fetch);
	killer->rig.rig.fetch = NULL;
	killer->rig.speed = SPEED;
	if (op == OP_SEND)
		kill_find_number(killer);
}

void kill_use_list(struct kill_rig *killer)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s.csv", killer->rig.directory);
	killer->list = strbuf_detach(&path, NULL);
}

void kill_close(struct kill_rig *killer)
{
	if (killer->list)
		unlink(killer->list);
	free(killer->list);
	vec_release(&killer->senders);
	free(killer->number);
	change_close(&killer->rig);
}

/* The same messages are not taken again. */
static void forget_messages(struct kill_rig *killer, const struct plan *plan)
{
	for (size_t i = 0; i < plan->items.count; i++) {
		uint32_t row = store_find(killer->rig.store, &plan->items.items[i].sid);

		if (row != STORE_NO_ROW)
			store_remove(killer->rig.store, row);
	}
}

/* -- processes --------------------------------------------------------------------------------- */

/* Goes on with the journal, or begins the plan. */
static noreturn void carry_out(struct kill_rig *killer, struct plan *plan, const char *journal,
			       unsigned in_flight)
{
	const struct runner_options options = { .in_flight = in_flight };
	struct change_rig *rig = &killer->rig;

	rig_connect(&rig->rig);
	if (journal && !change_adopt(rig, journal, options))
		_exit(EXIT_FAILURE);
	if (journal)
		runner_resume(rig->runner);
	else
		change_begin(rig, plan, options);
	change_finish(rig);
	runner_free(rig->runner);
	_exit(journal_stop(rig->journal) ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* `alive` ends with the process. */
static pid_t start(struct kill_rig *killer, struct plan *plan, const char *journal,
		   unsigned in_flight, int *alive)
{
	int ends[2];
	pid_t process;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	process = fork();
	assert_true(process >= 0);
	if (process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* Who kills it is to be faster, also on a machine that is busy. */
		(void)!nice(10);
		/* What fails here must not go on with the parent's tests. */
		setenv("CMOCKA_TEST_ABORT", "1", 1);
		carry_out(killer, plan, journal, in_flight);
	}
	close(ends[1]);
	*alive = ends[0];
	return process;
}

static int wait_for(pid_t process)
{
	int status;

	assert_int_equal(waitpid(process, &status, 0), process);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* -- the moment -------------------------------------------------------------------------------- */

/* The only journal in the directory; NULL while there is none. */
static char *find_journal(const char *directory)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	DIR *folder = opendir(directory);
	struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			strbuf_addf(&path, "%s/%s", directory, entry->d_name);
	if (folder)
		closedir(folder);
	if (path.length)
		return strbuf_detach(&path, NULL);
	strbuf_release(&path);
	return NULL;
}

/* What has come since: a log of two hundred runs is not read from its start at each of its lines. */
static void read_from(const char *path, off_t from, struct strbuf *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char block[64 * 1024];
	ssize_t got;

	while (fd >= 0 && (got = pread(fd, block, sizeof(block), from)) > 0) {
		assert_true(strbuf_add(bytes, block, (size_t)got));
		from += got;
	}
	if (fd >= 0)
		close(fd);
}

static size_t count_lines(const char *path, off_t from, const char *without)
{
	struct strbuf bytes = STRBUF_INIT(BODY_MAX);
	size_t count = 0;

	if (path)
		read_from(path, from, &bytes);
	for (char *line = bytes.data, *end; line && (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		count += !without || !strstr(line, without);
	}
	strbuf_release(&bytes);
	return count;
}

static bool has_come(struct kill_rig *killer, const struct kill_at *at)
{
	char *journal = at->lines ? find_journal(killer->rig.directory) : NULL;
	bool come = at->lines && count_lines(journal, 0, NULL) >= at->lines;

	free(journal);
	return come ||
	       (at->requests && count_lines(sandbox_log(killer->rig.rig.sandbox), killer->seen,
					    "\"method\":\"GET\"") >= at->requests);
}

/* Kills it at its moment; a process that ends before is left alone. */
static void kill_at(struct kill_rig *killer, pid_t process, int alive, const struct kill_at *at)
{
	int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	struct pollfd fds[] = { { .fd = watch, .events = POLLIN }, { .fd = alive } };
	char events[4096];

	assert_true(watch >= 0);
	assert_true(inotify_add_watch(watch, killer->rig.directory, IN_MODIFY | IN_CREATE) >= 0);
	assert_true(inotify_add_watch(watch, sandbox_log(killer->rig.rig.sandbox), IN_MODIFY) >= 0);
	while (!has_come(killer, at)) {
		if (poll(fds, ARRAY_SIZE(fds), RIG_PATIENCE_MS) <= 0)
			fail_msg("the moment does not come");
		if (fds[1].revents)
			break;
		while (read(watch, events, sizeof(events)) > 0)
			;
	}
	kill(process, SIGKILL);
	close(watch);
}

/* -- the proof --------------------------------------------------------------------------------- */

/* What the log says of one item. */
struct proof {
	unsigned done;  /* requests that were carried out */
	unsigned extra; /* those after it was as wanted */
};

static const char *form_value(const struct json *line, const char *name)
{
	return json_as_string(json_at(json_get(json_get(line, "form"), name), 0), NULL);
}

/* The item that a request was about, or IDSET_NONE. */
static uint32_t item_of(const struct plan *plan, const struct json *line)
{
	const char *path = json_get_string(line, "path");
	const char *to = form_value(line, "To"), *number = form_value(line, "PhoneNumberSid");

	for (uint32_t i = 0; i < plan->items.count; i++) {
		char text[SID_SIZE];

		if (plan->items.items[i].op == OP_SEND)
			kill_recipient(i, text);
		else
			sid_format(&plan->items.items[i].sid, text);
		if (strstr(path, text) || (to && strcmp(to, text) == 0) ||
		    (number && strcmp(number, text) == 0))
			return i;
	}
	return IDSET_NONE;
}

static void take_line(const struct plan *plan, const struct json *line, struct proof *proofs)
{
	unsigned wanted = plan->ops[OP_MOVE_SENDER] ? 2 : 1;
	uint32_t item = item_of(plan, line);
	int64_t status = json_get_integer(line, "status", 0);

	if (strcmp(json_get_string(line, "method"), "GET") == 0 || item == IDSET_NONE)
		return;
	if (proofs[item].done == wanted || status / 100 == 4)
		proofs[item].extra++;
	else if (status / 100 == 2)
		proofs[item].done++;
}

static void read_log(struct kill_rig *killer, const struct plan *plan, struct proof *proofs)
{
	struct strbuf bytes = STRBUF_INIT(BODY_MAX);

	read_from(sandbox_log(killer->rig.rig.sandbox), killer->seen, &bytes);
	for (char *line = bytes.data, *end; line && (end = strchr(line, '\n')); line = end + 1) {
		struct json *tree = json_parse(line, (size_t)(end - line), NULL);

		assert_non_null(tree);
		take_line(plan, tree, proofs);
		json_free(tree);
	}
	killer->seen += (off_t)bytes.length;
	strbuf_release(&bytes);
}

/* The journal and the log agree on every item, and nothing is left. */
static void check(struct kill_rig *killer, const struct plan *plan, const struct plan *told,
		  const struct kill_at *at)
{
	struct proof *proofs = xcalloc(plan->items.count, sizeof(*proofs));
	unsigned wanted = plan->ops[OP_MOVE_SENDER] ? 2 : 1;

	read_log(killer, plan, proofs);
	for (uint32_t i = 0; i < plan->items.count; i++) {
		const struct plan_item *item = told ? &told->items.items[i] : NULL;
		/* What may have been sent is not sent again; a text that was not sent is only kept in
		 * a file, and without one cannot be sent later. */
		bool lost =
			item && item->op == OP_SEND &&
			(item->state == ITEM_UNKNOWN || (item->why == WHY_NOT_HERE && !plan->list));

		if (proofs[i].extra || proofs[i].done != (told && !lost ? wanted : 0))
			fail_msg("run %zu, item %u, %s: %s, done %u times, asked for %u times more",
				 killer->runs, i, item ? item_state_name(item->state) : "not begun",
				 item ? op_why_name(item->why) : "", proofs[i].done,
				 proofs[i].extra);
		if (item && !lost)
			assert_int_equal(item->state, ITEM_DONE);
	}
	/* Only what had an intent then: what is on its way, and as many written down ahead of it. */
	if (told)
		assert_true(told->counts[ITEM_UNKNOWN] <= 2 * at->in_flight);
	free(proofs);
}

/* What the journal says in the end. NULL where it was never whole: then nothing was sent. */
static struct plan *finish(struct kill_rig *killer, const struct kill_at *at)
{
	char *journal = find_journal(killer->rig.directory);
	struct journal_record record;
	struct error err = ERROR_INIT;
	struct plan *plan = NULL;
	int alive;

	if (journal && journal_read(journal, &record, &err)) {
		bool whole = record.begun || (record.plan->items.count == record.announced);
		/* Killed after the last answer and before its end was written, it is over, too. */
		bool over = whole && !plan_open(record.plan);

		journal_record_release(&record);
		if (whole && !over) {
			assert_int_equal(
				wait_for(start(killer, NULL, journal, at->in_flight, &alive)),
				EXIT_SUCCESS);
			close(alive);
		}
		if (whole) {
			if (!journal_read(journal, &record, &err))
				fail_msg("%s", error_text(&err));
			assert_true(record.begun && !plan_open(record.plan) && !record.stopped);
			assert_true(record.ended || over);
			plan = record.plan;
			record.plan = NULL;
			journal_record_release(&record);
		}
	}
	error_release(&err);
	if (journal)
		unlink(journal);
	free(journal);
	return plan;
}

void kill_run(struct kill_rig *killer, enum op op, size_t count, const struct kill_at *at)
{
	struct plan *plan = kill_plan(killer, op, count), *told;
	pid_t process;
	int alive;

	killer->runs++;
	struct stat log;
	assert_int_equal(stat(sandbox_log(killer->rig.rig.sandbox), &log), 0);
	killer->seen = log.st_size;
	process = start(killer, plan, NULL, at->in_flight, &alive);
	kill_at(killer, process, alive, at);
	close(alive);
	killer->kills += wait_for(process) == -SIGKILL;
	told = finish(killer, at);
	check(killer, plan, told, at);
	if (!told && op == OP_MOVE_SENDER) {
		struct sid from = killer->from;

		killer->from = killer->to;
		killer->to = from;
	}
	forget_messages(killer, plan);
	plan_free(told);
	plan_free(plan);
}
