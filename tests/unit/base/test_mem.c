#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

static void test_zero_sizes_give_pointers(void **state)
{
	(void)state;
	void *blocks[] = { xmalloc(0),
			   xcalloc(0, 8),
			   xcalloc(8, 0),
			   xrealloc(NULL, 0),
			   xreallocarray(NULL, 0, 8),
			   xmemdup("", 0) };

	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		assert_non_null(blocks[i]);
		for (size_t j = 0; j < i; j++)
			assert_ptr_not_equal(blocks[i], blocks[j]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++)
		free(blocks[i]);
}

static void test_xcalloc_zeroes(void **state)
{
	(void)state;
	unsigned char *bytes = xcalloc(16, 16);

	for (size_t i = 0; i < 256; i++)
		assert_int_equal(bytes[i], 0);
	free(bytes);
}

static void test_copies(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t length;
		const char *copy;
	} cases[] = {
		{ "", 0, "" },       { "abc", 0, "" },      { "abc", 2, "ab" },
		{ "abc", 3, "abc" }, { "abc", 100, "abc" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *copy = xstrndup(cases[i].text, cases[i].length);
		assert_string_equal(copy, cases[i].copy);
		free(copy);
	}
	char *copy = xstrdup("whole");
	assert_string_equal(copy, "whole");
	free(copy);
	copy = xmemdup("a\0b", 4);
	assert_memory_equal(copy, "a\0b", 4);
	free(copy);
}

static void test_wipe(void **state)
{
	(void)state;
	char secret[] = "secret";

	mem_wipe(secret, 3);
	assert_memory_equal(secret, "\0\0\0ret", sizeof(secret));
	mem_wipe(NULL, 0);
	mem_wipe_free(NULL);
	mem_wipe_free(xstrdup("secret"));
}

static void say_handled(void)
{
	ssize_t ignored = write(STDOUT_FILENO, "handled", 7);
	(void)ignored;
}

/* What a child writes to stdout and stderr when an allocation cannot be had. */
static size_t output_of_exhaustion(bool handler, char *output, size_t size)
{
	int fds[2];
	size_t length = 0;
	ssize_t got;
	int status;

	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (!child) {
		dup2(fds[1], STDOUT_FILENO);
		dup2(fds[1], STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		mem_on_exhaustion(say_handled);
		if (!handler)
			mem_on_exhaustion(NULL);
		free(xreallocarray(NULL, SIZE_MAX / 2, 4));
		_exit(0);
	}
	close(fds[1]);
	while ((got = read(fds[0], output + length, size - 1 - length)) > 0)
		length += (size_t)got;
	output[length] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	return length;
}

static void test_exhaustion_ends_the_program(void **state)
{
	(void)state;
	char output[256];

	output_of_exhaustion(true, output, sizeof(output));
	assert_string_equal(output, "handledmsgdeck: out of memory\n");
	output_of_exhaustion(false, output, sizeof(output));
	assert_string_equal(output, "msgdeck: out of memory\n");
}

static void test_wiping_realloc_keeps_what_fits(void **state)
{
	(void)state;
	char *text = mem_wiping_realloc(NULL, 6);

	memcpy(text, "hello", 6);
	text = mem_wiping_realloc(text, 4096);
	assert_string_equal(text, "hello");
	text = mem_wiping_realloc(text, 3);
	assert_memory_equal(text, "hel", 3);
	mem_wiping_free(text);
	mem_wiping_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zero_sizes_give_pointers),
		cmocka_unit_test(test_xcalloc_zeroes),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_wipe),
		cmocka_unit_test(test_wiping_realloc_keeps_what_fits),
		cmocka_unit_test(test_exhaustion_ends_the_program),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
