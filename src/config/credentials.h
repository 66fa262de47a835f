/*
 * credentials.h - who msgdeck is to Twilio.
 *
 * HTTP Basic: an API key's SID and secret, or the account's SID and auth token. With a key the
 * account's SID must be known as well, because it is in every path of the 2010 API
 * (https://www.twilio.com/docs/iam/api-keys). The heaviest layer of settings that brings a secret
 * decides between key and token; where one layer brings both, the key is taken. A secret only goes
 * with the key and the account that its own layer names, if it names any.
 *
 * Thread: made on the UI thread at start, before others.
 */
#ifndef MSGDECK_CONFIG_CREDENTIALS_H
#define MSGDECK_CONFIG_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "config/secret.h"
#include "config/settings.h"

struct credentials {
	char *account_sid;
	char *username; /* API key SID, or the account's SID */
	struct secret password;
	bool uses_api_key;
	char *origin; /* where the secret came from, in words */
};

#define CREDENTIALS_INIT            \
	{                           \
		.account_sid = NULL \
	}

enum credentials_state {
	CREDENTIALS_COMPLETE,
	CREDENTIALS_ABSENT,  /* nothing is set: show the first-run screen */
	CREDENTIALS_PARTIAL, /* something is missing or does not fit */
};

/* Looks without running anything. Unless COMPLETE, err says in words what is missing. */
enum credentials_state credentials_look(const struct settings *settings, struct error *err);
/*
 * Takes the credentials out of settings, runs password_command where that is the way (for up to
 * COMMAND_TIME_LIMIT_MS), and wipes the secrets that settings held. Fails as credentials_look()
 * does, and when the command does.
 */
bool credentials_load(struct credentials *credentials, struct settings *settings,
		      struct error *err);
#define CREDENTIALS_KEY_SIZE 32

/* A key of its own for one purpose, a word, made from the secret (HMAC-SHA256): who has it learns nothing
 * of the secret, and who has another secret makes another key. To be wiped. Zeroes without a secret. */
void credentials_key(const struct credentials *credentials, const char *purpose,
		     uint8_t key[static CREDENTIALS_KEY_SIZE]);
/* Wipes. No thread may write the secret into the log any more. */
void credentials_release(struct credentials *credentials);

/* One way to give credentials. */
struct credentials_way {
	const char *title;
	const char *const *lines; /* ends with NULL; ASCII, at most 72 cells each */
};

#define CREDENTIALS_WAYS 3

/* The ways, in the order to show them: for the first-run screen and `msgdeck check`. Static. */
const struct credentials_way *credentials_ways(void);
/* All of it as plain text, at most 80 cells wide. */
void credentials_explain(struct strbuf *out);

#endif
