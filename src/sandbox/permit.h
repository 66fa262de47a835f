/*
 * permit.h - which resources credentials may be kept away from (--deny).
 */
#ifndef MSGDECK_SANDBOX_PERMIT_H
#define MSGDECK_SANDBOX_PERMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define PERMIT_NAMES                                                                    \
	"account, accounts, balance, messages, media, services, numbers, short-codes, " \
	"channel-senders, pricing, deactivations"

/* Takes "balance,media"; the result has a bit for each. */
bool permit_parse(const char *names, uint32_t *denied, struct error *err);
/* Whether a path belongs to a resource that is denied. */
bool permit_denies(uint32_t denied, const char *path);

#endif
