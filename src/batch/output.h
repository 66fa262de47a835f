/*
 * output.h - where a command's records go: a file that appears when it is complete, or standard
 * output.
 *
 * A file gets its name once everything is in it and on the disk (base/new_file.h). Where it has a
 * temporary one until then, it disappears when the command fails, and when SIGINT, SIGTERM or SIGHUP
 * ends the program, as they then still do. Without output_commit() there is never a file under the
 * final name, and an existing one stays as it was.
 *
 * Thread: the main thread. While an output is open it stays where it is in memory, because signal
 * handlers know of it.
 */
#ifndef MSGDECK_BATCH_OUTPUT_H
#define MSGDECK_BATCH_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/new_file.h"

struct output {
	const char *path; /* NULL: standard output. Not owned */
	bool overwrite;
	bool many;      /* one of many that are open: see output_rest(). Set after output_init() */
	bool gone;      /* nobody reads standard output any more */
	uint64_t bytes; /* written so far */
	struct new_file file;
	struct output *next; /* has a temporary name as well */
};

/* NULL or "-" is standard output. ERROR_USAGE when there is such a file already and it may not be
 * overwritten, or it is no file: to be asked before any work is done. `path` must outlive output. */
bool output_init(struct output *output, const char *path, bool overwrite, struct error *err);
/* Whether it is a terminal. */
bool output_is_terminal(const struct output *output);
/* Makes the file, catches the signals; from here on commit or abandon. SIGPIPE and SIGXFSZ
 * are ignored. */
bool output_open(struct output *output, struct error *err);
bool output_write(struct output *output, const void *data, size_t size, struct error *err);
/* Of one of many files: gives its descriptor back for now; the next write or commit gets it again. */
bool output_rest(struct output *output, struct error *err);
/* Makes it durable and gives it its name; abandons it where that fails. */
bool output_commit(struct output *output, struct error *err);
/* Removes what there is of a file. Harmless when it was not opened, or is committed. */
void output_abandon(struct output *output);

#endif
