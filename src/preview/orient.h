/*
 * orient.h - how a camera was held, as EXIF says, and turning its picture upright.
 *
 * Source: CIPA DC-008 (EXIF 2.32), tag 0x0112; numbers 1 to 8.
 */
#ifndef MSGDECK_PREVIEW_ORIENT_H
#define MSGDECK_PREVIEW_ORIENT_H

#include <stddef.h>
#include <stdint.h>

#include "preview/decode.h"

#define ORIENT_UPRIGHT 1

/* Reads an APP1 segment without its length; ORIENT_UPRIGHT where it says nothing sensible. */
unsigned orient_of_exif(const uint8_t *bytes, size_t size);
/* Turns and mirrors; swaps the full size too where the sides change places. */
void orient(struct image *image, unsigned orientation);

#endif
