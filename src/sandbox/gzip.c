#include "sandbox/gzip.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/mem.h"

/* zlib's flag for a gzip header, and the largest window. */
#define WINDOW_BITS (15 + 16)
#define MEMORY_LEVEL 9

struct gzip {
	z_stream stream;
};

struct gzip *gzip_new(void)
{
	struct gzip *gzip = xcalloc(1, sizeof(*gzip));

	if (deflateInit2(&gzip->stream, 1, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL,
			 Z_DEFAULT_STRATEGY) != Z_OK) {
		free(gzip);
		return NULL;
	}
	return gzip;
}

void gzip_free(struct gzip *gzip)
{
	if (gzip == NULL)
		return;
	deflateEnd(&gzip->stream);
	free(gzip);
}

bool gzip_add(struct gzip *gzip, struct strbuf *out, const struct strbuf *bytes)
{
	z_stream *stream = &gzip->stream;
	size_t room;

	if (deflateReset(stream) != Z_OK)
		return false;
	room = deflateBound(stream, bytes->length);
	if (!strbuf_reserve(out, room))
		return false;
	stream->next_in = (unsigned char *)bytes->data;
	stream->avail_in = (unsigned)bytes->length;
	stream->next_out = (unsigned char *)out->data + out->length;
	stream->avail_out = (unsigned)room;
	if (deflate(stream, Z_FINISH) != Z_STREAM_END)
		return false;
	out->length += room - stream->avail_out;
	out->data[out->length] = '\0';
	return true;
}

/* Takes what is in `piece` and makes room as it goes. */
static bool squeeze(z_stream *stream, struct strbuf *out, char *piece, size_t length, int flush)
{
	int result;

	stream->next_in = (unsigned char *)piece;
	stream->avail_in = (unsigned)length;
	do {
		unsigned char room[4096];

		stream->next_out = room;
		stream->avail_out = sizeof(room);
		result = deflate(stream, flush);
		if (!strbuf_add(out, room, sizeof(room) - stream->avail_out))
			return false;
	} while (stream->avail_out == 0);
	/* Z_BUF_ERROR: the room before was just enough. */
	return flush == Z_FINISH ? result == Z_STREAM_END : result == Z_OK || result == Z_BUF_ERROR;
}

bool gzip_bomb(struct strbuf *out, uint64_t blanks, const struct strbuf *bytes)
{
	struct gzip *gzip = gzip_new();
	char piece[65536];
	bool good = gzip != NULL;

	memset(piece, ' ', sizeof(piece));
	while (good && blanks > 0) {
		size_t length = blanks < sizeof(piece) ? (size_t)blanks : sizeof(piece);

		good = squeeze(&gzip->stream, out, piece, length, Z_NO_FLUSH);
		blanks -= length;
	}
	good = good && squeeze(&gzip->stream, out, bytes->data, bytes->length, Z_FINISH);
	gzip_free(gzip);
	return good;
}

bool gzip_is_accepted(const char *header)
{
	const char *at = header == NULL ? NULL : strcasestr(header, "gzip");

	if (at == NULL)
		return false;
	at += strlen("gzip");
	at += strspn(at, " ");
	return strncmp(at, ";q=0", 4) != 0 ||
	       (at[4] == '.' && strpbrk(at + 5, "123456789") == at + 5);
}
