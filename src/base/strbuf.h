/*
 * strbuf.h - a growing byte string with a named maximum.
 *
 * What always holds: data[length] is NUL (data is never NULL once initialised), length <= max.
 * Bytes may contain NUL. What would pass the maximum is not added, and `overflow` stays set until
 * strbuf_reset(): builders append freely and look once at the end. Until then nothing more is added,
 * so the bytes are always a prefix of what was meant; a piece is added whole or not at all.
 */
#ifndef MSGDECK_BASE_STRBUF_H
#define MSGDECK_BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf {
	char *data;
	size_t length;
	size_t capacity; /* bytes allocated, 0 while data is the shared empty string */
	size_t max;
	bool overflow;
};

extern char strbuf_empty[1];
#define STRBUF_INIT(limit)                           \
	{                                            \
		.data = strbuf_empty, .max = (limit) \
	}

/* Maxima for everyday use. */
#define STRBUF_LINE (16 * 1024)
#define STRBUF_TEXT (8 * 1024 * 1024)

void strbuf_init(struct strbuf *buf, size_t max);
void strbuf_release(struct strbuf *buf);
/* As strbuf_release(), wiping the bytes first: for secrets. Growing wipes what it leaves, so nothing of
 * what the buffer ever held stays in freed memory. */
void strbuf_wipe(struct strbuf *buf);
/* Empties, keeps the allocation, clears overflow. */
void strbuf_reset(struct strbuf *buf);
void strbuf_truncate(struct strbuf *buf, size_t length);
bool strbuf_reserve(struct strbuf *buf, size_t extra);
bool strbuf_add(struct strbuf *buf, const void *bytes, size_t length);
bool strbuf_addstr(struct strbuf *buf, const char *text);
bool strbuf_addch(struct strbuf *buf, char byte);
bool strbuf_addn(struct strbuf *buf, char byte, size_t count);
bool strbuf_addf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool strbuf_vaddf(struct strbuf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* Appends with the percent-encoding of application/x-www-form-urlencoded (space as %20). */
bool strbuf_add_urlencoded(struct strbuf *buf, const char *bytes, size_t length);
/* Hands the bytes to the caller, who frees them with free(); buf is empty afterwards. */
char *strbuf_detach(struct strbuf *buf, size_t *length);

#endif
