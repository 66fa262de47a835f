#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAPACITY = 64 };

char strbuf_empty[1];

void strbuf_init(struct strbuf *buf, size_t max)
{
	*buf = (struct strbuf)STRBUF_INIT(max);
}

void strbuf_release(struct strbuf *buf)
{
	if (buf->capacity)
		free(buf->data);
	strbuf_init(buf, buf->max);
}

void strbuf_wipe(struct strbuf *buf)
{
	if (buf->capacity)
		mem_wipe(buf->data, buf->capacity);
	strbuf_release(buf);
}

void strbuf_reset(struct strbuf *buf)
{
	strbuf_truncate(buf, 0);
	buf->overflow = false;
}

void strbuf_truncate(struct strbuf *buf, size_t length)
{
	if (length >= buf->length)
		return;
	buf->length = length;
	buf->data[length] = '\0';
}

/* What is left behind is wiped, so that strbuf_wipe() finds all there is. */
static void move_to(struct strbuf *buf, size_t capacity)
{
	char *data = xmalloc(capacity);

	memcpy(data, buf->data, buf->length + 1);
	if (buf->capacity) {
		mem_wipe(buf->data, buf->capacity);
		free(buf->data);
	}
	buf->data = data;
	buf->capacity = capacity;
}

bool strbuf_reserve(struct strbuf *buf, size_t extra)
{
	if (buf->overflow || extra > buf->max - buf->length) {
		buf->overflow = true;
		return false;
	}
	size_t needed = buf->length + extra + 1;
	if (needed <= buf->capacity || !extra)
		return true;

	size_t capacity = buf->capacity ? buf->capacity : FIRST_CAPACITY;
	while (capacity < needed)
		capacity = capacity <= SIZE_MAX / 2 ? capacity * 2 : needed;
	if (capacity > buf->max)
		capacity = buf->max + 1;
	move_to(buf, capacity);
	return true;
}

bool strbuf_add(struct strbuf *buf, const void *bytes, size_t length)
{
	if (!strbuf_reserve(buf, length))
		return false;
	if (!length)
		return true;
	memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
	return true;
}

bool strbuf_addstr(struct strbuf *buf, const char *text)
{
	return strbuf_add(buf, text, strlen(text));
}

bool strbuf_addch(struct strbuf *buf, char byte)
{
	return strbuf_add(buf, &byte, 1);
}

bool strbuf_addn(struct strbuf *buf, char byte, size_t count)
{
	if (!strbuf_reserve(buf, count))
		return false;
	if (!count)
		return true;
	memset(buf->data + buf->length, byte, count);
	buf->length += count;
	buf->data[buf->length] = '\0';
	return true;
}

bool strbuf_addf(struct strbuf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	bool added = strbuf_vaddf(buf, format, args);
	va_end(args);
	return added;
}

bool strbuf_vaddf(struct strbuf *buf, const char *format, va_list args)
{
	va_list again;
	size_t room = buf->capacity ? buf->capacity - buf->length : 0;

	if (buf->overflow)
		return false;
	va_copy(again, args);
	int length = vsnprintf(room ? buf->data + buf->length : NULL, room, format, args);
	bool added = false;
	if (length >= 0 && (size_t)length < room) {
		buf->length += (size_t)length;
		added = true;
	} else {
		if (room)
			buf->data[buf->length] = '\0';
		if (length < 0) {
			buf->overflow = true;
		} else if (strbuf_reserve(buf, (size_t)length)) {
			if (length > 0)
				vsnprintf(buf->data + buf->length, (size_t)length + 1, format,
					  again);
			buf->length += (size_t)length;
			added = true;
		}
	}
	va_end(again);
	return added;
}

static bool is_unreserved(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' || byte == '_' ||
	       byte == '~';
}

bool strbuf_add_urlencoded(struct strbuf *buf, const char *bytes, size_t length)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t start = buf->length;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		char escaped[3] = { '%', hex[byte >> 4], hex[byte & 15] };
		bool added = is_unreserved(byte) ? strbuf_addch(buf, bytes[i])
						 : strbuf_add(buf, escaped, sizeof(escaped));
		if (!added) {
			strbuf_truncate(buf, start);
			return false;
		}
	}
	return true;
}

char *strbuf_detach(struct strbuf *buf, size_t *length)
{
	char *data = buf->capacity ? buf->data : xcalloc(1, 1);

	if (length)
		*length = buf->length;
	strbuf_init(buf, buf->max);
	return data;
}
