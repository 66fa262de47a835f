/*
 * progress.h - one line on standard error that tells how far a command has come, where somebody
 * watches: only when it is a terminal.
 *
 * Plain text and carriage returns, so that any terminal will do.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_PROGRESS_H
#define MSGDECK_BATCH_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROGRESS_MS 250 /* between two lines */

struct progress {
	bool watched;
	size_t width;     /* cells that the line takes */
	int64_t shown_ms; /* when it was written, 0 before */
};

/* `quiet`: not even then, because the output itself goes to the terminal. */
void progress_init(struct progress *progress, bool quiet);
/* Whether another line would be seen and is due. */
bool progress_is_due(const struct progress *progress);
/* The line instead of the one before, cleaned and cut to the terminal's width. */
void progress_show(struct progress *progress, const char *line);
/* Takes the line away, for other words on standard error. */
void progress_clear(struct progress *progress);

#endif
