/*
 * look.h - waiting for an erase (ops/erase.h) without a screen, and the look of whoever goes on with the
 * plan of one.
 *
 * Thread: the main thread. A signal ends the program meanwhile: nothing that changes is under way then.
 */
#ifndef MSGDECK_BATCH_LOOK_H
#define MSGDECK_BATCH_LOOK_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "batch/progress.h"
#include "fetch/fetch.h"
#include "ops/erase.h"

/* Until all is found or looked at; `show` is called after each result and each PROGRESS_MS. */
void look_await(struct erase *erase, struct fetch *fetch, struct progress *progress,
		void (*show)(void *context), void *context);
/* Asks for each item of an erasure's plan that is done by its SID, and notes in it what that showed.
 * Appends that in words, with what the operator must do to know the rest: a journal has no addresses, so
 * nothing can be listed. Returns whether all of it was seen to be gone, or empty, and nothing is left that
 * giving the addresses would show. */
bool look_verify(struct fetch *fetch, struct plan *plan, const char *journal,
		 struct progress *progress, struct strbuf *out);

#endif
