#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

static char folder[512];

/* Each test works in a folder of its own. */
static int set_up(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	umask(022);
	snprintf(folder, sizeof(folder), "%s/file.XXXXXX", base ? base : "/tmp");
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "a",         "b",       "link", "it's",
					     "deep/er/x", "deep/er", "deep" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		remove(names[i]);
	return chdir("..") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void put_file(const char *path, const char *text, mode_t mode)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
	assert_int_equal(chmod(path, mode), 0);
}

static mode_t mode_of(const char *path)
{
	struct stat info;

	assert_int_equal(lstat(path, &info), 0);
	return info.st_mode & 07777;
}

static void assert_text(const char *path, const char *text)
{
	struct strbuf out = STRBUF_INIT(1000);

	assert_true(file_read(path, &out, NULL));
	assert_string_equal(out.data, text);
	strbuf_release(&out);
}

static void test_read_appends_up_to_the_maximum(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(8);
	struct error err = ERROR_INIT;

	put_file("a", "1234", 0600);
	assert_true(file_read("a", &out, &err));
	assert_true(file_read("a", &out, &err));
	assert_string_equal(out.data, "12341234");
	strbuf_truncate(&out, 5);
	assert_false(file_read("a", &out, &err));
	assert_int_equal(err.kind, ERROR_LIMIT);
	assert_string_equal(error_text(&err), "a is too large: more than 3 bytes");
	assert_string_equal(out.data, "12341");
	error_release(&err);
	strbuf_release(&out);
}

static void test_read_says_why_not(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(8);
	struct error err = ERROR_INIT;

	assert_false(file_read("absent", &out, &err));
	assert_string_equal(error_text(&err), "absent cannot be opened: No such file or directory");
	error_release(&err);
	assert_false(file_read(".", &out, &err));
	assert_string_equal(error_text(&err), ". cannot be read: Is a directory");
	error_release(&err);
	strbuf_release(&out);
}

static bool is_private(const char *path, struct error *err)
{
	struct strbuf out = STRBUF_INIT(1000);
	struct file_access access;
	bool good = file_read_access(path, &out, &access, err) &&
		    file_check_private(path, &access, err);

	strbuf_release(&out);
	return good;
}

static void test_check_private(void **state)
{
	(void)state;
	static const struct {
		mode_t mode;
		bool ok;
	} cases[] = {
		{ 0600, true },  { 0400, true },  { 0700, true },  { 0711, true },  { 0640, false },
		{ 0604, false }, { 0620, false }, { 0602, false }, { 0666, false },
	};
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		put_file("a", "", 0600);
		assert_int_equal(chmod("a", cases[i].mode), 0);
		assert_int_equal(is_private("a", &err), cases[i].ok);
		if (!cases[i].ok)
			assert_string_equal(error_text(&err),
					    "a can be read or written by others: run chmod 600 a");
		error_release(&err);
	}
	put_file("it's", "", 0644);
	assert_false(is_private("it's", &err));
	assert_string_equal(error_text(&err),
			    "it's can be read or written by others: run chmod 600 'it'\\''s'");
	error_release(&err);
	assert_false(is_private("absent", &err));
	assert_int_equal(err.kind, ERROR_IO);
	error_release(&err);
}

/* What counts is the file that was read, not one that has its name later. */
static void test_access_is_of_the_file_that_was_read(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(1000);
	struct file_access access;
	struct error err = ERROR_INIT;

	put_file("a", "secret", 0660);
	assert_true(file_read_access("a", &out, &access, NULL));
	assert_int_equal(chmod("a", 0600), 0);
	assert_false(file_check_private("a", &access, &err));
	error_release(&err);
	assert_false(file_check_unwritten("a", &access, &err));
	assert_string_equal(error_text(&err), "a can be written by others: run chmod go-w a");
	error_release(&err);
	access = (struct file_access){ .mode = 0644 };
	assert_true(file_check_unwritten("a", &access, NULL));
	strbuf_release(&out);
}

static void test_of_another_user(void **state)
{
	(void)state;
	const struct file_access foreign = { .foreign = true, .mode = 0600 };
	struct error err = ERROR_INIT;
	int fd = -1;

	assert_false(file_check_private("a", &foreign, &err));
	assert_string_equal(error_text(&err), "a belongs to another user");
	error_release(&err);
	assert_false(file_check_unwritten("a", &foreign, NULL));

	/* Only root can give a file away, to see it with one. */
	put_file("a", "", 0600);
	bool given = chown("a", 65534, 65534) == 0;
	assert_int_equal(is_private("a", NULL), !given);
	assert_int_equal(file_open_private("a", O_WRONLY | O_APPEND, &fd, NULL), !given);
	if (!given)
		close(fd);
}

static void test_open_private_makes_and_appends(void **state)
{
	(void)state;
	int fd = -1;

	umask(0);
	for (int i = 0; i < 2; i++) {
		assert_true(file_open_private("a", O_WRONLY | O_APPEND, &fd, NULL));
		assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
		assert_true(file_write_all(fd, "line\n", 5, NULL));
		close(fd);
	}
	assert_int_equal(mode_of("a"), 0600);
	assert_text("a", "line\nline\n");
	assert_false(file_open_private("a", O_WRONLY | O_EXCL, &fd, NULL));
}

static void test_open_private_refuses(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;
	int fd = -7;

	put_file("a", "old", 0600);
	assert_int_equal(symlink("a", "link"), 0);
	assert_false(file_open_private("link", O_WRONLY, &fd, &err));
	assert_string_equal(error_text(&err),
			    "link is a symbolic link, which is not followed here");
	error_release(&err);
	assert_int_equal(chmod("a", 0644), 0);
	assert_false(file_open_private("a", O_WRONLY, &fd, &err));
	assert_int_equal(err.kind, ERROR_USAGE);
	error_release(&err);
	assert_int_equal(mkfifo("b", 0600), 0);
	assert_false(file_open_private("b", O_RDWR, &fd, &err));
	assert_string_equal(error_text(&err), "b is not a regular file");
	error_release(&err);
	assert_int_equal(fd, -7);
	assert_text("a", "old");
}

static void test_write_private_replaces(void **state)
{
	(void)state;
	umask(0);
	assert_true(file_write_private("a", "one", 3, NULL));
	assert_int_equal(mode_of("a"), 0600);
	assert_text("a", "one");
	assert_int_equal(chmod("a", 0644), 0);
	assert_true(file_write_private("a", "", 0, NULL));
	assert_int_equal(mode_of("a"), 0600);
	assert_text("a", "");
}

static void test_write_private_is_all_or_nothing(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;

	assert_false(file_write_private("absent/a", "x", 1, &err));
	assert_string_equal(error_text(&err),
			    "absent/a cannot be written: No such file or directory");
	error_release(&err);
	/* A directory in the place of the file: the temporary file must not stay behind, which
	 * tear_down() would notice. */
	assert_int_equal(mkdir("deep", 0700), 0);
	assert_false(file_write_private("deep", "x", 1, &err));
	assert_int_equal(err.kind, ERROR_IO);
	error_release(&err);
}

static void test_write_private_replaces_a_link_not_its_target(void **state)
{
	(void)state;
	put_file("a", "old", 0600);
	assert_int_equal(symlink("a", "link"), 0);
	assert_true(file_write_private("link", "new", 3, NULL));
	assert_text("a", "old");
	assert_text("link", "new");
	assert_int_equal(mode_of("link"), 0600);
}

static void test_make_directory(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;
	char path[600];

	umask(0);
	assert_true(file_make_directory("deep/er", NULL));
	assert_int_equal(mode_of("deep"), 0700);
	assert_int_equal(mode_of("deep/er"), 0700);
	assert_true(file_make_directory("deep/er/", NULL));
	assert_true(file_make_directory("deep//er", NULL));
	assert_true(file_make_directory("/", NULL));
	snprintf(path, sizeof(path), "%s/deep/er/x", folder);
	assert_true(file_make_directory(path, NULL));
	put_file("a", "", 0600);
	assert_false(file_make_directory("a", &err));
	assert_string_equal(error_text(&err), "a is not a directory");
	error_release(&err);
	assert_false(file_make_directory("a/b", &err));
	error_release(&err);
	assert_false(file_make_directory("", &err));
	error_release(&err);
}

static void test_write_all_says_why_not(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_false(file_write_all(fd, "x", 1, &err));
	assert_string_equal(error_text(&err), "writing failed: No space left on device");
	error_release(&err);
	assert_true(file_write_all(fd, NULL, 0, NULL));
	close(fd);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_read_appends_up_to_the_maximum),
		IN_FOLDER(test_read_says_why_not),
		IN_FOLDER(test_check_private),
		IN_FOLDER(test_access_is_of_the_file_that_was_read),
		IN_FOLDER(test_of_another_user),
		IN_FOLDER(test_open_private_makes_and_appends),
		IN_FOLDER(test_open_private_refuses),
		IN_FOLDER(test_write_private_replaces),
		IN_FOLDER(test_write_private_is_all_or_nothing),
		IN_FOLDER(test_write_private_replaces_a_link_not_its_target),
		IN_FOLDER(test_make_directory),
		IN_FOLDER(test_write_all_says_why_not),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
