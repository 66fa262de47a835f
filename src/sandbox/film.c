/* film.c - MP4 files (ISO/IEC 14496-12, 14496-14): eight frames of Motion JPEG in one second. */
#include "sandbox/attachment.h"
#include "sandbox/picture.h"

#define FRAMES 8
#define FILM_MAX (4 * 1024 * 1024)

static void add_big(struct strbuf *out, uint32_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		strbuf_addch(out, (char)(value >> i * 8 & 0xff));
}

static size_t box_begin(struct strbuf *out, const char *type)
{
	size_t begin = out->length;

	add_big(out, 0, 4);
	strbuf_add(out, type, 4);
	return begin;
}

static size_t full_box_begin(struct strbuf *out, const char *type, uint32_t flags)
{
	size_t begin = box_begin(out, type);

	add_big(out, flags, 4);
	return begin;
}

static void box_end(struct strbuf *out, size_t begin)
{
	size_t size = out->length - begin;

	for (int i = 0; i < 4; i++)
		out->data[begin + (size_t)i] = (char)(size >> (24 - i * 8) & 0xff);
}

static void add_matrix(struct strbuf *out)
{
	static const uint32_t unity[9] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

	for (int i = 0; i < 9; i++)
		add_big(out, unity[i], 4);
}

static void add_movie_header(struct strbuf *out)
{
	size_t box = full_box_begin(out, "mvhd", 0);

	strbuf_addn(out, 0, 8);
	add_big(out, FRAMES, 4);
	add_big(out, FRAMES, 4);
	add_big(out, 0x10000, 4);
	strbuf_addn(out, 0, 12);
	add_matrix(out);
	strbuf_addn(out, 0, 24);
	add_big(out, 2, 4);
	box_end(out, box);
}

static void add_track_header(struct strbuf *out, const struct picture *picture)
{
	size_t box = full_box_begin(out, "tkhd", 3);

	strbuf_addn(out, 0, 8);
	add_big(out, 1, 4);
	strbuf_addn(out, 0, 4);
	add_big(out, FRAMES, 4);
	strbuf_addn(out, 0, 16);
	add_matrix(out);
	add_big(out, picture->width << 16, 4);
	add_big(out, picture->height << 16, 4);
	box_end(out, box);
}

/* An elementary stream descriptor: object type 0x6c is JPEG. */
static void add_stream(struct strbuf *out)
{
	static const char descriptor[] = "\x03\x17\0\1\0\x04\x0f\x6c\x11\0\0\0\0\0\0\0\0\0\0\0\0"
					 "\x06\1\2\0";
	size_t box = full_box_begin(out, "esds", 0);

	strbuf_add(out, descriptor, 25);
	box_end(out, box);
}

static void add_description(struct strbuf *out, const struct picture *picture)
{
	size_t table = full_box_begin(out, "stsd", 0);
	size_t entry;

	add_big(out, 1, 4);
	entry = box_begin(out, "mp4v");
	strbuf_addn(out, 0, 6);
	add_big(out, 1, 2);
	strbuf_addn(out, 0, 16);
	add_big(out, picture->width, 2);
	add_big(out, picture->height, 2);
	add_big(out, 0x480000, 4);
	add_big(out, 0x480000, 4);
	strbuf_addn(out, 0, 4);
	add_big(out, 1, 2);
	strbuf_addn(out, 0, 32);
	add_big(out, 24, 2);
	add_big(out, 0xffff, 2);
	add_stream(out);
	box_end(out, entry);
	box_end(out, table);
}

static void add_numbers(struct strbuf *out, const char *type, const uint32_t *numbers, size_t count)
{
	size_t box = full_box_begin(out, type, 0);

	for (size_t i = 0; i < count; i++)
		add_big(out, numbers[i], 4);
	box_end(out, box);
}

/* The frames have the sizes and stand together from `offset` on. */
static void add_samples(struct strbuf *out, const struct picture *picture,
			const uint32_t sizes[static FRAMES], uint32_t offset)
{
	uint32_t lengths[FRAMES + 2] = { 0, FRAMES };
	size_t box = box_begin(out, "stbl");

	for (int i = 0; i < FRAMES; i++)
		lengths[i + 2] = sizes[i];
	add_description(out, picture);
	add_numbers(out, "stts", (const uint32_t[]){ 1, FRAMES, 1 }, 3);
	add_numbers(out, "stsc", (const uint32_t[]){ 1, 1, FRAMES, 1 }, 4);
	add_numbers(out, "stsz", lengths, FRAMES + 2);
	add_numbers(out, "stco", (const uint32_t[]){ 1, offset }, 2);
	box_end(out, box);
}

static void add_handler(struct strbuf *out)
{
	size_t box = full_box_begin(out, "hdlr", 0);

	strbuf_addn(out, 0, 4);
	strbuf_addstr(out, "vide");
	strbuf_addn(out, 0, 13);
	box_end(out, box);
}

static void add_references(struct strbuf *out)
{
	size_t info = box_begin(out, "dinf");
	size_t table = full_box_begin(out, "dref", 0);

	add_big(out, 1, 4);
	box_end(out, full_box_begin(out, "url ", 1));
	box_end(out, table);
	box_end(out, info);
}

static void add_track(struct strbuf *out, const struct picture *picture,
		      const uint32_t sizes[static FRAMES], uint32_t offset)
{
	size_t track = box_begin(out, "trak");
	size_t media, info;

	add_track_header(out, picture);
	media = box_begin(out, "mdia");
	add_numbers(out, "mdhd", (const uint32_t[]){ 0, 0, FRAMES, FRAMES, 0x55c40000 }, 5);
	add_handler(out);
	info = box_begin(out, "minf");
	add_numbers(out, "vmhd", (const uint32_t[]){ 0, 0 }, 2);
	add_references(out);
	add_samples(out, picture, sizes, offset);
	box_end(out, info);
	box_end(out, media);
	box_end(out, track);
}

void film_write(struct strbuf *out, uint64_t number)
{
	struct strbuf film = STRBUF_INIT(FILM_MAX);
	struct picture picture = { 0 };
	uint32_t sizes[FRAMES];
	size_t box = box_begin(&film, "ftyp");
	uint32_t offset;

	strbuf_add(&film, "isom\0\0\2\0isommp41", 16);
	box_end(&film, box);
	box = box_begin(&film, "mdat");
	offset = (uint32_t)film.length;
	for (uint32_t i = 0; i < FRAMES; i++) {
		size_t begin = film.length;

		picture_release(&picture);
		picture_draw(&picture, number, i);
		jpeg_write(&film, &picture);
		sizes[i] = (uint32_t)(film.length - begin);
	}
	box_end(&film, box);
	box = box_begin(&film, "moov");
	add_movie_header(&film);
	add_track(&film, &picture, sizes, offset);
	box_end(&film, box);
	strbuf_add(out, film.data, film.length);
	picture_release(&picture);
	strbuf_release(&film);
}
