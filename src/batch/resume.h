/*
 * resume.h - `msgdeck plans` and `msgdeck resume`: changes that have not come to their end, and going on
 * with them, without a screen.
 */
#ifndef MSGDECK_BATCH_RESUME_H
#define MSGDECK_BATCH_RESUME_H

#include "config/cli.h"
#include "config/settings.h"
#include "config/templates.h"

/* The exit statuses: 0 when nothing is left; EXIT_INCOMPLETE when something is, or was not done, or could
 * not be looked for; of an erasure whose addresses are given also those of batch/erase.h; EXIT_BAD_USAGE
 * when what was asked for cannot be, and nothing was done. */

/* Writes the plans that are not at their end to fd: a line with the name, the time, the
 * verb, and what is left. EXIT_INCOMPLETE also where it cannot be written. */
int plans_run(const char *directory, int fd);
/* Goes on with the one that `wanted` names, or the only one, until nothing is left that can be done.
 * Takes the credentials out of settings. Words go to standard error, and progress too where it is a
 * terminal. */
int resume_run(struct settings *settings, const struct config_templates *templates,
	       const char *directory, const struct cli_resume *wanted);

#endif
