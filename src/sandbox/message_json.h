/*
 * message_json.h - a Message resource as JSON, with each member of the OpenAPI schema
 * api.v2010.account.message, in its order.
 */
#ifndef MSGDECK_SANDBOX_MESSAGE_JSON_H
#define MSGDECK_SANDBOX_MESSAGE_JSON_H

#include "base/strbuf.h"
#include "sandbox/account.h"
#include "sandbox/faults.h"

/* What is wrong with a record on purpose; all zero for a good one. */
struct record_faults {
	enum broken broken;
	bool wrong_types;
};

void message_write(struct strbuf *out, const struct account *account, const struct message *message,
		   struct record_faults faults);
/* "/2010-04-01/Accounts/AC…/Messages/SM…" without quotes. */
void message_path(struct strbuf *out, const struct account *account, const struct message *message);

#endif
