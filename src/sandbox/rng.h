/*
 * rng.h - numbers that look random and depend on nothing but a key.
 *
 * Everything in the seeded account is a function of (seed, what it is), so that any message can be
 * computed alone, in any order, and comes out the same each time. Not for secrets.
 */
#ifndef MSGDECK_SANDBOX_RNG_H
#define MSGDECK_SANDBOX_RNG_H

#include <stdbool.h>
#include <stdint.h>

/* A bijection of 64 bits in which each input bit moves half of the output bits. */
static inline uint64_t mix64(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	return x;
}

/* The number that belongs to `what` under `key`. */
static inline uint64_t mix(uint64_t key, uint64_t what)
{
	return mix64(key ^ mix64(what + 0x9e3779b97f4a7c15u));
}

/* Uniform in [0, bound); takes the upper half of the number. */
static inline uint32_t pick(uint64_t number, uint32_t bound)
{
	return (uint32_t)(((number >> 32) * bound) >> 32);
}

/* True in `of_1000` of 1000 cases; takes the lower half of the number. */
static inline bool chance(uint64_t number, uint32_t of_1000)
{
	return (uint32_t)(((number & 0xffffffffu) * 1000) >> 32) < of_1000;
}

/* A sequence of numbers, for planning. */
struct rng {
	uint64_t state;
};

static inline uint64_t rng_next(struct rng *rng)
{
	rng->state += 0x9e3779b97f4a7c15u;
	return mix64(rng->state);
}

static inline uint32_t rng_below(struct rng *rng, uint32_t bound)
{
	return pick(rng_next(rng), bound);
}

static inline bool rng_chance(struct rng *rng, uint32_t of_1000)
{
	return chance(rng_next(rng), of_1000);
}

#endif
