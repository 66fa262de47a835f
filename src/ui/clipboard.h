/*
 * clipboard.h - OSC 52: text for the clipboard of the terminal's user, as a control sequence.
 * Pure.
 */
#ifndef MSGDECK_UI_CLIPBOARD_H
#define MSGDECK_UI_CLIPBOARD_H

#include <stddef.h>

#include "base/strbuf.h"

/* Appends ESC ] 52 ; c ; <base64> BEL. */
void clipboard_sequence(struct strbuf *out, const char *text, size_t length);

#endif
