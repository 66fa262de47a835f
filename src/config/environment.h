/*
 * environment.h - settings from MSGDECK_<OPTION> and the TWILIO_… names of the official tools.
 *
 * Where both are set, MSGDECK_… decides. Variables that are set but empty count as unset. Those
 * that hold secrets are wiped in place and removed, so that no child inherits them.
 *
 * Thread: the first, before there is another, for the environment is the process's.
 */
#ifndef MSGDECK_CONFIG_ENVIRONMENT_H
#define MSGDECK_CONFIG_ENVIRONMENT_H

#include <stdbool.h>

#include "base/error.h"
#include "config/settings.h"

/* Reads the environment layer; account-bound variables are passed over when settings->demo. Call
 * once, before threads. The error names the variable. Secrets are removed even then. */
bool environment_load(struct settings *settings, struct error *err);

#endif
