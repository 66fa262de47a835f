/*
 * marks.h - words that are marked wherever they are drawn: what a list is filtered by, what is searched
 * for on a page.
 *
 * Compared as filters compare (text_fold()). Thread: UI.
 */
#ifndef MSGDECK_UI_MARKS_H
#define MSGDECK_UI_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

#define MARKS_MAX 16 /* more are not marked: what a row costs is bounded */

struct mark {
	char *folded;
	size_t length;
	bool spaced; /* is found also where blanks stand within it, as in numbers */
};

struct marks {
	struct mark items[MARKS_MAX];
	size_t count;
};

/* Copies folded text; nothing for "" and for what is there. */
void marks_add(struct marks *marks, const char *folded, size_t length, bool spaced);
/* Folds the text first. */
void marks_add_text(struct marks *marks, const char *text, size_t length);
void marks_copy(struct marks *to, const struct marks *from);
/* Empty afterwards. */
void marks_clear(struct marks *marks);
/* Whether any is in the text, cleaned or as it came. */
bool marks_are_in(const struct marks *marks, const char *text, size_t length);
/* The next place of a mark at or after *at in folded text; false when there is none. For a mark that is
 * spaced the text is to have no blanks. */
bool mark_next(const struct mark *mark, const struct strbuf *folded, size_t *at);
/* Takes the blanks out of folded text; `cells`, which may be NULL, has a number for each byte. */
void marks_close_up(struct strbuf *folded, int *cells);

#endif
