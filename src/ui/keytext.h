/*
 * keytext.h - our own texts that name keys, as the operator has bound them.
 *
 * In such a text "{messages filter}" stands for the keys that run a line which begins with "filter" in
 * the context "messages", or for ":filter" where none do. Braces around one word stay. Pure.
 */
#ifndef MSGDECK_UI_KEYTEXT_H
#define MSGDECK_UI_KEYTEXT_H

#include "base/strbuf.h"
#include "ui/keymap.h"

/* Appends keys (key_sequence_format()) as one reads them where nothing stands beside them: a single one
 * without its brackets, "Enter". */
void keytext_label(const char *keys, struct strbuf *out);
void keytext_expand(const struct keymap *keymap, const char *text, struct strbuf *out);

#endif
