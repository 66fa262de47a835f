/*
 * sha256.h - SHA-256, for knowing a text or a file again without keeping it.
 *
 * Source: FIPS 180-4. Not for secrets: nothing here takes the same time whatever the data.
 * Thread: any.
 */
#ifndef MSGDECK_BASE_SHA256_H
#define MSGDECK_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32
#define SHA256_BLOCK 64

struct sha256 {
	uint32_t state[8];
	uint64_t length; /* bytes so far */
	uint8_t block[SHA256_BLOCK];
};

void sha256_init(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *data, size_t length);
/* The digest of all that was added; the state is wiped, and must be made anew to be used again. */
void sha256_end(struct sha256 *sha, uint8_t digest[static SHA256_SIZE]);

#endif
