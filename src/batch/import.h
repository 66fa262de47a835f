/*
 * import.h - `msgdeck import`: the profiles of the official command line tool, taken over into the
 * config file.
 *
 * It says first what would be added, and asks; no secret is shown. Profiles that the config file has
 * already stay as they are, and so does every byte of it: what is new is put in, the result is read
 * back and compared before it takes the file's place, at once and private (0600), and the file as it
 * was is kept beside it.
 */
#ifndef MSGDECK_BATCH_IMPORT_H
#define MSGDECK_BATCH_IMPORT_H

#include "config/cli.h"

/* `path` is the config file, which may not be there yet. The exit status. */
int import_run(const struct cli_import *wanted, const char *path);

#endif
