#include "preview/orient.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define TAG_ORIENTATION 0x0112
#define ENTRY_SIZE 12

struct tiff {
	const uint8_t *bytes;
	size_t size;
	bool big_endian;
};

/* A number of 2 or 4 bytes; false where the segment ends before it. */
static bool get(const struct tiff *tiff, size_t at, size_t length, uint32_t *value)
{
	if (at > tiff->size || length > tiff->size - at)
		return false;
	*value = 0;
	for (size_t i = 0; i < length; i++)
		*value = *value << 8 | tiff->bytes[at + (tiff->big_endian ? i : length - 1 - i)];
	return true;
}

unsigned orient_of_exif(const uint8_t *bytes, size_t size)
{
	struct tiff tiff = { .size = 0 };
	uint32_t directory, count, tag, value;

	if (size < 14 || memcmp(bytes, "Exif\0\0", 6) != 0)
		return ORIENT_UPRIGHT;
	tiff = (struct tiff){ bytes + 6, size - 6, memcmp(bytes + 6, "MM", 2) == 0 };
	if (!get(&tiff, 4, 4, &directory) || !get(&tiff, directory, 2, &count))
		return ORIENT_UPRIGHT;
	for (uint32_t i = 0; i < count; i++) {
		size_t entry = (size_t)directory + 2 + (size_t)i * ENTRY_SIZE;

		if (!get(&tiff, entry, 2, &tag) || !get(&tiff, entry + 8, 2, &value))
			break;
		if (tag == TAG_ORIENTATION)
			return value >= 1 && value <= 8 ? value : ORIENT_UPRIGHT;
	}
	return ORIENT_UPRIGHT;
}

void orient(struct image *image, unsigned orientation)
{
	/* Which corner of what was stored each upright pixel comes from. */
	bool swapped = orientation >= 5;
	bool from_right = orientation == 2 || orientation == 3 || orientation == 7 ||
			  orientation == 8;
	bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 ||
			   orientation == 7;
	unsigned width = image->width, height = image->height;
	uint32_t *turned;

	if (orientation <= ORIENT_UPRIGHT || orientation > 8)
		return;
	turned = xcalloc((size_t)width * height, sizeof(*turned));
	image->width = swapped ? height : width;
	image->height = swapped ? width : height;
	for (unsigned y = 0; y < image->height; y++) {
		for (unsigned x = 0; x < image->width; x++) {
			unsigned from_x = swapped ? y : x;
			unsigned from_y = swapped ? x : y;

			from_x = from_right ? width - 1 - from_x : from_x;
			from_y = from_bottom ? height - 1 - from_y : from_y;
			turned[(size_t)y * image->width + x] =
				image->pixels[(size_t)from_y * width + from_x];
		}
	}
	free(image->pixels);
	image->pixels = turned;
	if (swapped) {
		unsigned full = image->full_width;

		image->full_width = image->full_height;
		image->full_height = full;
	}
}
