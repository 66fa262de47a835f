#include "batch/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/folder.h"
#include "base/file.h"
#include "base/mem.h"

static void begin(struct output *output, bool overwrite)
{
	assert_true(output_init(output, FOLDER_FILE, overwrite, NULL));
	assert_true(output_open(output, NULL));
	assert_true(output_write(output, "one\n", 4, NULL));
	assert_true(output_write(output, "two\n", 4, NULL));
	assert_int_equal(output->bytes, 8);
}

static void expect_error(struct error *err, const char *text)
{
	assert_non_null(strstr(error_text(err), text));
	error_release(err);
}

static void test_the_name_comes_last(void **state)
{
	struct output output;
	struct stat info;

	(void)state;
	begin(&output, false);
	assert_int_equal(access(FOLDER_FILE, F_OK), -1);
	assert_true(output_commit(&output, NULL));
	folder_expect("one\ntwo\n");
	assert_int_equal(stat(FOLDER_FILE, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	output_abandon(&output);
	folder_expect("one\ntwo\n");
}

/* Of many that are open at once most have no descriptor; they end with the program all the same. */
static void test_one_of_many(void **state)
{
	struct output output;
	pid_t child;
	int status;

	(void)state;
	assert_true(output_init(&output, FOLDER_FILE, false, NULL));
	output.many = true;
	assert_true(output_open(&output, NULL));
	assert_true(output_write(&output, "one\n", 4, NULL));
	assert_true(output_rest(&output, NULL));
	assert_int_equal(output.file.fd, -1);
	assert_int_equal(folder_count(), 1);
	assert_true(output_write(&output, "two\n", 4, NULL));
	assert_true(output_rest(&output, NULL));
	assert_true(output_commit(&output, NULL));
	folder_expect("one\ntwo\n");
	unlink(FOLDER_FILE);

	child = fork();
	if (child == 0) {
		output_init(&output, FOLDER_FILE, false, NULL);
		output.many = true;
		output_open(&output, NULL);
		raise(SIGTERM);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(folder_count(), 0);
}

/* Killed without a word: where files can be without a name, nothing is left. */
static void test_killed(void **state)
{
	int there = open(".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	struct output output;
	int status;

	(void)state;
	if (there >= 0)
		close(there);
	pid_t child = fork();
	if (child == 0) {
		output_init(&output, FOLDER_FILE, false, NULL);
		output_open(&output, NULL);
		output_write(&output, "one\n", 4, NULL);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WTERMSIG(status), SIGKILL);
	assert_int_equal(folder_count(), there < 0);
}

static void test_abandoned(void **state)
{
	struct output output;

	(void)state;
	begin(&output, false);
	output_abandon(&output);
	output_abandon(&output);
	assert_int_equal(folder_count(), 0);
}

static void test_a_file_that_is_there(void **state)
{
	struct output output;
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(file_write_private(FOLDER_FILE, "old", 3, NULL));
	assert_false(output_init(&output, FOLDER_FILE, false, &err));
	assert_int_equal(err.kind, ERROR_USAGE);
	expect_error(&err, FOLDER_FILE " is there already; --overwrite replaces it");
	begin(&output, true);
	output_abandon(&output);
	folder_expect("old");
	begin(&output, true);
	assert_true(output_commit(&output, NULL));
	folder_expect("one\ntwo\n");
}

/* Somebody else's file is not lost, even when it came after we looked. */
static void test_a_file_that_appears(void **state)
{
	struct output output;
	struct error err = ERROR_INIT;

	(void)state;
	begin(&output, false);
	assert_true(file_write_private(FOLDER_FILE, "theirs", 6, NULL));
	assert_false(output_commit(&output, &err));
	expect_error(&err, FOLDER_FILE " has appeared meanwhile");
	folder_expect("theirs");
}

static void test_no_files(void **state)
{
	static const char *const paths[] = { ".", "/dev/null" };
	struct output output;
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		assert_false(output_init(&output, paths[i], true, &err));
		assert_int_equal(err.kind, ERROR_USAGE);
		expect_error(&err, "is not a regular file");
	}
	assert_true(output_init(&output, "no/such/folder", false, NULL));
	assert_false(output_open(&output, &err));
	expect_error(&err, "no/such/folder cannot be written");
	output_abandon(&output);
}

static void test_standard_output(void **state)
{
	static const char *const paths[] = { NULL, "-" };
	struct output output;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		assert_true(output_init(&output, paths[i], false, NULL));
		assert_null(output.path);
		assert_int_equal(output.file.fd, STDOUT_FILENO);
		assert_true(output_open(&output, NULL));
		assert_true(output_commit(&output, NULL));
		output_abandon(&output);
	}
	assert_int_equal(folder_count(), 0);
}

/* In place of standard output a pipe: full and non-blocking at first, then without a reader. */
static void test_pipes(void **state)
{
	static char much[1 << 18];
	struct output output;
	struct error err = ERROR_INIT;
	int ends[2];

	(void)state;
	assert_true(output_init(&output, NULL, false, NULL));
	assert_true(output_open(&output, NULL));
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	pid_t reader = fork();
	if (reader == 0) {
		close(ends[1]);
		while (read(ends[0], much, 1000) > 0)
			;
		_exit(0);
	}
	output.file.fd = ends[1];
	assert_true(output_write(&output, much, sizeof(much), NULL));
	close(ends[0]);
	assert_false(output.gone);
	assert_int_equal(kill(reader, SIGKILL), 0);
	assert_int_equal(waitpid(reader, NULL, 0), reader);
	assert_false(output_write(&output, much, 1, &err));
	assert_true(output.gone);
	expect_error(&err, "Standard output cannot be written");
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_name_comes_last),
		cmocka_unit_test(test_one_of_many),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_abandoned),
		cmocka_unit_test(test_a_file_that_is_there),
		cmocka_unit_test(test_a_file_that_appears),
		cmocka_unit_test(test_no_files),
		cmocka_unit_test(test_standard_output),
		cmocka_unit_test(test_pipes),
	};
	struct CMUnitTest inside[ARRAY_SIZE(tests)];

	for (size_t i = 0; i < ARRAY_SIZE(tests); i++) {
		inside[i] = tests[i];
		inside[i].setup_func = folder_enter;
		inside[i].teardown_func = folder_leave;
	}
	return cmocka_run_group_tests_name("output", inside, NULL, NULL);
}
