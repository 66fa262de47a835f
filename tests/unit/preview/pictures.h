/*
 * pictures.h - small pictures made by the libraries' own encoders, for tests of the decoders.
 *
 * Each is a flag of four solid quarters: red, green above; blue, white below. The caller frees.
 */
#ifndef MSGDECK_TESTS_PICTURES_H
#define MSGDECK_TESTS_PICTURES_H

#include <stddef.h>
#include <stdint.h>

uint8_t *picture_jpeg(unsigned width, unsigned height, size_t *size);
/* Inverted CMYK, as Adobe's programs write it. */
uint8_t *picture_cmyk(unsigned width, unsigned height, size_t *size);
uint8_t *picture_png(unsigned width, unsigned height, size_t *size);
/* With its lower right quarter see-through; a second frame, all black, follows. */
uint8_t *picture_gif(unsigned width, unsigned height, int interlaced, size_t *size);

#endif
