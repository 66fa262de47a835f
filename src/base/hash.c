#include "base/hash.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static uint64_t key[2];

/* Without random bytes nothing here is safe to use, and Linux always has them. */
static void random_bytes(void *data, size_t size)
{
	static const char message[] = "msgdeck: the system gives no random numbers\n";
	unsigned char *at = data;

	while (size > 0) {
		ssize_t got = getrandom(at, size, 0);
		if (got > 0) {
			at += got;
			size -= (size_t)got;
		} else if (errno != EINTR) {
			ssize_t ignored = write(STDERR_FILENO, message, sizeof(message) - 1);
			(void)ignored;
			abort();
		}
	}
}

void hash_init(void)
{
	random_bytes(key, sizeof(key));
}

void hash_init_fixed(uint64_t k0, uint64_t k1)
{
	key[0] = k0;
	key[1] = k1;
}

static inline uint64_t rotate(uint64_t value, int bits)
{
	return value << bits | value >> (64 - bits);
}

static inline uint64_t load_little_endian(const unsigned char *bytes)
{
	uint64_t value;

	memcpy(&value, bytes, sizeof(value));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap64(value);
#endif
	return value;
}

static inline void sip_round(uint64_t v[static 4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] = rotate(v[2], 32);
}

uint64_t hash_bytes(const void *data, size_t length)
{
	const unsigned char *bytes = data;
	uint64_t v[4] = {
		key[0] ^ UINT64_C(0x736f6d6570736575),
		key[1] ^ UINT64_C(0x646f72616e646f6d),
		key[0] ^ UINT64_C(0x6c7967656e657261),
		key[1] ^ UINT64_C(0x7465646279746573),
	};
	uint64_t last = (uint64_t)length << 56;

	for (size_t words = length / 8; words > 0; words--, bytes += 8) {
		uint64_t word = load_little_endian(bytes);
		v[3] ^= word;
		sip_round(v);
		v[0] ^= word;
	}
	for (size_t i = 0; i < length % 8; i++)
		last |= (uint64_t)bytes[i] << (8 * i);
	v[3] ^= last;
	sip_round(v);
	v[0] ^= last;
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t random_below(uint64_t bound)
{
	uint64_t value;

	assert(bound > 0);
	/* 2^64 mod bound: values below it would come up once too often. */
	uint64_t uneven = -bound % bound;
	do {
		random_bytes(&value, sizeof(value));
	} while (value < uneven);
	return value % bound;
}
