/*
 * decimal.h - money: an exact decimal number, never a float.
 *
 * value = units / 10^scale. The API writes prices as strings, negative for charges, with up to
 * six or so decimals ("-0.00750"); sums keep the largest scale.
 */
#ifndef MSGDECK_BASE_DECIMAL_H
#define MSGDECK_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_SCALE_MAX 12

struct decimal {
	int64_t units;
	uint8_t scale; /* 0..DECIMAL_SCALE_MAX */
};

#define DECIMAL_SIZE 32

/* Sign, digits, optional point and digits. Keeps the digits given: "0.10" has scale 2. */
bool decimal_parse(const char *text, size_t length, struct decimal *value);
/* A number of JSON, which may have an exponent: "-7.5e-3" is -0.0075. */
bool decimal_parse_number(const char *text, size_t length, struct decimal *value);
size_t decimal_format(struct decimal value, char text[static DECIMAL_SIZE]);
/* Exact; false on overflow, and *sum is then unchanged. */
bool decimal_add(struct decimal *sum, struct decimal value);
/* Exact likewise: so many times the value. */
bool decimal_times(struct decimal *value, uint64_t count);
int decimal_compare(struct decimal a, struct decimal b);
struct decimal decimal_negate(struct decimal value);
bool decimal_is_zero(struct decimal value);
/* Of how many parts `part` is, when `whole` is `parts` of them, to the nearest one; 0 where `whole` is
 * not positive: for bars and percentages. */
int64_t decimal_share(struct decimal part, struct decimal whole, uint16_t parts);

#endif
