#include "config/credentials.h"

#include <string.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "config/command.h"

/* Where the secret is, and whose it is. */
struct choice {
	enum settings_layer layer;
	enum option_id id; /* api_secret, auth_token or password_command */
	bool for_key;
};

static const struct setting *setting_in(const struct settings *settings, enum settings_layer layer,
					enum option_id id)
{
	return &settings->layers[layer][id];
}

/* Whether a layer's secret can belong to the deciding API key. */
static bool fits_key(const struct settings *settings, enum settings_layer layer)
{
	const struct setting *named = setting_in(settings, layer, OPTION_API_KEY);
	const char *key = settings_text(settings, OPTION_API_KEY);

	return key && (!named->set || strcasecmp(named->value.text, key) == 0);
}

/* What one layer offers. False when it has two secrets of one kind: err is filled. */
static bool look_in_layer(const struct settings *settings, enum settings_layer layer,
			  struct choice *choice, bool *found, struct error *err)
{
	bool command = setting_in(settings, layer, OPTION_PASSWORD_COMMAND)->set;
	bool secret = setting_in(settings, layer, OPTION_API_SECRET)->set;
	bool token = setting_in(settings, layer, OPTION_AUTH_TOKEN)->set;
	bool key = fits_key(settings, layer);
	bool other_key = setting_in(settings, layer, OPTION_API_KEY)->set && !key;

	*found = true;
	if (command && ((secret && key) || (token && !key)))
		return error_set(err, ERROR_USAGE,
				 "%s and password_command are both set in the same place; remove "
				 "one of them",
				 key ? "api_secret" : "auth_token");
	if (secret && key)
		*choice = (struct choice){ layer, OPTION_API_SECRET, true };
	else if (command && !other_key)
		*choice = (struct choice){ layer, OPTION_PASSWORD_COMMAND, key };
	else if (token)
		*choice = (struct choice){ layer, OPTION_AUTH_TOKEN, false };
	else
		*found = false;
	return true;
}

static bool any_secret_in(const struct settings *settings, enum settings_layer layer)
{
	return setting_in(settings, layer, OPTION_API_SECRET)->set ||
	       setting_in(settings, layer, OPTION_AUTH_TOKEN)->set ||
	       setting_in(settings, layer, OPTION_PASSWORD_COMMAND)->set;
}

/* Says that there is a secret which was left alone, and why. */
static void add_unfit(const struct settings *settings, struct strbuf *out)
{
	static const enum option_id ids[] = { OPTION_API_SECRET, OPTION_AUTH_TOKEN,
					      OPTION_PASSWORD_COMMAND };

	for (size_t layer = 0; layer < LAYER_COUNT; layer++) {
		if (settings_layer_fits(settings, (enum settings_layer)layer))
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
			if (!setting_in(settings, (enum settings_layer)layer, ids[i])->set)
				continue;
			strbuf_addf(out, "; the %s from ", option_row(ids[i])->name);
			settings_origin_in(settings, (enum settings_layer)layer, ids[i], out);
			strbuf_addstr(out, " belongs to another account and is not used");
		}
	}
}

static enum credentials_state without_secret(const struct settings *settings, struct error *err)
{
	const char *key = settings_text(settings, OPTION_API_KEY);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	if (!key && !settings_text(settings, OPTION_ACCOUNT_SID)) {
		bool lost = false;
		for (size_t layer = 0; layer < LAYER_COUNT; layer++)
			lost |= setting_in(settings, (enum settings_layer)layer, OPTION_API_SECRET)
					->set;
		if (!lost) {
			error_set(err, ERROR_USAGE, "There are no credentials");
			return CREDENTIALS_ABSENT;
		}
		strbuf_addstr(&text,
			      "There is an API secret, but no api_key (SK...) it belongs to, "
			      "and no account_sid (AC...)");
	} else if (key) {
		strbuf_addf(&text, "The secret of the API key %s (from ", key);
		settings_origin(settings, OPTION_API_KEY, &text);
		strbuf_addstr(&text, ") is missing: set api_secret or password_command");
	} else {
		strbuf_addstr(&text, "There is an account_sid (from ");
		settings_origin(settings, OPTION_ACCOUNT_SID, &text);
		strbuf_addstr(&text, "), but neither an API key with its secret nor an auth token");
	}
	add_unfit(settings, &text);
	error_set(err, ERROR_USAGE, "%s", text.data);
	strbuf_release(&text);
	return CREDENTIALS_PARTIAL;
}

static enum credentials_state choose(const struct settings *settings, struct choice *choice,
				     struct error *err)
{
	bool found = false;

	for (int rank = 0; rank < LAYER_COUNT && !found; rank++) {
		enum settings_layer layer = settings_ranked(settings, OPTION_ACCOUNT_SID, rank);
		if (any_secret_in(settings, layer) && settings_layer_fits(settings, layer) &&
		    !look_in_layer(settings, layer, choice, &found, err))
			return CREDENTIALS_PARTIAL;
	}
	if (!found)
		return without_secret(settings, err);
	if (settings_text(settings, OPTION_ACCOUNT_SID))
		return CREDENTIALS_COMPLETE;
	error_set(err, ERROR_USAGE,
		  choice->for_key
			  ? "An API key needs the SID of its account, too, because it is in every "
			    "path of the API: set account_sid (AC...)"
			  : "An auth token needs the SID of its account: set account_sid (AC...)");
	return CREDENTIALS_PARTIAL;
}

enum credentials_state credentials_look(const struct settings *settings, struct error *err)
{
	struct choice choice;

	return choose(settings, &choice, err);
}

static bool read_secret(struct secret *secret, const struct settings *settings,
			const struct choice *choice, struct error *err)
{
	const char *text = setting_in(settings, choice->layer, choice->id)->value.text;

	if (choice->id == OPTION_PASSWORD_COMMAND)
		return command_read_secret(text, COMMAND_TIME_LIMIT_MS, secret, err);
	secret_set(secret, text, strlen(text));
	return true;
}

bool credentials_load(struct credentials *credentials, struct settings *settings, struct error *err)
{
	struct strbuf origin = STRBUF_INIT(STRBUF_TEXT);
	struct choice choice;

	*credentials = (struct credentials)CREDENTIALS_INIT;
	if (choose(settings, &choice, err) != CREDENTIALS_COMPLETE)
		return false;
	if (!read_secret(&credentials->password, settings, &choice, err))
		return false;
	credentials->account_sid = xstrdup(settings_text(settings, OPTION_ACCOUNT_SID));
	credentials->uses_api_key = choice.for_key;
	credentials->username = xstrdup(choice.for_key ? settings_text(settings, OPTION_API_KEY)
						       : credentials->account_sid);
	strbuf_addf(&origin, "%s from ", option_row(choice.id)->name);
	settings_origin_in(settings, choice.layer, choice.id, &origin);
	credentials->origin = strbuf_detach(&origin, NULL);
	settings_forget_secrets(settings);
	return true;
}

void credentials_release(struct credentials *credentials)
{
	secret_release(&credentials->password);
	free(credentials->account_sid);
	free(credentials->username);
	free(credentials->origin);
	*credentials = (struct credentials)CREDENTIALS_INIT;
}

static const char *const environment_lines[] = {
	"export TWILIO_ACCOUNT_SID=AC...",
	"export TWILIO_API_KEY=SK...   export TWILIO_API_SECRET=...",
	"or, in place of the key:      export TWILIO_AUTH_TOKEN=...",
	NULL,
};

static const char *const profile_lines[] = {
	"in ~/.config/msgdeck/msgdeck.conf, for your eyes only (chmod 600):",
	"  profiles = { acme = { account_sid = \"AC...\";",
	"               api_key = \"SK...\"; api_secret = \"...\"; }; };",
	"then: msgdeck -p acme      (default_profile = \"acme\"; saves the -p)",
	NULL,
};

static const char *const command_lines[] = {
	"in the same file, so that the secret itself is in no file:",
	"  profiles = { acme = { account_sid = \"AC...\"; api_key = \"SK...\";",
	"               password_command = \"pass show twilio/acme\"; }; };",
	NULL,
};

static const struct credentials_way ways[CREDENTIALS_WAYS] = {
	{ "In the environment, as the official tools name it", environment_lines },
	{ "In a profile of the config file", profile_lines },
	{ "From a password manager", command_lines },
};

const struct credentials_way *credentials_ways(void)
{
	return ways;
}

void credentials_explain(struct strbuf *out)
{
	strbuf_addstr(out, "msgdeck needs an account's SID and an API key (or the auth token).\n"
			   "There are three ways to give them:\n");
	for (size_t i = 0; i < CREDENTIALS_WAYS; i++) {
		strbuf_addf(out, "\n%zu. %s\n", i + 1, ways[i].title);
		for (const char *const *line = ways[i].lines; *line; line++)
			strbuf_addf(out, "     %s\n", *line);
	}
	strbuf_addstr(out, "\nOr look around first, without any account: msgdeck --demo\n");
}

void credentials_key(const struct credentials *credentials, const char *purpose,
		     uint8_t key[static CREDENTIALS_KEY_SIZE])
{
	const char *secret = credentials->password.text;

	memset(key, 0, CREDENTIALS_KEY_SIZE);
	if (secret)
		hmac_sha256(secret, strlen(secret), purpose, strlen(purpose), key);
}
