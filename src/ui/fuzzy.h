/*
 * fuzzy.h - how well a few typed letters fit a text, for choosing among very many.
 *
 * What is typed is words between blanks; each must be in the text, or its characters in the same
 * order in no more than a few pieces. A piece at the start of the text is worth more than one at the
 * start of a word, that more than one in the middle, whole words more than pieces, and a short text
 * more than a long one. Pure; any thread. Cost: some ten nanoseconds for a short text.
 */
#ifndef MSGDECK_UI_FUZZY_H
#define MSGDECK_UI_FUZZY_H

#include <stddef.h>

#define FUZZY_NONE (-1)

/* Both folded (text_fold). FUZZY_NONE when a word is not there; the higher the better; 0 for nothing
 * typed. */
int fuzzy_score(const char *typed, size_t length, const char *text, size_t text_length);

#endif
