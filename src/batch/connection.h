/*
 * connection.h - from what is configured to what the api layer must be told.
 */
#ifndef MSGDECK_BATCH_CONNECTION_H
#define MSGDECK_BATCH_CONNECTION_H

#include <stdbool.h>

#include "api/settings.h"
#include "base/error.h"
#include "config/credentials.h"
#include "config/settings.h"

/* Fills and checks `api`, which the caller releases with api_settings_release(). */
bool connection_settings(const struct settings *settings, const struct credentials *credentials,
			 struct api_settings *api, struct error *err);

#endif
