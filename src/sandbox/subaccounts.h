/*
 * subaccounts.h - more accounts, which belong to the main one.
 *
 * Each is a whole account: messages, contacts, services and credentials of its own, and nothing in
 * common with the main one but the time and the assumptions. The second is suspended and the third
 * closed. The main account's token opens them all; they open only themselves.
 */
#ifndef MSGDECK_SANDBOX_SUBACCOUNTS_H
#define MSGDECK_SANDBOX_SUBACCOUNTS_H

#include "sandbox/sandbox.h"

#define SUBACCOUNTS_MAX 500

/* Gives the main account so many; `options` are its own. To be called once its assumptions are
 * set. They are released with it. */
void subaccounts_init(struct sandbox *sandbox, const struct account_options *options,
		      uint32_t count);

#endif
