#include "preview/decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void image_release(struct image *image)
{
	free(image->pixels);
	image->pixels = NULL;
}

bool image_alloc(struct image *image, unsigned width, unsigned height, struct error *err)
{
	if (!width || !height)
		return error_set(err, ERROR_PROTOCOL, "the picture has no size");
	if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX ||
	    (uint64_t)width * height > IMAGE_PIXELS_MAX)
		return error_set(err, ERROR_LIMIT, "the picture is too large (%u×%u pixels)", width,
				 height);
	image->width = width;
	image->height = height;
	image->pixels = xcalloc((size_t)width * height, sizeof(*image->pixels));
	return true;
}

static bool begins(const uint8_t *bytes, size_t size, const char *magic, size_t length)
{
	return size >= length && memcmp(bytes, magic, length) == 0;
}

bool image_decode(struct image *image, const uint8_t *bytes, size_t size, unsigned want,
		  struct error *err)
{
	bool good;

	*image = (struct image){ .width = 0 };
	if (begins(bytes, size, "\xff\xd8\xff", 3))
		good = image_decode_jpeg(image, bytes, size, want, err);
	else if (begins(bytes, size, "\x89PNG\r\n\x1a\n", 8))
		good = image_decode_png(image, bytes, size, err);
	else if (begins(bytes, size, "GIF87a", 6) || begins(bytes, size, "GIF89a", 6))
		good = image_decode_gif(image, bytes, size, err);
	else
		good = error_set(err, ERROR_USAGE, "this is neither JPEG, PNG nor GIF");
	if (!good)
		image_release(image);
	return good;
}
