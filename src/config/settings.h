/*
 * settings.h - what every option is set to, and who said so.
 *
 * Settings come in layers: session (the demo) > command line > credentials_fd > environment > profile >
 * global part of the config file > defaults. The highest layer that sets an option decides; a layer
 * never hides where a value came from.
 *
 * One rule keeps accounts apart. Options that are `account_bound` (credentials, region, hosts,
 * ca_file, production) are only taken from layers that name the same account as the deciding
 * account_sid, or none: a token, or a host to send it to, is never combined with somebody else's
 * account. The demo's account stands alone. And as with the official tools, a profile chosen on the
 * command line goes before the environment for these options.
 *
 * Thread: UI thread only; other threads get plain values at start.
 */
#ifndef MSGDECK_CONFIG_SETTINGS_H
#define MSGDECK_CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "config/options.h"

enum settings_layer {
	LAYER_DEFAULT,
	LAYER_GLOBAL,
	LAYER_PROFILE,
	LAYER_ENVIRONMENT,
	LAYER_DESCRIPTOR, /* credentials_fd.h */
	LAYER_COMMAND_LINE,
	LAYER_SESSION,
	LAYER_COUNT
};

struct setting {
	bool set;
	unsigned int line;    /* global and profile layer: in the config file; of a descriptor */
	const char *variable; /* environment layer: the variable, a static text */
	struct option_value value;
};

struct settings {
	struct setting layers[LAYER_COUNT][OPTION_COUNT];
	char *file;            /* config file read, or NULL */
	char *profile;         /* chosen profile, or NULL */
	bool profile_explicit; /* chosen with --profile */
	bool demo;             /* --demo: the session layer brings the account */
};

/* Fills the default layer. */
void settings_init(struct settings *settings);
/* Wipes secrets and frees. */
void settings_release(struct settings *settings);

/* Parses and sets one value; setting again in a layer replaces. The error begins with where it was
 * set: "--max-in-flight: ", "MSGDECK_MAX_IN_FLIGHT: ", "FILE:LINE: max_in_flight: ". */
bool settings_set(struct settings *settings, enum settings_layer layer, enum option_id id,
		  const char *text, struct error *err);
/* The same, with where it was set for settings_origin(), and where relative paths start (may be
 * NULL). `line` is for the layers of the config file, `variable` for the environment's. */
bool settings_set_from(struct settings *settings, enum settings_layer layer, enum option_id id,
		       const char *text, unsigned int line, const char *variable,
		       const char *directory, struct error *err);

/* The deciding layer; LAYER_DEFAULT where nothing sets it. */
enum settings_layer settings_layer_of(const struct settings *settings, enum option_id id);
/* Whether anything but the default decides. */
bool settings_is_set(const struct settings *settings, enum option_id id);
/* Layers by their weight for an option, heaviest first: 0 <= rank < LAYER_COUNT. */
enum settings_layer settings_ranked(const struct settings *settings, enum option_id id, int rank);
/* Whether a layer may give account-bound options: it names the deciding account, or none. */
bool settings_layer_fits(const struct settings *settings, enum settings_layer layer);

/* The effective value; the type must be the option's (asserted). */
bool settings_bool(const struct settings *settings, enum option_id id);
/* int: as is; duration: milliseconds; size: bytes; enum: index into its words. */
int64_t settings_number(const struct settings *settings, enum option_id id);
/* rate: so many a second, 0 for the word that stands for 0. */
double settings_rate(const struct settings *settings, enum option_id id);
/* All types with text; NULL where unset. Owned by settings. */
const char *settings_text(const struct settings *settings, enum option_id id);

/* Where the effective value comes from, in words: "TWILIO_REGION", "--region", "profile acme,
 * FILE:7", "default". */
void settings_origin(const struct settings *settings, enum option_id id, struct strbuf *out);
/* The same for the value of one layer. */
void settings_origin_in(const struct settings *settings, enum settings_layer layer,
			enum option_id id, struct strbuf *out);
/*
 * What to call the account in the header: the profile's name when the profile names this account,
 * else "demo", "environment", "command line" or "config"; NULL when there is no account at all.
 */
const char *settings_account_label(const struct settings *settings);
/*
 * Takes over what the environment, the command line and the session said to `from`, so that a config
 * file can be read anew below it. Without `same_account` what is account_bound stays behind: it was
 * said of the account that one was at.
 */
void settings_adopt(struct settings *settings, const struct settings *from, bool same_account);
/* Wipes every secret that settings still hold. Credentials keep their own copy. */
void settings_forget_secrets(struct settings *settings);

#endif
