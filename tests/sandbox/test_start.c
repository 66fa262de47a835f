/* The program itself: options, certificates, what it leaves behind, and how much memory it takes. */
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/place.h"

#define WORDS_MAX 5

/* Sanitizers need memory of their own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#elif defined(__has_feature)
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define SANITIZED false
#endif

/* Runs it to its end with both outputs in `out`; returns its exit status. */
static int run(const char *const *options, struct strbuf *out)
{
	char *program = place_program("msgdeck-sandbox");
	const char *argv[WORDS_MAX + 2] = { program };
	int ends[2], status;
	char bytes[4096];
	ssize_t count;
	pid_t child;

	for (int i = 0; i < WORDS_MAX && options[i] != NULL; i++)
		argv[i + 1] = options[i];
	assert_return_code(pipe(ends), errno);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		execv(program, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(ends[1]);
	while ((count = read(ends[0], bytes, sizeof(bytes))) > 0)
		strbuf_add(out, bytes, (size_t)count);
	close(ends[0]);
	waitpid(child, &status, 0);
	free(program);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void bad_options_are_explained(void **state)
{
	static const struct {
		const char *options[WORDS_MAX];
		const char *says;
	} cases[] = {
		{ { "--nonsense" }, "--nonsense" },
		{ { "word" }, "word" },
		{ { "--port" }, "--port needs a value" },
		{ { "--port=70000" }, "0 to 65535" },
		{ { "--messages=5000001" }, "5000000" },
		{ { "--contacts", "0" }, "--contacts" },
		{ { "--live=yes" }, "takes no value" },
		{ { "--account", "AC12" }, "hexadecimal" },
		{ { "--token", "" }, "--token" },
		{ { "--assume", "nonsense=1" }, "nonsense" },
		{ { "--assume", "status-20009=500" }, "409|422" },
		{ { "--assume", "status-20009" }, "NAME=VALUE" },
		{ { "--fault", "nonsense" }, "nonsense" },
		{ { "--fault", "status=99" }, "no HTTP status" },
		{ { "--fault", "BAD" }, "there is no fault \"BAD\" among status, error, html" },
		{ { "--fault", "reset,match=(" }, "bad pattern" },
		{ { "--fault", "broken=heart" }, "heart" },
		{ { "--certificate", "gold" }, "wrong-name" },
		{ { "--hostile", "/dev/null" }, "no line with a string" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

		assert_int_equal(run(cases[i].options, &out), 2);
		if (strstr(out.data, cases[i].says) == NULL)
			fail_msg("\"%s\" is not in: %s", cases[i].says, out.data);
		assert_ptr_equal(strchr(out.data, '\n'), out.data + out.length - 1);
		strbuf_release(&out);
	}
}

static void bad_files_are_explained(void **state)
{
	static const char *const cases[][WORDS_MAX] = {
		{ "--log", "/nowhere/at/all", "--messages", "1" },
		{ "--ca-file", "/nowhere/at/all", "--messages", "1" },
		{ "--hostile", "/nowhere/at/all", "--messages", "1" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

		assert_int_equal(run(cases[i], &out), 1);
		assert_non_null(strstr(out.data, "/nowhere/at/all"));
		strbuf_release(&out);
	}
}

static void help_tells_everything(void **state)
{
	static const char *const told[] = { "--port=N", "--exit-with-stdin",
					    "date-filter=second|day", "next-loop",
					    "/sandbox/faults" };
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	assert_int_equal(run((const char *const[]){ "--help", NULL }, &out), 0);
	for (size_t i = 0; i < ARRAY_SIZE(told); i++)
		assert_non_null(strstr(out.data, told[i]));
	strbuf_reset(&out);
	assert_int_equal(run((const char *const[]){ "--version", NULL }, &out), 0);
	assert_memory_equal(out.data, "msgdeck-sandbox ", 16);
	strbuf_release(&out);
}

static void certificates_can_be_bad(void **state)
{
	static const char *const kinds[] = { "expired", "early", "self-signed", "wrong-name" };
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		client(&client, "--messages", "1", "--certificate", kinds[i]);
		client_get(&client, ".json", &answer);
		assert_int_equal(answer.transport, CURLE_PEER_FAILED_VERIFICATION);
		client_close(&client);
	}
	answer_release(&answer);
}

/* A client that takes what there is gets TLS 1.1; one that wants 1.2 gets nothing. */
static void tls_can_be_old(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "1", "--old-tls");
	curl_easy_setopt(client.curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	client_get(&client, ".json", &answer);
	assert_int_equal(answer.transport, CURLE_SSL_CONNECT_ERROR);
	curl_easy_setopt(client.curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_1);
	curl_easy_setopt(client.curl, CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");
	client_get(&client, ".json", &answer);
	assert_int_equal(answer.transport, CURLE_OK);
	assert_int_equal(answer.status, 200);
	answer_release(&answer);
	client_close(&client);
}

static void nothing_is_left_behind(void **state)
{
	struct client client;
	char *ca;

	(void)state;
	client(&client, "--messages", "1");
	ca = xstrdup(sandbox_value(client.sandbox, "ca_file"));
	assert_int_equal(access(ca, R_OK), 0);
	client_close(&client); /* ends its standard input */
	assert_int_equal(access(ca, F_OK), -1);
	*strrchr(ca, '/') = '\0';
	assert_int_equal(access(ca, F_OK), -1);
	free(ca);
}

/* Texts are the file's, to the byte; what a client needs to go on stays. */
static void texts_can_mean_harm(void **state)
{
	static const char lines[] = "no string\n\"\\u001b[31m \\ud83d \\u0000\"\n";
	static const char sent[] = "{\"body\": \"\\u001b[31m \\ud83d \\u0000\"";
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct answer answer = ANSWER_INIT;
	struct client client;
	size_t found = 0;

	(void)state;
	strbuf_addf(&path, "%s/texts", getenv("TMPDIR"));
	assert_true(file_write_private(path.data, lines, sizeof(lines) - 1, NULL));
	client(&client, "--messages", "20", "--hostile", path.data);
	client_get(&client, "/Messages.json?PageSize=10", &answer);
	assert_int_equal(answer.status, 200);
	assert_int_equal(answer_count(&answer), 10);
	assert_memory_equal(answer_text(&answer, "next_page_uri"), "/2010-04-01/Accounts/AC", 23);
	for (size_t i = 0; i < 10; i++)
		assert_memory_equal(json_get_string(answer_message(&answer, i), "sid"), "SM", 2);
	for (const char *at = answer.body.data; (at = strstr(at, sent)); at++)
		found++;
	assert_int_equal(found, 10);
	answer_release(&answer);
	client_close(&client);
	strbuf_release(&path);
}

static long peak_kilobytes(int process)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *line;
	long kilobytes = -1;

	strbuf_addf(&path, "/proc/%d/status", process);
	assert_true(file_read(path.data, &text, NULL));
	line = strstr(text.data, "VmHWM:");
	assert_non_null(line);
	assert_int_equal(sscanf(line, "VmHWM: %ld kB", &kilobytes), 1);
	strbuf_release(&path);
	strbuf_release(&text);
	return kilobytes;
}

/* 18 bytes a message, and no texts: five million would have some 400 MB of them. */
static void five_million_messages_fit(void **state)
{
	static const char *const queries[] = {
		"/Messages.json?PageSize=1000",
		"/Messages.json?PageSize=1000&From=FernhillGo",
		"/Messages.json?PageSize=1000&To=%2B15125550101&DateSent%3C=2026-09-01",
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "5000000", "--contacts", "50000");
	for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
		client_get(&client, queries[i], &answer);
		assert_int_equal(answer_count(&answer), 1000);
	}
	if (!SANITIZED && getenv("TEST_WRAPPER") == NULL)
		assert_in_range(peak_kilobytes(sandbox_process(client.sandbox)), 1, 160 * 1024);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_options_are_explained),
		cmocka_unit_test(bad_files_are_explained),
		cmocka_unit_test(help_tells_everything),
		cmocka_unit_test(certificates_can_be_bad),
		cmocka_unit_test(tls_can_be_old),
		cmocka_unit_test(texts_can_mean_harm),
		cmocka_unit_test(nothing_is_left_behind),
		cmocka_unit_test(five_million_messages_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
