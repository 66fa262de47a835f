/*
 * account.h - the account and its balance. The answer's auth_token is dropped by the decoder and
 * never gets here. Source: GET /2010-04-01/Accounts/{Sid}.json and …/Balance.json.
 */
#ifndef MSGDECK_MODEL_ACCOUNT_H
#define MSGDECK_MODEL_ACCOUNT_H

#include "base/decimal.h"
#include "model/message.h"

struct account {
	struct sid sid;
	struct sid owner;
	struct text friendly_name;
	struct text status; /* active, suspended, closed */
	struct text type;   /* Trial, Full */
	int64_t date_created;
	int64_t date_updated; /* DATE_NONE where null */
	bool has_balance;
	struct decimal balance;
	struct text currency;
};

#endif
