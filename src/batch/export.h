/*
 * export.h - `msgdeck export WHAT`: a list of the account as lines of a file, without a screen.
 *
 * Whatever the list is, it streams: no more than a few pages are in memory, however long it is. What
 * is written is described in model/export_row.h and model/export_sheet.h, how files come about in
 * batch/target.h. Each kind of list is read in its own way: messages in batch/export_chain.c (one
 * page after another, to standard output), batch/export_windows.c (date windows side by side, to a
 * file) and batch/export_unordered.c (the same, to standard output); what belongs to other records in
 * batch/fan.h; deactivations in batch/export_deactivations.c.
 *
 * Of messages, To, From and whole days go to Twilio; the second, and a filter in msgdeck's own words,
 * are looked at here. With --since or --until only messages that were sent (or received) count;
 * without either, all that the list returns.
 */
#ifndef MSGDECK_BATCH_EXPORT_H
#define MSGDECK_BATCH_EXPORT_H

#include "config/cli.h"
#include "config/settings.h"
#include "model/address_book.h"

/*
 * Takes the credentials out of settings. `names`: of addresses, by which --filter finds them, too; NULL:
 * none. Words go to standard error, and progress too where it is a
 * terminal. The exit status: 0 when every record was written; EXIT_INCOMPLETE when not, and then a
 * file is there only if nothing is missing but records or values that could not be understood;
 * EXIT_BAD_USAGE when what was asked for cannot be, and nothing was done.
 */
int export_run(struct settings *settings, const struct address_book *names,
	       enum cli_export_object object, const struct cli_export *wanted);

#endif
