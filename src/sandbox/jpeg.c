/* jpeg.c - JPEG files (ITU-T T.81): baseline, three components in full resolution, one table each
 * for quantisation, DC and AC, which are the ones of annex K for luminance. */
#include "base/mem.h"
#include "sandbox/picture.h"

#define SIDE 8
#define BLOCK (SIDE * SIDE)
#define COMPONENTS 3
#define ZERO_RUN 0xf0
#define BLOCK_END 0

/* Table K.1, in lines. */
static const uint8_t quantisers[BLOCK] = {
	16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
	14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
	18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
	49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
};

/* Figure A.6: which coefficient comes at which place. */
static const uint8_t zigzag[BLOCK] = {
	0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
	41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
	30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
};

/* Tables K.3 and K.5: how many codes of each length, and what they stand for. */
static const uint8_t dc_lengths[16] = { 0, 1, 5, 1, 1, 1, 1, 1, 1 };
static const uint8_t dc_values[12] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
static const uint8_t ac_lengths[16] = { 0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d };
static const uint8_t ac_values[162] = {
	0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61,
	0x07, 0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52,
	0xd1, 0xf0, 0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25,
	0x26, 0x27, 0x28, 0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45,
	0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64,
	0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83,
	0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
	0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6,
	0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3,
	0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8,
	0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa,
};

struct code {
	uint16_t bits;
	uint8_t length;
};

struct writer {
	struct strbuf *out;
	uint32_t held;
	int held_bits;
	struct code dc[256];
	struct code ac[256];
	float cosines[SIDE][SIDE]; /* [frequency][sample], scaled */
};

/* Annex C.2. */
static void make_codes(struct code *codes, const uint8_t *lengths, const uint8_t *values)
{
	uint16_t next = 0;

	for (int length = 1; length <= 16; length++) {
		for (int i = 0; i < lengths[length - 1]; i++)
			codes[*values++] = (struct code){ next++, (uint8_t)length };
		next = (uint16_t)(next << 1);
	}
}

/* cos(n * pi / 16) / 2, the first row divided by the root of two: A.3.3. */
static void make_cosines(struct writer *w)
{
	static const float quarter[SIDE + 1] = { 0.5f,         0.490392640f, 0.461939766f,
						 0.415734806f, 0.353553391f, 0.277785117f,
						 0.191341716f, 0.097545161f, 0 };

	for (int k = 0; k < SIDE; k++) {
		for (int n = 0; n < SIDE; n++) {
			int angle = (2 * n + 1) * k % 32;

			angle = angle > 16 ? 32 - angle : angle;
			w->cosines[k][n] = angle > 8 ? -quarter[16 - angle] : quarter[angle];
			if (k == 0)
				w->cosines[k][n] = quarter[4];
		}
	}
}

static void put_bits(struct writer *w, uint32_t bits, int length)
{
	w->held = w->held << length | bits;
	w->held_bits += length;
	while (w->held_bits >= 8) {
		uint8_t byte = (uint8_t)(w->held >> (w->held_bits - 8));

		strbuf_addch(w->out, (char)byte);
		if (byte == 0xff)
			strbuf_addch(w->out, 0);
		w->held_bits -= 8;
		w->held &= (1u << w->held_bits) - 1;
	}
}

/* The code for the run of zeros and the number's length, then the number: F.1.2. */
static void put_number(struct writer *w, const struct code *codes, int run, int number)
{
	int size = 0;
	struct code code;

	for (int left = number < 0 ? -number : number; left > 0; left >>= 1)
		size++;
	code = codes[run << 4 | size];
	put_bits(w, code.bits, code.length);
	if (size > 0)
		put_bits(w, (uint32_t)(number < 0 ? number - 1 : number) & ((1u << size) - 1),
			 size);
}

static void transform(const struct writer *w, float block[static BLOCK])
{
	float rows[BLOCK];

	for (int y = 0; y < SIDE; y++) {
		for (int k = 0; k < SIDE; k++) {
			rows[y * SIDE + k] = 0;
			for (int x = 0; x < SIDE; x++)
				rows[y * SIDE + k] += block[y * SIDE + x] * w->cosines[k][x];
		}
	}
	for (int k = 0; k < SIDE; k++) {
		for (int x = 0; x < SIDE; x++) {
			block[k * SIDE + x] = 0;
			for (int y = 0; y < SIDE; y++)
				block[k * SIDE + x] += rows[y * SIDE + x] * w->cosines[k][y];
		}
	}
}

static void put_block(struct writer *w, float block[static BLOCK], int *dc)
{
	int numbers[BLOCK];
	int run = 0;

	transform(w, block);
	for (int i = 0; i < BLOCK; i++) {
		float number = block[zigzag[i]] / quantisers[zigzag[i]];

		numbers[i] = (int)(number < 0 ? number - 0.5f : number + 0.5f);
	}
	put_number(w, w->dc, 0, numbers[0] - *dc);
	*dc = numbers[0];
	for (int i = 1; i < BLOCK; i++) {
		if (numbers[i] == 0) {
			run++;
			continue;
		}
		for (; run > 15; run -= 16)
			put_bits(w, w->ac[ZERO_RUN].bits, w->ac[ZERO_RUN].length);
		put_number(w, w->ac, run, numbers[i]);
		run = 0;
	}
	if (run > 0)
		put_bits(w, w->ac[BLOCK_END].bits, w->ac[BLOCK_END].length);
}

/* Y, Cb or Cr of a pixel, around zero; the last line and column go on for ever. JFIF, page 3. */
static float sample(const struct picture *picture, uint32_t x, uint32_t y, int component)
{
	static const float weights[COMPONENTS][3] = { { 0.299f, 0.587f, 0.114f },
						      { -0.168736f, -0.331264f, 0.5f },
						      { 0.5f, -0.418688f, -0.081312f } };
	const uint8_t *pixel;

	x = x < picture->width ? x : picture->width - 1;
	y = y < picture->height ? y : picture->height - 1;
	pixel = &picture->pixels[((size_t)y * picture->width + x) * 3];
	return weights[component][0] * pixel[0] + weights[component][1] * pixel[1] +
	       weights[component][2] * pixel[2] - (component == 0 ? 128 : 0);
}

static void put_picture(struct writer *w, const struct picture *picture)
{
	int dc[COMPONENTS] = { 0 };

	for (uint32_t y = 0; y < picture->height; y += SIDE) {
		for (uint32_t x = 0; x < picture->width; x += SIDE) {
			for (int c = 0; c < COMPONENTS; c++) {
				float block[BLOCK];

				for (uint32_t i = 0; i < BLOCK; i++)
					block[i] = sample(picture, x + i % SIDE, y + i / SIDE, c);
				put_block(w, block, &dc[c]);
			}
		}
	}
	put_bits(w, 0x7f, 7);
}

static void add_segment(struct strbuf *out, uint8_t marker, const struct strbuf *bytes)
{
	uint8_t head[4] = { 0xff, marker, (uint8_t)((bytes->length + 2) >> 8),
			    (uint8_t)(bytes->length + 2) };

	strbuf_add(out, head, sizeof(head));
	strbuf_add(out, bytes->data, bytes->length);
}

static void add_tables(struct strbuf *out, struct strbuf *segment)
{
	strbuf_add(segment, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
	add_segment(out, 0xe0, segment);
	strbuf_reset(segment);
	strbuf_addch(segment, 0);
	for (int i = 0; i < BLOCK; i++)
		strbuf_addch(segment, (char)quantisers[zigzag[i]]);
	add_segment(out, 0xdb, segment);
	strbuf_reset(segment);
	strbuf_addch(segment, 0);
	strbuf_add(segment, dc_lengths, sizeof(dc_lengths));
	strbuf_add(segment, dc_values, sizeof(dc_values));
	strbuf_addch(segment, 0x10);
	strbuf_add(segment, ac_lengths, sizeof(ac_lengths));
	strbuf_add(segment, ac_values, sizeof(ac_values));
	add_segment(out, 0xc4, segment);
	strbuf_reset(segment);
}

static void add_frame(struct strbuf *out, const struct picture *picture, struct strbuf *segment)
{
	uint8_t size[5] = { 8, (uint8_t)(picture->height >> 8), (uint8_t)picture->height,
			    (uint8_t)(picture->width >> 8), (uint8_t)picture->width };

	strbuf_add(segment, size, sizeof(size));
	strbuf_add(segment, "\3\1\x11\0\2\x11\0\3\x11\0", 10);
	add_segment(out, 0xc0, segment);
	strbuf_reset(segment);
	strbuf_add(segment, "\3\1\0\2\0\3\0\0\x3f\0", 10);
	add_segment(out, 0xda, segment);
}

void jpeg_write(struct strbuf *out, const struct picture *picture)
{
	struct strbuf segment = STRBUF_INIT(STRBUF_LINE);
	struct writer *w = xcalloc(1, sizeof(*w));

	w->out = out;
	make_codes(w->dc, dc_lengths, dc_values);
	make_codes(w->ac, ac_lengths, ac_values);
	make_cosines(w);
	strbuf_add(out, "\xff\xd8", 2);
	add_tables(out, &segment);
	add_frame(out, picture, &segment);
	put_picture(w, picture);
	strbuf_add(out, "\xff\xd9", 2);
	strbuf_release(&segment);
	free(w);
}
