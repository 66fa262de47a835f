/*
 * clipboard.h - what a program puts on the terminal's clipboard: OSC 52 of xterm's ctlseqs.
 */
#ifndef MSGDECK_TESTS_CLIPBOARD_H
#define MSGDECK_TESTS_CLIPBOARD_H

#include "support/stream.h"

/* The text that the token sets, or NULL when it sets none (another token, a query, or not base64).
 * Free with free(). */
char *clipboard_text(const struct token *token);

#endif
