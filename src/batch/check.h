/*
 * check.h - `msgdeck check`: does it work with these settings, and if not, why not.
 *
 * Prints what is set and where it comes from, then asks for the account, its balance and its newest
 * messages, as the dashboard would. Changes nothing. Secrets are not printed.
 */
#ifndef MSGDECK_BATCH_CHECK_H
#define MSGDECK_BATCH_CHECK_H

#include "config/settings.h"

/*
 * Takes the credentials out of settings and writes the report to fd. The exit status: 0 when all works,
 * EXIT_CHECK_FAILED when the account or its messages cannot be read, or the report not written,
 * EXIT_BAD_USAGE when the credentials are missing or wrong in form. A balance that may not be read is only
 * remarked on: restricted keys are like that.
 */
int check_run(struct settings *settings, int fd);

#endif
