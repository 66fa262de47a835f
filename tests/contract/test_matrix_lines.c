/*
 * Each way in which a connection, an address or a clock can be wrong, and each request.
 */
#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"

static void run_fault(void **state)
{
	matrix_run(*state);
}

int main(void)
{
	struct CMUnitTest *tests = xcalloc(matrix_line_count, sizeof(*tests));
	int failed;

	for (size_t i = 0; i < matrix_line_count; i++)
		tests[i] = (struct CMUnitTest){
			.name = matrix_lines[i].name,
			.test_func = run_fault,
			.initial_state = (void *)(uintptr_t)&matrix_lines[i],
		};
	hash_init();
	json_init();
	clock_init();
	failed = _cmocka_run_group_tests("lines", tests, matrix_line_count, NULL, NULL);
	free(tests);
	return failed;
}
