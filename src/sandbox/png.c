/* png.c - PNG files (W3C PNG, third edition), their data in stored blocks of deflate (RFC 1951). */
#include "base/mem.h"
#include "sandbox/picture.h"

#define STORED_MAX 65535
#define FILE_MAX (4 * 1024 * 1024)

static void add_u32(struct strbuf *out, uint32_t value)
{
	uint8_t bytes[4] = { (uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8),
			     (uint8_t)value };

	strbuf_add(out, bytes, sizeof(bytes));
}

/* CRC-32 of ISO 3309. */
static uint32_t crc32_of(const char *bytes, size_t length)
{
	uint32_t crc = 0xffffffffu;

	for (size_t i = 0; i < length; i++) {
		crc ^= (uint8_t)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static void add_chunk(struct strbuf *out, const char *type, const void *bytes, size_t length)
{
	size_t begin;

	add_u32(out, (uint32_t)length);
	begin = out->length;
	strbuf_add(out, type, 4);
	strbuf_add(out, bytes, length);
	add_u32(out, crc32_of(out->data + begin, out->length - begin));
}

/* RFC 1950. */
static uint32_t adler32_of(const char *bytes, size_t length)
{
	uint32_t a = 1;
	uint32_t b = 0;

	for (size_t i = 0; i < length; i++) {
		a = (a + (uint8_t)bytes[i]) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

static void add_stored(struct strbuf *out, const struct strbuf *bytes)
{
	size_t at = 0;

	strbuf_add(out, "\x78\x01", 2);
	do {
		size_t left = bytes->length - at;
		size_t length = left < STORED_MAX ? left : STORED_MAX;
		uint8_t head[5] = { length == left, (uint8_t)length, (uint8_t)(length >> 8),
				    (uint8_t)~length, (uint8_t)(~length >> 8) };

		strbuf_add(out, head, sizeof(head));
		strbuf_add(out, bytes->data + at, length);
		at += length;
	} while (at < bytes->length);
	add_u32(out, adler32_of(bytes->data, bytes->length));
}

/* The lines, each behind its filter (none). What is dark is half transparent. */
static void add_lines(struct strbuf *out, const struct picture *picture, bool alpha)
{
	for (uint32_t y = 0; y < picture->height; y++) {
		strbuf_addch(out, 0);
		for (uint32_t x = 0; x < picture->width; x++) {
			const uint8_t *pixel =
				&picture->pixels[((size_t)y * picture->width + x) * 3];

			if (!alpha) {
				strbuf_addch(out, (char)picture_index(picture, x, y));
				continue;
			}
			strbuf_add(out, pixel, 3);
			strbuf_addch(out, pixel[1] < 60 ? (char)128 : (char)255);
		}
	}
}

static void add_header(struct strbuf *out, const struct picture *picture, bool alpha)
{
	const uint8_t tail[5] = { 8, alpha ? 6 : 3 };
	struct strbuf header = STRBUF_INIT(STRBUF_LINE);

	add_u32(&header, picture->width);
	add_u32(&header, picture->height);
	strbuf_add(&header, tail, sizeof(tail));
	add_chunk(out, "IHDR", header.data, header.length);
	strbuf_release(&header);
}

void png_write(struct strbuf *out, const struct picture *picture, bool alpha)
{
	uint8_t palette[PICTURE_COLOURS * 3];
	struct strbuf lines = STRBUF_INIT(FILE_MAX);
	struct strbuf data = STRBUF_INIT(FILE_MAX);

	strbuf_add(out, "\x89PNG\r\n\x1a\n", 8);
	add_header(out, picture, alpha);
	if (!alpha) {
		picture_palette(palette);
		add_chunk(out, "PLTE", palette, sizeof(palette));
	}
	add_lines(&lines, picture, alpha);
	add_stored(&data, &lines);
	add_chunk(out, "IDAT", data.data, data.length);
	add_chunk(out, "IEND", NULL, 0);
	strbuf_release(&data);
	strbuf_release(&lines);
}
