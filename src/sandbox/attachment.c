#include "sandbox/attachment.h"

#include "base/mem.h"
#include "sandbox/picture.h"
#include "sandbox/rng.h"

#define FRAMES 8
#define OPUS_RATE 48000
#define OPUS_FRAME 960
#define OPUS_FRAMES 150

enum media_kind attachment_kind(enum media_kind kind, bool inbound, uint64_t number)
{
	static const struct {
		uint32_t below; /* of 100 */
		enum media_kind kind;
	} inbound_kinds[] = {
		{ 50, MEDIA_JPEG }, { 66, MEDIA_PNG }, { 78, MEDIA_GIF },    { 85, MEDIA_MP4 },
		{ 91, MEDIA_PDF },  { 96, MEDIA_OGG }, { 100, MEDIA_VCARD },
	};
	uint32_t drawn = pick(number, 100);
	size_t i = 0;

	if (kind != MEDIA_JPEG)
		return kind;
	if (!inbound)
		return drawn < 60 ? MEDIA_JPEG : drawn < 80 ? MEDIA_PNG : MEDIA_GIF;
	while (drawn >= inbound_kinds[i].below)
		i++;
	return inbound_kinds[i].kind;
}

static void write_jpeg(struct strbuf *out, uint64_t number)
{
	struct picture picture;

	picture_draw(&picture, number, 0);
	jpeg_write(out, &picture);
	picture_release(&picture);
}

static void write_png(struct strbuf *out, uint64_t number)
{
	struct picture picture;

	picture_draw(&picture, number, 0);
	png_write(out, &picture, chance(mix(number, 20), 250));
	picture_release(&picture);
}

static void write_gif(struct strbuf *out, uint64_t number)
{
	gif_write(out, number, chance(mix(number, 21), 500) ? FRAMES : 1);
}

/* vCard 3.0, RFC 2426. */
static void write_vcard(struct strbuf *out, uint64_t number)
{
	static const char *const names[][2] = { { "Ellery", "Brook" },
						{ "Noor", "Hadley" },
						{ "Milan", "Farrow" },
						{ "Ines", "Dale" } };
	const char *const *name = names[pick(mix(number, 1), ARRAY_SIZE(names))];

	strbuf_addf(out,
		    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:%s;%s;;;\r\nFN:%s %s\r\n"
		    "TEL;TYPE=CELL:+1202555%04u\r\nEND:VCARD\r\n",
		    name[1], name[0], name[0], name[1], 100 + pick(mix(number, 2), 100));
}

static void add_object(struct strbuf *out, size_t *offset, const char *text)
{
	*offset = out->length;
	strbuf_addstr(out, text);
}

/* PDF 1.4 (ISO 32000): one page with a line of text. */
static void write_pdf(struct strbuf *out, uint64_t number)
{
	struct strbuf page = STRBUF_INIT(STRBUF_LINE);
	struct strbuf object = STRBUF_INIT(STRBUF_LINE);
	size_t begin = out->length;
	size_t offsets[5], table;

	strbuf_addf(&page, "BT /F1 24 Tf 72 760 Td (Receipt no. %05u) Tj ET",
		    pick(mix(number, 1), 100000));
	strbuf_addf(&object, "4 0 obj\n<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n",
		    page.length, page.data);
	strbuf_addstr(out, "%PDF-1.4\n");
	add_object(out, &offsets[0], "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	add_object(out, &offsets[1],
		   "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
	add_object(out, &offsets[2],
		   "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]\n"
		   "/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
	add_object(out, &offsets[3], object.data);
	add_object(out, &offsets[4],
		   "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
	table = out->length - begin;
	strbuf_addstr(out, "xref\n0 6\n0000000000 65535 f \n");
	for (size_t i = 0; i < ARRAY_SIZE(offsets); i++)
		strbuf_addf(out, "%010zu 00000 n \n", offsets[i] - begin);
	strbuf_addf(out, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", table);
	strbuf_release(&object);
	strbuf_release(&page);
}

static void add_little(struct strbuf *out, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		strbuf_addch(out, (char)(value >> i * 8 & 0xff));
}

/* The checksum of RFC 3533: CRC-32 that begins with zero and is not reflected. */
static uint32_t ogg_checksum(const char *bytes, size_t length)
{
	uint32_t crc = 0;

	for (size_t i = 0; i < length; i++) {
		crc ^= (uint32_t)(uint8_t)bytes[i] << 24;
		for (int bit = 0; bit < 8; bit++)
			crc = crc << 1 ^ (crc >> 31 ? 0x04c11db7u : 0);
	}
	return crc;
}

/* One page with `count` equal packets of less than 255 bytes. */
static void add_page(struct strbuf *out, int flags, uint64_t position, uint32_t sequence,
		     uint32_t count, const void *packet, size_t length)
{
	size_t begin = out->length;
	uint32_t sum;

	strbuf_add(out, "OggS\0", 5);
	add_little(out, (uint64_t)flags, 1);
	add_little(out, position, 8);
	add_little(out, 1, 4);
	add_little(out, sequence, 4);
	add_little(out, 0, 4);
	add_little(out, count, 1);
	strbuf_addn(out, (char)length, count);
	for (uint32_t i = 0; i < count; i++)
		strbuf_add(out, packet, length);
	sum = ogg_checksum(out->data + begin, out->length - begin);
	for (int i = 0; i < 4; i++)
		out->data[begin + 22 + (size_t)i] = (char)(sum >> i * 8 & 0xff);
}

/* Opus in Ogg, RFC 7845: two to five seconds of silence. */
static void write_ogg(struct strbuf *out, uint64_t number)
{
	static const char silence[] = { '\xf8', '\xff', '\xfe' };
	uint32_t frames = 100 + pick(mix(number, 1), OPUS_FRAMES);

	add_page(out, 2, 0, 0, 1, "OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0", 19);
	add_page(out, 0, 0, 1, 1, "OpusTags\7\0\0\0msgdeck\0\0\0\0", 23);
	add_page(out, 4, (uint64_t)frames * OPUS_FRAME, 2, frames, silence, sizeof(silence));
}

void attachment_write(struct strbuf *out, enum media_kind kind, uint64_t number)
{
	static void (*const writers[MEDIA_KIND_COUNT])(struct strbuf *, uint64_t) = {
		[MEDIA_JPEG] = write_jpeg,   [MEDIA_PNG] = write_png, [MEDIA_GIF] = write_gif,
		[MEDIA_MP4] = film_write,    [MEDIA_OGG] = write_ogg, [MEDIA_PDF] = write_pdf,
		[MEDIA_VCARD] = write_vcard,
	};

	writers[kind](out, number);
}
