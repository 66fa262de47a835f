/*
 * settings.h - what the api layer must be told: hosts, credentials, limits.
 *
 * Filled from the configuration, checked once with api_settings_check(), then copied by whoever
 * keeps it (fetch_start() does), so the caller may release its own at once. Every pointer is a
 * NUL-terminated string on the heap that the struct owns, or NULL for "not given". The password is
 * overwritten before it is freed.
 *
 * Thread: none; one owner at a time.
 */
#ifndef MSGDECK_API_SETTINGS_H
#define MSGDECK_API_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define API_CONNECT_MS 10000       /* name look-up, TCP and TLS together */
#define API_STALL_MS 20000         /* no byte for so long ends a transfer */
#define API_TOTAL_MS 300000        /* a transfer that only drips ends after so long */
#define API_ANSWER_MAX (32u << 20) /* decoded bytes of one answer */
#define API_IN_FLIGHT 16           /* requests at the same time, at most */
#define API_IN_FLIGHT_MAX 64       /* what the option may be raised to */
#define API_TRIES 5                /* of one request that is safe to repeat */

struct api_settings {
	/* "https://host[:port]", no path. NULL: https://api.twilio.com and so on, with region and
	 * edge put in as Twilio's rule says. */
	char *api_base;
	char *messaging_base;
	char *pricing_base;
	char *region; /* "au1" */
	char *edge;   /* "sydney" */

	/* AC…, always needed: the account that is looked at, in every 2010 path. It may be another
	 * than the one that signs in. */
	char *account_sid;
	char *username; /* the key's SID (SK…) or again the account's */
	char *password; /* the key's secret or the account's auth token */

	char *ca_file;    /* PEM; trusted as well as what the system trusts */
	char *user_agent; /* NULL: "msgdeck/VERSION (OS ARCH) libcurl/VERSION" */

	bool read_only; /* refuse, before the network, every request that is not a GET */

	unsigned max_in_flight; /* 1..API_IN_FLIGHT_MAX */
	unsigned tries;         /* 1.. */
	long connect_ms;
	long stall_ms;
	long total_ms;
	size_t answer_max;
};

/* Nothing given, limits as above. */
void api_settings_init(struct api_settings *settings);
/* Sets a string member to a copy of text; NULL or "" clears it. The old one is wiped. */
void api_settings_put(char **member, const char *text);
void api_settings_copy(struct api_settings *to, const struct api_settings *from);
/* Wipes and frees. */
void api_settings_release(struct api_settings *settings);
/* Whether requests can be made with it: bases https without path or credentials, SIDs of the right
 * shape, no control characters or stray blanks in username and password, limits in range. Fails
 * with ERROR_USAGE and says which setting and what is wrong with it, never its secret value. */
bool api_settings_check(const struct api_settings *settings, struct error *err);

#endif
