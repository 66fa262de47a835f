/*
 * `msgdeck plans` and `msgdeck resume` against the sandbox: what is asked for, what is done, what the
 * report says, and what is refused.
 */
#include "batch/resume.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "ops/journal_line.h"
#include "ops/plans.h"
#include "support/api.h"
#include "support/sandbox.h"

#define ITEMS 5
#define PATIENCE_MS 60000
#define BODY_MAX ((size_t)16 << 20)
#define REQUEST "RQ00000000000000000000000000000001"

struct scene {
	struct sandbox *sandbox;
	struct settings settings;
	struct sid sids[ITEMS];
	char *directory, *report;
};

static void give(struct scene *scene, enum option_id id, const char *text)
{
	assert_true(settings_set(&scene->settings, LAYER_COMMAND_LINE, id, text, NULL));
}

static void init_settings(struct scene *scene)
{
	settings_init(&scene->settings);
	give(scene, OPTION_ACCOUNT_SID, sandbox_value(scene->sandbox, "account_sid"));
	give(scene, OPTION_AUTH_TOKEN, sandbox_value(scene->sandbox, "auth_token"));
	give(scene, OPTION_API_BASE, sandbox_value(scene->sandbox, "url"));
	give(scene, OPTION_CA_FILE, sandbox_value(scene->sandbox, "ca_file"));
	give(scene, OPTION_CHANGES_PER_SECOND, "unlimited");
}

/* Messages that can be deleted. */
static void find_messages(struct scene *scene)
{
	struct api *api = api_open(scene->sandbox);
	size_t found = 0;

	struct json *root =
		api_get_json(api, "/2010-04-01/Accounts/{account}/Messages.json?PageSize=200");
	const struct json *list = json_get(root, "messages");
	for (size_t i = 0; i < json_count(list) && found < ITEMS; i++) {
		const char *sid = json_get_string(json_at(list, i), "sid");

		if (strcmp(json_get_string(json_at(list, i), "status"), "delivered") == 0)
			assert_true(sid_parse(sid, strlen(sid), &scene->sids[found++]));
	}
	assert_int_equal(found, ITEMS);
	json_free(root);
	api_close(api);
}

static void open_scene(struct scene *scene)
{
	const char *base = getenv("TMPDIR");
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	*scene = (struct scene){ .sandbox = sandbox_start(
					 (const char *[]){ "--messages=400", NULL }, 0) };
	init_settings(scene);
	find_messages(scene);
	strbuf_addf(&path, "%s/resume.XXXXXX", base ? base : "/tmp");
	scene->directory = strbuf_detach(&path, NULL);
	assert_non_null(mkdtemp(scene->directory));
	strbuf_init(&path, STRBUF_LINE);
	strbuf_addf(&path, "%s.report.jsonl", scene->directory);
	scene->report = strbuf_detach(&path, NULL);
}

static void close_scene(struct scene *scene)
{
	settings_release(&scene->settings);
	sandbox_stop(scene->sandbox);
	free(scene->directory);
	free(scene->report);
}

/* The first item was deleted, of the second and third nothing is known, the others have not begun. */
static char *write_journal(const struct scene *scene, const char *name, const char *account)
{
	const struct journal_header header = {
		"msgdeck 0", account ? account : sandbox_value(scene->sandbox, "account_sid"),
		sandbox_value(scene->sandbox, "url")
	};
	struct strbuf out = STRBUF_INIT(BODY_MAX), path = STRBUF_INIT(STRBUF_LINE);
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	int64_t now = clock_now_ms();
	int fd;

	for (size_t i = 0; i < ITEMS; i++)
		assert_true(plan_add(plan, OP_DELETE, &scene->sids[i], NULL));
	journal_add_header(&out, &header, plan, now);
	journal_add_items(&out, plan, 0);
	journal_add_begin(&out, plan, now);
	for (uint32_t i = 0; i < 3; i++)
		journal_add_intent(&out, plan, i, now);
	plan_set_answer(plan, 0, ITEM_DONE, WHY_NONE, 0, 204, REQUEST);
	journal_add_outcome(&out, plan, 0, 204, REQUEST, now);
	strbuf_addf(&path, "%s/%s", scene->directory, name);
	fd = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(fd >= 0 && file_write_all(fd, out.data, out.length, NULL));
	close(fd);
	plan_free(plan);
	strbuf_release(&out);
	return strbuf_detach(&path, NULL);
}

static size_t count_requests(struct scene *scene, const char *method, size_t item, int status)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(scene->sandbox, &count);
	char sid[SID_SIZE];

	sid_format(&scene->sids[item], sid);
	for (size_t i = 0; i < count; i++)
		found += strcmp(requests[i].method, method) == 0 && strstr(requests[i].path, sid) &&
			 requests[i].status == status;
	return found;
}

static void delete_by_hand(struct scene *scene, size_t item)
{
	struct api *api = api_open(scene->sandbox);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), body = STRBUF_INIT(BODY_MAX);
	char sid[SID_SIZE];

	sid_format(&scene->sids[item], sid);
	strbuf_addf(&path, "/2010-04-01/Accounts/{account}/Messages/%s.json", sid);
	api_delete(api, path.data, 204, &body);
	strbuf_release(&body);
	strbuf_release(&path);
	api_close(api);
}

/* What the list says. */
static int list(const struct scene *scene, struct strbuf *out)
{
	int fd = memfd_create("plans", MFD_CLOEXEC);
	char path[64];
	int code = plans_run(scene->directory, fd);

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_true(file_read(path, out, NULL));
	close(fd);
	return code;
}

/* Each line of the report is of one item, and the journal is the one that it names. */
static void check_report(const struct scene *scene, const char *journal)
{
	struct strbuf report = STRBUF_INIT(BODY_MAX), bytes = STRBUF_INIT(BODY_MAX);
	uint8_t digest[SHA256_SIZE];
	char text[2 * SHA256_SIZE + 1];
	struct sha256 sha;
	size_t item = 0;

	assert_true(file_read(journal, &bytes, NULL));
	sha256_init(&sha);
	sha256_add(&sha, bytes.data, bytes.length);
	sha256_end(&sha, digest);
	for (size_t i = 0; i < SHA256_SIZE; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	assert_true(file_read(scene->report, &report, NULL));
	for (char *line = report.data, *end; (end = strchr(line, '\n')); line = end + 1, item++) {
		struct json *row = json_parse(line, (size_t)(end - line), NULL);
		char sid[SID_SIZE];

		sid_format(&scene->sids[item], sid);
		assert_int_equal(json_get_integer(row, "item", -1), (int64_t)item);
		assert_string_equal(json_get_string(row, "sid"), sid);
		assert_string_equal(json_get_string(row, "state"), "done");
		assert_non_null(json_get_string(row, "time"));
		assert_non_null(json_get_string(row, "request_id"));
		assert_string_equal(json_get_string(row, "account"),
				    sandbox_value(scene->sandbox, "account_sid"));
		assert_string_equal(json_get_string(row, "journal"), plans_name(journal));
		assert_int_equal(json_get_integer(row, "journal_bytes", 0), (int64_t)bytes.length);
		assert_string_equal(json_get_string(row, "journal_sha256"), text);
		json_free(row);
	}
	assert_int_equal(item, ITEMS);
	strbuf_release(&report);
	strbuf_release(&bytes);
}

static void test_goes_on(void **state)
{
	(void)state;
	struct scene scene;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	open_scene(&scene);
	char *journal = write_journal(&scene, "20261123T211020Z-1.jsonl", NULL);
	const struct cli_resume wanted = { .report = scene.report };
	delete_by_hand(&scene, 0);
	delete_by_hand(&scene, 1);
	assert_int_equal(list(&scene, &out), EXIT_INCOMPLETE);
	assert_non_null(strstr(out.data, "20261123T211020Z-1.jsonl"));
	assert_non_null(strstr(out.data, "delete"));
	assert_non_null(strstr(out.data, "4 of 5 left: 2 to be looked up\n"));
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &wanted), EXIT_SUCCESS);
	for (size_t i = 0; i < ITEMS; i++) {
		assert_int_equal(count_requests(&scene, "DELETE", i, 204), 1);
		assert_int_equal(count_requests(&scene, "DELETE", i, 404), 0);
	}
	/* One that was done, and one that was not. */
	assert_int_equal(count_requests(&scene, "GET", 1, 404), 1);
	assert_int_equal(count_requests(&scene, "GET", 2, 200), 1);
	assert_int_equal(count_requests(&scene, "GET", 3, 200), 0);
	strbuf_reset(&out);
	assert_int_equal(list(&scene, &out), EXIT_SUCCESS);
	assert_string_equal(out.data, "No changes are left unfinished.\n");
	struct journal_record record;
	assert_true(journal_read(journal, &record, NULL));
	assert_int_equal(record.plan->counts[ITEM_DONE], ITEMS);
	assert_int_equal(record.plan->items.items[1].why, WHY_FOUND);
	journal_record_release(&record);
	/* The found one was answered with 404 by a request that has an id, too. */
	check_report(&scene, journal);
	free(journal);
	strbuf_release(&out);
	close_scene(&scene);
}

/* Until the journal has this text in it; what happens in its folder is told by the system. */
static void await_text(const struct scene *scene, const char *journal, const char *text)
{
	int watch = inotify_init1(IN_CLOEXEC);
	struct strbuf bytes = STRBUF_INIT(BODY_MAX);
	char events[4096];

	assert_true(watch >= 0);
	assert_true(inotify_add_watch(watch, scene->directory, IN_MODIFY) >= 0);
	while (file_read(journal, &bytes, NULL) && !strstr(bytes.data, text)) {
		struct pollfd wait = { .fd = watch, .events = POLLIN };

		if (poll(&wait, 1, PATIENCE_MS) <= 0)
			fail_msg("%s does not come", text);
		assert_true(read(watch, events, sizeof(events)) > 0);
		strbuf_reset(&bytes);
	}
	close(watch);
	strbuf_release(&bytes);
}

/* SIGTERM and the end of the session stop it in good order: it says where, and is gone on with. */
static void test_stopped(void **state)
{
	(void)state;
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct scene scene;
		struct journal_record record;
		int status;

		open_scene(&scene);
		char *journal = write_journal(&scene, "20261123T211020Z-1.jsonl", NULL);
		delete_by_hand(&scene, 0);
		pid_t process = fork();
		assert_true(process >= 0);
		if (process == 0) {
			give(&scene, OPTION_CHANGES_PER_SECOND, "1");
			_exit(resume_run(&scene.settings, NULL, scene.directory,
					 &(struct cli_resume){ .report = NULL }));
		}
		await_text(&scene, journal, "{\"resumed\"");
		kill(process, signals[i]);
		assert_int_equal(waitpid(process, &status, 0), process);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), EXIT_INCOMPLETE);
		assert_true(journal_read(journal, &record, NULL));
		assert_true(record.ended && record.stopped);
		assert_int_equal(record.plan->counts[ITEM_SENT], 0);
		journal_record_release(&record);
		assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
					    &(struct cli_resume){ .report = NULL }),
				 EXIT_SUCCESS);
		for (size_t item = 0; item < ITEMS; item++)
			assert_int_equal(count_requests(&scene, "DELETE", item, 204), 1);
		free(journal);
		close_scene(&scene);
	}
}

/* Nothing is asked for, and the journal stays as it is. */
static void test_refused(void **state)
{
	(void)state;
	struct scene scene;
	struct strbuf before = STRBUF_INIT(BODY_MAX), after = STRBUF_INIT(BODY_MAX);
	const struct cli_resume any = { .report = NULL }, one = { .words = { { "-1" }, 1 } };
	struct journal_record record;
	size_t count;

	open_scene(&scene);
	/* Nothing is left: as it should be, unless something is named. */
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &any), EXIT_SUCCESS);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &one), EXIT_BAD_USAGE);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
				    &(struct cli_resume){ .set_aside = true }),
			 EXIT_BAD_USAGE);
	char *journal = write_journal(&scene, "20261123T211020Z-1.jsonl", NULL);
	char *other = write_journal(&scene, "20261123T211020Z-2.jsonl",
				    "AC00000000000000000000000000000001");
	assert_true(file_read(journal, &before, NULL));
	/* Several; another account's; none of this name. */
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &any), EXIT_BAD_USAGE);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
				    &(struct cli_resume){ .words = { { "-2" }, 1 } }),
			 EXIT_BAD_USAGE);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
				    &(struct cli_resume){ .words = { { "-3" }, 1 } }),
			 EXIT_BAD_USAGE);
	/* Somebody else is at it. */
	settings_release(&scene.settings);
	init_settings(&scene);
	struct journal *held = plans_open(journal, sandbox_value(scene.sandbox, "account_sid"),
					  sandbox_value(scene.sandbox, "url"), &record, NULL);
	assert_non_null(held);
	journal_record_release(&record);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &one), EXIT_BAD_USAGE);
	assert_true(journal_stop(held));
	settings_release(&scene.settings);
	init_settings(&scene);
	give(&scene, OPTION_READ_ONLY, "yes");
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &one), EXIT_BAD_USAGE);
	sandbox_requests(scene.sandbox, &count);
	assert_int_equal(count_requests(&scene, "DELETE", 3, 204), 0);
	assert_true(file_read(journal, &after, NULL));
	assert_string_equal(before.data, after.data);
	free(journal);
	free(other);
	strbuf_release(&before);
	strbuf_release(&after);
	close_scene(&scene);
}

/* A plan whose process ended while it was written down: nothing was sent of it. That is told, it is not in
 * the way of others, and it goes when it is set aside. */
static void test_cut_off_while_written(void **state)
{
	(void)state;
	struct scene scene;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	const struct cli_resume any = { .report = NULL };
	size_t from, until;

	open_scene(&scene);
	char *cut = write_journal(&scene, "20261123T211020Z-1.jsonl", NULL);
	char *blank = write_journal(&scene, "20261123T211020Z-2.jsonl", NULL);
	assert_int_equal(truncate(cut, 250), 0); /* in the middle of the items */
	assert_int_equal(truncate(blank, 20), 0);
	sandbox_requests(scene.sandbox, &from);
	assert_int_equal(list(&scene, &out), EXIT_INCOMPLETE);
	assert_non_null(strstr(out.data, "Z-1.jsonl"));
	assert_non_null(strstr(out.data, "Z-2.jsonl"));
	char *told =
		strstr(out.data, "nothing was sent: msgdeck ended while they were written down");
	assert_true(told && strstr(told + 1, "nothing was sent"));
	/* There are two, and none can be gone on with, by name neither. */
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &any), EXIT_BAD_USAGE);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
				    &(struct cli_resume){ .words = { { "-1" }, 1 } }),
			 EXIT_BAD_USAGE);
	/* Which one is not guessed. */
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
				    &(struct cli_resume){ .set_aside = true }),
			 EXIT_BAD_USAGE);
	sandbox_requests(scene.sandbox, &until);
	assert_int_equal(from, until);
	/* One that can be gone on with needs no name. */
	char *good = write_journal(&scene, "20261123T211020Z-3.jsonl", NULL);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory, &any), EXIT_SUCCESS);
	/* The last one needs none, either. */
	assert_int_equal(
		resume_run(&scene.settings, NULL, scene.directory,
			   &(struct cli_resume){ .words = { { "-2" }, 1 }, .set_aside = true }),
		EXIT_SUCCESS);
	assert_int_equal(resume_run(&scene.settings, NULL, scene.directory,
				    &(struct cli_resume){ .set_aside = true }),
			 EXIT_SUCCESS);
	assert_int_equal(list(&scene, &out), EXIT_SUCCESS);
	assert_int_equal(access(cut, F_OK), 0);
	free(cut);
	free(blank);
	free(good);
	strbuf_release(&out);
	close_scene(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_cut_off_while_written),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/resume", tests, NULL, NULL);
}
