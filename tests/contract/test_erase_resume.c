/*
 * An erasure that was cut off, gone on with by whoever gives its addresses again: they are compared with what
 * the journal tells, and what has come since is found and erased, too. Without them it is not over.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "erase_child.h"
#include "ops/plans.h"
#include "support/term.h"

#define DIGITS "4155550123"
#define WHO "+1" DIGITS /* who never answers */
#define CHAT "whatsapp:" WHO
#define OTHER "+14155550199"

struct cut {
	struct scene scene;
	char old[40], new[40];
	size_t from; /* requests before it goes on */
};

/* One message is there, is deleted, and the process is killed before it has looked; then another comes. */
static void cut_off(struct cut *cut, const struct cli_erase *wanted)
{
	struct scene *scene = &cut->scene;
	struct census census;
	struct run run;

	scene(scene, "--seed=3", "--live", "--rate=0", "--speed=1000");
	census_read(scene, &census);
	const char *sender = census_sender(&census);
	scene_post_final(scene, sender, WHO, cut->old);
	scene_fault(scene, "stall=600,method=DELETE");
	run_start(&run, scene, wanted, -1);
	/* The first line, the plan, its beginning, the intent. */
	while (count_asked(scene, 0, "DELETE", 0) == 0 && run_await_writes(&run, 1)) {
		struct plan_list list;
		bool sent;

		plans_find(scene->directory, &list);
		sent = list.count && list.items[0].counts[ITEM_SENT];
		plans_release(&list);
		if (sent)
			break;
	}
	kill(run.process, SIGKILL);
	assert_true(WIFSIGNALED(run_finish(&run)));
	scene_fault(scene, NULL);
	scene_post_final(scene, sender, WHO, cut->new);
	assert_int_equal(scene_plans(scene), 1);
	cut->from = asked_so_far(scene);
	census_release(&census);
}

static bool is_there(struct scene *scene, const char *sid)
{
	struct census census;
	bool there;

	census_read(scene, &census);
	there = census_find(&census, sid) != NULL;
	census_release(&census);
	return there;
}

static void resume(struct cut *cut, const struct cli_resume *wanted, int code, const char *says)
{
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);
	struct telling telling;
	int got;

	tell_begin(&telling);
	got = scene_resume_as(&cut->scene, wanted);
	tell_end(&telling, &said);
	if (got != code || !strstr(said.data, says))
		fail_msg("exit %d instead of %d, not said: %s\nbut: %s", got, code, says,
			 said.data);
	/* Not even what the operator typed is repeated. */
	assert_null(strstr(said.data, DIGITS));
	strbuf_release(&said);
}

/* It says what was not looked for and how that is done, and stays unfinished; with the address it is done. */
static void test_without_and_with(void **state)
{
	(void)state;
	const struct cli_erase wanted = { .addresses = { { WHO }, 1 },
					  .delete = true,
					  .yes = true };
	struct cut cut;

	cut_off(&cut, &wanted);
	for (int again = 0; again < 2; again++) {
		resume(&cut, &(struct cli_resume){ .report = NULL }, EXIT_INCOMPLETE,
		       "whether more has come since is not known: msgdeck resume 20");
		assert_false(is_there(&cut.scene, cut.old));
		assert_true(is_there(&cut.scene, cut.new));
		assert_int_equal(scene_plans(&cut.scene), 1);
	}
	/* There is nobody to ask. */
	resume(&cut, &(struct cli_resume){ .words = { { WHO }, 1 } }, EXIT_INCOMPLETE,
	       "1 message came since and is still there");
	assert_true(is_there(&cut.scene, cut.new));
	assert_int_equal(scene_plans(&cut.scene), 1);
	char *report = xstrdup(scene_path(&cut.scene, "report.jsonl"));
	resume(&cut, &(struct cli_resume){ .words = { { WHO }, 1 }, .yes = true, .report = report },
	       EXIT_SUCCESS, "1 message came meanwhile and went the same way");
	assert_false(is_there(&cut.scene, cut.new));
	assert_int_equal(scene_plans(&cut.scene), 0);
	assert_int_equal(report_count(report, "proof", "gone"), 2);
	assert_int_equal(count_asked(&cut.scene, 0, "DELETE", 204), 2);
	free(report);
	scene_close(&cut.scene);
}

/* Others are refused before anything is done, and so is what cannot be compared. */
static void test_other_addresses(void **state)
{
	(void)state;
	const struct cli_erase wanted = { .addresses = { { WHO, OTHER }, 2 },
					  .delete = true,
					  .yes = true };
	static const struct {
		struct cli_words words;
		const char *says;
	} cases[] = {
		{ { { WHO }, 1 },
		  "These are not the addresses of then: there were 2, and these are 1" },
		{ { { WHO, "+14155550198" }, 2 }, "These are not the addresses of then" },
		{ { { WHO, OTHER, "+14155550198" }, 3 }, "these are 3" },
		{ { { CHAT, OTHER }, 2 }, "These are not the addresses of then" },
		{ { { WHO, "+1 bob" }, 2 }, "is no address" },
	};
	struct cut cut;

	cut_off(&cut, &wanted);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		resume(&cut, &(struct cli_resume){ .words = cases[i].words, .yes = true },
		       EXIT_BAD_USAGE, cases[i].says);
	/* Another secret makes another key. */
	scene_set(&cut.scene, OPTION_API_KEY, sandbox_value(cut.scene.sandbox, "api_key"));
	scene_set(&cut.scene, OPTION_API_SECRET, sandbox_value(cut.scene.sandbox, "api_secret"));
	resume(&cut, &(struct cli_resume){ .words = { { WHO, OTHER }, 2 }, .yes = true },
	       EXIT_BAD_USAGE, "msgdeck signs in with another secret than then");
	assert_int_equal(asked_so_far(&cut.scene), cut.from);
	assert_int_equal(scene_plans(&cut.scene), 1);
	/* In another order, as people write them, one twice. */
	resume(&cut,
	       &(struct cli_resume){ .words = { { OTHER, "+1 (415) 555-0123", WHO }, 3 },
				     .yes = true },
	       EXIT_SUCCESS, "1 message came meanwhile");
	assert_false(is_there(&cut.scene, cut.new));
	scene_close(&cut.scene);
}

/* From a file, whose addresses are not to be seen in the arguments; a plan may stand before. */
static void test_from_a_file(void **state)
{
	(void)state;
	struct strbuf list = STRBUF_INIT(STRBUF_TEXT);
	struct plan_list plans;
	struct cut cut;

	cut_off(&cut, &(const struct cli_erase){
			      .addresses = { { WHO }, 1 }, .delete = true, .yes = true });
	strbuf_addstr(&list, "# one\n" WHO "\n");
	const char *path = scene_path(&cut.scene, "list");
	assert_true(file_write_private(path, list.data, list.length, NULL));
	plans_find(cut.scene.directory, &plans);
	resume(&cut,
	       &(struct cli_resume){ .words = { { plans_name(plans.items[0].path) }, 1 },
				     .file = path,
				     .yes = true },
	       EXIT_SUCCESS, "1 message came meanwhile");
	plans_release(&plans);
	assert_int_equal(scene_plans(&cut.scene), 0);
	strbuf_release(&list);
	scene_close(&cut.scene);
}

/* An age has no address: nothing must be given, and what is of that age is looked for. */
static void test_of_an_age(void **state)
{
	(void)state;
	struct cut cut;

	cut_off(&cut, &(const struct cli_erase){ .older_than = "1", .delete = true, .yes = true });
	resume(&cut, &(struct cli_resume){ .words = { { WHO }, 1 } }, EXIT_BAD_USAGE,
	       "These are not the addresses of then: there were 0");
	resume(&cut, &(struct cli_resume){ .report = NULL }, EXIT_INCOMPLETE,
	       "1 message came since and is still there");
	assert_true(is_there(&cut.scene, cut.new));
	resume(&cut, &(struct cli_resume){ .yes = true }, EXIT_SUCCESS,
	       "1 message came meanwhile and went the same way");
	assert_false(is_there(&cut.scene, cut.new));
	assert_int_equal(scene_plans(&cut.scene), 0);
	scene_close(&cut.scene);
}

/* What a filter chose is in no journal: it is as before, and addresses are not passed over. */
static void test_of_a_filter(void **state)
{
	(void)state;
	struct cut cut;

	cut_off(&cut, &(const struct cli_erase){ .addresses = { { WHO }, 1 },
						 .filter = "hello",
						 .delete = true,
						 .yes = true });
	resume(&cut, &(struct cli_resume){ .words = { { WHO }, 1 } }, EXIT_BAD_USAGE,
	       "does not tell whose messages these were");
	assert_int_equal(asked_so_far(&cut.scene), cut.from);
	resume(&cut, &(struct cli_resume){ .report = NULL }, EXIT_SUCCESS,
	       "msgdeck erase ADDRESS... --delete --dry-run counts it");
	assert_int_equal(scene_plans(&cut.scene), 0);
	scene_close(&cut.scene);
}

/* Neither the address nor any hash of it that could be tried without the account's secret. */
static void test_the_journal_is_silent(void **state)
{
	(void)state;
	struct strbuf bytes = STRBUF_INIT(SCENE_TEXT_MAX);
	struct plan_list plans;
	struct cut cut;

	cut_off(&cut, &(const struct cli_erase){
			      .addresses = { { WHO }, 1 }, .delete = true, .yes = true });
	plans_find(cut.scene.directory, &plans);
	assert_true(file_read(plans.items[0].path, &bytes, NULL));
	assert_null(strstr(bytes.data, DIGITS));
	assert_null(strstr(bytes.data, sandbox_value(cut.scene.sandbox, "auth_token")));
	assert_non_null(strstr(bytes.data, ",\"scope\":{\"addresses\":1,\"key\":\""));
	plans_release(&plans);
	strbuf_release(&bytes);
	scene_close(&cut.scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_and_with),
		cmocka_unit_test(test_other_addresses),
		cmocka_unit_test(test_from_a_file),
		cmocka_unit_test(test_of_an_age),
		cmocka_unit_test(test_of_a_filter),
		cmocka_unit_test(test_the_journal_is_silent),
	};

	char now[32];

	/* All that the sandbox has is old. */
	snprintf(now, sizeof(now), "%lld", (long long)TERM_NOW + 30 * 86400);
	setenv("MSGDECK_TEST_NOW", now, 1);
	/* Nobody is asked. */
	close(STDIN_FILENO);
	assert_int_equal(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/erase_resume", tests, NULL, NULL);
}
