#include "support/stream.h"

#include <ctype.h>

#define PENDING_MAX (1024 * 1024)

enum state { GROUND, UTF8, ESCAPE, INTERMEDIATE, CSI, OSC, OSC_PALETTE, STRING, STRING_ESCAPE };

void stream_init(struct stream *stream, stream_token *take, void *context)
{
	*stream = (struct stream){ .take = take, .context = context };
	strbuf_init(&stream->pending, PENDING_MAX);
}

void stream_release(struct stream *stream)
{
	strbuf_release(&stream->pending);
}

static void emit(struct stream *stream, enum token_kind kind, uint32_t codepoint)
{
	struct token token = {
		.kind = kind,
		.codepoint = codepoint,
		.bytes = stream->pending.data,
		.length = stream->pending.length,
		.offset = stream->offset,
	};

	stream->take(&token, stream->context);
	stream->offset += token.length;
	strbuf_reset(&stream->pending);
	stream->state = GROUND;
}

static size_t utf8_length(unsigned char first)
{
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

static void finish_utf8(struct stream *stream)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *bytes = (const unsigned char *)stream->pending.data;
	uint32_t codepoint = bytes[0] & (0xffu >> (stream->needed + 1));

	for (size_t i = 1; i < stream->needed; i++)
		codepoint = codepoint << 6 | (bytes[i] & 0x3fu);
	if (codepoint < least[stream->needed] || codepoint > 0x10ffff ||
	    (codepoint >= 0xd800 && codepoint <= 0xdfff))
		emit(stream, TOKEN_INVALID, 0);
	else
		emit(stream, TOKEN_TEXT, codepoint);
}

static void ground(struct stream *stream, unsigned char byte)
{
	strbuf_addch(&stream->pending, (char)byte);
	if (byte == 0x1b) {
		stream->state = ESCAPE;
	} else if (byte < 0x20 || byte == 0x7f) {
		emit(stream, TOKEN_CONTROL, byte);
	} else if (byte < 0x80) {
		emit(stream, TOKEN_TEXT, byte);
	} else {
		stream->needed = utf8_length(byte);
		if (stream->needed)
			stream->state = UTF8;
		else
			emit(stream, TOKEN_INVALID, 0);
	}
}

/* The byte cannot belong to what is pending: that ends as invalid, and the byte starts anew. */
static void cut_off(struct stream *stream, unsigned char byte)
{
	emit(stream, TOKEN_INVALID, 0);
	ground(stream, byte);
}

static void escape(struct stream *stream, unsigned char byte)
{
	if (byte < 0x20 || byte > 0x7e) {
		cut_off(stream, byte);
		return;
	}
	strbuf_addch(&stream->pending, (char)byte);
	if (byte <= 0x2f)
		stream->state = INTERMEDIATE;
	else if (stream->state == INTERMEDIATE)
		emit(stream, TOKEN_ESCAPE, 0);
	else if (byte == '[')
		stream->state = CSI;
	else if (byte == ']')
		stream->state = OSC;
	else if (byte == 'P' || byte == 'X' || byte == '^' || byte == '_')
		stream->state = STRING;
	else
		emit(stream, TOKEN_ESCAPE, 0);
}

static void csi(struct stream *stream, unsigned char byte)
{
	if (byte < 0x20 || byte > 0x7e) {
		cut_off(stream, byte);
		return;
	}
	strbuf_addch(&stream->pending, (char)byte);
	if (byte >= 0x40)
		emit(stream, TOKEN_CSI, 0);
}

static enum token_kind string_kind(const struct stream *stream)
{
	return stream->pending.data[1] == ']' ? TOKEN_OSC : TOKEN_STRING;
}

static void string(struct stream *stream, unsigned char byte)
{
	bool first = stream->pending.length == 2;

	strbuf_addch(&stream->pending, (char)byte);
	if (stream->pending.overflow)
		emit(stream, TOKEN_INVALID, 0);
	else if (stream->linux_console && first && byte == 'R')
		emit(stream, TOKEN_OSC, 0);
	else if (stream->linux_console && first && byte == 'P')
		stream->state = OSC_PALETTE;
	else if (byte == 0x07 && string_kind(stream) == TOKEN_OSC)
		emit(stream, TOKEN_OSC, 0);
	else if (byte == 0x1b)
		stream->state = STRING_ESCAPE;
}

static void step(struct stream *stream, unsigned char byte)
{
	switch ((enum state)stream->state) {
	case GROUND:
		ground(stream, byte);
		break;
	case UTF8:
		if ((byte & 0xc0) != 0x80) {
			cut_off(stream, byte);
			break;
		}
		strbuf_addch(&stream->pending, (char)byte);
		if (stream->pending.length == stream->needed)
			finish_utf8(stream);
		break;
	case ESCAPE:
	case INTERMEDIATE:
		escape(stream, byte);
		break;
	case CSI:
		csi(stream, byte);
		break;
	case OSC:
	case STRING:
		string(stream, byte);
		break;
	case OSC_PALETTE:
		strbuf_addch(&stream->pending, (char)byte);
		if (stream->pending.length == sizeof("\033]Pnrrggbb") - 1)
			emit(stream, TOKEN_OSC, 0);
		break;
	case STRING_ESCAPE:
		if (byte != '\\') {
			cut_off(stream, byte);
			break;
		}
		strbuf_addch(&stream->pending, (char)byte);
		emit(stream, string_kind(stream), 0);
		break;
	}
}

void stream_feed(struct stream *stream, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		step(stream, (unsigned char)bytes[i]);
}

int token_number(const char **text)
{
	int number = 0;

	if (!isdigit((unsigned char)**text))
		return -1;
	for (; isdigit((unsigned char)**text); (*text)++)
		number = number < 100000000 ? number * 10 + (**text - '0') : number;
	return number;
}
