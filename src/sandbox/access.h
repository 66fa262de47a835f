/*
 * access.h - who asks, and whose resources they may have.
 *
 * A token or key opens its own account; the main account's token opens the subaccounts too, a
 * standard key does not (the assumption key-accounts). Accounts that are suspended or closed cannot
 * be changed, and of a closed one there is nothing left but itself.
 */
#ifndef MSGDECK_SANDBOX_ACCESS_H
#define MSGDECK_SANDBOX_ACCESS_H

#include "sandbox/sandbox.h"

struct access {
	struct sandbox *caller; /* the account whose credentials came */
	bool by_key;
};

/* False, with the answer given, for wrong credentials and for those of an account that is not
 * active. */
bool access_open(struct access *access, struct sandbox *sandbox, const struct request *request,
		 struct reply *reply);
/* The account that the request is about; NULL, with the answer given, where it is refused. */
struct sandbox *access_target(const struct access *access, const struct request *request,
			      struct reply *reply);

#endif
