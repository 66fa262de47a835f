/*
 * `msgdeck erase` against the sandbox: what is asked for, what goes and what stays, what the report
 * and the exit status say.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "erase_rig.h"
#include "support/term.h"

#define DELETE_ALL(...)                                  \
	{                                                \
		.delete = true, .yes = true, __VA_ARGS__ \
	}
#define ONE(address) .addresses = { { address }, 1 }

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	assert_true(fd >= 0 && file_write_all(fd, text, strlen(text), NULL));
	close(fd);
}

/* Each message list that was asked for has one of To and From, the largest page, and nothing else. */
static size_t check_lists(struct scene *scene, size_t from)
{
	size_t count, lists = 0;
	const struct sandbox_request *requests = sandbox_requests(scene->sandbox, &count);

	for (size_t i = from; i < count; i++) {
		const struct json *query = requests[i].query;

		if (!strstr(requests[i].path, "/Messages.json"))
			continue;
		assert_string_equal(sandbox_argument(query, "PageSize"), "1000");
		assert_true(!sandbox_argument(query, "To") != !sandbox_argument(query, "From"));
		assert_null(sandbox_argument(query, "DateSent<"));
		assert_null(sandbox_argument(query, "DateSent>"));
		lists++;
	}
	return lists;
}

static bool was_listed(struct scene *scene, const char *name, const char *address)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(scene->sandbox, &count);

	for (size_t i = 0; i < count; i++) {
		const char *value = sandbox_argument(requests[i].query, name);

		if (value && strcmp(value, address) == 0)
			return true;
	}
	return false;
}

/* Two addresses on the command line, one typed as people write it, one in a file. */
static void test_delete(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	struct strbuf list = STRBUF_INIT(STRBUF_TEXT), rcs = STRBUF_INIT(STRBUF_LINE);

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *phone = NULL, *chat = NULL, *other = census_busiest(&before, 1);
	for (size_t i = 0; i < before.messages.count; i++) {
		const struct told *told = &before.messages.items[i];
		const char *contact = told->inbound ? told->from : told->to;

		if (strcmp(contact, other) == 0 || strcmp(told->status, "scheduled") == 0)
			continue;
		if (told->inbound && contact[0] == '+' && !phone)
			phone = contact;
		if (told->inbound && strncmp(contact, "whatsapp:", 9) == 0 && !chat)
			chat = contact;
	}
	assert_true(phone && chat);
	size_t expected = census_count(&before, phone) + census_count(&before, chat) +
			  census_count(&before, other);
	strbuf_addf(&list, "# one person\n\n  %s \r\n", other);
	char *file = xstrdup(scene_path(&scene, "list"));
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	write_file(file, list.data);
	size_t from = asked_so_far(&scene);
	assert_int_equal(
		scene_erase(&scene,
			    &(struct cli_erase)DELETE_ALL(.addresses = { { phone, chat }, 2 },
							  .file = file, .report = report)),
		EXIT_SUCCESS);
	/* Two of a channel's address, six of a phone number; before and after. */
	size_t lists = (other[0] == '+' ? 6 : 2) + 2 + 6;
	assert_int_equal(check_lists(&scene, from), 2 * lists);
	strbuf_addf(&rcs, "rcs:%s", phone);
	assert_true(was_listed(&scene, "To", rcs.data) && was_listed(&scene, "From", rcs.data));
	assert_int_equal(count_asked(&scene, from, "DELETE", 204), expected);
	assert_int_equal(count_asked(&scene, from, "DELETE", 0), expected);
	assert_int_equal(count_asked(&scene, from, "POST", 0), 0);
	assert_int_equal(count_asked(&scene, from, "GET", 404), expected);
	assert_int_equal(asked_so_far(&scene) - from, 2 * lists + 2 * expected);
	census_read(&scene, &after);
	ONLY_GONE(&before, &after, phone, chat, other);
	assert_int_equal(report_count(report, "state", "done"), expected);
	assert_int_equal(report_count(report, "proof", "gone"), expected);
	assert_int_equal(report_count(report, "verb", "delete"), expected);
	assert_int_equal(scene_plans(&scene), 0);
	/* Again: there is nothing left to do. */
	assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE(phone))),
			 EXIT_SUCCESS);
	assert_int_equal(count_asked(&scene, from, "DELETE", 0), expected);
	census_release(&before);
	census_release(&after);
	strbuf_release(&list);
	strbuf_release(&rcs);
	free(file);
	free(report);
	scene_close(&scene);
}

/* A number is also found on the channels that know people by their number. */
static void test_forms(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;
	const char *chat = NULL;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	for (size_t i = 0; i < before.messages.count && !chat; i++)
		if (before.messages.items[i].inbound &&
		    strncmp(before.messages.items[i].from, "whatsapp:", 9) == 0)
			chat = before.messages.items[i].from;
	assert_non_null(chat);
	const char *number = chat + strlen("whatsapp:");
	assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE(number))),
			 EXIT_SUCCESS);
	struct census after;
	census_read(&scene, &after);
	ONLY_GONE(&before, &after, chat, number);
	census_release(&before);
	census_release(&after);
	scene_close(&scene);
}

static void test_redact_with_media(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 1);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	size_t media = 0, texts = 0;
	for (size_t i = 0; i < before.messages.count; i++) {
		const struct told *told = &before.messages.items[i];
		media += told_is_of(told, who) ? (size_t)told->media : 0;
		texts += told_is_of(told, who) && told->has_text;
	}
	const struct cli_erase wanted = { ONE(who), .redact = true, .media = true, .yes = true,
					  .report = report };
	size_t from = asked_so_far(&scene);
	assert_int_equal(scene_erase(&scene, &wanted), EXIT_SUCCESS);
	assert_int_equal(count_asked(&scene, from, "POST", 200), texts);
	assert_int_equal(count_asked(&scene, from, "DELETE", 204), media);
	census_read(&scene, &after);
	assert_int_equal(after.messages.count, before.messages.count);
	for (size_t i = 0; i < before.messages.count; i++) {
		const struct told *told = &before.messages.items[i];
		const struct told *now = census_find(&after, told->sid);
		bool mine = told_is_of(told, who);

		assert_int_equal(now->has_text, mine ? false : told->has_text);
	}
	assert_int_equal(report_count(report, "proof", "empty"), census_count(&before, who));
	assert_int_equal(report_count(report, "proof", "gone"), media);
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

/* The number behind a word at the start of a line. */
static long number_of(const char *text, const char *label)
{
	const char *at = strstr(text, label);

	assert_non_null(at);
	return strtol(at + 16, NULL, 10);
}

static void test_dry_run(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	int fd = memfd_create("out", MFD_CLOEXEC), saved = dup(STDOUT_FILENO);
	char path[64], sid[40];
	size_t in = 0;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 1);
	scene_schedule(&scene, who, sid);
	for (size_t i = 0; i < before.messages.count; i++)
		in += told_is_of(&before.messages.items[i], who) &&
		      before.messages.items[i].inbound;
	size_t from = asked_so_far(&scene), all = census_count(&before, who) + 1;
	/* It changes nothing, so a session that may not can do it. */
	scene_set(&scene, OPTION_READ_ONLY, "yes");
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	int code = scene_erase(&scene,
			       &(struct cli_erase){ ONE(who), .delete = true, .dry_run = true });
	dup2(saved, STDOUT_FILENO);
	close(saved);
	assert_int_equal(code, EXIT_SUCCESS);
	assert_int_equal(count_asked(&scene, from, "GET", 0), asked_so_far(&scene) - from);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_true(file_read(path, &out, NULL));
	assert_int_equal(number_of(out.data, "messages  "), all);
	assert_int_equal(number_of(out.data, "\nreceived "), in);
	assert_int_equal(number_of(out.data, "\nsent "), all - in);
	assert_int_equal(number_of(out.data, "\nscheduled "), 1);
	assert_int_equal(number_of(out.data, "\ncancelled first "), 1);
	assert_int_equal(number_of(out.data, "\nchanges  "), all + 1);
	assert_int_equal(number_of(out.data, "\nchanges later "), 0);
	assert_true(number_of(out.data, "\nwith media ") > 0);
	assert_non_null(strstr(out.data, "\noldest          20"));
	assert_int_equal(scene_plans(&scene), 0);
	close(fd);
	strbuf_release(&out);
	census_release(&before);
	scene_close(&scene);
}

/* The request that asks for this of a message, and how it was answered; its number, or SIZE_MAX. */
static size_t find_change(struct scene *scene, const char *method, const char *sid,
			  const char *field, const char *value)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(scene->sandbox, &count);

	for (size_t i = 0; i < count; i++) {
		const char *given = field ? sandbox_argument(requests[i].form, field) : NULL;

		if (strcmp(requests[i].method, method) == 0 && strstr(requests[i].path, sid) &&
		    (!field || (given && strcmp(given, value) == 0)))
			return i;
	}
	return SIZE_MAX;
}

/* What is scheduled is not sent any more: it is cancelled, then it goes like the others. */
static void erase_scheduled(bool redact)
{
	struct scene scene;
	struct census before, after;
	char sids[2][40];

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	size_t all = census_count(&before, who) + ARRAY_SIZE(sids);
	for (size_t i = 0; i < ARRAY_SIZE(sids); i++)
		scene_schedule(&scene, who, sids[i]);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	const struct cli_erase wanted = { ONE(who), .delete = !redact, .redact = redact,
					  .yes = true, .report = report };
	assert_int_equal(scene_erase(&scene, &wanted), EXIT_SUCCESS);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), redact ? all : 0);
	assert_int_equal(census_status(&after, who, "scheduled"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(sids); i++) {
		size_t cancelled = find_change(&scene, "POST", sids[i], "Status", "canceled");
		size_t gone = redact ? find_change(&scene, "POST", sids[i], "Body", "")
				     : find_change(&scene, "DELETE", sids[i], NULL, NULL);

		assert_true(cancelled < gone && gone < SIZE_MAX);
		if (redact)
			assert_string_equal(census_find(&after, sids[i])->status, "canceled");
		assert_false(redact && census_find(&after, sids[i])->has_text);
	}
	assert_int_equal(report_count(report, "verb", "cancel"), ARRAY_SIZE(sids));
	assert_int_equal(report_count(report, "proof", redact ? "empty" : "gone"), all);
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

static void test_scheduled(void **state)
{
	(void)state;
	erase_scheduled(false);
	erase_scheduled(true);
}

/* Its time came in between: that is told, and it goes when it has arrived. */
static void test_cancelled_too_late(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	char sid[40];

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	scene_schedule(&scene, who, sid);
	scene_fault(&scene, "error=30409,method=POST,times=1");
	assert_int_equal(scene_erase(&scene,
				     &(struct cli_erase)DELETE_ALL(ONE(who), .report = report)),
			 EXIT_ERASE_WAITING);
	assert_int_equal(report_count(report, "reason", "too-late"), 1);
	assert_int_equal(report_count(report, "reason", "not-final"), 1);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), 1);
	assert_non_null(census_find(&after, sid));
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

/* Refused for now (20009): left to resume, which does it when its time has come. */
static void test_waits(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;

	scene(&scene, "--seed=3", "--assume=status-20009=422");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	size_t all = census_count(&before, who);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	scene_fault(&scene, "error=20009,method=DELETE,times=2");
	assert_int_equal(scene_erase(&scene,
				     &(struct cli_erase)DELETE_ALL(ONE(who), .report = report)),
			 EXIT_ERASE_WAITING);
	assert_int_equal(report_count(report, "state", "waiting"), 2);
	assert_int_equal(report_count(report, "reason", "not-final"), 2);
	assert_int_equal(report_count(report, "proof", "gone"), all - 2);
	assert_int_equal(scene_plans(&scene), 1);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), 2);
	census_release(&after);
	/* Each of them is then asked for by its SID, those of the first run, too, and all is listed. */
	char *rest = xstrdup(scene_path(&scene, "rest.jsonl"));
	size_t from = asked_so_far(&scene);
	clock_pin(TERM_NOW + 3600);
	assert_int_equal(scene_resume_of(&scene, who, rest), EXIT_SUCCESS);
	clock_pin(TERM_NOW);
	assert_int_equal(count_asked(&scene, from, "GET", 404), all);
	assert_int_equal(check_lists(&scene, from), 6);
	assert_int_equal(asked_so_far(&scene) - from, all + 2 + 6);
	assert_int_equal(report_count(rest, "proof", "gone"), all);
	assert_int_equal(scene_plans(&scene), 0);
	census_read(&scene, &after);
	ONLY_GONE(&before, &after, who);
	free(rest);
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

/* Done, as far as the answers tell, but a message is there: going on with it does not say that all is
 * well. */
static void test_resumed_but_there(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	size_t all = census_count(&before, who);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	scene_fault(&scene, "error=20009,method=DELETE,times=1");
	assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE(who))),
			 EXIT_ERASE_WAITING);
	scene_fault(&scene, "error=20404,method=DELETE,times=1");
	clock_pin(TERM_NOW + 3600);
	assert_int_equal(scene_resume(&scene, report), EXIT_INCOMPLETE);
	clock_pin(TERM_NOW);
	assert_int_equal(report_count(report, "proof", "there"), 1);
	assert_int_equal(report_count(report, "proof", "gone"), all - 1);
	census_release(&before);
	free(report);
	scene_close(&scene);
}

/* Twilio may list a deleted message for a while. */
static void test_still_listed(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;

	scene(&scene, "--seed=3", "--assume=deleted-linger=86400");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	size_t from = asked_so_far(&scene), all = census_count(&before, who);
	assert_int_equal(scene_erase(&scene,
				     &(struct cli_erase)DELETE_ALL(ONE(who), .report = report)),
			 EXIT_ERASE_LISTED);
	assert_int_equal(report_count(report, "proof", "listed"), all);
	/* What is listed is not taken for something new. */
	assert_int_equal(count_asked(&scene, from, "DELETE", 0), all);
	/* The same again: gone already, and still listed. */
	assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE(who))),
			 EXIT_ERASE_LISTED);
	census_release(&before);
	free(report);
	scene_close(&scene);
}

/* A queued message waits, a message of which Twilio says no is a failure. */
static void test_refused(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	char *report = xstrdup(scene_path(&scene, "report.jsonl"));
	scene_fault(&scene, "error=30400,method=DELETE,times=1");
	assert_int_equal(scene_erase(&scene,
				     &(struct cli_erase)DELETE_ALL(ONE(who), .report = report)),
			 EXIT_INCOMPLETE);
	assert_int_equal(report_count(report, "state", "refused"), 1);
	census_read(&scene, &after);
	assert_int_equal(census_count(&after, who), 1);
	census_release(&before);
	census_release(&after);
	free(report);
	scene_close(&scene);
}

/* Without a whole list nothing is begun. */
static void test_cannot_list(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	char *export = xstrdup(scene_path(&scene, "export.jsonl"));
	scene_fault(&scene, "error=20003,after=3,match=Messages.json");
	size_t from = asked_so_far(&scene);
	assert_int_equal(scene_erase(&scene,
				     &(struct cli_erase)DELETE_ALL(ONE(who), .export = export)),
			 EXIT_INCOMPLETE);
	assert_int_equal(count_asked(&scene, from, "DELETE", 0), 0);
	assert_int_equal(access(export, F_OK), -1);
	census_release(&before);
	free(export);
	scene_close(&scene);
}

/* The network is bad, the end is the same. */
static void test_trouble(void **state)
{
	(void)state;
	static const char *const rules[] = { "status=429,times=4", "status=503,times=3",
					     "reset,times=2", "close-after,times=2",
					     "reset-body=20,times=2" };

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		struct scene scene;
		struct census before, after;

		scene(&scene, "--seed=3");
		census_read(&scene, &before);
		const char *who = census_busiest(&before, 0);
		scene_fault(&scene, rules[i]);
		assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE(who))),
				 EXIT_SUCCESS);
		scene_fault(&scene, NULL);
		census_read(&scene, &after);
		ONLY_GONE(&before, &after, who);
		census_release(&before);
		census_release(&after);
		scene_close(&scene);
	}
}

/* Of the whole account: by age, and by a filter. */
static void test_by_rule(void **state)
{
	(void)state;
	struct scene scene;
	struct census before, after;
	int64_t limit = TERM_NOW - 100 * INT64_C(86400);
	size_t undelivered = 0;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	char *export = xstrdup(scene_path(&scene, "export.csv"));
	int code = scene_erase(&scene, &(struct cli_erase)DELETE_ALL(.older_than = "100",
								     .export = export));
	assert_int_equal(code, EXIT_SUCCESS);
	census_read(&scene, &after);
	struct strbuf rows = STRBUF_INIT(SCENE_TEXT_MAX);
	assert_true(file_read(export, &rows, NULL));
	for (size_t i = 0; i < before.messages.count; i++) {
		const struct told *told = &before.messages.items[i];
		bool old = told->made < limit - 60;

		if (old || told->made > limit)
			assert_int_equal(!census_find(&after, told->sid), old);
		if (!census_find(&after, told->sid))
			assert_non_null(strstr(rows.data, told->sid));
	}
	assert_true(after.messages.count < before.messages.count && after.messages.count);
	census_release(&before);
	assert_int_equal(scene_erase(&scene, &(struct cli_erase){ .filter = "status:undelivered",
								  .redact = true,
								  .yes = true }),
			 EXIT_SUCCESS);
	census_read(&scene, &before);
	for (size_t i = 0; i < before.messages.count; i++) {
		const struct told *now = &before.messages.items[i];
		bool failed = strcmp(now->status, "undelivered") == 0;

		undelivered += failed;

		assert_int_equal(now->has_text, !failed && census_find(&after, now->sid)->has_text);
	}
	assert_true(undelivered > 0);
	strbuf_release(&rows);
	census_release(&before);
	census_release(&after);
	free(export);
	scene_close(&scene);
}

/* Each way in which it is not known to be gone; what was found is deleted in all of them. */
static void test_not_known_to_be_gone(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		const char *proof;
	} cases[] = {
		/* Nobody may look. */
		{ "error=20403,method=GET,match=/Messages/", "" },
		/* A gateway's 404 is no word of Twilio's. */
		{ "html=404,method=GET,match=/Messages/", "" },
		/* The lists cannot be read again. */
		{ "error=20403,after=6,method=GET,match=Messages.json[?]", "gone" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct scene scene;
		struct census before;

		scene(&scene, "--seed=3");
		census_read(&scene, &before);
		const char *who = census_busiest(&before, 0);
		char *report = xstrdup(scene_path(&scene, "report.jsonl"));
		scene_fault(&scene, cases[i].rule);
		int code = scene_erase(&scene,
				       &(struct cli_erase)DELETE_ALL(ONE(who), .report = report));
		if (code != EXIT_INCOMPLETE)
			fail_msg("%s: %d", cases[i].rule, code);
		size_t done = report_count(report, "state", "done");
		assert_true(done && done + 1 >= census_count(&before, who));
		if (report_count(report, "proof", cases[i].proof) != (*cases[i].proof ? done : 0))
			fail_msg("%s", cases[i].rule);
		if (!*cases[i].proof)
			assert_int_equal(report_count(report, "proof", "gone"), 0);
		/* It is left to be looked at again, which then shows it. */
		assert_int_equal(scene_plans(&scene), 1);
		unlink(report);
		scene_fault(&scene, NULL);
		assert_int_equal(scene_resume_of(&scene, who, report), EXIT_SUCCESS);
		assert_int_equal(report_count(report, "proof", "gone"), done);
		assert_int_equal(scene_plans(&scene), 0);
		census_release(&before);
		free(report);
		scene_close(&scene);
	}
}

/* Without a place for its journal nothing is sent. */
static void test_no_journal(void **state)
{
	(void)state;
	struct scene scene;
	struct census before;

	scene(&scene, "--seed=3");
	census_read(&scene, &before);
	const char *who = census_busiest(&before, 0);
	size_t from = asked_so_far(&scene);
	rmdir(scene.directory);
	write_file(scene.directory, "not a directory");
	assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE(who))),
			 EXIT_INCOMPLETE);
	assert_int_equal(count_asked(&scene, from, "DELETE", 0), 0);
	unlink(scene.directory);
	census_release(&before);
	scene_close(&scene);
}

/* Nothing is asked for. */
static void test_bad_usage(void **state)
{
	(void)state;
	struct scene scene;

	scene(&scene, "--seed=3");
	char *empty = xstrdup(scene_path(&scene, "empty"));
	char *wrong = xstrdup(scene_path(&scene, "wrong"));
	char *nowhere = xstrdup(scene_path(&scene, "no-folder/report.csv"));
	write_file(empty, "# nobody\n");
	write_file(wrong, "+14155552671\nbob\n");
	const struct cli_erase cases[] = {
		DELETE_ALL(.since = "1d"),
		DELETE_ALL(ONE("bob")),
		DELETE_ALL(ONE("12")),
		DELETE_ALL(ONE("whatsapp:")),
		DELETE_ALL(.file = "/nowhere/at-all"),
		DELETE_ALL(.file = empty),
		DELETE_ALL(.file = wrong),
		DELETE_ALL(ONE("+14155552671"), .since = "1d", .until = "3d"),
		DELETE_ALL(ONE("+14155552671"), .since = "soon"),
		DELETE_ALL(ONE("+14155552671"), .older_than = "0"),
		DELETE_ALL(ONE("+14155552671"), .older_than = "3", .until = "3d"),
		DELETE_ALL(ONE("+14155552671"), .filter = "status:nothing"),
		DELETE_ALL(.filter = " "),
		DELETE_ALL(ONE("+14155552671"), .media = true),
		DELETE_ALL(ONE("+14155552671"), .redact = true),
		DELETE_ALL(ONE("+14155552671"), .report = empty),
		DELETE_ALL(ONE("+14155552671"), .report = "-"),
		DELETE_ALL(ONE("+14155552671"), .report = nowhere),
		DELETE_ALL(ONE("+14155552671"), .export = "-"),
		DELETE_ALL(ONE("+14155552671"), .export = nowhere),
		DELETE_ALL(ONE("+14155552671"), .export = empty),
		{ ONE("+14155552671"), .yes = true },
	};
	size_t from = asked_so_far(&scene);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int code = scene_erase(&scene, &cases[i]);

		if (code != EXIT_BAD_USAGE)
			fail_msg("case %zu: %d", i, code);
	}
	scene_set(&scene, OPTION_READ_ONLY, "yes");
	assert_int_equal(scene_erase(&scene, &(struct cli_erase)DELETE_ALL(ONE("+14155552671"))),
			 EXIT_BAD_USAGE);
	assert_int_equal(asked_so_far(&scene), from);
	assert_int_equal(scene_plans(&scene), 0);
	free(empty);
	free(wrong);
	free(nowhere);
	scene_close(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_redact_with_media),
		cmocka_unit_test(test_dry_run),
		cmocka_unit_test(test_scheduled),
		cmocka_unit_test(test_cancelled_too_late),
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_resumed_but_there),
		cmocka_unit_test(test_still_listed),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_cannot_list),
		cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_by_rule),
		cmocka_unit_test(test_not_known_to_be_gone),
		cmocka_unit_test(test_no_journal),
		cmocka_unit_test(test_bad_usage),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/erase", tests, NULL, NULL);
}
