/*
 * `msgdeck send` against the sandbox: what is told before, what is sent, what is refused, and going on
 * with it.
 */
#include "batch/send.h"

#include "erase_rig.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "ops/plans.h"
#include "support/term.h"

#define FROM "+15125550100"

static const char three[] = "To,name,From,Body\n"
			    "+14155550101,Ann," FROM ",Hello Ann\n"
			    "+447700900123,Bob," FROM ",Привет\n"
			    "+14155550103,Cem," FROM ",Hello Cem\n";

struct send_scene {
	struct scene scene;
	char *list;   /* path of the file */
	char *report; /* path */
	struct strbuf said;
	size_t before; /* requests */
};

static void write_list(struct send_scene *s, const char *text)
{
	int fd = open(s->list, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0 && file_write_all(fd, text, strlen(text), NULL));
	close(fd);
}

static void open_scene(struct send_scene *s, const char *text)
{
	memset(s, 0, sizeof(*s));
	scene(&s->scene, "--services=10");
	scene_set(&s->scene, OPTION_PRICING_BASE, sandbox_value(s->scene.sandbox, "url"));
	s->list = xstrdup(scene_path(&s->scene, "list.csv"));
	s->report = xstrdup(scene_path(&s->scene, "report.jsonl"));
	strbuf_init(&s->said, STRBUF_TEXT);
	write_list(s, text);
}

static void close_scene(struct send_scene *s)
{
	unlink(s->list);
	unlink(s->report);
	strbuf_release(&s->said);
	free(s->list);
	free(s->report);
	scene_close(&s->scene);
}

/* What the command says on both its outputs. */
static int listen_to(struct send_scene *s, int (*run)(struct send_scene *s, const void *wanted),
		     const void *wanted)
{
	int fd = memfd_create("said", MFD_CLOEXEC), out = dup(STDOUT_FILENO), code;
	int err = dup(STDERR_FILENO);
	char path[64];

	assert_true(fd >= 0 && out >= 0 && err >= 0);
	s->before = asked_so_far(&s->scene);
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	code = run(s, wanted);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(out);
	close(err);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	strbuf_reset(&s->said);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_true(file_read(path, &s->said, NULL));
	close(fd);
	scene_set(&s->scene, OPTION_PRICING_BASE, sandbox_value(s->scene.sandbox, "url"));
	return code;
}

static int run_send(struct send_scene *s, const void *wanted)
{
	return scene_send(&s->scene, wanted);
}

static int run_resume(struct send_scene *s, const void *wanted)
{
	return scene_resume_as(&s->scene, wanted);
}

static int send_list(struct send_scene *s, const struct cli_send *wanted)
{
	struct cli_send own = *wanted;

	own.file = s->list;
	return listen_to(s, run_send, &own);
}

#define SEND(s, ...) send_list(s, &(const struct cli_send){ __VA_ARGS__ })

static int go_on(struct send_scene *s, const struct cli_resume *wanted)
{
	return listen_to(s, run_resume, wanted);
}

static void expect_said(const struct send_scene *s, const char *words)
{
	if (!s->said.length || !strstr(s->said.data, words))
		fail_msg("\"%s\" is not in:\n%s", words, s->said.data);
}

/* Messages that were accepted for this address with this text, ever. */
static size_t sent_to(struct send_scene *s, const char *to, const char *body)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(s->scene.sandbox, &count);

	for (size_t i = 0; i < count; i++) {
		const char *address = sandbox_argument(requests[i].form, "To");
		const char *text = sandbox_argument(requests[i].form, "Body");

		found += strcmp(requests[i].method, "POST") == 0 && requests[i].status == 201 &&
			 address && text && strcmp(address, to) == 0 && strcmp(text, body) == 0;
	}
	return found;
}

static size_t posts(struct send_scene *s)
{
	return count_asked(&s->scene, s->before, "POST", 0);
}

static void expect_three_sent(struct send_scene *s)
{
	assert_int_equal(sent_to(s, "+14155550101", "Hello Ann"), 1);
	assert_int_equal(sent_to(s, "+447700900123", "Привет"), 1);
	assert_int_equal(sent_to(s, "+14155550103", "Hello Cem"), 1);
}

static void test_dry_run(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, three);
	scene_set(&s.scene, OPTION_CHANGES_PER_SECOND, "1");
	scene_set(&s.scene, OPTION_READ_ONLY, "yes");
	assert_int_equal(SEND(&s, .dry_run = true), EXIT_SUCCESS);
	expect_said(&s, "list.csv: 3 messages\n");
	expect_said(&s, "3 segments in all; 1 message is UCS-2\n");
	expect_said(&s, "US: 2 messages, 2 segments: 0.01492 to 0.0196 USD\n");
	expect_said(&s, "GB: 1 message, 1 segment: 0.0417 to 0.0595 USD\n");
	expect_said(&s, "In all: 0.05662 to 0.0791 USD\n");
	expect_said(&s, "It takes a few seconds at 1 a second\n");
	expect_said(&s, "Nothing was sent: this was a dry run\n");
	/* A country is asked for once. */
	assert_int_equal(count_asked(&s.scene, s.before, "GET", 0), 2);
	assert_int_equal(posts(&s), 0);
	assert_int_equal(scene_plans(&s.scene), 0);
	close_scene(&s);
}

static void test_no_prices(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, three);
	scene_fault(&s.scene, "status=403,match=Countries/GB");
	assert_int_equal(SEND(&s, .dry_run = true), EXIT_SUCCESS);
	expect_said(&s, "GB: 1 message, 1 segment: no price known\n");
	expect_said(&s, "In all: 0.01492 to 0.0196 USD\n");
	expect_said(&s, "No price is known of 1 message: ");
	close_scene(&s);
}

static void test_sends(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, three);
	assert_int_equal(SEND(&s, .yes = true, .report = s.report), EXIT_SUCCESS);
	expect_said(&s, "Send: 3 done\n");
	expect_three_sent(&s);
	assert_int_equal(posts(&s), 3);
	assert_int_equal(report_count(s.report, "state", "done"), 3);
	assert_int_equal(scene_plans(&s.scene), 0);
	/* The report is not written over. */
	assert_int_equal(SEND(&s, .yes = true, .report = s.report), EXIT_BAD_USAGE);
	assert_int_equal(posts(&s), 0);
	close_scene(&s);
}

static void test_template(void **state)
{
	struct config_template hello = { .name = (char[]){ "hello" },
					 .text = (char[]){ "Hi {name}" } };
	const struct config_templates templates = { .items = &hello, .count = 1 };
	struct send_scene s;

	(void)state;
	open_scene(&s, "To,name\n+14155550101,Ann\n");
	s.scene.templates = &templates;
	assert_int_equal(SEND(&s, .yes = true, .from = FROM, .template_name = "hello"),
			 EXIT_SUCCESS);
	assert_int_equal(sent_to(&s, "+14155550101", "Hi Ann"), 1);
	assert_int_equal(SEND(&s, .yes = true, .from = FROM, .text = "Bye {name}"), EXIT_SUCCESS);
	assert_int_equal(sent_to(&s, "+14155550101", "Bye Ann"), 1);
	assert_int_equal(SEND(&s, .yes = true, .template_name = "bye"), EXIT_BAD_USAGE);
	expect_said(&s, "has no template \"bye\"");
	assert_int_equal(SEND(&s, .yes = true, .template_name = "hello", .text = "x"),
			 EXIT_BAD_USAGE);
	expect_said(&s, "Say --template or --text, not both");
	close_scene(&s);
}

static void test_faults(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, "To,From,Body\n+14155550101," FROM ",a\n12," FROM ",b\n+14155550102," FROM
		       ",\n");
	assert_int_equal(SEND(&s, .yes = true), EXIT_BAD_USAGE);
	expect_said(&s, "list.csv:3: \"12\" is no number");
	expect_said(&s, "list.csv:4: Say what to send");
	expect_said(&s, "2 of 3 rows cannot be sent: nothing is sent");
	/* Not even prices are asked for. */
	assert_int_equal(asked_so_far(&s.scene), s.before);
	assert_int_equal(SEND(&s, .yes = true, .skip_bad = true), EXIT_SUCCESS);
	assert_int_equal(sent_to(&s, "+14155550101", "a"), 1);
	assert_int_equal(posts(&s), 1);
	close_scene(&s);
}

static void test_many_faults(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct send_scene s;

	(void)state;
	strbuf_addstr(&text, "To,Body\n");
	for (int i = 0; i < 60; i++)
		strbuf_addstr(&text, "12,b\n");
	open_scene(&s, text.data);
	assert_int_equal(SEND(&s, .yes = true), EXIT_BAD_USAGE);
	expect_said(&s, "list.csv:41: ");
	expect_said(&s, "\nand 20 more\n");
	strbuf_release(&text);
	close_scene(&s);
}

static void test_duplicates(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, "To,From,Body\n+14155550101," FROM ",a\n+1 415 555 0101," FROM ",b\n");
	assert_int_equal(SEND(&s, .yes = true), EXIT_BAD_USAGE);
	expect_said(&s, "list.csv:3: +14155550101 is in line 2 already");
	expect_said(&s, "duplicates=once");
	assert_int_equal(SEND(&s, .yes = true, .duplicates = "none"), EXIT_BAD_USAGE);
	expect_said(&s, "--duplicates is once or all");
	assert_int_equal(SEND(&s, .dry_run = true, .duplicates = "once"), EXIT_SUCCESS);
	expect_said(&s, "1 row to somebody who is in a row before is left out\n");
	assert_int_equal(SEND(&s, .dry_run = true, .duplicates = "all"), EXIT_SUCCESS);
	expect_said(&s, "1 row is to somebody who is in a row before\n");
	assert_int_equal(SEND(&s, .yes = true, .duplicates = "once"), EXIT_SUCCESS);
	assert_int_equal(sent_to(&s, "+14155550101", "a"), 1);
	assert_int_equal(sent_to(&s, "+14155550101", "b"), 0);
	assert_int_equal(SEND(&s, .yes = true, .duplicates = "all"), EXIT_SUCCESS);
	assert_int_equal(sent_to(&s, "+14155550101", "b"), 1);
	close_scene(&s);
}

/* What is wrong before anything is asked of anybody. */
static void test_wrong(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, three);
	assert_int_equal(SEND(&s, .yes = false), EXIT_BAD_USAGE);
	expect_said(&s, "There is no terminal to ask at");
	assert_int_equal(listen_to(&s, run_send, &(const struct cli_send){ .yes = true }),
			 EXIT_BAD_USAGE);
	expect_said(&s, "Which list?");
	assert_int_equal(listen_to(&s, run_send,
				   &(const struct cli_send){ .yes = true, .file = "/nowhere.csv" }),
			 EXIT_BAD_USAGE);
	expect_said(&s, "/nowhere.csv cannot be read");
	scene_set(&s.scene, OPTION_READ_ONLY, "yes");
	assert_int_equal(SEND(&s, .yes = true), EXIT_BAD_USAGE);
	expect_said(&s, "Read-only");
	assert_int_equal(asked_so_far(&s.scene), s.before);
	close_scene(&s);
}

/* What Twilio refuses is told, and the others are sent. */
static void test_refused(void **state)
{
	struct send_scene s;

	(void)state;
	open_scene(&s, "To,From,Body\n+14155550101," FROM ",a\n+390612345678," FROM ",b\n");
	assert_int_equal(SEND(&s, .yes = true, .report = s.report), EXIT_INCOMPLETE);
	expect_said(&s, "1 done, 1 refused");
	expect_said(&s, "(error 21408)");
	assert_int_equal(sent_to(&s, "+14155550101", "a"), 1);
	assert_int_equal(report_count(s.report, "state", "refused"), 1);
	close_scene(&s);
}

/* Credentials that are not accepted stop a run in its middle. */
static void interrupt(struct send_scene *s, const struct cli_send *wanted)
{
	scene_set(&s->scene, OPTION_CHANGES_IN_FLIGHT, "1");
	scene_fault(&s->scene, "status=401,method=POST,after=1,times=1000");
	assert_int_equal(send_list(s, wanted), EXIT_INCOMPLETE);
	expect_said(s, "msgdeck resume ");
	scene_fault(&s->scene, NULL);
	assert_int_equal(scene_plans(&s->scene), 1);
}

static void test_resume(void **state)
{
	const struct cli_resume any = { .report = NULL };
	struct strbuf other = STRBUF_INIT(STRBUF_TEXT);
	struct send_scene s;

	(void)state;
	open_scene(&s, three);
	interrupt(&s, &(const struct cli_send){ .yes = true });
	assert_int_equal(sent_to(&s, "+14155550103", "Hello Cem"), 0);
	/* Another file, and none: nothing is sent. */
	strbuf_addf(&other, "%s+14155550104,Dan," FROM ",Hello Dan\n", three);
	write_list(&s, other.data);
	assert_int_equal(go_on(&s, &any), EXIT_BAD_USAGE);
	expect_said(&s, "has been changed since, so what is left cannot be sent from it");
	assert_int_equal(posts(&s), 0);
	unlink(s.list);
	assert_int_equal(go_on(&s, &any), EXIT_BAD_USAGE);
	expect_said(&s, "No such file or directory, so what is left cannot be sent from it");
	assert_int_equal(posts(&s), 0);
	assert_int_equal(scene_plans(&s.scene), 1);
	write_list(&s, three);
	assert_int_equal(go_on(&s, &any), EXIT_SUCCESS);
	expect_three_sent(&s);
	assert_int_equal(scene_plans(&s.scene), 0);
	strbuf_release(&other);
	close_scene(&s);
}

static void test_resume_given(void **state)
{
	const struct cli_resume any = { .report = NULL };
	struct send_scene s;

	(void)state;
	open_scene(&s, "To,name\n+14155550101,Ann\n+447700900123,Bob\n");
	interrupt(&s, &(const struct cli_send){ .yes = true, .text = "Hi {name}", .from = FROM });
	assert_int_equal(go_on(&s, &any), EXIT_BAD_USAGE);
	expect_said(&s, "give text and sender again");
	assert_int_equal(posts(&s), 0);
	assert_int_equal(go_on(&s, &(const struct cli_resume){ .text = "Hi {name}", .from = FROM }),
			 EXIT_SUCCESS);
	assert_int_equal(sent_to(&s, "+14155550101", "Hi Ann"), 1);
	assert_int_equal(sent_to(&s, "+447700900123", "Hi Bob"), 1);
	close_scene(&s);
}

/* An answer that is lost: looked for by recipient, without a date, and not sent again. Where the text is
 * not kept nobody can know. */
static void test_lost(void **state)
{
	struct send_scene s;
	size_t count, looked = 0;
	const struct sandbox_request *requests;

	(void)state;
	open_scene(&s, "To,From,Body,ContentRetention\n"
		       "+14155550101," FROM ",a,\n+447700900123," FROM ",b,discard\n");
	scene_fault(&s.scene, "close-after,method=POST,times=2");
	assert_int_equal(SEND(&s, .yes = true), EXIT_INCOMPLETE);
	expect_said(&s, "1 done, 1 unknown");
	assert_int_equal(posts(&s), 2);
	requests = sandbox_requests(s.scene.sandbox, &count);
	for (size_t i = s.before; i < count; i++) {
		const char *to = sandbox_argument(requests[i].query, "To");

		if (!to || strcmp(requests[i].method, "GET") != 0)
			continue;
		assert_string_equal(to, "+14155550101");
		assert_null(sandbox_argument(requests[i].query, "DateSent"));
		assert_null(sandbox_argument(requests[i].query, "DateSent>"));
		assert_null(sandbox_argument(requests[i].query, "DateSent<"));
		looked++;
	}
	assert_true(looked > 0);
	close_scene(&s);
}

/* The text comes on standard input, where no argument shows it: to be sent, and to be gone on with. */
static void test_text_from_standard_input(void **state)
{
	static const struct {
		const char *typed, *sent;
	} cases[] = {
		{ "Hi {name}\n", "Hi Ann" },
		{ "Hi {name}\n\nBye\r\n", "Hi Ann\n\nBye" },
		{ "\n", NULL },
		{ "", NULL },
	};
	struct send_scene s;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int pipes[2], in = dup(STDIN_FILENO);

		open_scene(&s, "To,name,From\n+14155550101,Ann," FROM "\n");
		assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
		assert_true(file_write_all(pipes[1], cases[i].typed, strlen(cases[i].typed), NULL));
		close(pipes[1]);
		dup2(pipes[0], STDIN_FILENO);
		close(pipes[0]);
		assert_int_equal(SEND(&s, .text = "-", .yes = true), cases[i].sent ? 0 : 2);
		dup2(in, STDIN_FILENO);
		close(in);
		if (cases[i].sent)
			assert_int_equal(sent_to(&s, "+14155550101", cases[i].sent), 1);
		else
			expect_said(&s, "No text came on standard input");
		close_scene(&s);
	}
	open_scene(&s, three);
	assert_int_equal(listen_to(&s, run_send, &(const struct cli_send){ .file = "-" }), 2);
	expect_said(&s, "so it is a file. The text alone may come on standard input: --text=-");
	close_scene(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_from_standard_input),
		cmocka_unit_test(test_dry_run),
		cmocka_unit_test(test_no_prices),
		cmocka_unit_test(test_sends),
		cmocka_unit_test(test_template),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_many_faults),
		cmocka_unit_test(test_duplicates),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_resume),
		cmocka_unit_test(test_resume_given),
		cmocka_unit_test(test_lost),
	};

	char now[32];

	/* The sandbox's time: a message is looked for since its intent. */
	snprintf(now, sizeof(now), "%lld", (long long)TERM_NOW);
	setenv("MSGDECK_TEST_NOW", now, 1);
	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/send", tests, NULL, NULL);
}
