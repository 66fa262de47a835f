#include "batch/hint.h"

#include <stddef.h>

enum {
	UNAUTHORIZED = 401,
	FORBIDDEN = 403,
	NOT_FOUND = 404,
	THROTTLED = 429,
	SERVER_ERROR = 500,
	AUTHENTICATE = 20003,
};

struct lines {
	struct strbuf *out;
	const char *prefix;
};

static void add(const struct lines *lines, const char *text)
{
	strbuf_addf(lines->out, "%s%s\n", lines->prefix, text);
}

static void refused_sign_in(const struct lines *lines, const struct hint_facts *facts)
{
	strbuf_addf(lines->out, "%sThe sign-in is refused. What it may be:\n", lines->prefix);
	strbuf_addf(lines->out, "%s- the secret (%s) is not the right one, or was changed\n",
		    lines->prefix, facts->password_at);
	if (facts->uses_api_key) {
		add(lines,
		    "- the API key belongs to another account than account_sid, or was deleted");
		if (facts->region)
			strbuf_addf(
				lines->out,
				"%s- the key was not made in region %s: keys work in one region "
				"only\n",
				lines->prefix, facts->region);
		else
			add(lines, "- the key was made in another region than us1: set region");
	} else {
		add(lines, "- account_sid is not the account that the token belongs to");
		if (facts->region)
			strbuf_addf(
				lines->out,
				"%s- region %s has an auth token of its own, which is another\n",
				lines->prefix, facts->region);
	}
	add(lines, "- they are test credentials, which cannot read messages");
	add(lines, "- the account is suspended or closed");
}

static void no_connection(const struct lines *lines, const struct hint_facts *facts)
{
	if (facts->own_base)
		add(lines, "api_base is set: is the service running, and is this its address?");
	if (facts->proxy)
		add(lines,
		    "A proxy is set in the environment: is it the right one, and does it let "
		    "this through?");
	else if (!facts->own_base)
		add(lines, "No proxy is set; where one is needed, HTTPS_PROXY names it.");
}

void hint_add(struct strbuf *out, const char *prefix, const struct error *err,
	      const struct hint_facts *facts)
{
	const struct lines lines = { out, prefix };

	if (err->kind == ERROR_NETWORK)
		no_connection(&lines, facts);
	else if (err->kind == ERROR_TLS && facts->proxy)
		add(&lines,
		    "The proxy may be looking into the traffic: name its authority with ca_file.");
	else if (err->http_status == UNAUTHORIZED || err->code == AUTHENTICATE)
		refused_sign_in(&lines, facts);
	else if (err->http_status == FORBIDDEN)
		add(&lines,
		    "The key may not do this (restricted keys have a list of permissions), or "
		    "the account is suspended.");
	else if (err->http_status == NOT_FOUND)
		add(&lines,
		    facts->own_base
			    ? "api_base is set: does that service know this account?"
			    : "There is no such account, or it is a subaccount that this key cannot see.");
	else if (err->http_status == THROTTLED)
		add(&lines, "The account has too many requests under way; try again, or lower "
			    "max_in_flight.");
	else if (err->http_status >= SERVER_ERROR)
		add(&lines, "The trouble is on the other side; try again later.");
}
