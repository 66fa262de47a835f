/* gif.c - GIF files (CompuServe, GIF89a), still or animated. */
#include "sandbox/picture.h"

/* With 128 colours codes have 8 bits until 126 more are known, so that a table that is cleared in
 * time makes of each pixel one byte. */
#define CODE_BITS 7
#define CODE_CLEAR 0x80
#define CODE_END 0x81
#define PIXELS_A_TABLE 120
#define BLOCK_MAX 255
#define HUNDREDTHS 25

static void add_u16(struct strbuf *out, uint32_t value)
{
	strbuf_addch(out, (char)(value & 0xff));
	strbuf_addch(out, (char)(value >> 8 & 0xff));
}

static void add_head(struct strbuf *out, const struct picture *picture, bool animated)
{
	uint8_t palette[PICTURE_COLOURS * 3];

	strbuf_addstr(out, "GIF89a");
	add_u16(out, picture->width);
	add_u16(out, picture->height);
	strbuf_add(out, "\xf6\0\0", 3);
	picture_palette(palette);
	strbuf_add(out, palette, sizeof(palette));
	if (animated)
		strbuf_add(out, "\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 19);
}

static void add_codes(struct strbuf *codes, const struct picture *picture)
{
	uint32_t pixels = 0;

	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			if (pixels++ % PIXELS_A_TABLE == 0)
				strbuf_addch(codes, (char)CODE_CLEAR);
			strbuf_addch(codes, (char)picture_index(picture, x, y));
		}
	}
	strbuf_addch(codes, (char)CODE_END);
}

static void add_frame(struct strbuf *out, const struct picture *picture)
{
	struct strbuf codes = STRBUF_INIT(STRBUF_TEXT);

	strbuf_add(out, "\x21\xf9\x04\x04", 4);
	add_u16(out, HUNDREDTHS);
	strbuf_add(out, "\0\0\x2c\0\0\0\0", 7);
	add_u16(out, picture->width);
	add_u16(out, picture->height);
	strbuf_addch(out, 0);
	strbuf_addch(out, CODE_BITS);
	add_codes(&codes, picture);
	for (size_t at = 0; at < codes.length; at += BLOCK_MAX) {
		size_t left = codes.length - at;
		size_t length = left < BLOCK_MAX ? left : BLOCK_MAX;

		strbuf_addch(out, (char)length);
		strbuf_add(out, codes.data + at, length);
	}
	strbuf_addch(out, 0);
	strbuf_release(&codes);
}

void gif_write(struct strbuf *out, uint64_t number, uint32_t frames)
{
	for (uint32_t i = 0; i < frames; i++) {
		struct picture picture;

		picture_draw(&picture, number, i);
		if (i == 0)
			add_head(out, &picture, frames > 1);
		add_frame(out, &picture);
		picture_release(&picture);
	}
	strbuf_addch(out, 0x3b);
}
