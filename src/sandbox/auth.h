/*
 * auth.h - HTTP basic authentication (RFC 7617).
 */
#ifndef MSGDECK_SANDBOX_AUTH_H
#define MSGDECK_SANDBOX_AUTH_H

#include <stdbool.h>

#include "sandbox/account.h"

/* Whether the value of an Authorization header (or NULL) has the account's SID and token, or its
 * key's SID and secret. */
bool auth_check(const struct account *account, const char *authorization);

#endif
