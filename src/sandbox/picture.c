#include "sandbox/picture.h"

#include "base/mem.h"
#include "sandbox/rng.h"

#define REDS 4
#define GREENS 8
#define BLUES 4
#define HILLS 3

struct colour {
	int red, green, blue;
};

static const struct {
	uint16_t width, height;
} shapes[] = {
	{ 320, 240 }, { 240, 320 }, { 384, 216 }, { 216, 384 },
	{ 256, 256 }, { 400, 120 }, { 100, 360 }, { 67, 45 },
};

/* Sky above and at the horizon, land near and far. */
static const struct hour {
	struct colour top, horizon, far, near;
} hours[] = {
	{ { 70, 130, 210 }, { 205, 228, 246 }, { 126, 160, 148 }, { 66, 122, 58 } },
	{ { 64, 48, 110 }, { 246, 160, 96 }, { 112, 84, 120 }, { 50, 46, 60 } },
	{ { 10, 16, 42 }, { 44, 62, 104 }, { 28, 40, 64 }, { 12, 22, 30 } },
	{ { 150, 164, 178 }, { 222, 226, 228 }, { 156, 168, 172 }, { 98, 110, 98 } },
};

struct scene {
	const struct hour *hour;
	uint64_t number;
	int sun_x, sun_y, sun_size;
	int box_x, box_y, box_size; /* a parcel */
};

static int between(int from, int to, int at, int all)
{
	return from + (to - from) * at / (all > 0 ? all : 1);
}

static struct colour blend(struct colour a, struct colour b, int at, int all)
{
	return (struct colour){ between(a.red, b.red, at, all), between(a.green, b.green, at, all),
				between(a.blue, b.blue, at, all) };
}

/* Where the hill's line stands at x: a sum of two triangle waves. */
static int hill_line(const struct scene *scene, const struct picture *picture, int hill, int x)
{
	uint64_t shape = mix(scene->number, (uint64_t)hill + 10);
	int wide = (int)picture->width / 2 + (int)pick(shape, picture->width);
	int narrow = wide / 3 + 1;
	int shift = (int)pick(mix64(shape), picture->width);
	int high = (int)picture->height / 6;
	int a = (x + shift) % wide;
	int b = (x + shift) % narrow;
	int base = (int)picture->height * (5 + hill) / 9;

	a = a * 2 < wide ? a : wide - a;
	b = b * 2 < narrow ? b : narrow - b;
	return base - a * 2 * high / wide - b * high / (2 * narrow);
}

static bool in_disc(int x, int y, int size)
{
	return x * x + y * y < size * size;
}

static struct colour colour_at(const struct scene *scene, const struct picture *picture, int x,
			       int y)
{
	static const struct colour sun = { 255, 244, 190 };
	static const struct colour card = { 196, 152, 96 };
	static const struct colour tape = { 236, 214, 170 };
	int height = (int)picture->height;
	int left = x - scene->box_x;
	int up = scene->box_y - y;

	if (left >= 0 && left < scene->box_size && up >= 0 && up < scene->box_size * 3 / 4)
		return left * 5 / scene->box_size == 2 ? tape : blend(card, tape, up, height);
	for (int hill = HILLS - 1; hill >= 0; hill--) {
		int line = hill_line(scene, picture, hill, x);
		struct colour land = blend(scene->hour->far, scene->hour->near, hill, HILLS - 1);

		if (y >= line)
			return blend(land, scene->hour->near, y - line, height);
	}
	if (in_disc(x - scene->sun_x, y - scene->sun_y, scene->sun_size))
		return sun;
	return blend(scene->hour->top, scene->hour->horizon, y, height * 2 / 3);
}

static void plan_scene(struct scene *scene, const struct picture *picture, uint64_t number,
		       uint32_t moment)
{
	int width = (int)picture->width;
	int height = (int)picture->height;
	int small = width < height ? width : height;

	*scene = (struct scene){ .hour = &hours[pick(mix(number, 2), ARRAY_SIZE(hours))],
				 .number = number };
	scene->sun_size = small / 10 + (int)pick(mix(number, 3), (uint32_t)small / 12 + 1);
	scene->sun_x = (int)pick(mix(number, 4), picture->width) + (int)moment * width / 16;
	scene->sun_x %= width;
	scene->sun_y = height / 8 + (int)pick(mix(number, 5), picture->height / 5);
	scene->box_size = small / 5 + (int)pick(mix(number, 6), (uint32_t)small / 5);
	scene->box_x = (int)pick(mix(number, 7), (uint32_t)(width - scene->box_size));
	scene->box_y = height - 1 - height / 12;
}

static uint8_t channel(int value)
{
	return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

void picture_draw(struct picture *picture, uint64_t number, uint32_t moment)
{
	uint32_t shape = pick(mix(number, 1), ARRAY_SIZE(shapes));
	struct scene scene;
	uint8_t *at;

	picture->width = shapes[shape].width;
	picture->height = shapes[shape].height;
	picture->pixels = xmalloc((size_t)picture->width * picture->height * 3);
	plan_scene(&scene, picture, number, moment);
	at = picture->pixels;
	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			struct colour colour = colour_at(&scene, picture, (int)x, (int)y);

			*at++ = channel(colour.red);
			*at++ = channel(colour.green);
			*at++ = channel(colour.blue);
		}
	}
}

void picture_release(struct picture *picture)
{
	free(picture->pixels);
	*picture = (struct picture){ 0 };
}

/* The nearest of `levels` steps once the threshold (-8 to 7) of the dither is added. */
static uint32_t level(uint8_t value, uint32_t levels, int threshold)
{
	int step = 255 / (int)(levels - 1);
	int moved = value + threshold * step / 16 + step / 2;

	moved = moved < 0 ? 0 : moved;
	return (uint32_t)moved / (uint32_t)step < levels ? (uint32_t)moved / (uint32_t)step
							 : levels - 1;
}

uint8_t picture_index(const struct picture *picture, uint32_t x, uint32_t y)
{
	static const int bayer[4][4] = {
		{ -8, 0, -6, 2 }, { 4, -4, 6, -2 }, { -5, 3, -7, 1 }, { 7, -1, 5, -3 }
	};
	const uint8_t *pixel = &picture->pixels[((size_t)y * picture->width + x) * 3];
	int threshold = bayer[y % 4][x % 4];

	return (uint8_t)((level(pixel[0], REDS, threshold) * GREENS +
			  level(pixel[1], GREENS, threshold)) *
				 BLUES +
			 level(pixel[2], BLUES, threshold));
}

void picture_palette(uint8_t palette[static PICTURE_COLOURS * 3])
{
	for (uint32_t i = 0; i < PICTURE_COLOURS; i++) {
		palette[i * 3] = (uint8_t)(i / (GREENS * BLUES) * 255 / (REDS - 1));
		palette[i * 3 + 1] = (uint8_t)(i / BLUES % GREENS * 255 / (GREENS - 1));
		palette[i * 3 + 2] = (uint8_t)(i % BLUES * 255 / (BLUES - 1));
	}
}
