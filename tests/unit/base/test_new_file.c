#include "base/new_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define NAME "out"

static int enter(void **state)
{
	char *folder = xstrdup("new_file.XXXXXX");

	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	unlink(NAME);
	int failed = chdir("..") != 0 || rmdir(*state) != 0;

	free(*state);
	return failed ? -1 : 0;
}

static size_t count_files(void)
{
	DIR *folder = opendir(".");
	size_t count = 0;

	for (struct dirent *entry; (entry = readdir(folder));)
		count += entry->d_name[0] != '.';
	closedir(folder);
	return count;
}

static void expect_file(const char *text)
{
	struct strbuf found = STRBUF_INIT(STRBUF_TEXT);
	struct stat info;

	assert_true(file_read(NAME, &found, NULL));
	assert_string_equal(found.data, text);
	assert_int_equal(stat(NAME, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_int_equal(count_files(), 1);
	strbuf_release(&found);
}

static void begin(struct new_file *file, bool named)
{
	assert_true(new_file_open(file, NAME, named, NULL));
	assert_int_equal(access(NAME, F_OK), -1);
	assert_true(file_write_all(file->fd, "new", 3, NULL));
}

static void test_it_gets_its_name_last(void **state)
{
	struct new_file file;

	(void)state;
	for (int named = 0; named < 2; named++) {
		begin(&file, named);
		assert_int_equal(count_files(), file.temporary != NULL);
		assert_true(!named || file.temporary);
		assert_true(new_file_commit(&file, NAME, false, NULL));
		expect_file("new");
		new_file_drop(&file);
		expect_file("new");
		unlink(NAME);
	}
}

static void test_dropped(void **state)
{
	struct new_file file;

	(void)state;
	for (int named = 0; named < 2; named++) {
		begin(&file, named);
		new_file_drop(&file);
		new_file_drop(&file);
		assert_int_equal(count_files(), 0);
	}
}

static void test_in_place_of_another(void **state)
{
	struct new_file file;
	struct error err = ERROR_INIT;

	(void)state;
	for (int named = 0; named < 2; named++) {
		begin(&file, named);
		assert_true(file_write_private(NAME, "theirs", 6, NULL));
		assert_false(new_file_commit(&file, NAME, false, &err));
		assert_string_equal(error_text(&err), NAME " has appeared meanwhile");
		error_release(&err);
		expect_file("theirs");
		unlink(NAME);

		begin(&file, named);
		assert_true(file_write_private(NAME, "old", 3, NULL));
		assert_true(new_file_commit(&file, NAME, true, NULL));
		expect_file("new");
		unlink(NAME);
	}
}

static void test_where_it_cannot_be(void **state)
{
	struct new_file file;
	struct error err = ERROR_INIT;

	(void)state;
	for (int named = 0; named < 2; named++) {
		assert_false(new_file_open(&file, "no/such/folder", named, &err));
		assert_non_null(strstr(error_text(&err), "no/such/folder cannot be written"));
		error_release(&err);
		new_file_drop(&file);
	}
}

/* The folder is gone when it is to get its name. */
static void test_the_name_cannot_be_given(void **state)
{
	struct new_file file;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_true(new_file_open(&file, "folder/" NAME, false, NULL));
	if (file.temporary)
		unlink(file.temporary);
	assert_int_equal(rmdir("folder"), 0);
	assert_false(new_file_commit(&file, "folder/" NAME, false, &err));
	assert_non_null(strstr(error_text(&err), "folder/" NAME " cannot be written"));
	assert_int_equal(file.fd, -1);
	error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_gets_its_name_last),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_in_place_of_another),
		cmocka_unit_test(test_where_it_cannot_be),
		cmocka_unit_test(test_the_name_cannot_be_given),
	};
	struct CMUnitTest inside[ARRAY_SIZE(tests)];

	for (size_t i = 0; i < ARRAY_SIZE(tests); i++) {
		inside[i] = tests[i];
		inside[i].setup_func = enter;
		inside[i].teardown_func = leave;
	}
	return cmocka_run_group_tests_name("new_file", inside, NULL, NULL);
}
