/*
 * squeeze.h - the same frame in fewer bytes.
 *
 * ncurses writes attributes and colours one after another, resets what it is about to set, and names
 * the character set with every reset, although nothing here ever chooses another one. Of the control
 * sequences for attributes (SGR, ECMA-48 §8.3.117) that follow each other directly, one with all of
 * their parameters is left, and nothing of those before a reset; the designation of ASCII (ESC ( B) is
 * left out. Everything else stays byte for byte.
 *
 * Pure; any thread.
 */
#ifndef MSGDECK_UI_SQUEEZE_H
#define MSGDECK_UI_SQUEEZE_H

#include <stddef.h>

/* Rewrites in place; returns the new length, which is never more. */
size_t squeeze(char *bytes, size_t length);

#endif
