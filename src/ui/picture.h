/*
 * picture.h - a small picture in the cells of a pane.
 *
 * A cell shows two pixels, one above the other, as an upper half block in two colours; so pixels are
 * about as wide as they are high. With 256 colours each pixel has the nearest, with 8 or 16 they are
 * dithered. Without colours, or without the block, a cell is one of ten ASCII characters by how
 * bright it is, the darkest pixel of the picture a blank, the brightest '@'.
 *
 * Where the helper has libchafa a picture may also be made of cells: block elements in two colours.
 *
 * Cost: some ten nanoseconds a pixel. Thread: UI.
 */
#ifndef MSGDECK_UI_PICTURE_H
#define MSGDECK_UI_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "ui/style.h"
#include "ui/surface.h"

struct picture_cell {
	uint32_t character;   /* blank, or U+2580 to U+259F */
	uint32_t front, back; /* 0xRRGGBB */
};

struct picture {
	unsigned width, height;     /* pixels, or cells */
	uint8_t *rgb;               /* red, green, blue; rows from the top; owned */
	struct picture_cell *cells; /* likewise; one of the two is NULL */
};

void picture_release(struct picture *picture);
/* Reads what msgdeck-preview writes, a binary PPM (P6, 255) or its cells (C1): one line "# KIND
 * WIDTHxHEIGHT" behind the first says what the file was. Sides of at most PICTURE_SIDE_MAX. The helper is
 * not trusted: anything else, or a byte too few or too many, is refused. */
#define PICTURE_SIDE_MAX 2000
#define PICTURE_KIND_SIZE 16
struct picture_origin {
	char kind[PICTURE_KIND_SIZE]; /* "jpeg" */
	unsigned width, height;       /* of the file */
};
bool picture_parse(struct picture *picture, struct picture_origin *origin, const char *bytes,
		   size_t length, struct error *err);
/* Whether there is one. */
bool picture_is_there(const struct picture *picture);
/* Rows of cells that it takes. */
unsigned picture_rows(const struct picture *picture);
/* Whether a terminal shows cells as they are meant; else pixels are to be asked for. */
bool picture_wants_cells(enum style_depth depth, bool utf8);
/* Draws with its upper left corner at a cell of the pane; what does not fit is cut. `depth` is what
 * the terminal can show. */
void picture_draw(const struct pane *pane, int column, int row, const struct picture *picture,
		  enum style_depth depth);

#endif
