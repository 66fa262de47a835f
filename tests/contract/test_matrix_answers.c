/*
 * Each way in which an answer can be wrong, and each request. With --page it writes
 * docs/fault-matrix.md instead.
 */
#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"

#define PAGE_MAX ((size_t)1 << 20)

static void run_fault(void **state)
{
	matrix_run(*state);
}

static void the_page_says_what_the_table_says(void **state)
{
	struct strbuf page = STRBUF_INIT(PAGE_MAX), file = STRBUF_INIT(PAGE_MAX);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	matrix_page(&page);
	strbuf_addf(&path, "%s/docs/fault-matrix.md", getenv("srcdir"));
	if (!file_read(path.data, &file, NULL) || strcmp(page.data, file.data) != 0)
		fail_msg("%s is old; 'make fault-matrix' rewrites it", path.data);
	strbuf_release(&path);
	strbuf_release(&file);
	strbuf_release(&page);
}

static int print_page(void)
{
	struct strbuf page = STRBUF_INIT(PAGE_MAX);

	matrix_page(&page);
	fputs(page.data, stdout);
	strbuf_release(&page);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct CMUnitTest *tests;
	int failed;

	if (argc == 2 && strcmp(argv[1], "--page") == 0)
		return print_page();
	tests = xcalloc(matrix_answer_count + 1, sizeof(*tests));
	tests[0] = (struct CMUnitTest)cmocka_unit_test(the_page_says_what_the_table_says);
	for (size_t i = 0; i < matrix_answer_count; i++)
		tests[i + 1] = (struct CMUnitTest){
			.name = matrix_answers[i].name,
			.test_func = run_fault,
			.initial_state = (void *)(uintptr_t)&matrix_answers[i],
		};
	hash_init();
	json_init();
	clock_init();
	failed = _cmocka_run_group_tests("answers", tests, matrix_answer_count + 1, NULL, NULL);
	free(tests);
	return failed;
}
