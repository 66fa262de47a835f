/*
 * hostile.h - texts that somebody may send in a message to hurt whoever reads it in a terminal.
 *
 * Each tries one thing. Their control sequences carry a mark, the number 1337, so that one that gets
 * through is known from those that a program sends itself. Bytes that are not UTF-8 at all cannot
 * come in JSON; those texts are marked.
 */
#ifndef MSGDECK_TESTS_HOSTILE_H
#define MSGDECK_TESTS_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

#define HOSTILE_MARK "1337"

struct hostile {
	const char *name; /* also the text's own first word, by which it is found on a screen */
	const char *bytes;
	size_t length;
	bool is_unicode; /* valid UTF-8 without surrogates: JSON and forms can carry it */
};

/* Writes all of them and some more into a file for msgdeck-sandbox's --hostile: lone surrogates, 1,600
 * emoji, a flood of marks, a megabyte of text and of sequences. Returns how many lines, and in *bytes
 * how many bytes it has. Fails the test where that is impossible. */
size_t hostile_write(const char *path, size_t *bytes);

extern const struct hostile hostile_texts[];
extern const size_t hostile_count;

#endif
