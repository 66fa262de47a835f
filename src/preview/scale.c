#include "preview/scale.h"

#define CHEQUER 4 /* pixels a side */

static unsigned at_least_one(uint64_t value)
{
	return value ? (unsigned)value : 1;
}

void scale_fit(const struct image *image, unsigned box_width, unsigned box_height, unsigned *width,
	       unsigned *height)
{
	uint64_t w = image->full_width, h = image->full_height;

	*width = box_width < w ? box_width : (unsigned)w;
	*height = at_least_one((*width * h + w / 2) / w);
	if (*height > box_height) {
		*height = box_height;
		*width = at_least_one((box_height * w + h / 2) / h);
		if (*width > box_width)
			*width = box_width;
	}
}

/* Sums of one pixel of the result; colours weighted by how solid they are. */
struct sums {
	uint64_t alpha, red, green, blue, weight;
};

/* Adds a row of the source, from x0 to x1 in 1/65536 of a pixel, with the row's own weight. */
static void add_row(struct sums *sums, const uint32_t *row, uint64_t x0, uint64_t x1,
		    uint64_t row_weight)
{
	for (uint64_t x = x0 >> 16; x << 16 < x1; x++) {
		uint64_t from = x << 16 > x0 ? x << 16 : x0;
		uint64_t to = (x + 1) << 16 < x1 ? (x + 1) << 16 : x1;
		uint64_t weight = ((to - from) * row_weight) >> 16;
		uint64_t alpha = (row[x] >> 24) * weight;

		sums->weight += weight;
		sums->alpha += alpha;
		sums->red += (row[x] >> 16 & 255) * alpha;
		sums->green += (row[x] >> 8 & 255) * alpha;
		sums->blue += (row[x] & 255) * alpha;
	}
}

static uint8_t blend(uint64_t color, const struct sums *sums, uint64_t ground)
{
	uint64_t whole = sums->weight * 255;

	return (uint8_t)((color + ground * (whole - sums->alpha) + whole / 2) / whole);
}

void scale_rgb(const struct image *image, unsigned width, unsigned height, uint8_t *rgb)
{
	for (unsigned y = 0; y < height; y++) {
		uint64_t y0 = ((uint64_t)y * image->height << 16) / height;
		uint64_t y1 = ((uint64_t)(y + 1) * image->height << 16) / height;

		for (unsigned x = 0; x < width; x++) {
			uint64_t x0 = ((uint64_t)x * image->width << 16) / width;
			uint64_t x1 = ((uint64_t)(x + 1) * image->width << 16) / width;
			uint64_t ground = (x / CHEQUER + y / CHEQUER) % 2 ? 0x66 : 0x99;
			struct sums sums = { .weight = 0 };

			for (uint64_t row = y0 >> 16; row << 16 < y1; row++) {
				uint64_t from = row << 16 > y0 ? row << 16 : y0;
				uint64_t to = (row + 1) << 16 < y1 ? (row + 1) << 16 : y1;

				add_row(&sums, image->pixels + row * image->width, x0, x1,
					to - from);
			}
			*rgb++ = blend(sums.red, &sums, ground);
			*rgb++ = blend(sums.green, &sums, ground);
			*rgb++ = blend(sums.blue, &sums, ground);
		}
	}
}
