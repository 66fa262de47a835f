#include "sandbox/deactivated.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

#define LINES 1000
#define DAY 20780

static void make(struct deactivated *deactivated, enum deactivated_form form, uint32_t count)
{
	*deactivated = (struct deactivated){ .seed = 0x123456789abcdef,
					     .form = form,
					     .count = count,
					     .contact_count = 2,
					     .contacts = { "+12025550100", "+12025550101" } };
}

static char *read_all(const struct deactivated *deactivated, size_t step)
{
	size_t size = (size_t)deactivated_size(deactivated);
	char *text = xcalloc(1, size + 1);
	size_t at = 0;

	while (at < size) {
		size_t got = deactivated_read(deactivated, at, text + at, step);

		assert_in_range(got, 1, step);
		at += got;
	}
	assert_int_equal(at, size);
	return text;
}

/* The bytes do not depend on how they are asked for. */
static void parts_make_the_whole(void **state)
{
	static const size_t steps[] = { 1, 7, 12, 13, 4096 };

	(void)state;
	for (int form = DEACTIVATED_PLAIN; form <= DEACTIVATED_BLANK; form++) {
		struct deactivated deactivated;
		char *whole;

		make(&deactivated, (enum deactivated_form)form, LINES);
		whole = read_all(&deactivated, 1 << 20);
		for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
			char *text = read_all(&deactivated, steps[i]);

			assert_string_equal(text, whole);
			free(text);
		}
		free(whole);
	}
}

static int compare_lines(const void *a, const void *b)
{
	return memcmp(a, b, 12);
}

static void no_number_comes_twice(void **state)
{
	struct deactivated deactivated;
	char *text;

	(void)state;
	make(&deactivated, DEACTIVATED_PLAIN, LINES);
	text = read_all(&deactivated, 1 << 20);
	assert_int_equal(strlen(text), LINES * 12);
	assert_memory_equal(text + LINES / 4 * 12, "12025550100\n", 12);
	assert_memory_equal(text + LINES * 3 / 4 * 12, "12025550101\n", 12);
	qsort(text, LINES, 12, compare_lines);
	for (size_t i = 1; i < LINES; i++) {
		assert_memory_not_equal(text + (i - 1) * 12, text + i * 12, 12);
		assert_int_equal(text[i * 12], '1');
		assert_int_equal(strspn(text + i * 12, "0123456789"), 11);
	}
	free(text);
}

static void the_end_is_the_end(void **state)
{
	struct deactivated deactivated;
	char byte;

	(void)state;
	make(&deactivated, DEACTIVATED_PLUS, 2);
	assert_int_equal(deactivated_size(&deactivated), 26);
	assert_int_equal(deactivated_read(&deactivated, 26, &byte, 1), 0);
	assert_int_equal(deactivated_read(&deactivated, 25, &byte, 1), 1);
	assert_int_equal(byte, '\n');
	make(&deactivated, DEACTIVATED_PLUS, DEACTIVATED_MAX);
	assert_int_equal(deactivated_size(&deactivated), (uint64_t)DEACTIVATED_MAX * 13);
	assert_int_equal(
		deactivated_read(&deactivated, deactivated_size(&deactivated) - 1, &byte, 1), 1);
}

static void days_have_contacts_of_the_account(void **state)
{
	struct account_options options = { .seed = 1,
					   .messages = 600,
					   .contacts = 24,
					   .days = 30,
					   .now = (DAY + 1) * (int64_t)86400 };
	struct account account;

	(void)state;
	account_init(&account, &options);
	for (int64_t day = DAY - 30; day <= DAY; day++) {
		struct deactivated deactivated;
		uint32_t contact;

		deactivated_init(&deactivated, &account, day, LINES);
		assert_in_range(deactivated.contact_count, day == DAY ? 3 : 0, 3);
		for (uint32_t i = 0; i < deactivated.contact_count; i++)
			assert_true(people_find(&account.people, deactivated.contacts[i],
						strlen(deactivated.contacts[i]), &contact));
		deactivated_init(&deactivated, &account, day, 1);
		assert_in_range(deactivated.contact_count, 0, 1);
	}
	account_release(&account);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_make_the_whole),
		cmocka_unit_test(no_number_comes_twice),
		cmocka_unit_test(the_end_is_the_end),
		cmocka_unit_test(days_have_contacts_of_the_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
