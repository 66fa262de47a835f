/*
 * gsm.h - a text put into the GSM 7-bit alphabet, by characters that say the same.
 *
 * One character outside the alphabet more than doubles what a text costs (model/segments.h), and it
 * is often a quote or a dash that a word processor put there. The table is gsm.def. What it does not
 * have stays: emoji, other scripts, anything whose replacement would say something else.
 * Pure; any thread.
 */
#ifndef MSGDECK_MODEL_GSM_H
#define MSGDECK_MODEL_GSM_H

#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "model/message.h"

/* What stands for a character that is not in the alphabet: UTF-8, "" for one that just goes; NULL
 * when nothing does. */
const char *gsm_look_alike(uint32_t codepoint);
/* Appends the text with look-alikes in place of what has one; marks that follow a letter of the
 * alphabet join it or go. Returns how many characters were replaced. */
size_t gsm_replace(struct strbuf *out, struct text text);

#endif
