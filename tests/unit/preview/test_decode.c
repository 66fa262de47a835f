#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "pictures.h"
#include "preview/decode.h"

/* The colour in the middle of each quarter, within what a JPEG may lose. */
static void assert_flag(const struct image *image, const uint32_t wanted[4])
{
	for (unsigned q = 0; q < 4; q++) {
		unsigned x = image->width / 4 * (q % 2 * 2 + 1);
		unsigned y = image->height / 4 * (q / 2 * 2 + 1);
		uint32_t got = image->pixels[(size_t)y * image->width + x];

		for (int shift = 0; shift < 32; shift += 8) {
			int difference =
				(int)(got >> shift & 255) - (int)(wanted[q] >> shift & 255);

			assert_in_range(difference + 6, 0, 12);
		}
	}
}

static const uint32_t flag[4] = { 0xffff0000, 0xff00ff00, 0xff0000ff, 0xffffffff };

static void check(uint8_t *bytes, size_t size, const char *kind, const uint32_t wanted[4])
{
	struct error err = ERROR_INIT;
	struct image image;

	assert_true(image_decode(&image, bytes, size, 400, &err));
	assert_string_equal(image.kind, kind);
	assert_int_equal(image.full_width, 96);
	assert_int_equal(image.full_height, 64);
	assert_int_equal(image.width, 96);
	assert_flag(&image, wanted);
	image_release(&image);
	free(bytes);
}

static void test_kinds(void **state)
{
	static const uint32_t hole[4] = { 0xffff0000, 0xff00ff00, 0xff0000ff, 0 };
	uint8_t *bytes;
	size_t size;

	(void)state;
	bytes = picture_jpeg(96, 64, &size);
	check(bytes, size, "jpeg", flag);
	bytes = picture_cmyk(96, 64, &size);
	check(bytes, size, "jpeg", flag);
	bytes = picture_png(96, 64, &size);
	check(bytes, size, "png", flag);
	/* The second frame does not cover the first. */
	bytes = picture_gif(96, 64, 0, &size);
	check(bytes, size, "gif", hole);
	bytes = picture_gif(96, 64, 1, &size);
	check(bytes, size, "gif", hole);
}

/* A large JPEG is decoded small where little is wanted. */
static void test_jpeg_small(void **state)
{
	size_t size;
	uint8_t *bytes = picture_jpeg(1600, 1200, &size);
	struct image image;

	(void)state;
	assert_true(image_decode(&image, bytes, size, 80, NULL));
	assert_int_equal(image.width, 200);
	assert_int_equal(image.height, 150);
	assert_int_equal(image.full_width, 1600);
	assert_flag(&image, flag);
	image_release(&image);
	free(bytes);
}

static void refuse(const void *bytes, size_t size, enum error_kind kind)
{
	struct error err = ERROR_INIT;
	struct image image;

	assert_false(image_decode(&image, bytes, size, 80, &err));
	assert_int_equal(err.kind, kind);
	assert_null(image.pixels);
	error_release(&err);
}

static void test_not_pictures(void **state)
{
	(void)state;
	refuse("", 0, ERROR_USAGE);
	refuse("BEGIN:VCARD", 11, ERROR_USAGE);
	refuse("%PDF-1.7", 8, ERROR_USAGE);
	refuse("\xff\xd8\xff", 3, ERROR_PROTOCOL);
	refuse("\x89PNG\r\n\x1a\n", 8, ERROR_PROTOCOL);
	refuse("GIF89a", 6, ERROR_PROTOCOL);
}

/* A picture of gigabytes in a few bytes is refused before it is decoded. */
static void test_bombs(void **state)
{
	size_t size;
	uint8_t *bytes = picture_gif(8, 8, 0, &size);

	(void)state;
	memcpy(bytes + 6, "\xff\x7f\xff\x7f", 4);
	refuse(bytes, size, ERROR_LIMIT);
	free(bytes);
	bytes = picture_jpeg(16, 16, &size);
	for (size_t i = 0; i + 9 < size; i++)
		if (bytes[i] == 0xff && bytes[i + 1] == 0xc0)
			memcpy(bytes + i + 5, "\xff\xdc\xff\xdc", 4);
	refuse(bytes, size, ERROR_LIMIT);
	free(bytes);
}

/* Whatever a byte becomes, nothing worse happens than a refusal. */
static void test_damage(void **state)
{
	uint8_t *(*const makers[])(unsigned, unsigned, size_t *) = { picture_jpeg, picture_png };

	(void)state;
	for (size_t m = 0; m <= ARRAY_SIZE(makers); m++) {
		size_t size;
		uint8_t *bytes = m < ARRAY_SIZE(makers) ? makers[m](24, 16, &size)
							: picture_gif(24, 16, 0, &size);

		for (size_t i = 0; i < size; i++) {
			uint8_t *changed = xmemdup(bytes, size);
			struct image image;

			changed[i] ^= (uint8_t)(1u << i % 8);
			if (image_decode(&image, changed, size, 80, NULL))
				image_release(&image);
			free(changed);
		}
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),        cmocka_unit_test(test_jpeg_small),
		cmocka_unit_test(test_not_pictures), cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
