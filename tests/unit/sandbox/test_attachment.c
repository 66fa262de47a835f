/* Files of every kind are walked from their first part to their last. */
#include "sandbox/attachment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "sandbox/picture.h"
#include "sandbox/rng.h"

#define NUMBERS 40
#define FILE_MAX (8 * 1024 * 1024)

static uint32_t big(const struct strbuf *file, size_t at, int bytes)
{
	uint32_t value = 0;

	assert_true(at + (size_t)bytes <= file->length);
	for (int i = 0; i < bytes; i++)
		value = value << 8 | (uint8_t)file->data[at + (size_t)i];
	return value;
}

/* Chunks follow each other to the end of the file. */
static void walk_png(const struct strbuf *file)
{
	size_t at = 8;
	bool ended = false;

	assert_memory_equal(file->data + 12, "IHDR", 4);
	while (at < file->length) {
		ended = memcmp(file->data + at + 4, "IEND", 4) == 0;
		at += 12 + big(file, at, 4);
	}
	assert_int_equal(at, file->length);
	assert_true(ended);
}

/* Segments up to the scan; in it no marker but stuffed bytes, until the end of the image. */
static void walk_jpeg(const struct strbuf *file)
{
	size_t at = 2;

	while (big(file, at, 2) != 0xffda)
		at += 2 + big(file, at + 2, 2);
	at += 2 + big(file, at + 2, 2);
	while (at + 2 < file->length) {
		if (big(file, at, 1) == 0xff)
			assert_int_equal(big(file, at + 1, 1), 0);
		at++;
	}
	assert_int_equal(big(file, at, 2), 0xffd9);
}

static size_t skip_blocks(const struct strbuf *file, size_t at)
{
	while (big(file, at, 1) != 0)
		at += 1 + big(file, at, 1);
	return at + 1;
}

static void walk_gif(const struct strbuf *file)
{
	size_t at = 13 + PICTURE_COLOURS * 3;
	size_t frames = 0;

	while (big(file, at, 1) != 0x3b) {
		if (big(file, at, 1) == 0x21) {
			at = skip_blocks(file, at + 2);
			continue;
		}
		assert_int_equal(big(file, at, 1), 0x2c);
		at = skip_blocks(file, at + 11);
		frames++;
	}
	assert_int_equal(at + 1, file->length);
	assert_true(frames == 1 || frames == 8);
}

static void walk_mp4(const struct strbuf *file)
{
	size_t at = 0;

	while (at < file->length)
		at += big(file, at, 4);
	assert_int_equal(at, file->length);
}

static void walk_ogg(const struct strbuf *file)
{
	size_t at = 0;

	while (at < file->length) {
		size_t segments = big(file, at + 26, 1);
		size_t size = 27 + segments;

		assert_memory_equal(file->data + at, "OggS", 4);
		for (size_t i = 0; i < segments; i++)
			size += big(file, at + 27 + i, 1);
		at += size;
	}
	assert_int_equal(at, file->length);
}

static void walk_text(const struct strbuf *file)
{
	assert_int_equal(strlen(file->data), file->length);
}

static void every_file_is_whole(void **state)
{
	static void (*const walks[MEDIA_KIND_COUNT])(const struct strbuf *) = {
		[MEDIA_JPEG] = walk_jpeg,  [MEDIA_PNG] = walk_png, [MEDIA_GIF] = walk_gif,
		[MEDIA_MP4] = walk_mp4,    [MEDIA_OGG] = walk_ogg, [MEDIA_PDF] = walk_text,
		[MEDIA_VCARD] = walk_text,
	};

	(void)state;
	for (int kind = 0; kind < MEDIA_KIND_COUNT; kind++) {
		for (uint64_t i = 0; i < NUMBERS / (kind == MEDIA_MP4 ? 8 : 1); i++) {
			struct strbuf file = STRBUF_INIT(FILE_MAX), again = STRBUF_INIT(FILE_MAX);

			attachment_write(&file, (enum media_kind)kind, mix64(i));
			attachment_write(&again, (enum media_kind)kind, mix64(i));
			assert_false(file.overflow);
			assert_int_equal(file.length, again.length);
			assert_memory_equal(file.data, again.data, file.length);
			walks[kind](&file);
			strbuf_release(&file);
			strbuf_release(&again);
		}
	}
}

/* People send pictures mostly, and everything else now and then; the account only pictures. */
static void kinds_are_mixed(void **state)
{
	uint32_t inbound[MEDIA_KIND_COUNT] = { 0 }, outbound[MEDIA_KIND_COUNT] = { 0 };

	(void)state;
	for (uint64_t i = 0; i < 1000; i++) {
		inbound[attachment_kind(MEDIA_JPEG, true, mix64(i))]++;
		outbound[attachment_kind(MEDIA_JPEG, false, mix64(i))]++;
		assert_int_equal(attachment_kind(MEDIA_OGG, true, mix64(i)), MEDIA_OGG);
	}
	for (int kind = 0; kind < MEDIA_KIND_COUNT; kind++) {
		assert_true(inbound[kind] > 10);
		assert_true((outbound[kind] > 10) == (kind <= MEDIA_GIF));
	}
	assert_true(inbound[MEDIA_JPEG] > 400);
}

static void indices_are_within_the_palette(void **state)
{
	uint8_t palette[PICTURE_COLOURS * 3];

	(void)state;
	picture_palette(palette);
	assert_int_equal(palette[0], 0);
	assert_int_equal(palette[sizeof(palette) - 1], 255);
	for (uint64_t i = 0; i < 8; i++) {
		struct picture picture;

		picture_draw(&picture, mix64(i), (uint32_t)i);
		for (uint32_t y = 0; y < picture.height; y++)
			for (uint32_t x = 0; x < picture.width; x++)
				assert_true(picture_index(&picture, x, y) < PICTURE_COLOURS);
		picture_release(&picture);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_whole),
		cmocka_unit_test(kinds_are_mixed),
		cmocka_unit_test(indices_are_within_the_palette),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
