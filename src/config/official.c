#include "config/official.h"

#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/options.h"
#include "config/xdg.h"

enum { NAME_MAX_BYTES = 64 };

char *official_path(struct error *err)
{
	return xdg_expand_home("~/.twilio-cli/config.json", err);
}

/* The name of a group: a letter, then letters, digits, - and _. */
static char *make_fit(const char *name)
{
	struct strbuf fit = STRBUF_INIT(NAME_MAX_BYTES);

	if (!isalpha((unsigned char)*name))
		strbuf_addch(&fit, 'p');
	for (; *name && fit.length < NAME_MAX_BYTES - 1; name++) {
		bool plain = isalnum((unsigned char)*name) || *name == '-' || *name == '_';
		strbuf_addch(&fit, plain ? *name : '-');
	}
	return strbuf_detach(&fit, NULL);
}

static void profile_release(struct official_profile *profile)
{
	free(profile->name);
	free(profile->fit);
	free(profile->account_sid);
	free(profile->api_key);
	mem_wipe_free(profile->api_secret);
	free(profile->region);
	free(profile->edge);
	free(profile->refused);
}

void official_release(struct official *official)
{
	for (size_t i = 0; i < official->profiles.count; i++)
		profile_release(&official->profiles.items[i]);
	vec_release(&official->profiles);
	free(official->active);
	*official = (struct official)OFFICIAL_INIT;
}

/* A member's text as the option takes it. An empty one counts as none. */
static bool take(const struct json *object, const char *member, enum option_id id, char **to,
		 struct error *err)
{
	size_t length = 0;
	const char *text = json_as_string(json_get(object, member), &length);
	struct option_value value;

	if (!text || !length)
		return true;
	if (strlen(text) != length)
		return error_set(err, ERROR_USAGE, "%s has a NUL byte in it", member);
	if (!option_parse(id, text, NULL, &value, err))
		return error_prefix(err, "%s", member);
	*to = xstrdup(value.text);
	option_value_release(&value);
	return true;
}

static bool take_members(const struct json *object, const struct json *root,
			 struct official_profile *profile, struct error *err)
{
	if (json_kind(object) != JSON_KIND_OBJECT)
		return error_set(err, ERROR_USAGE, "is not written as a profile is");
	if (!take(object, "accountSid", OPTION_ACCOUNT_SID, &profile->account_sid, err) ||
	    !take(object, "apiKey", OPTION_API_KEY, &profile->api_key, err) ||
	    !take(object, "apiSecret", OPTION_API_SECRET, &profile->api_secret, err) ||
	    !take(object, "region", OPTION_REGION, &profile->region, err) ||
	    !take(object, "edge", OPTION_EDGE, &profile->edge, err))
		return false;
	if (!profile->account_sid)
		return error_set(err, ERROR_USAGE, "has no account SID");
	if (!profile->api_key || !profile->api_secret)
		return error_set(err, ERROR_USAGE, "has no API key with a secret in this file");
	return profile->edge || take(root, "edge", OPTION_EDGE, &profile->edge, err);
}

static bool is_taken(const struct official *official, const char *fit)
{
	for (size_t i = 0; i < official->profiles.count; i++)
		if (strcmp(official->profiles.items[i].fit, fit) == 0)
			return true;
	return false;
}

static void add_profile(struct official *official, const char *name, const struct json *object,
			const struct json *root)
{
	struct official_profile profile = { .name = xstrdup(name), .fit = make_fit(name) };
	struct error why = ERROR_INIT;

	if (is_taken(official, profile.fit))
		error_set(&why, ERROR_USAGE, "would have the same name as another, %s",
			  profile.fit);
	else
		take_members(object, root, &profile, &why);
	if (why.kind != ERROR_NONE)
		profile.refused = xstrdup(error_text(&why));
	error_release(&why);
	vec_push(&official->profiles, profile);
}

static bool take_root(const struct json *root, struct official *official, const char *name,
		      struct error *err)
{
	const struct json *profiles = json_get(root, "profiles");
	const char *active = json_get_string(root, "activeProject");
	const struct json *profile;
	const char *member;

	if (json_kind(profiles) != JSON_KIND_OBJECT)
		return error_set(err, ERROR_USAGE,
				 "%s has no \"profiles\"; it is no profile file of the official "
				 "command line tool",
				 name);
	if (json_count(profiles) > OFFICIAL_PROFILES_MAX)
		return error_set(err, ERROR_LIMIT, "%s has more than %d profiles", name,
				 OFFICIAL_PROFILES_MAX);
	for (size_t i = 0; (profile = json_member_at(profiles, i, &member)); i++)
		add_profile(official, member, profile, root);
	official->active = active && *active ? xstrdup(active) : NULL;
	return true;
}

bool official_parse(struct official *official, const char *name, const char *text, size_t length,
		    struct error *err)
{
	struct json *root = json_parse(text, length, err);
	bool ok;

	if (!root)
		return error_prefix(err, "%s", name);
	ok = take_root(root, official, name, err);
	json_free(root);
	return ok;
}
