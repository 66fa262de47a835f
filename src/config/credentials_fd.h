/*
 * credentials_fd.h - credentials from an open file descriptor, which a shell or a password manager
 * gives: `msgdeck --credentials-fd 3 3< <(vault read …)`.
 *
 * Lines of NAME=VALUE; NAME is account_sid, api_key, api_secret or auth_token, or the TWILIO_… name of
 * the same. Blanks around a name and a value do not count; empty lines and lines that begin with '#'
 * are skipped.
 *
 * What always holds: the descriptor is read once, to its end, and closed before any other program is
 * started, so none inherits it. What was read is overwritten. No error repeats any of it.
 */
#ifndef MSGDECK_CONFIG_CREDENTIALS_FD_H
#define MSGDECK_CONFIG_CREDENTIALS_FD_H

#include <stdbool.h>

#include "base/error.h"
#include "config/settings.h"

#define CREDENTIALS_FD_TIME_LIMIT_MS 30000

/* Reads the descriptor layer from the descriptor that credentials_fd names, if any; in a demo it is
 * closed unread. Call once, after the other layers and before threads and children. Waits for at most
 * limit_ms. Fails when it is not open, is a terminal, is a file that others may read, has no end in
 * time, or holds anything else than such lines. */
bool credentials_fd_load(struct settings *settings, int limit_ms, struct error *err);

#endif
