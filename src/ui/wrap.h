/*
 * wrap.h - cleaned text into lines of a given width, by words; long words are cut between
 * user-visible characters. Pure.
 */
#ifndef MSGDECK_UI_WRAP_H
#define MSGDECK_UI_WRAP_H

#include <stdbool.h>
#include <stddef.h>

struct wrap {
	const char *text;
	size_t length;
	size_t width; /* cells, at least 1 */
	size_t next;  /* byte offset of the rest */
	bool done;
};

struct wrap_line {
	const char *text; /* into the original, without the newline and trailing blanks */
	size_t length;
	size_t cells;
};

void wrap_start(struct wrap *wrap, const char *text, size_t length, size_t width);
/* The next line; false at the end. An empty text has one empty line. */
bool wrap_next(struct wrap *wrap, struct wrap_line *line);
/* Lines that it takes. */
size_t wrap_count(const char *text, size_t length, size_t width);

#endif
