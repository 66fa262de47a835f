/*
 * scale.h - a picture in the size of a pane: the mean of what each pixel covers, upright pixels as
 * wide as they are high, what is see-through over a chequered ground.
 */
#ifndef MSGDECK_PREVIEW_SCALE_H
#define MSGDECK_PREVIEW_SCALE_H

#include <stdint.h>

#include "preview/decode.h"

/* The largest size within the box with the file's proportions; never larger than the file. */
void scale_fit(const struct image *image, unsigned box_width, unsigned box_height, unsigned *width,
	       unsigned *height);
/* Writes width × height × 3 bytes: red, green, blue, rows from the top. */
void scale_rgb(const struct image *image, unsigned width, unsigned height, uint8_t *rgb);

#endif
