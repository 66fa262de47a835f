#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#define STAMP "2019-05-24T17:44:50.000Z "

static char path[512];

static int set_up(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	snprintf(path, sizeof(path), "%s/log.%d", base ? base : "/tmp", (int)getpid());
	clock_pin(1558719890);
	return log_open(path, LOG_INFO, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	log_close();
	return remove(path);
}

static void read_log(struct strbuf *out)
{
	strbuf_init(out, STRBUF_TEXT);
	assert_true(file_read(path, out, NULL));
}

static void assert_log(const char *text)
{
	struct strbuf out;

	read_log(&out);
	assert_string_equal(out.data, text);
	strbuf_release(&out);
}

static void test_lines(void **state)
{
	(void)state;
	log_write(LOG_ERROR, "http", "answer %d", 500);
	log_write(LOG_WARNING, "http", "slow");
	log_write(LOG_INFO, "app", "started");
	log_write(LOG_DEBUG, "app", "unheard");
	assert_log(STAMP "error http: answer 500\n" STAMP "warn  http: slow\n" STAMP
			 "info  app: started\n");
}

static void test_file_is_private_and_appended_to(void **state)
{
	(void)state;
	struct stat info;

	log_write(LOG_INFO, "a", "1");
	log_close();
	log_write(LOG_ERROR, "a", "closed");
	assert_true(log_open(path, LOG_ERROR, NULL));
	log_write(LOG_INFO, "a", "below the level");
	log_write(LOG_ERROR, "a", "2");
	assert_log(STAMP "info  a: 1\n" STAMP "error a: 2\n");
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_level_is_known_without_writing(void **state)
{
	(void)state;
	assert_true(log_enabled(LOG_ERROR));
	assert_true(log_enabled(LOG_INFO));
	assert_false(log_enabled(LOG_DEBUG));
	log_close();
	assert_false(log_enabled(LOG_ERROR));
}

static void test_foreign_bytes_are_cleaned(void **state)
{
	(void)state;
	log_write(LOG_INFO, "x\n", "one\ntwo\033[31m \xFF \xE2\x80\xAE.");
	assert_log(STAMP "info  x\u23CE: one\u23CEtwo\u241B[31m \uFFFD \u21C4.\n");
}

static void test_secrets_are_hidden(void **state)
{
	(void)state;
	static const char *const secrets[] = { "", "hunter2", "hunter22222", "s\033x" };

	for (size_t i = 0; i < 4; i++)
		log_hide(secrets[i]);
	log_write(LOG_INFO, "x", "hunter2, hunter22222 and ahunter2b s\033x hunter");
	log_unhide(secrets[1]);
	log_unhide("never hidden");
	log_write(LOG_INFO, "x", "hunter2, hunter22222");
	for (size_t i = 0; i < 4; i++)
		log_unhide(secrets[i]);
	assert_log(STAMP "info  x: ***, *** and a***b *** hunter\n" STAMP
			 "info  x: hunter2, ***\n");
}

static void test_long_texts_are_cut(void **state)
{
	(void)state;
	struct strbuf out;
	char *text = xmalloc(100000);

	memset(text, 'a', 99999);
	text[99999] = '\0';
	log_write(LOG_INFO, "x", "%.10000s", text);
	log_write(LOG_INFO, "x", "%s", text);
	log_write(LOG_INFO, "x", "next");
	read_log(&out);
	assert_non_null(strstr(out.data, "aaa (cut)\n"));
	assert_non_null(strstr(out.data, "info  x: (a text too long to log)\n"));
	assert_non_null(strstr(out.data, "info  x: next\n"));
	assert_true(out.length < 5000);
	strbuf_release(&out);
	free(text);
}

static void test_errno_is_kept(void **state)
{
	(void)state;
	errno = EDOM;
	log_write(LOG_INFO, "x", "y");
	assert_int_equal(errno, EDOM);
}

static void test_refuses_a_file_that_others_read(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;

	assert_int_equal(chmod(path, 0644), 0);
	assert_false(log_open(path, LOG_INFO, &err));
	assert_int_equal(err.kind, ERROR_USAGE);
	error_release(&err);
}

enum { THREADS = 4, LINES = 200 };

static void *write_lines(void *name)
{
	for (int i = 0; i < LINES; i++)
		log_write(LOG_INFO, name, "%0500d", i);
	return NULL;
}

static void test_lines_of_threads_stay_whole(void **state)
{
	(void)state;
	static char names[THREADS][2] = { "a", "b", "c", "d" };
	pthread_t threads[THREADS];
	struct strbuf out;
	int next[THREADS] = { 0 };
	char want[600];

	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_lines, names[i]), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	read_log(&out);
	for (const char *line = out.data; *line; line = strchr(line, '\n') + 1) {
		int who = line[strlen(STAMP "info  ")] - 'a';
		assert_true(who >= 0 && who < THREADS);
		snprintf(want, sizeof(want), STAMP "info  %s: %0500d\n", names[who], next[who]++);
		assert_memory_equal(line, want, strlen(want));
	}
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(next[i], LINES);
	strbuf_release(&out);
}

#define WITH_LOG(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_LOG(test_lines),
		WITH_LOG(test_file_is_private_and_appended_to),
		WITH_LOG(test_level_is_known_without_writing),
		WITH_LOG(test_foreign_bytes_are_cleaned),
		WITH_LOG(test_secrets_are_hidden),
		WITH_LOG(test_long_texts_are_cut),
		WITH_LOG(test_errno_is_kept),
		WITH_LOG(test_refuses_a_file_that_others_read),
		WITH_LOG(test_lines_of_threads_stay_whole),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
