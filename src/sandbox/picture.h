/*
 * picture.h - small pictures of a landscape that are made up, and their file formats.
 *
 * The same number gives the same picture: its shape (wide, tall, square, a strip), hour, hills and
 * what stands in front of them. Nothing here comes from anywhere.
 */
#ifndef MSGDECK_SANDBOX_PICTURE_H
#define MSGDECK_SANDBOX_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

struct picture {
	uint32_t width;
	uint32_t height;
	uint8_t *pixels; /* width * height times red, green, blue; owned */
};

#define PICTURE_COLOURS 128

/* `moment` of 0 to 7 moves the sun: the frames of a film. */
void picture_draw(struct picture *picture, uint64_t number, uint32_t moment);
void picture_release(struct picture *picture);
/* The pixel in a palette of PICTURE_COLOURS, dithered. */
uint8_t picture_index(const struct picture *picture, uint32_t x, uint32_t y);
/* PICTURE_COLOURS times red, green, blue. */
void picture_palette(uint8_t palette[static PICTURE_COLOURS * 3]);

/* Each appends a whole file. */
/* JPEG, ITU-T T.81: baseline, 4:4:4. */
void jpeg_write(struct strbuf *out, const struct picture *picture);
/* PNG, W3C: with a palette, or in true colours with an alpha channel. */
void png_write(struct strbuf *out, const struct picture *picture, bool alpha);
/* GIF89a: so many frames, which repeat for ever; one stands still. */
void gif_write(struct strbuf *out, uint64_t number, uint32_t frames);

#endif
