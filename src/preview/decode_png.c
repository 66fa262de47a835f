/*
 * decode_png.c - the door to libpng, by its simplified interface: any PNG as red, green, blue, alpha.
 */
#include <string.h>

#include <png.h>

#include "preview/decode.h"

bool image_decode_png(struct image *image, const uint8_t *bytes, size_t size, struct error *err)
{
	png_image png = { .version = PNG_IMAGE_VERSION };
	const uint8_t *rgba;

	image->kind = "png";
	if (!png_image_begin_read_from_memory(&png, bytes, size))
		return error_set(err, ERROR_PROTOCOL, "the PNG is damaged: %s", png.message);
	png.format = PNG_FORMAT_RGBA;
	if (!image_alloc(image, png.width, png.height, err)) {
		png_image_free(&png);
		return false;
	}
	image->full_width = png.width;
	image->full_height = png.height;
	if (!png_image_finish_read(&png, NULL, image->pixels, 0, NULL)) {
		error_set(err, ERROR_PROTOCOL, "the PNG is damaged: %s", png.message);
		png_image_free(&png);
		return false;
	}
	rgba = (const uint8_t *)image->pixels;
	for (size_t i = 0; i < (size_t)image->width * image->height; i++, rgba += 4)
		image->pixels[i] = (uint32_t)rgba[3] << 24 | (uint32_t)rgba[0] << 16 |
				   (uint32_t)rgba[1] << 8 | rgba[2];
	return true;
}
