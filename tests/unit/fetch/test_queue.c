#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fetch/queue.h"

static struct result *result_of(uint64_t job)
{
	struct result *result = xcalloc(1, sizeof(*result));
	result->job = job;
	return result;
}

static void test_in_order(void **state)
{
	(void)state;
	struct result_queue queue;
	result_queue_init(&queue);
	assert_null(result_queue_pop(&queue));
	for (int round = 0; round < 3; round++) {
		for (uint64_t i = 1; i <= 5; i++)
			result_queue_push(&queue, result_of(i));
		assert_int_equal(result_queue_count(&queue), 5);
		for (uint64_t i = 1; i <= 5; i++) {
			struct result *result = result_queue_pop(&queue);
			assert_int_equal(result->job, i);
			assert_null(result->next);
			result_free(result);
		}
		assert_null(result_queue_pop(&queue));
		assert_int_equal(result_queue_count(&queue), 0);
	}
	result_queue_release(&queue);
}

/* What is still in a queue belongs to it. */
static void test_owns(void **state)
{
	(void)state;
	struct result_queue queue;
	result_queue_init(&queue);
	struct result *result = result_of(1);
	arena_strndup(&result->arena, "text", 4);
	error_set(&result->error, ERROR_NETWORK, "away");
	result_queue_push(&queue, result);
	result_queue_push(&queue, result_of(2));
	result_queue_release(&queue);
	result_free(NULL);
}

#define EACH 20000

static void *produce(void *context)
{
	for (uint64_t i = 1; i <= EACH; i++)
		result_queue_push(context, result_of(i));
	return NULL;
}

static void test_two_threads(void **state)
{
	(void)state;
	struct result_queue queue;
	pthread_t thread;
	uint64_t expected = 1;
	result_queue_init(&queue);
	assert_int_equal(pthread_create(&thread, NULL, produce, &queue), 0);
	while (expected <= EACH) {
		struct result *result = result_queue_pop(&queue);
		if (!result)
			continue;
		assert_int_equal(result->job, expected);
		expected++;
		result_free(result);
	}
	pthread_join(thread, NULL);
	assert_null(result_queue_pop(&queue));
	result_queue_release(&queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_order),
		cmocka_unit_test(test_owns),
		cmocka_unit_test(test_two_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
