#include "base/new_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "folder.h"

static void expect_file(const char *text)
{
	struct stat info;

	folder_expect(text);
	assert_int_equal(stat(FOLDER_FILE, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
}

static void begin(struct new_file *file, bool named)
{
	assert_true(new_file_open(file, FOLDER_FILE, named, NULL));
	assert_int_equal(access(FOLDER_FILE, F_OK), -1);
	assert_true(file_write_all(file->fd, "new", 3, NULL));
}

static void test_it_gets_its_name_last(void **state)
{
	struct new_file file;

	(void)state;
	for (int named = 0; named < 2; named++) {
		begin(&file, named);
		assert_int_equal(folder_count(), file.temporary != NULL);
		assert_true(!named || file.temporary);
		assert_true(new_file_commit(&file, FOLDER_FILE, false, NULL));
		expect_file("new");
		new_file_drop(&file);
		expect_file("new");
		unlink(FOLDER_FILE);
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
		assert_int_equal(folder_count(), 0);
	}
}

static void test_in_place_of_another(void **state)
{
	struct new_file file;
	struct error err = ERROR_INIT;

	(void)state;
	for (int named = 0; named < 2; named++) {
		begin(&file, named);
		assert_true(file_write_private(FOLDER_FILE, "theirs", 6, NULL));
		assert_false(new_file_commit(&file, FOLDER_FILE, false, &err));
		assert_string_equal(error_text(&err), FOLDER_FILE " has appeared meanwhile");
		error_release(&err);
		expect_file("theirs");
		unlink(FOLDER_FILE);

		begin(&file, named);
		assert_true(file_write_private(FOLDER_FILE, "old", 3, NULL));
		assert_true(new_file_commit(&file, FOLDER_FILE, true, NULL));
		expect_file("new");
		unlink(FOLDER_FILE);
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
	assert_true(new_file_open(&file, "folder/" FOLDER_FILE, false, NULL));
	if (file.temporary)
		unlink(file.temporary);
	assert_int_equal(rmdir("folder"), 0);
	assert_false(new_file_commit(&file, "folder/" FOLDER_FILE, false, &err));
	assert_non_null(strstr(error_text(&err), "folder/" FOLDER_FILE " cannot be written"));
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
		inside[i].setup_func = folder_enter;
		inside[i].teardown_func = folder_leave;
	}
	return cmocka_run_group_tests_name("new_file", inside, NULL, NULL);
}
