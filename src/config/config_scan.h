/*
 * config_scan.h - looks through a config file for what libconfig 1.5 gets wrong without a word:
 * a NUL byte ends its text, @include reads other files, and of an integer that is too large for 32
 * bits (64 with an L behind it) it keeps what fits.
 */
#ifndef MSGDECK_CONFIG_CONFIG_SCAN_H
#define MSGDECK_CONFIG_CONFIG_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Refuses such a text with "name:line: ". */
bool config_scan(const char *name, const char *text, size_t length, struct error *err);

#endif
