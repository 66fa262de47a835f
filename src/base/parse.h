/*
 * parse.h - numbers from text, whole and in range or not at all, and what stands between blanks.
 */
#ifndef MSGDECK_BASE_PARSE_H
#define MSGDECK_BASE_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decimal, optional sign, no blanks; false when anything is left over or outside [min, max]. */
bool parse_int64(const char *text, size_t length, int64_t min, int64_t max, int64_t *value);
/* "500", "2s", "1500ms", "3m", "2h", "7d", "1w": a duration in milliseconds. A bare number is taken
 * in `unit_ms`. Units in any case; no sign, no fractions. */
bool parse_duration(const char *text, size_t length, int64_t unit_ms, int64_t *ms);
/* "64M", "1GiB", "512k", "1000": bytes, powers of 1024. */
bool parse_size(const char *text, size_t length, uint64_t *bytes);
/* yes/no/true/false/on/off/1/0, any case. */
bool parse_bool(const char *text, size_t length, bool *value);
/* A hexadecimal digit's value, in either case; -1 for any other byte. */
int parse_hex_digit(char c);
/* The text without the blanks, tabs and ends of lines around it: where it begins, and its length. */
const char *parse_trim(const char *text, size_t *length);

#endif
