/*
 * symbols.c - the door to libchafa.
 */
#include "preview/symbols.h"

#ifdef WITH_CHAFA

#include <stdlib.h>

#include <chafa.h>

#include "base/mem.h"
#include "preview/scale.h"

#define SYMBOL_SIDE 8 /* chafa compares so many pixels each way with its symbols */

bool symbols_there(void)
{
	return true;
}

static ChafaCanvas *new_canvas(unsigned columns, unsigned rows)
{
	ChafaSymbolMap *map = chafa_symbol_map_new();
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	ChafaCanvas *canvas;

	/* The filter of system calls allows no further thread. */
	chafa_set_n_threads(1);
	chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_HALF |
						  CHAFA_SYMBOL_TAG_QUAD | CHAFA_SYMBOL_TAG_SOLID);
	chafa_symbol_map_add_by_range(map, 0x2580, 0x2590);
	chafa_canvas_config_set_geometry(config, (int)columns, (int)rows);
	chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_TRUECOLOR);
	chafa_canvas_config_set_symbol_map(config, map);
	canvas = chafa_canvas_new(config);
	chafa_canvas_config_unref(config);
	chafa_symbol_map_unref(map);
	return canvas;
}

static void add_number(struct strbuf *out, uint32_t number, int bytes)
{
	while (bytes-- > 0)
		strbuf_addch(out, (char)(number >> 8 * bytes & 255));
}

void symbols_add(const struct image *image, unsigned columns, unsigned rows, struct strbuf *out)
{
	unsigned width = columns * SYMBOL_SIDE, height = rows * SYMBOL_SIDE;
	uint8_t *rgb = xmalloc((size_t)width * height * 3);
	ChafaCanvas *canvas = new_canvas(columns, rows);

	scale_rgb(image, width, height, rgb);
	chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGB8, rgb, (int)width, (int)height,
				     (int)width * 3);
	for (unsigned y = 0; y < rows; y++) {
		for (unsigned x = 0; x < columns; x++) {
			int front, back;

			chafa_canvas_get_raw_colors_at(canvas, (int)x, (int)y, &front, &back);
			add_number(out, chafa_canvas_get_char_at(canvas, (int)x, (int)y), 4);
			add_number(out, front < 0 ? 0 : (uint32_t)front, 3);
			add_number(out, back < 0 ? 0 : (uint32_t)back, 3);
		}
	}
	chafa_canvas_unref(canvas);
	free(rgb);
}

#else

bool symbols_there(void)
{
	return false;
}

void symbols_add(const struct image *image, unsigned columns, unsigned rows, struct strbuf *out)
{
	(void)image, (void)columns, (void)rows, (void)out;
}

#endif
