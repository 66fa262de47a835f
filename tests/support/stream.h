/*
 * stream.h - what a program wrote to its terminal, cut into characters and control sequences.
 *
 * Follows ECMA-48 and xterm's ctlseqs as far as a UTF-8 terminal does: the 8-bit forms of C1 do
 * not exist. Tokens may be split over any number of calls. Every byte belongs to exactly one token,
 * so the tokens laid end to end are the stream.
 */
#ifndef MSGDECK_TESTS_STREAM_H
#define MSGDECK_TESTS_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

enum token_kind {
	TOKEN_TEXT,    /* one character, C1 code points included: inspect.h judges them */
	TOKEN_CONTROL, /* C0 or DEL, but ESC */
	TOKEN_ESCAPE,  /* ESC, intermediates, final */
	TOKEN_CSI,
	TOKEN_OSC,
	TOKEN_STRING,  /* DCS, SOS, PM, APC */
	TOKEN_INVALID, /* ill-formed UTF-8 or a sequence cut off by a byte that cannot be in it */
};

struct token {
	enum token_kind kind;
	uint32_t codepoint; /* of TOKEN_TEXT and TOKEN_CONTROL */
	const char *bytes;  /* all of it, introducer and terminator included; NUL-terminated; valid
			     * during the call */
	size_t length;
	size_t offset; /* of its first byte in the stream */
};

typedef void stream_token(const struct token *token, void *context);

struct stream {
	int state;             /* private */
	size_t needed;         /* bytes of the UTF-8 character under way */
	size_t offset;         /* of the next token */
	struct strbuf pending; /* its bytes so far */
	bool linux_console;    /* ESC ] P nrrggbb and ESC ] R have no terminator there */
	stream_token *take;
	void *context;
};

void stream_init(struct stream *stream, stream_token *take, void *context);
void stream_release(struct stream *stream);
void stream_feed(struct stream *stream, const char *bytes, size_t length);

/* The number at *text, which is left behind its last digit; -1 when there is no digit. */
int token_number(const char **text);

#endif
