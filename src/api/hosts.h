/*
 * hosts.h - where requests may go.
 *
 * Twilio's rule for a region and an edge, {product}[.{edge}][.{region}].twilio.com (an edge alone
 * implies region us1), is applied to every URL, next links included. Credentials go to a configured
 * base (same host and port) or to a host under twilio.com, over https, and nowhere else; everything
 * else is refused before a connection is opened. Pure: no network, no environment.
 *
 * Source: https://www.twilio.com/docs/global-infrastructure and the official clients.
 */
#ifndef MSGDECK_API_HOSTS_H
#define MSGDECK_API_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "api/endpoint.h"
#include "api/settings.h"
#include "base/error.h"
#include "base/strbuf.h"

#define HOST_NAME_MAX_BYTES 253
#define URL_MAX_BYTES 8192

/* "https://host[:port]", lower case, default port left out. */
struct origin {
	char host[HOST_NAME_MAX_BYTES + 1]; /* a name or an address; IPv6 in brackets */
	unsigned port;
};

struct hosts {
	struct origin base[HOST_FAMILIES];
	char region[32]; /* "" where none */
	char edge[32];
};

/* From checked settings. Fails when a base is not "https://host[:port]". */
bool hosts_init(struct hosts *hosts, const struct api_settings *settings, struct error *err);
/* Reads the front of an absolute URL; *rest is what follows the authority. Refuses any scheme but
 * https, a user or password in it, and characters that do not belong into a host. */
bool origin_parse(const char *url, size_t length, struct origin *origin, const char **rest,
		  struct error *err);
bool origin_equal(const struct origin *a, const struct origin *b);
/* Whether credentials may go there. */
bool hosts_allow(const struct hosts *hosts, const struct origin *origin);
/* Appends "https://host[:port]". */
void origin_write(const struct origin *origin, struct strbuf *out);
/* Puts region and edge into a host under twilio.com; any other host stays as it is. */
void hosts_route(const struct hosts *hosts, struct origin *origin);
/* The absolute URL to ask for a next link as it came: a path of the family's host, or an absolute
 * URL. ERROR_REFUSED when it leads where credentials must not go. */
bool hosts_resolve(const struct hosts *hosts, enum host_family family, const char *link,
		   size_t length, struct strbuf *url, struct error *err);

/* The absolute URL to go to after a redirect from `base`, an absolute URL: https alone, wherever it
 * leads. *trusted says whether credentials may go along (hosts_allow()). */
bool hosts_follow(const struct hosts *hosts, const char *base, const char *location,
		  struct strbuf *url, bool *trusted, struct error *err);

#endif
