/*
 * The program itself: what it writes, how it ends, and what it may not do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "pictures.h"
#include "preview/confine.h"
#include "preview/symbols.h"

#define OUTPUT_MAX ((size_t)1 << 20)

/* Runs it on these bytes; its exit status, and what it wrote. */
static int run(const char *const *argv, const void *bytes, size_t size, struct strbuf *out)
{
	const char *folder = getenv("builddir");
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	int input = memfd_create("input", MFD_CLOEXEC);
	int output = memfd_create("output", MFD_CLOEXEC);
	posix_spawn_file_actions_t actions;
	int status;
	pid_t pid;

	strbuf_addf(&path, "%s/msgdeck-preview", folder ? folder : ".");
	assert_true(file_write_all(input, bytes, size, NULL));
	lseek(input, 0, SEEK_SET);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	assert_int_equal(posix_spawn(&pid, path.data, &actions, NULL,
				     (char *const *)(uintptr_t)argv, environ),
			 0);
	posix_spawn_file_actions_destroy(&actions);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	strbuf_reset(out);
	lseek(output, 0, SEEK_SET);
	strbuf_reserve(out, OUTPUT_MAX / 2);
	out->length = (size_t)read(output, out->data, OUTPUT_MAX / 2);
	close(input);
	close(output);
	strbuf_release(&path);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_output(void **state)
{
	static const char head[] = "P6\n# png 96x64\n30 20\n255\n\xff\x00\x00";
	const char *const argv[] = { "msgdeck-preview", "30", "40", NULL };
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	size_t size;
	uint8_t *bytes = picture_png(96, 64, &size);

	(void)state;
	assert_int_equal(run(argv, bytes, size, &out), 0);
	assert_int_equal(out.length, sizeof(head) - 1 - 3 + 30 * 20 * 3);
	assert_memory_equal(out.data, head, sizeof(head) - 1);
	free(bytes);
	strbuf_release(&out);
}

/* Characters where it can, pixels where it cannot. */
static void test_symbols(void **state)
{
	static const char cells[] = "C1\n# png 96x64\n30 10\n",
			  pixels[] = "P6\n# png 96x64\n30 20\n";
	const char *const argv[] = { "msgdeck-preview", "30", "40", "symbols", NULL };
	const char *const odd[] = { "msgdeck-preview", "30", "40", "sixels", NULL };
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	size_t size;
	uint8_t *bytes = picture_png(96, 64, &size);

	(void)state;
	assert_int_equal(run(argv, bytes, size, &out), 0);
	if (symbols_there()) {
		assert_int_equal(out.length, sizeof(cells) - 1 + 30 * 10 * SYMBOLS_CELL);
		assert_memory_equal(out.data, cells, sizeof(cells) - 1);
	} else {
		assert_memory_equal(out.data, pixels, sizeof(pixels) - 1);
	}
	assert_int_equal(run(odd, bytes, size, &out), 2);
	free(bytes);
	strbuf_release(&out);
}

static void test_exits(void **state)
{
	const char *const good[] = { "msgdeck-preview", "30", "40", NULL };
	const char *const few[] = { "msgdeck-preview", "30", NULL };
	const char *const none[] = { "msgdeck-preview", "0", "40", NULL };
	const char *const huge[] = { "msgdeck-preview", "30", "4000", NULL };
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	size_t size;
	uint8_t *bytes = picture_gif(8, 8, 0, &size);

	(void)state;
	assert_int_equal(run(few, "", 0, &out), 2);
	assert_int_equal(run(none, "", 0, &out), 2);
	assert_int_equal(run(huge, "", 0, &out), 2);
	assert_int_equal(run(good, "", 0, &out), 3);
	assert_int_equal(run(good, "<svg/>", 6, &out), 3);
	assert_int_equal(run(good, "GIF89a", 6, &out), 4);
	memcpy(bytes + 6, "\xff\x7f\xff\x7f", 4);
	assert_int_equal(run(good, bytes, size, &out), 5);
	assert_int_equal(out.length, 0);
	free(bytes);
	strbuf_release(&out);
}

/* In a child that is confined: which of what it tries works. */
static int confined(void)
{
	void *volatile block; /* for the compiler, an allocation that nobody uses has succeeded */
	int before = open("/dev/null", O_RDONLY | O_CLOEXEC);
	bool filtered = confine();
	struct rlimit limit;

	if (fcntl(before, F_GETFD) == 0)
		return 1;
	if (!filtered)
		return 77; /* a sanitizer, or a kernel without filters */
	if (open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0)
		return 2;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
		return 3;
	if (fork() >= 0)
		return 4;
	execl("/bin/true", "true", (char *)NULL);
	if (errno != EPERM)
		return 5;
	if (getrlimit(RLIMIT_AS, &limit) == 0)
		return 6;
	block = malloc((size_t)CONFINE_MEMORY * 2);
	return block ? 7 : 0;
}

/* valgrind makes the system calls of what it runs itself, and needs more of them. */
static bool is_under_valgrind(void)
{
	const char *preloaded = getenv("LD_PRELOAD");

	return preloaded && strstr(preloaded, "vgpreload");
}

static void test_confined(void **state)
{
	int status;
	pid_t child;

	(void)state;
	if (is_under_valgrind()) {
		print_message("# no filter of system calls here\n");
		return;
	}
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(confined());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		print_message("# no filter of system calls here\n");
	else
		assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_output),
		cmocka_unit_test(test_symbols),
		cmocka_unit_test(test_exits),
		cmocka_unit_test(test_confined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
