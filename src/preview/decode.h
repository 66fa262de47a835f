/*
 * decode.h - a picture out of bytes that anybody may have sent.
 *
 * The kind is told by the first bytes, never by a name or a content type. What comes out is upright
 * (a JPEG's EXIF orientation is carried out) and not larger than its kind's decoder was allowed to
 * make it. Of a GIF that moves the first frame is taken.
 *
 * Pure but for memory: no file, no clock. The decoders are libjpeg, libpng and giflib, each behind
 * one file. Thread: any.
 */
#ifndef MSGDECK_PREVIEW_DECODE_H
#define MSGDECK_PREVIEW_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Larger pictures are refused before they are decoded: a file of a few kilobytes can hold a picture
 * of gigabytes. */
#define IMAGE_PIXELS_MAX (32u << 20)
#define IMAGE_SIDE_MAX 32767u

struct image {
	unsigned width, height; /* of the pixels here */
	uint32_t *pixels;       /* rows from the top, 0xAARRGGBB, not premultiplied; owned */
	unsigned full_width,
		full_height; /* of the file, upright; larger where it was decoded small */
	const char *kind;    /* "jpeg", "png", "gif" */
};

void image_release(struct image *image);
/* Decodes to at least `want` pixels a side where the file has as many: a decoder that can do less
 * work for a smaller picture does. Fails with ERROR_USAGE when the bytes are no picture, with
 * ERROR_PROTOCOL when it is damaged, with ERROR_LIMIT when it is too large. */
bool image_decode(struct image *image, const uint8_t *bytes, size_t size, unsigned want,
		  struct error *err);

/* -- the decoders ------------------------------------------------------------------------------ */

bool image_decode_jpeg(struct image *image, const uint8_t *bytes, size_t size, unsigned want,
		       struct error *err);
bool image_decode_png(struct image *image, const uint8_t *bytes, size_t size, struct error *err);
bool image_decode_gif(struct image *image, const uint8_t *bytes, size_t size, struct error *err);

/* For them: whether a picture of this size may be decoded; then also its pixels, zeroed. */
bool image_alloc(struct image *image, unsigned width, unsigned height, struct error *err);

#endif
