/*
 * weave.h - the pages of a history's windows in any order, each message once.
 *
 * For whoever writes pages down as they come and cannot take any back. A window covers all between its
 * newest message and the oldest that has come, because it is read without gaps; so a message that
 * another window covers has come, and only at the two seconds where a window begins and ends are SIDs
 * looked at. Within a window it is the end of what has come that is looked through
 * (batch/overlap.h), and only until it is done. What was never sent has no date to go by, and may be in
 * several windows, or in none but the unfiltered list: of such messages the SIDs are kept, which are few.
 * The walk to that list's end is one more window, of which the others have all, or, where they were given
 * up for it, a part.
 *
 * Pure; any thread.
 */
#ifndef MSGDECK_BATCH_WEAVE_H
#define MSGDECK_BATCH_WEAVE_H

#include <stddef.h>

#include "base/vec.h"
#include "fetch/window.h"
#include "model/sid_set.h"

struct weave_window;

struct weave {
	struct VEC(struct weave_window *) windows;
	struct sid_set unsent;
};

/* Zeroed memory is an empty weave. */
void weave_release(struct weave *weave);
/* Moves the messages of a page that have not come before to the front, in their order, and returns how
 * many those are. */
size_t weave_page(struct weave *weave, const struct window_place *place, struct message *messages,
		  size_t count);

#endif
