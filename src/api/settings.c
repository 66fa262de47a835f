#include "api/settings.h"

#include <string.h>

#include "api/hosts.h"
#include "base/mem.h"
#include "model/sid.h"

void api_settings_init(struct api_settings *settings)
{
	*settings = (struct api_settings){
		.max_in_flight = API_IN_FLIGHT,
		.tries = API_TRIES,
		.connect_ms = API_CONNECT_MS,
		.stall_ms = API_STALL_MS,
		.total_ms = API_TOTAL_MS,
		.answer_max = API_ANSWER_MAX,
	};
}

void api_settings_put(char **member, const char *text)
{
	char *copy = text && *text ? xstrdup(text) : NULL;
	mem_wipe_free(*member);
	*member = copy;
}

static char *copy_of(const char *text)
{
	return text ? xstrdup(text) : NULL;
}

void api_settings_copy(struct api_settings *to, const struct api_settings *from)
{
	*to = *from;
	to->api_base = copy_of(from->api_base);
	to->messaging_base = copy_of(from->messaging_base);
	to->pricing_base = copy_of(from->pricing_base);
	to->region = copy_of(from->region);
	to->edge = copy_of(from->edge);
	to->account_sid = copy_of(from->account_sid);
	to->username = copy_of(from->username);
	to->password = copy_of(from->password);
	to->ca_file = copy_of(from->ca_file);
	to->user_agent = copy_of(from->user_agent);
}

void api_settings_release(struct api_settings *settings)
{
	char *texts[] = {
		settings->api_base,   settings->messaging_base, settings->pricing_base,
		settings->region,     settings->edge,           settings->account_sid,
		settings->username,   settings->password,       settings->ca_file,
		settings->user_agent,
	};
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		mem_wipe_free(texts[i]);
	*settings = (struct api_settings){ .max_in_flight = 0 };
}

static bool is_label(const char *text)
{
	return !text || (strlen(text) < 32 &&
			 strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text));
}

static bool check_secret(const char *text, const char *what, struct error *err)
{
	if (!text)
		return error_set(err, ERROR_USAGE, "no %s is given", what);
	for (const char *p = text; *p; p++)
		if (*p <= ' ' || *p == 0x7f)
			return error_set(err, ERROR_USAGE,
					 "the %s has a blank or control character in it; was it "
					 "copied with the line around it?",
					 what);
	return true;
}

static bool check_limits(const struct api_settings *settings, struct error *err)
{
	if (settings->max_in_flight < 1 || settings->max_in_flight > API_IN_FLIGHT_MAX)
		return error_set(err, ERROR_USAGE, "requests in flight must be from 1 to %d",
				 API_IN_FLIGHT_MAX);
	if (settings->tries < 1 || settings->connect_ms < 1 || settings->stall_ms < 1 ||
	    settings->total_ms < 1 || settings->answer_max < 1)
		return error_set(err, ERROR_USAGE, "tries, time limits and sizes must be above 0");
	return true;
}

bool api_settings_check(const struct api_settings *settings, struct error *err)
{
	struct hosts hosts;
	struct sid sid;
	const char *account = settings->account_sid;
	if (!account)
		return error_set(err, ERROR_USAGE, "no account SID is given");
	if (!sid_parse(account, strlen(account), &sid) || sid.kind != SID_AC)
		return error_set(err, ERROR_USAGE,
				 "the account SID must be AC and 32 hexadecimal digits");
	if (!check_secret(settings->username, "user name (API key SID or account SID)", err) ||
	    !check_secret(settings->password, "secret (API key secret or auth token)", err))
		return false;
	if (strchr(settings->username, ':'))
		return error_set(err, ERROR_USAGE, "the user name must not have a colon in it");
	if (!is_label(settings->region) || !is_label(settings->edge))
		return error_set(err, ERROR_USAGE,
				 "region and edge are short words such as au1 and sydney");
	if (!check_limits(settings, err))
		return false;
	if (!hosts_init(&hosts, settings, err)) {
		if (err)
			err->kind = ERROR_USAGE;
		return false;
	}
	return true;
}
