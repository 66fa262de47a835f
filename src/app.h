/*
 * app.h - the dashboard: puts configuration, fetch thread, cache, screens and terminal together.
 */
#ifndef MSGDECK_APP_H
#define MSGDECK_APP_H

#include <stdbool.h>

#include "base/error.h"
#include "config/load.h"
#include "config/settings.h"

/* Runs the dashboard until the operator leaves and returns the exit code. Takes over settings and
 * config, which are empty afterwards. With `demo`, the local
 * sandbox stands in for the API. Fails before the screen is taken over, when something that was
 * configured is wrong. */
bool app_run(struct settings *settings, struct config *config, bool demo, int *code,
	     struct error *err);

#endif
