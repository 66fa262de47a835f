/*
 * doctor.h - `msgdeck doctor`: what somebody who helps needs to know, without secrets.
 *
 * Versions, the machine, the terminal, which files and helpers there are and whose they are, every
 * setting that is not the default with where it comes from, and whether credentials are complete. It
 * asks nobody: `msgdeck check` tries the connection. Of what may hold a secret only says that it is
 * set: secrets, the arguments of commands, proxies.
 */
#ifndef MSGDECK_BATCH_DOCTOR_H
#define MSGDECK_BATCH_DOCTOR_H

#include "base/error.h"
#include "config/settings.h"

/* Writes the report to fd. `trouble` is what was wrong with the configuration, or NULL: the report
 * is wanted then, too. `keys` are lines about keys of the config file that hide others. `terminal` is
 * the version of the terminal library, which batch does not know. The exit status: 0, or
 * EXIT_CHECK_FAILED when something that msgdeck needs is not in order (each such line begins with "!"),
 * or the report could not be written. */
int doctor_run(const struct settings *settings, const struct error *trouble, const char *keys,
	       const char *terminal, int fd);

#endif
