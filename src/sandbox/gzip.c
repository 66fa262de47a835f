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
