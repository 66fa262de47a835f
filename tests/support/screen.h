/*
 * screen.h - whole screens, compared with what is expected of them.
 *
 * Expected screens are text files, tests/e2e/screens/NAME.txt: a line with the size and the cursor,
 * the rows without their trailing blanks, and, for styled screens, one letter a cell for how it is
 * drawn ('.' is plain) with what the letters mean. A screen that differs is printed with what was
 * expected, line by line. UPDATE_SCREENS=1 in the environment rewrites the files instead: read
 * what `git diff` then says.
 *
 * What cannot be pinned is masked: every character there becomes '?'.
 */
#ifndef MSGDECK_TESTS_SCREEN_H
#define MSGDECK_TESTS_SCREEN_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "support/term.h"

struct screen_mask {
	int row, col, rows, cols; /* rows 0: no rectangle but what the pattern matches */
	const char *pattern;      /* an extended regular expression, within one row */
};

struct screen_options {
	const struct screen_mask *masks; /* an array, ended by one of zeros; may be NULL */
	bool styled;
	bool no_cursor; /* leave it out: some terminals cannot hide it */
};

/* Fails the test unless the terminal shows what the file says. `options` may be NULL. */
void screen_check(const struct term *term, const char *name, const struct screen_options *options);
/* Appends the screen as it is in such a file. */
void screen_write(const struct term *term, const struct screen_options *options,
		  struct strbuf *out);

#endif
