/*
 * review_text.h - a review as the text of its dialog: whose messages they are, what is done to how many,
 * what cannot be undone, how long it takes. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_REVIEW_TEXT_H
#define MSGDECK_VIEWS_CHANGES_REVIEW_TEXT_H

#include "base/strbuf.h"
#include "ops/review.h"

/* Where the plan came from, beyond what it says itself. */
struct review_origin {
	const char *about; /* which message or whose, a line; NULL: nothing to say */
	size_t partial;    /* contacts of which older messages may not be loaded */
};

/* Appends the text. Foreign parts are for the dialog to clean. */
void review_text(const struct review_origin *origin, const struct review *review,
		 struct strbuf *text);

#endif
