/*
 * send.h - `msgdeck send`: a message for each row of a CSV file, without a screen.
 *
 * The list is read and checked as a whole before anything is asked of the service; then the prices of the
 * countries are read, the numbers are told, and only what is agreed to is sent, as a plan with its journal
 * (ops/sendlist.h).
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_SEND_H
#define MSGDECK_BATCH_SEND_H

#include "config/cli.h"
#include "config/settings.h"
#include "config/templates.h"

/* Takes the credentials out of settings. The exit statuses: 0 when every message was accepted (or, with
 * dry_run, could be sent); EXIT_INCOMPLETE when some were not, or the answer was no; EXIT_BAD_USAGE when the
 * list or what was asked for is wrong, and nothing was sent. Words go to standard error, the numbers of a
 * dry run to standard output. */
int send_run(struct settings *settings, const struct config_templates *templates,
	     const char *directory, const struct cli_send *wanted);

#endif
