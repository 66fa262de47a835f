/*
 * auth.h - HTTP basic authentication (RFC 7617).
 */
#ifndef MSGDECK_SANDBOX_AUTH_H
#define MSGDECK_SANDBOX_AUTH_H

#include "sandbox/account.h"

enum credentials { CREDENTIALS_WRONG, CREDENTIALS_TOKEN, CREDENTIALS_KEY };

/* Whether the value of an Authorization header (or NULL) has the account's SID and token, or its
 * key's SID and secret. */
enum credentials auth_check(const struct account *account, const char *authorization);

#endif
