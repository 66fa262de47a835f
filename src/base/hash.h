/*
 * hash.h - keyed hashing (SipHash-1-3), so that strangers who choose the text cannot choose the
 * bucket. The key is drawn from the system at hash_init(); tests may fix it.
 */
#ifndef MSGDECK_BASE_HASH_H
#define MSGDECK_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Draws the key. Call once at start, before threads. */
void hash_init(void);
void hash_init_fixed(uint64_t k0, uint64_t k1);
uint64_t hash_bytes(const void *data, size_t length);
/* Uniform in [0, bound), from the system's random source. Thread: any. */
uint64_t random_below(uint64_t bound);

#endif
