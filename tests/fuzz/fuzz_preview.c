/*
 * fuzz_preview.c - whatever the bytes are, a picture comes out or a refusal; and what came out can be
 * scaled into a pane.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "preview/decode.h"
#include "preview/scale.h"

#define BOX 40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct image image;
	unsigned width, height;

	if (!image_decode(&image, data, size, BOX, NULL))
		return 0;
	scale_fit(&image, BOX, BOX, &width, &height);
	if (!width || !height || width > BOX || height > BOX)
		abort();
	uint8_t *rgb = xmalloc((size_t)width * height * 3);
	scale_rgb(&image, width, height, rgb);
	free(rgb);
	image_release(&image);
	return 0;
}
