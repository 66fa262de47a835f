/*
 * official.h - the profiles that Twilio's official command line tool keeps in a file of its own,
 * ~/.twilio-cli/config.json:
 *
 *	{ "profiles": { "acme": { "accountSid": "AC…", "apiKey": "SK…", "apiSecret": "…",
 *	                          "region": "ie1", "edge": "dublin" } },
 *	  "activeProject": "acme", "edge": "…" }
 *
 * (its src/services/config.js; the outer edge is for profiles without one). What cannot be used is
 * kept with the reason, so that an operator can be told of it.
 *
 * The secrets are wiped when released. Thread: any; pure but for official_path().
 */
#ifndef MSGDECK_CONFIG_OFFICIAL_H
#define MSGDECK_CONFIG_OFFICIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/vec.h"

#define OFFICIAL_FILE_MAX (256 * 1024) /* bytes of such a file */
#define OFFICIAL_PROFILES_MAX 100

struct official_profile {
	char *name; /* as it is there */
	char *fit;  /* as a config file can have it: letters, digits, - and _ */
	char *account_sid, *api_key, *api_secret;
	char *region, *edge; /* may be NULL */
	char *refused;       /* why it cannot be used, as the rest of a sentence; NULL: it can */
};

struct official {
	struct official_profiles VEC(struct official_profile) profiles; /* in the file's order */
	char *active; /* the name of the one in use, or NULL */
};

#define OFFICIAL_INIT           \
	{                       \
		.active = NULL, \
	}

/* Where the tool keeps its file, to be freed; NULL without a home. */
char *official_path(struct error *err);
/* Fails where it is no such file; `name` stands for it in errors, which never quote it. */
bool official_parse(struct official *official, const char *name, const char *text, size_t length,
		    struct error *err);
/* Wipes. */
void official_release(struct official *official);

#endif
