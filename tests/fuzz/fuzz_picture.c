/*
 * fuzz_picture.c - what the preview's helper says, which is not trusted: refused, or a picture that can
 * be drawn in every depth of colour, within its pane.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/picture.h"

#define COLUMNS 24
#define ROWS 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void draw(const struct picture *picture, enum style_depth depth, bool ascii)
{
	struct surface surface;

	surface_init(&surface, COLUMNS, ROWS);
	surface.ascii = ascii;
	struct pane pane = pane_whole(&surface);
	picture_draw(&pane, 0, 0, picture, depth);
	picture_draw(&pane, -3, -2, picture, depth);
	picture_draw(&pane, COLUMNS - 1, ROWS - 1, picture, depth);
	for (int i = 0; i < COLUMNS * ROWS; i++) {
		uint32_t base = surface.cells[i].text[0];
		demand((base >= 0x20 && base < 0x7f) || (base >= 0x2580 && base <= 0x259f));
	}
	surface_release(&surface);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum style_depth depths[] = { STYLE_MONO, STYLE_8, STYLE_16, STYLE_256,
						   STYLE_TRUE };
	struct picture picture = { .width = 0 };
	struct picture_origin origin;
	struct error err = ERROR_INIT;

	if (!picture_parse(&picture, &origin, (const char *)data, size, &err)) {
		demand(err.kind != ERROR_NONE && *error_text(&err));
		error_release(&err);
		demand(!picture_is_there(&picture));
		return 0;
	}
	demand(picture.width && picture.width <= PICTURE_SIDE_MAX);
	demand(picture.height && picture.height <= PICTURE_SIDE_MAX);
	demand(!picture.rgb != !picture.cells);
	demand(memchr(origin.kind, '\0', sizeof(origin.kind)) != NULL);
	for (size_t i = 0; i < ARRAY_SIZE(depths); i++) {
		draw(&picture, depths[i], false);
		draw(&picture, depths[i], true);
	}
	picture_release(&picture);
	return 0;
}
