#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_watch.h"

static char folder[512];

static int set_up(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof(folder), "%s/watch.XXXXXX", base ? base : "/tmp");
	return mkdtemp(folder) && chdir(folder) == 0 && mkdir("there", 0700) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "a",       "b",       "link",    "x.theme",
					     "y.theme", "there/a", "there/b", "there" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		remove(names[i]);
	return chdir("..") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static const char *path(const char *name)
{
	static char text[600];

	snprintf(text, sizeof(text), "%s/%s", folder, name);
	return text;
}

static void write_file(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	assert_int_equal(close(fd), 0);
}

/* What the descriptor says, and what it was. */
static bool is_told(struct file_watch *watch)
{
	struct pollfd fd = { .fd = file_watch_fd(watch), .events = POLLIN };

	assert_true(poll(&fd, 1, 0) >= 0);
	bool told = file_watch_take(watch);
	if (!(fd.revents & POLLIN))
		assert_false(told);
	return told;
}

static void test_a_file_is_told_of_however_it_changes(void **state)
{
	struct file_watch *watch = file_watch_new();

	(void)state;
	assert_non_null(watch);
	file_watch_add(watch, path("a"));
	assert_false(is_told(watch));
	write_file("a");
	assert_true(is_told(watch));
	assert_false(is_told(watch));
	write_file("b");
	assert_false(is_told(watch));
	assert_int_equal(rename("b", "a"), 0);
	assert_true(is_told(watch));
	assert_int_equal(rename("a", "b"), 0);
	assert_true(is_told(watch));
	assert_int_equal(rename("b", "a"), 0);
	assert_true(is_told(watch));
	assert_int_equal(remove("a"), 0);
	assert_true(is_told(watch));
	file_watch_free(watch);
}

static void test_where_a_link_leads_is_watched(void **state)
{
	struct file_watch *watch = file_watch_new();

	(void)state;
	write_file("there/a");
	assert_int_equal(symlink("there/a", "link"), 0);
	file_watch_add(watch, path("link"));
	write_file("there/a");
	assert_true(is_told(watch));
	write_file("there/b");
	assert_false(is_told(watch));
	assert_int_equal(remove("link"), 0);
	assert_true(is_told(watch));
	file_watch_free(watch);
}

static void test_all_of_a_kind(void **state)
{
	struct file_watch *watch = file_watch_new();

	(void)state;
	file_watch_add_suffix(watch, path("x.theme"), ".theme");
	write_file("y.theme");
	assert_true(is_told(watch));
	write_file("a");
	assert_false(is_told(watch));
	file_watch_free(watch);
}

static void test_no_such_directory_is_not_told_of(void **state)
{
	struct file_watch *watch = file_watch_new();

	(void)state;
	file_watch_add(watch, path("nowhere/a"));
	write_file("a");
	assert_false(is_told(watch));
	file_watch_free(watch);
	file_watch_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_file_is_told_of_however_it_changes, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_where_a_link_leads_is_watched, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_all_of_a_kind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_such_directory_is_not_told_of, set_up,
						tear_down),
	};

	return cmocka_run_group_tests_name("file_watch", tests, NULL, NULL);
}
