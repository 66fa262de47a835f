/*
 * symbols.h - a picture as characters in two colours, by libchafa: block elements that follow its edges
 * more closely than half blocks do. Only in a helper that was configured --with-chafa.
 *
 * What is written begins like the PPM, with "C1" in place of "P6", the size in cells, and no 255; then
 * ten bytes a cell, rows from the top: the character (U+0020 or U+2580 to U+259F) in four bytes, the
 * first the highest, and red, green and blue of its foreground and of its background.
 */
#ifndef MSGDECK_PREVIEW_SYMBOLS_H
#define MSGDECK_PREVIEW_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "preview/decode.h"

#define SYMBOLS_CELL 10 /* bytes */

bool symbols_there(void);
/* Appends columns × rows cells. Not to be called unless symbols_there(). */
void symbols_add(const struct image *image, unsigned columns, unsigned rows, struct strbuf *out);

#endif
