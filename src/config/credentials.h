/*
 * credentials.h - who msgdeck is to Twilio.
 *
 * HTTP Basic: an API key's SID and secret, or the account's SID and auth token; the key is
 * preferred. With a key the account's SID must be known as well, because it is in every path of
 * the 2010 API (https://www.twilio.com/docs/iam/api-keys).
 *
 * Thread: made on the UI thread at start; the fetch thread only reads it.
 */
#ifndef MSGDECK_CONFIG_CREDENTIALS_H
#define MSGDECK_CONFIG_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "config/secret.h"
#include "config/settings.h"

struct credentials {
	char *account_sid;
	char *username; /* API key SID, or the account's SID */
	struct secret password;
	bool uses_api_key;
};

#define CREDENTIALS_INIT            \
	{                           \
		.account_sid = NULL \
	}

enum credentials_state {
	CREDENTIALS_COMPLETE,
	CREDENTIALS_ABSENT,  /* nothing is set: show the first-run screen */
	CREDENTIALS_PARTIAL, /* something is missing or does not fit: err says what */
};

/* Looks without running anything. err is filled unless COMPLETE. */
enum credentials_state credentials_look(const struct settings *settings, struct error *err);
/*
 * Takes the credentials out of settings, runs password_command where that is the way, and wipes
 * the secrets that settings held. May take as long as COMMAND_TIME_LIMIT_MS.
 */
bool credentials_load(struct credentials *credentials, struct settings *settings,
		      struct error *err);
/* Wipes. Calls log_unhide_all(): for the end of the program, when no thread logs any more. */
void credentials_release(struct credentials *credentials);

/* One way to give credentials, for the first-run screen and `msgdeck check`. */
struct credentials_way {
	const char *title;
	const char *const *lines; /* ends with NULL; at most 76 cells each */
};

#define CREDENTIALS_WAYS 3

/* The ways, in the order to show them. `lines` and `title` are static. */
const struct credentials_way *credentials_ways(void);
/* All of it as plain text with the path of this user's config file: for `msgdeck check`. */
void credentials_explain(struct strbuf *out);

#endif
