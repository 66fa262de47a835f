/*
 * export.h - `msgdeck export messages`: an account's messages as lines of a file, without a screen.
 *
 * One chain of pages, read in the list's order (newest first), written as it comes and forgotten: no
 * more than a few pages are in memory, however long the history is. What is written is described in
 * model/export_row.h, how a file comes about in batch/output.h.
 *
 * To, From and whole days go to Twilio; the second, and a filter in msgdeck's own words, are looked
 * at here. With --since or --until only messages that were sent (or received) count; without either,
 * all that the list returns.
 */
#ifndef MSGDECK_BATCH_EXPORT_H
#define MSGDECK_BATCH_EXPORT_H

#include "config/cli.h"
#include "config/settings.h"

/*
 * Takes the credentials out of settings. Words go to standard error, and progress too where it is a
 * terminal. The exit status: 0 when every message was written; EXIT_INCOMPLETE when not, and then a
 * file is there only if nothing is missing but records or values that could not be understood;
 * EXIT_BAD_USAGE when what was asked for cannot be, and nothing was done.
 */
int export_messages(struct settings *settings, const struct cli_export *wanted);

#endif
