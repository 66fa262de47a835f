#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/intern.h"

static void test_equal_texts_have_equal_numbers(void **state)
{
	struct intern intern;
	char copy[] = "+14155552671";

	(void)state;
	intern_init(&intern, 2);
	assert_int_equal(intern_add(&intern, TEXT("+14155552671")), 1);
	assert_int_equal(intern_add(&intern, TEXT("Acme")), 2);
	assert_int_equal(intern_add(&intern, TEXT_OF(copy)), 1);
	assert_int_equal(intern_add(&intern, (struct text){ .data = NULL }), INTERN_NULL);
	assert_int_equal(intern_add(&intern, TEXT("")), 3);
	assert_int_equal(intern_find(&intern, TEXT("Acme")), 2);
	assert_int_equal(intern_find(&intern, TEXT("acme")), INTERN_NOT_FOUND);
	assert_text(intern_text(&intern, 2), "Acme");
	assert_text(intern_text(&intern, 3), "");
	assert_text(intern_text(&intern, INTERN_NULL), NULL);
	assert_false(intern_full(&intern));
	intern_release(&intern);
}

static void test_texts_stay_where_they_are(void **state)
{
	struct intern intern;
	struct text first;

	(void)state;
	intern_init(&intern, 4);
	intern_add(&intern, TEXT("first"));
	first = intern_text(&intern, 1);
	for (uint32_t i = 2; i < 40000; i++) {
		char text[16];

		snprintf(text, sizeof(text), "%u", i);
		assert_int_equal(intern_add(&intern, TEXT_OF(text)), i);
	}
	assert_ptr_equal(intern_text(&intern, 1).data, first.data);
	for (uint32_t i = 2; i < 40000; i++) {
		char text[16];

		snprintf(text, sizeof(text), "%u", i);
		assert_text(intern_text(&intern, i), text);
	}
	intern_release(&intern);
}

static void test_long_texts_and_bytes_of_any_kind(void **state)
{
	size_t size = 300000;
	char *bytes = xcalloc(1, size);
	struct text text = { .data = bytes, .length = size };
	struct intern intern;

	(void)state;
	bytes[size - 1] = 'x';
	intern_init(&intern, 2);
	assert_int_equal(intern_add(&intern, text), 1);
	assert_int_equal(intern_add(&intern, TEXT("short")), 2);
	text.length--;
	assert_int_equal(intern_add(&intern, text), 3);
	assert_int_equal(intern_text(&intern, 1).length, size);
	assert_memory_equal(intern_text(&intern, 1).data, bytes, size);
	assert_int_equal(intern_text(&intern, 3).length, size - 1);
	assert_text(intern_text(&intern, 2), "short");
	assert_true(intern.bytes > 2 * size);
	intern_release(&intern);
	free(bytes);
}

static int set_up(void **state)
{
	(void)state;
	hash_init_fixed(3, 4);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_texts_have_equal_numbers),
		cmocka_unit_test(test_texts_stay_where_they_are),
		cmocka_unit_test(test_long_texts_and_bytes_of_any_kind),
	};

	return cmocka_run_group_tests_name("intern", tests, set_up, NULL);
}
