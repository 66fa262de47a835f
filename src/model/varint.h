/*
 * varint.h - lengths in front of stored bytes: seven bits a byte, low first, the top bit set on all
 * but the last. At most five bytes for 32 bits.
 */
#ifndef MSGDECK_MODEL_VARINT_H
#define MSGDECK_MODEL_VARINT_H

#include <stddef.h>
#include <stdint.h>

#define VARINT_MAX 5

static inline size_t varint_size(uint32_t value)
{
	size_t size = 1;

	for (; value >= 0x80; value >>= 7)
		size++;
	return size;
}

/* Both return the bytes used. */
static inline size_t varint_write(char *at, uint32_t value)
{
	size_t size = 0;

	for (; value >= 0x80; value >>= 7)
		at[size++] = (char)(value | 0x80);
	at[size++] = (char)value;
	return size;
}

static inline size_t varint_read(const char *at, uint32_t *value)
{
	size_t size = 0;
	unsigned shift = 0;

	*value = 0;
	do {
		*value |= (uint32_t)(at[size] & 0x7f) << shift;
		shift += 7;
	} while (at[size++] & 0x80);
	return size;
}

#endif
