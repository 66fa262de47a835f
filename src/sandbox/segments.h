/*
 * segments.h - how many SMS segments a text takes (3GPP TS 23.038, 23.040).
 *
 * 160 septets in one segment or 153 in each of several where GSM-7 has all its characters, else 70
 * or 67 UTF-16 units.
 */
#ifndef MSGDECK_SANDBOX_SEGMENTS_H
#define MSGDECK_SANDBOX_SEGMENTS_H

#include <stddef.h>
#include <stdint.h>

/* At least 1. */
uint32_t segments_count(const char *text, size_t length);
/* UTF-16 units: how the limit of 1600 counts. */
size_t utf16_units(const char *text, size_t length);

#endif
