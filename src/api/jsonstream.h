/*
 * jsonstream.h - JSON as a stream of tokens: bytes in as they arrive, cut anywhere, tokens out.
 *
 *	jsonstream_feed(js, bytes, length);
 *	while ((kind = jsonstream_next(js)) != TOKEN_MORE) ...
 *
 * The grammar is RFC 8259, read strictly, with three differences: a byte order mark in front is passed
 * over, bytes that are not UTF-8 pass through, and a string with a raw control character or an escape that
 * does not exist is still given, but counted in `flaws`, so that the reader can drop the one record that
 * holds it. After TOKEN_BROKEN the stream stays broken, unless the reader leaves the container it was in
 * with jsonstream_recover().
 *
 * Memory: the bytes of the token under way and of the last piece fed; at most JSONSTREAM_TOKEN_MAX
 * for one token. Wiped on release. Scanning uses SSE2 where the compiler targets it.
 */
#ifndef MSGDECK_API_JSONSTREAM_H
#define MSGDECK_API_JSONSTREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSONSTREAM_TOKEN_MAX (1u << 20)
#define JSONSTREAM_DEPTH_MAX 64

enum token_kind {
	TOKEN_MORE, /* feed, or finish */
	TOKEN_OBJECT,
	TOKEN_OBJECT_END,
	TOKEN_ARRAY,
	TOKEN_ARRAY_END,
	TOKEN_NAME, /* of a member; its colon is taken too */
	TOKEN_STRING,
	TOKEN_NUMBER,
	TOKEN_TRUE,
	TOKEN_FALSE,
	TOKEN_NULL,
	TOKEN_END,    /* the document is complete and finish was called */
	TOKEN_BROKEN, /* see problem */
};

struct jsonstream {
	/* The token last given: a string or name without its quotes, escapes not decoded; a number
	 * as written. Valid until the next feed. */
	char *text;
	size_t length;
	bool escaped; /* it has escapes: use jsonstream_decode() */

	unsigned depth;      /* containers open */
	uint64_t flaws;      /* strings so far that were not strict JSON */
	const char *problem; /* after TOKEN_BROKEN: what was wrong, in words */

	/* Private. */
	char *data; /* [pos, end) is not consumed; sentinels follow end */
	size_t pos;
	size_t end;
	size_t capacity;
	size_t scanned;       /* of the string at pos, known to hold no end; 0: nothing yet */
	bool scanned_escaped; /* and whether that part has escapes */
	bool finished;
	uint8_t state;
	uint8_t objects[JSONSTREAM_DEPTH_MAX + 1]; /* per depth: an object, not an array */
	unsigned leaving;                          /* recovery: containers still to be left */
	unsigned leaving_to;
	uint64_t consumed; /* bytes before data[0] */
};

void jsonstream_init(struct jsonstream *js);
void jsonstream_release(struct jsonstream *js);
/* To be called when the last next gave TOKEN_MORE. False when the token is over its maximum. */
bool jsonstream_feed(struct jsonstream *js, const char *bytes, size_t length);
/* No more bytes will come. */
void jsonstream_finish(struct jsonstream *js);
enum token_kind jsonstream_next(struct jsonstream *js);
/* Writes the token with its escapes decoded, at most js->length bytes, and returns how many. A lone
 * surrogate becomes its three WTF-8 bytes; what is not an escape stays as it is. */
size_t jsonstream_decode(const struct jsonstream *js, char *out);
/* Whether the token, decoded, is this text. */
bool jsonstream_is(const struct jsonstream *js, const char *text, size_t length);
/* Overwrites the token in the buffer; its text is then gone. */
void jsonstream_wipe_token(struct jsonstream *js);
/* After TOKEN_BROKEN inside a container: skips, minding only strings and brackets, until the
 * container that was opened as number `depth` is closed, which the next token (perhaps after
 * TOKEN_MORE) then says. */
void jsonstream_recover(struct jsonstream *js, unsigned depth);
/* Bytes of the document before the end of the last token, for messages. */
uint64_t jsonstream_offset(const struct jsonstream *js);

#endif
