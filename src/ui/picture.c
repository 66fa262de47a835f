#include "ui/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define HALF_BLOCK 0x2580 /* ▀ */
#define FIRST_BLOCK 0x2580
#define LAST_BLOCK 0x259f
#define CELL_BYTES 10 /* as the helper writes one */
#define FILE_SIDE_MAX 10000000

void picture_release(struct picture *picture)
{
	free(picture->rgb);
	free(picture->cells);
	*picture = (struct picture){ .width = 0 };
}

/* -- as the helper writes it ------------------------------------------------------------------ */

struct input {
	const char *at, *end;
};

static bool take(struct input *input, const char *wanted)
{
	size_t length = strlen(wanted);

	if ((size_t)(input->end - input->at) < length || memcmp(input->at, wanted, length) != 0)
		return false;
	input->at += length;
	return true;
}

static bool take_number(struct input *input, unsigned most, unsigned *number)
{
	const char *start = input->at;

	*number = 0;
	for (; input->at < input->end && *input->at >= '0' && *input->at <= '9'; input->at++) {
		*number = *number * 10 + (unsigned)(*input->at - '0');
		if (*number > most)
			return false;
	}
	return input->at > start && *number > 0;
}

static bool take_kind(struct input *input, char kind[static PICTURE_KIND_SIZE])
{
	size_t length = 0;

	while (input->at < input->end && *input->at >= 'a' && *input->at <= 'z' &&
	       length + 1 < PICTURE_KIND_SIZE)
		kind[length++] = *input->at++;
	kind[length] = '\0';
	return length > 0;
}

static bool take_head(struct input *input, struct picture *picture, struct picture_origin *origin)
{
	return take(input, "\n# ") && take_kind(input, origin->kind) && take(input, " ") &&
	       take_number(input, FILE_SIDE_MAX, &origin->width) && take(input, "x") &&
	       take_number(input, FILE_SIDE_MAX, &origin->height) && take(input, "\n") &&
	       take_number(input, PICTURE_SIDE_MAX, &picture->width) && take(input, " ") &&
	       take_number(input, PICTURE_SIDE_MAX, &picture->height) && take(input, "\n");
}

/* Whether exactly so many bytes are left for each of its pixels or cells. */
static bool has_all(const struct input *input, const struct picture *picture, size_t each)
{
	return (size_t)(input->end - input->at) == (size_t)picture->width * picture->height * each;
}

static uint32_t big_endian(const char *bytes, int count)
{
	uint32_t value = 0;

	for (int i = 0; i < count; i++)
		value = value << 8 | (unsigned char)bytes[i];
	return value;
}

static bool take_cells(struct input *input, struct picture *picture)
{
	size_t count = (size_t)picture->width * picture->height;

	if (!has_all(input, picture, CELL_BYTES))
		return false;
	picture->cells = xcalloc(count, sizeof(*picture->cells));
	for (size_t i = 0; i < count; i++, input->at += CELL_BYTES) {
		struct picture_cell *cell = &picture->cells[i];

		*cell = (struct picture_cell){ big_endian(input->at, 4),
					       big_endian(input->at + 4, 3),
					       big_endian(input->at + 7, 3) };
		if (cell->character != ' ' &&
		    (cell->character < FIRST_BLOCK || cell->character > LAST_BLOCK))
			return false;
	}
	return true;
}

bool picture_parse(struct picture *picture, struct picture_origin *origin, const char *bytes,
		   size_t length, struct error *err)
{
	struct input input = { bytes, bytes + length };
	struct picture read = { .width = 0 };
	bool good = false;

	if (take(&input, "C1")) {
		good = take_head(&input, &read, origin) && take_cells(&input, &read);
	} else if (take(&input, "P6") && take_head(&input, &read, origin) &&
		   take(&input, "255\n") && has_all(&input, &read, 3)) {
		read.rgb = xmemdup(input.at, (size_t)(input.end - input.at));
		good = true;
	}
	if (good)
		*picture = read;
	else
		picture_release(&read);
	return good || error_set(err, ERROR_PROTOCOL,
				 "msgdeck-preview did not give a picture; is it of this version?");
}

/* -- drawing ----------------------------------------------------------------------------------- */

unsigned picture_rows(const struct picture *picture)
{
	return picture->cells ? picture->height : (picture->height + 1) / 2;
}

bool picture_is_there(const struct picture *picture)
{
	return picture->rgb || picture->cells;
}

bool picture_wants_cells(enum style_depth depth, bool utf8)
{
	return utf8 && depth >= STYLE_256;
}

/* Black below the last row, which an odd height leaves over. */
static uint32_t pixel(const struct picture *picture, unsigned x, unsigned y)
{
	const uint8_t *rgb = picture->rgb + ((size_t)y * picture->width + x) * 3;

	return y < picture->height ? (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2] : 0;
}

/* -- in colours ------------------------------------------------------------------------------- */

static int shifted(uint32_t rgb, int shift, int by)
{
	int value = (int)(rgb >> shift & 255) + by;

	return value < 0 ? 0 : value > 255 ? 255 : value;
}

/* Few colours side by side look like those between them. */
static uint32_t dither(uint32_t rgb, unsigned x, unsigned y, int strength)
{
	static const int bayer[4][4] = {
		{ 0, 8, 2, 10 }, { 12, 4, 14, 6 }, { 3, 11, 1, 9 }, { 15, 7, 13, 5 }
	};
	int by = (2 * bayer[y % 4][x % 4] - 15) * strength / 15;

	return (uint32_t)shifted(rgb, 16, by) << 16 | (uint32_t)shifted(rgb, 8, by) << 8 |
	       (uint32_t)shifted(rgb, 0, by);
}

/* Of the eight, which have each channel either off or on: red, green and blue are bits. */
static uint32_t nearest_of_8(uint32_t rgb)
{
	return (uint32_t)((rgb >> 16 & 255) > 102) | (uint32_t)((rgb >> 8 & 255) > 102) << 1 |
	       (uint32_t)((rgb & 255) > 102) << 2;
}

static uint32_t color_of(const struct picture *picture, unsigned x, unsigned y,
			 enum style_depth depth)
{
	uint32_t rgb = pixel(picture, x, y);

	switch (depth) {
	case STYLE_TRUE:
		return STYLE_RGB | rgb;
	case STYLE_256:
		return (uint32_t)style_nearest_256(rgb);
	case STYLE_16:
		return (uint32_t)style_nearest_basic(dither(rgb, x, y, 48), 16);
	default:
		return nearest_of_8(dither(rgb, x, y, 96));
	}
}

static struct cell symbol(const struct picture *picture, unsigned x, unsigned row,
			  enum style_depth depth)
{
	const struct picture_cell *cell = &picture->cells[(size_t)row * picture->width + x];
	bool exact = depth == STYLE_TRUE;

	return (struct cell){
		.text = { cell->character,
			  exact ? STYLE_RGB | cell->front
				: (uint32_t)style_nearest_256(cell->front),
			  exact ? STYLE_RGB | cell->back
				: (uint32_t)style_nearest_256(cell->back) },
		.style = STYLE_PICTURE,
		.width = 1,
	};
}

static struct cell halves(const struct picture *picture, unsigned x, unsigned row,
			  enum style_depth depth)
{
	return (struct cell){
		.text = { HALF_BLOCK, color_of(picture, x, 2 * row, depth),
			  color_of(picture, x, 2 * row + 1, depth) },
		.style = STYLE_PICTURE,
		.width = 1,
	};
}

/* -- without ---------------------------------------------------------------------------------- */

static unsigned luminance(uint32_t rgb)
{
	return ((rgb >> 16 & 255) * 2126 + (rgb >> 8 & 255) * 7152 + (rgb & 255) * 722) / 10000;
}

struct range {
	unsigned least, most;
};

static struct range brightness(const struct picture *picture)
{
	struct range range = { 255, 0 };

	for (unsigned y = 0; y < picture->height; y++) {
		for (unsigned x = 0; x < picture->width; x++) {
			unsigned value = luminance(pixel(picture, x, y));

			range.least = value < range.least ? value : range.least;
			range.most = value > range.most ? value : range.most;
		}
	}
	return range;
}

static struct cell character(const struct picture *picture, unsigned x, unsigned row,
			     const struct range *range)
{
	static const char ramp[] = " .:-=+*#%@";
	unsigned above = luminance(pixel(picture, x, 2 * row));
	bool has_below = 2 * row + 1 < picture->height;
	unsigned below = has_below ? luminance(pixel(picture, x, 2 * row + 1)) : above;
	unsigned span = range->most > range->least ? range->most - range->least : 1;
	unsigned level = ((above + below) / 2 - range->least) * (sizeof(ramp) - 2) / span;

	return (struct cell){ .text = { (unsigned char)ramp[level] }, .width = 1 };
}

void picture_draw(const struct pane *pane, int column, int row, const struct picture *picture,
		  enum style_depth depth)
{
	struct surface *surface = pane->surface;
	bool plain = depth == STYLE_MONO || surface->ascii;
	struct range range = { 0, 0 };

	if (plain && picture->cells)
		return; /* they were not asked for here */
	if (plain)
		range = brightness(picture);
	for (unsigned y = 0; y < picture_rows(picture); y++) {
		for (unsigned x = 0; x < picture->width; x++) {
			int at_x = column + (int)x, at_y = row + (int)y;

			if (at_x < 0 || at_y < 0 || at_x >= pane->width || at_y >= pane->height)
				continue;
			surface->cells[(size_t)(pane->row + at_y) * (size_t)surface->columns +
				       (size_t)(pane->column + at_x)] =
				plain            ? character(picture, x, y, &range)
				: picture->cells ? symbol(picture, x, y, depth)
						 : halves(picture, x, y, depth);
		}
	}
}
