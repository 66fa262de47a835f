/*
 * load.h - the user's config file: global settings, profiles, contacts, keys and columns.
 *
 *	theme = "dark";
 *	profiles = { acme = { account_sid = "AC…"; password_command = "pass show twilio/acme"; }; };
 *	contacts = [ "+1 555 123 4567 = Ada" ];
 *	keys = [ "bind messages x open-message", "unbind global q" ];
 *	columns = { messages = [ "time", "from", "to", "status", "body" ]; };
 *	templates = { reminder = "Hi {name}, see you {when}"; };
 *	queries = { failed-codes = "is:failed country:BR"; };
 *
 * Unknown names, wrong types and values out of range are errors that name file, line and the
 * nearest known name: a setting that is misspelt must never be silently ignored.
 */
#ifndef MSGDECK_CONFIG_LOAD_H
#define MSGDECK_CONFIG_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/bindings.h"
#include "config/columns.h"
#include "config/contacts.h"
#include "config/queries.h"
#include "config/settings.h"
#include "config/templates.h"

struct config {
	char *file; /* absolute path it came from, NULL when there is none */
	struct bindings bindings;
	struct column_choices columns;
	struct named_queries queries; /* the file's, and the chosen profile's over them */
	struct config_contacts contacts;
	struct config_templates templates; /* likewise */
	char **profiles;                   /* names, in the order of the file */
	size_t profile_count;
};

#define CONFIG_INIT          \
	{                    \
		.file = NULL \
	}

/*
 * Reads the file into the global and profile layers. `path` NULL means the usual place, which may
 * be absent; a path given must exist. `profile` NULL means the file's `default_profile`, or none.
 * A file that holds secrets must be private, one that holds a password_command must not be
 * writable by others.
 */
bool config_load(struct config *config, struct settings *settings, const char *path,
		 const char *profile, struct error *err);
void config_release(struct config *config);

/* The absolute path of the file that config_load() reads, to be freed; NULL and err on failure. */
char *config_path(const char *path, struct error *err);

#endif
