#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "preview/orient.h"

static const uint8_t little[] = { 'E',  'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
				  2,    0,   0,   1,   3, 0, 1,   0,   0,  0, 9, 0, 0, 0,
				  0x12, 1,   3,   0,   1, 0, 0,   0,   6,  0, 0, 0 };
static const uint8_t big[] = { 'E', 'x', 'i', 'f',  0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
			       0,   1,   1,   0x12, 0, 3, 0,   0,   0, 1,  0, 8, 0, 0 };

static void test_of_exif(void **state)
{
	uint8_t changed[sizeof(little)];

	(void)state;
	assert_int_equal(orient_of_exif(little, sizeof(little)), 6);
	assert_int_equal(orient_of_exif(big, sizeof(big)), 8);
	assert_int_equal(orient_of_exif(big, 0), ORIENT_UPRIGHT);
	memcpy(changed, little, sizeof(little));
	changed[36] = 9; /* no such orientation */
	assert_int_equal(orient_of_exif(changed, sizeof(changed)), ORIENT_UPRIGHT);
	memcpy(changed, little, sizeof(little));
	changed[10] = 0xff; /* a directory far outside */
	changed[13] = 0xff;
	assert_int_equal(orient_of_exif(changed, sizeof(changed)), ORIENT_UPRIGHT);
}

/* Cut anywhere, in a block of exactly its size: never read beyond. */
static void test_cut_exif(void **state)
{
	(void)state;
	for (size_t size = 1; size < sizeof(little); size++) {
		uint8_t *exact = xmemdup(little, size);
		unsigned found = orient_of_exif(exact, size);

		assert_true(found == ORIENT_UPRIGHT || (found == 6 && size >= 38));
		free(exact);
	}
}

/* 1 2 3
 * 4 5 6 */
static void test_turning(void **state)
{
	static const struct {
		unsigned orientation, width, height;
		uint32_t pixels[6];
	} cases[] = {
		{ 1, 3, 2, { 1, 2, 3, 4, 5, 6 } }, { 2, 3, 2, { 3, 2, 1, 6, 5, 4 } },
		{ 3, 3, 2, { 6, 5, 4, 3, 2, 1 } }, { 4, 3, 2, { 4, 5, 6, 1, 2, 3 } },
		{ 5, 2, 3, { 1, 4, 2, 5, 3, 6 } }, { 6, 2, 3, { 4, 1, 5, 2, 6, 3 } },
		{ 7, 2, 3, { 6, 3, 5, 2, 4, 1 } }, { 8, 2, 3, { 3, 6, 2, 5, 1, 4 } },
		{ 9, 3, 2, { 1, 2, 3, 4, 5, 6 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		static const uint32_t stored[6] = { 1, 2, 3, 4, 5, 6 };
		struct image image = { .width = 3,
				       .height = 2,
				       .full_width = 30,
				       .full_height = 20,
				       .pixels = xmemdup(stored, sizeof(stored)) };

		orient(&image, cases[i].orientation);
		assert_int_equal(image.width, cases[i].width);
		assert_int_equal(image.height, cases[i].height);
		assert_int_equal(image.full_width, cases[i].width * 10);
		assert_memory_equal(image.pixels, cases[i].pixels, sizeof(stored));
		image_release(&image);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of_exif),
		cmocka_unit_test(test_cut_exif),
		cmocka_unit_test(test_turning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
