#include "base/sha256.h"

#include <string.h>

#include "base/mem.h"

#define LENGTH_SIZE 8 /* of the message in bits, at the end of the last block */

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2). */
static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static uint32_t rotate(uint32_t word, unsigned by)
{
	return word >> by | word << (32 - by);
}

static uint32_t load(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void store(uint8_t *at, uint32_t word)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(word >> (24 - 8 * i));
}

static void schedule(const uint8_t *block, uint32_t words[static 64])
{
	for (int i = 0; i < 16; i++)
		words[i] = load(block + 4 * i);
	for (int i = 16; i < 64; i++) {
		uint32_t a = words[i - 15], b = words[i - 2];

		words[i] = words[i - 16] + words[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
			   (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
	}
}

/* One block goes into the state (6.2.2); v[0..7] are the standard's a to h. */
static void take_block(struct sha256 *sha, const uint8_t *block)
{
	uint32_t words[64], v[8];

	schedule(block, words);
	memcpy(v, sha->state, sizeof(v));
	for (int i = 0; i < 64; i++) {
		uint32_t sum1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
		uint32_t sum0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
		uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
		uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
		uint32_t first = v[7] + sum1 + choice + constants[i] + words[i];

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += first;
		v[0] = first + sum0 + majority;
	}
	for (int i = 0; i < 8; i++)
		sha->state[i] += v[i];
	mem_wipe(words, sizeof(words));
}

void sha256_init(struct sha256 *sha)
{
	*sha = (struct sha256){
		.state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
			   0x1f83d9ab, 0x5be0cd19 },
	};
}

void sha256_add(struct sha256 *sha, const void *data, size_t length)
{
	const uint8_t *at = data;

	while (length) {
		size_t held = sha->length % SHA256_BLOCK;
		size_t part = SHA256_BLOCK - held < length ? SHA256_BLOCK - held : length;

		memcpy(sha->block + held, at, part);
		sha->length += part;
		at += part;
		length -= part;
		if (held + part == SHA256_BLOCK)
			take_block(sha, sha->block);
	}
}

void sha256_end(struct sha256 *sha, uint8_t digest[static SHA256_SIZE])
{
	static const uint8_t one = 0x80, zero = 0;
	uint64_t bits = sha->length * 8;
	uint8_t length[LENGTH_SIZE];

	store(length, (uint32_t)(bits >> 32));
	store(length + 4, (uint32_t)bits);
	sha256_add(sha, &one, 1);
	while (sha->length % SHA256_BLOCK != SHA256_BLOCK - LENGTH_SIZE)
		sha256_add(sha, &zero, 1);
	sha256_add(sha, length, sizeof(length));
	for (int i = 0; i < 8; i++)
		store(digest + 4 * i, sha->state[i]);
	mem_wipe(sha, sizeof(*sha));
}

/* One of the two passes: the key, padded to a block and changed by `pad`, then the data. */
static void keyed(const uint8_t key[static SHA256_BLOCK], uint8_t pad, const void *data,
		  size_t length, uint8_t digest[static SHA256_SIZE])
{
	uint8_t block[SHA256_BLOCK];
	struct sha256 sha;

	for (size_t i = 0; i < sizeof(block); i++)
		block[i] = key[i] ^ pad;
	sha256_init(&sha);
	sha256_add(&sha, block, sizeof(block));
	sha256_add(&sha, data, length);
	sha256_end(&sha, digest);
	mem_wipe(block, sizeof(block));
}

void hmac_sha256(const void *key, size_t key_length, const void *data, size_t length,
		 uint8_t digest[static SHA256_SIZE])
{
	uint8_t block[SHA256_BLOCK] = { 0 }, inner[SHA256_SIZE];
	struct sha256 sha;

	if (key_length > sizeof(block)) {
		sha256_init(&sha);
		sha256_add(&sha, key, key_length);
		sha256_end(&sha, block);
	} else {
		memcpy(block, key, key_length);
	}
	keyed(block, 0x36, data, length, inner);
	keyed(block, 0x5c, inner, sizeof(inner), digest);
	mem_wipe(block, sizeof(block));
	mem_wipe(inner, sizeof(inner));
}
