/*
 * folder.h - set_up and tear_down of tests that work in an empty folder of their own, on one file.
 */
#ifndef MSGDECK_TESTS_FOLDER_H
#define MSGDECK_TESTS_FOLDER_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define FOLDER_FILE "out" /* the only one that may be left */

static inline int folder_enter(void **state)
{
	char *folder = xstrdup("folder.XXXXXX");

	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int folder_leave(void **state)
{
	unlink(FOLDER_FILE);
	int failed = chdir("..") != 0 || rmdir(*state) != 0;

	free(*state);
	return failed ? -1 : 0;
}

static inline size_t folder_count(void)
{
	DIR *folder = opendir(".");
	size_t count = 0;

	for (struct dirent *entry; (entry = readdir(folder));)
		count += entry->d_name[0] != '.';
	closedir(folder);
	return count;
}

/* Its only file says this. */
static inline void folder_expect(const char *text)
{
	struct strbuf found = STRBUF_INIT(STRBUF_TEXT);

	assert_true(file_read(FOLDER_FILE, &found, NULL));
	assert_string_equal(found.data, text);
	assert_int_equal(folder_count(), 1);
	strbuf_release(&found);
}

#endif
