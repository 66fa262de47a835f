#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "preview/scale.h"

static void test_fit(void **state)
{
	static const struct {
		unsigned file[2], box[2], fits[2];
	} cases[] = {
		{ { 640, 480 }, { 80, 60 }, { 80, 60 } }, { { 640, 480 }, { 80, 40 }, { 53, 40 } },
		{ { 480, 640 }, { 80, 40 }, { 30, 40 } }, { { 16, 16 }, { 80, 40 }, { 16, 16 } },
		{ { 9000, 10 }, { 80, 40 }, { 80, 1 } },  { { 10, 9000 }, { 80, 40 }, { 1, 40 } },
		{ { 1, 1 }, { 80, 40 }, { 1, 1 } },       { { 4032, 3024 }, { 1, 1 }, { 1, 1 } },
		{ { 30000, 1 }, { 7, 9 }, { 7, 1 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct image image = { .full_width = cases[i].file[0],
				       .full_height = cases[i].file[1] };
		unsigned width, height;

		scale_fit(&image, cases[i].box[0], cases[i].box[1], &width, &height);
		assert_int_equal(width, cases[i].fits[0]);
		assert_int_equal(height, cases[i].fits[1]);
	}
}

static void test_means(void **state)
{
	uint32_t pixels[] = { 0xffff0000, 0xff0000ff, 0xff00ff00, 0xff00ff00,
			      0xff0000ff, 0xffff0000, 0xff00ff00, 0xff00ff00 };
	struct image image = { .width = 4, .height = 2, .pixels = pixels };
	static const uint8_t halves[] = { 128, 0, 128, 0, 255, 0 };
	uint8_t rgb[24];

	(void)state;
	scale_rgb(&image, 2, 1, rgb);
	assert_memory_equal(rgb, halves, sizeof(halves));
	/* The size that it has: every pixel as it is. */
	scale_rgb(&image, 4, 2, rgb);
	assert_int_equal(rgb[0], 255);
	assert_int_equal(rgb[5], 255);
	assert_int_equal(rgb[10], 255);
	/* Parts of pixels count as parts: of 4, a third is one and a third of the next. */
	scale_rgb(&image, 3, 1, rgb);
	assert_int_equal(rgb[0], 128);
	assert_int_equal(rgb[3], 64);
	assert_int_equal(rgb[4], 127);
	assert_int_equal(rgb[7], 255);
}

/* Colours count as much as they are solid; what is see-through shows the chequered ground. */
static void test_see_through(void **state)
{
	uint32_t pixels[] = { 0x00ff0000, 0x00ff0000, 0xff00ff00, 0x00ff0000 };
	struct image image = { .width = 2, .height = 2, .pixels = pixels };
	uint8_t rgb[12];

	(void)state;
	scale_rgb(&image, 2, 2, rgb);
	assert_int_equal(rgb[0], 0x99);
	assert_int_equal(rgb[1], 0x99);
	assert_int_equal(rgb[6], 0);
	assert_int_equal(rgb[7], 255);
	scale_rgb(&image, 1, 1, rgb);
	assert_int_equal(rgb[0], 115); /* 0x99 · 3/4 */
	assert_int_equal(rgb[1], 179);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_means),
		cmocka_unit_test(test_see_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
