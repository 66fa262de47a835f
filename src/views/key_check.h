/*
 * key_check.h - whether the keys of the config file are in each other's way, or in that of others.
 *
 * Nothing of it is wrong: what is bound on purpose may well hide something. It is said, so that nobody
 * wonders. Pure.
 */
#ifndef MSGDECK_VIEWS_KEY_CHECK_H
#define MSGDECK_VIEWS_KEY_CHECK_H

#include <stddef.h>

#include "base/strbuf.h"
#include "ui/keymap.h"

/* Appends a line for each finding, which begins with "FILE:LINE: "; returns how many. */
size_t key_check(const struct keymap *keymap, const char *file, struct strbuf *out);

#endif
