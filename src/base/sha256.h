/*
 * sha256.h - SHA-256, for knowing a text or a file again without keeping it; HMAC-SHA256, for what only
 * who has a secret may know again.
 *
 * Source: FIPS 180-4, FIPS 198-1. What is compared with a digest is compared in a time that tells where
 * they differ: nobody else can ask.
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

/* HMAC-SHA256 of the data under a key of any length. Leaves nothing of the key behind. */
void hmac_sha256(const void *key, size_t key_length, const void *data, size_t length,
		 uint8_t digest[static SHA256_SIZE]);

#endif
