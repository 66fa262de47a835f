#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

static void test_objects_are_aligned_and_apart(void **state)
{
	(void)state;
	static const size_t sizes[] = { 1, 3, 8, 16, 17, 500, 1000, 5000, 100000, 0 };
	struct {
		unsigned char *at;
		size_t size;
	} blocks[1000];
	struct arena arena = ARENA_INIT;
	size_t used = 0;

	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		size_t size = sizes[i % ARRAY_SIZE(sizes)];
		bool text = i % 3 == 0;
		blocks[i].size = size;
		blocks[i].at = text ? (unsigned char *)arena_bytes(&arena, size)
				    : arena_alloc(&arena, size);
		if (!text)
			assert_int_equal((uintptr_t)blocks[i].at % alignof(max_align_t), 0);
		memset(blocks[i].at, (int)(i & 0xFF), size);
		used += size;
	}
	assert_int_equal(arena.used, used);
	assert_true(arena.total >= used);
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		for (size_t j = 0; j < blocks[i].size; j++)
			assert_int_equal(blocks[i].at[j], i & 0xFF);
	}
	arena_release(&arena);
	assert_null(arena.last);
	assert_int_equal(arena.used + arena.total, 0);
}

static void test_little_is_wasted(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;

	for (int i = 0; i < 10000; i++) {
		arena_alloc(&arena, 96);
		arena_strndup(&arena, "a text of some length, odd", 25);
	}
	assert_true(arena.total < arena.used + arena.used / 10 + 512 * 1024);
	arena_release(&arena);
}

static void test_a_large_piece_leaves_the_current_block_in_use(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;

	char *before = arena_bytes(&arena, 16);
	arena_bytes(&arena, 1000000);
	char *after = arena_bytes(&arena, 16);
	assert_ptr_equal(after + 16, before);
	arena_release(&arena);
}

static void test_copies(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;

	char *text = arena_strndup(&arena, "a\0bc", 3);
	assert_memory_equal(text, "a\0b", 4);
	assert_string_equal(arena_strndup(&arena, NULL, 0), "");
	memset(arena_alloc(&arena, 64), 0xFF, 64);
	unsigned char *zeros = arena_calloc(&arena, 8, 8);
	for (int i = 0; i < 64; i++)
		assert_int_equal(zeros[i], 0);
	arena_wipe(&arena);
	assert_null(arena.last);
}

static void test_move(void **state)
{
	(void)state;
	struct arena from = ARENA_INIT;
	struct arena to = ARENA_INIT;

	char *text = arena_strndup(&from, "kept", 4);
	arena_strndup(&to, "dropped", 7);
	arena_move(&to, &from);
	assert_null(from.last);
	assert_int_equal(to.used, 5);
	arena_move(&to, &to);
	assert_string_equal(text, "kept");
	arena_release(&from);
	arena_release(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects_are_aligned_and_apart),
		cmocka_unit_test(test_little_is_wasted),
		cmocka_unit_test(test_a_large_piece_leaves_the_current_block_in_use),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_move),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
