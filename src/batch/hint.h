/*
 * hint.h - what an operator can do about a failed request: for `msgdeck check`.
 *
 * Twilio's answers say what is refused, seldom why. The commonest causes are known
 * (https://www.twilio.com/docs/api/errors); which of them are worth naming depends on the settings.
 */
#ifndef MSGDECK_BATCH_HINT_H
#define MSGDECK_BATCH_HINT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strbuf.h"

/* What is known when a request fails. */
struct hint_facts {
	bool uses_api_key;
	const char *region;      /* NULL: none is set */
	const char *password_at; /* where the secret came from, in words */
	bool own_base;           /* api_base is set: it is not Twilio that answered */
	bool proxy;              /* a proxy is set in the environment */
};

/* Appends lines, each beginning with `prefix`; nothing where there is nothing to say. */
void hint_add(struct strbuf *out, const char *prefix, const struct error *err,
	      const struct hint_facts *facts);

#endif
