#include "api/hosts.h"

#include <string.h>

#include "base/mem.h"
#include "base/parse.h"

#define HTTPS_PORT 443

static const char scheme[] = "https://";
static const char twilio[] = ".twilio.com";

static bool is_host_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static bool is_name(const char *host)
{
	size_t length = strlen(host);
	if (!length || host[0] == '.' || host[length - 1] == '.' || strstr(host, ".."))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_host_byte(host[i]))
			return false;
	return true;
}

static bool is_ipv6(const char *host)
{
	size_t length = strlen(host);
	if (length < 4 || host[0] != '[' || host[length - 1] != ']')
		return false;
	return strspn(host + 1, "0123456789abcdef:.") == length - 2;
}

static bool refuse(struct error *err, const char *why)
{
	return error_set(err, ERROR_REFUSED, "the address is refused: %s", why);
}

/* host[:port] of length bytes. */
static bool parse_authority(const char *text, size_t length, struct origin *origin,
			    struct error *err)
{
	size_t host = length;
	const char *colon = NULL;
	for (size_t i = length; i > 0 && text[i - 1] != ']' && !colon; i--)
		colon = text[i - 1] == ':' ? text + i - 1 : NULL;
	origin->port = HTTPS_PORT;
	if (colon) {
		int64_t port;
		host = (size_t)(colon - text);
		if (!parse_int64(colon + 1, length - host - 1, 1, 65535, &port))
			return refuse(err, "its port is not a number from 1 to 65535");
		origin->port = (unsigned)port;
	}
	if (host > HOST_NAME_MAX_BYTES)
		return refuse(err, "its host name is too long");
	for (size_t i = 0; i < host; i++)
		origin->host[i] =
			(char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
	origin->host[host] = '\0';
	if (strlen(origin->host) != host || (!is_name(origin->host) && !is_ipv6(origin->host)))
		return refuse(err, "its host name is not valid");
	return true;
}

bool origin_parse(const char *url, size_t length, struct origin *origin, const char **rest,
		  struct error *err)
{
	const size_t prefix = sizeof(scheme) - 1;
	if (length < prefix || strncasecmp(url, scheme, prefix) != 0) {
		if (length >= 7 && strncasecmp(url, "http://", 7) == 0)
			return refuse(err, "it is plain http, and only https is used");
		return refuse(err, "it does not start with https://");
	}
	const char *authority = url + prefix;
	const char *end = authority;
	while (end < url + length && *end != '/' && *end != '?' && *end != '#')
		end++;
	if (memchr(authority, '@', (size_t)(end - authority)))
		return refuse(err, "it has a user name or password in it");
	*rest = end;
	return parse_authority(authority, (size_t)(end - authority), origin, err);
}

bool origin_equal(const struct origin *a, const struct origin *b)
{
	return a->port == b->port && strcmp(a->host, b->host) == 0;
}

static bool is_twilio(const struct origin *origin)
{
	size_t length = strlen(origin->host);
	size_t suffix = sizeof(twilio) - 1;
	return origin->port == HTTPS_PORT && length > suffix &&
	       strcmp(origin->host + length - suffix, twilio) == 0;
}

bool hosts_allow(const struct hosts *hosts, const struct origin *origin)
{
	bool ours = false;
	for (int i = 0; i < HOST_FAMILIES; i++) {
		if (origin_equal(origin, &hosts->base[i]))
			return true;
		ours |= is_twilio(&hosts->base[i]);
	}
	return ours && is_twilio(origin);
}

void origin_write(const struct origin *origin, struct strbuf *out)
{
	strbuf_addstr(out, scheme);
	strbuf_addstr(out, origin->host);
	if (origin->port != HTTPS_PORT)
		strbuf_addf(out, ":%u", origin->port);
}

/* Copies the label that ends at the next dot and returns what follows it. */
static const char *take_label(const char *host, char label[static 64])
{
	size_t length = strcspn(host, ".");
	snprintf(label, 64, "%.*s", (int)(length < 63 ? length : 63), host);
	return host + length + (host[length] == '.');
}

/* {product}[.{edge}][.{region}].twilio.com, where one label between is a region. */
void hosts_route(const struct hosts *hosts, struct origin *origin)
{
	char product[64], edge[64] = "", region[64] = "";
	int labels = 1;
	if (!is_twilio(origin) || (!hosts->region[0] && !hosts->edge[0]))
		return;
	for (const char *p = origin->host; *p; p++)
		labels += *p == '.';
	if (labels > 5)
		return;
	const char *rest = take_label(origin->host, product);
	if (labels == 5)
		rest = take_label(rest, edge);
	if (labels >= 4)
		take_label(rest, region);
	const char *use_edge = hosts->edge[0] ? hosts->edge : edge;
	const char *use_region = hosts->region[0] ? hosts->region : region;
	if (use_edge[0] && !use_region[0])
		use_region = "us1";
	snprintf(origin->host, sizeof(origin->host), "%s%s%s%s%s%s", product,
		 use_edge[0] ? "." : "", use_edge, use_region[0] ? "." : "", use_region, twilio);
}

bool hosts_init(struct hosts *hosts, const struct api_settings *settings, struct error *err)
{
	static const char *const defaults[HOST_FAMILIES] = {
		[HOST_API] = "https://api.twilio.com",
		[HOST_MESSAGING] = "https://messaging.twilio.com",
		[HOST_PRICING] = "https://pricing.twilio.com",
	};
	const char *given[HOST_FAMILIES] = {
		[HOST_API] = settings->api_base,
		[HOST_MESSAGING] = settings->messaging_base,
		[HOST_PRICING] = settings->pricing_base,
	};
	static const char *const names[HOST_FAMILIES] = {
		[HOST_API] = "api_base",
		[HOST_MESSAGING] = "messaging_base",
		[HOST_PRICING] = "pricing_base",
	};
	memset(hosts, 0, sizeof(*hosts));
	snprintf(hosts->region, sizeof(hosts->region), "%s",
		 settings->region ? settings->region : "");
	snprintf(hosts->edge, sizeof(hosts->edge), "%s", settings->edge ? settings->edge : "");
	for (int i = 0; i < HOST_FAMILIES; i++) {
		const char *base = given[i] ? given[i] : defaults[i];
		const char *rest;
		if (!origin_parse(base, strlen(base), &hosts->base[i], &rest, err))
			return error_prefix(err, "%s", names[i]);
		if (strcmp(rest, "") != 0 && strcmp(rest, "/") != 0)
			return error_set(err, ERROR_USAGE,
					 "%s: the address must end after the host and port",
					 names[i]);
		hosts_route(hosts, &hosts->base[i]);
	}
	return true;
}

static bool is_clean(const char *link, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)link[i] <= ' ' || (unsigned char)link[i] >= 0x7f ||
		    link[i] == '\\')
			return false;
	return true;
}

static bool refuse_host(const struct origin *origin, struct error *err)
{
	struct strbuf where = STRBUF_INIT(URL_MAX_BYTES);
	origin_write(origin, &where);
	error_set(err, ERROR_REFUSED,
		  "the address is refused: it leads to %s, which is not one of the hosts that may "
		  "see the credentials",
		  where.data);
	strbuf_release(&where);
	return false;
}

bool hosts_resolve(const struct hosts *hosts, enum host_family family, const char *link,
		   size_t length, struct strbuf *url, struct error *err)
{
	struct origin origin;
	const char *rest = link;
	if (length == 0 || length > URL_MAX_BYTES || !is_clean(link, length))
		return refuse(err, "it is empty, too long or holds characters that no address has");
	if (link[0] == '/' && (length == 1 || link[1] != '/')) {
		origin = hosts->base[family];
	} else {
		if (!origin_parse(link, length, &origin, &rest, err))
			return false;
		hosts_route(hosts, &origin);
	}
	if (!hosts_allow(hosts, &origin))
		return refuse_host(&origin, err);
	origin_write(&origin, url);
	strbuf_add(url, rest, length - (size_t)(rest - link));
	if (url->overflow)
		return refuse(err, "it is too long");
	return true;
}

/* Appends a reference without scheme and host, relative to a URL whose path begins at `path`. */
static void add_relative(const char *path, const char *reference, struct strbuf *url)
{
	size_t kept = strcspn(path, "?#");
	if (reference[0] == '/')
		kept = 0;
	else if (reference[0] != '?')
		while (kept && path[kept - 1] != '/')
			kept--;
	strbuf_add(url, path, kept);
	if (!kept && reference[0] != '/')
		strbuf_addch(url, '/');
	strbuf_addstr(url, reference);
}

bool hosts_follow(const struct hosts *hosts, const char *base, const char *location,
		  struct strbuf *url, bool *trusted, struct error *err)
{
	struct strbuf target = STRBUF_INIT(URL_MAX_BYTES);
	struct origin origin;
	const char *rest;
	bool good = false;

	if (!origin_parse(base, strlen(base), &origin, &rest, err))
		return false;
	if (location[strcspn(location, ":/?#")] == ':') {
		strbuf_addstr(&target, location);
	} else if (strncmp(location, "//", 2) == 0) {
		strbuf_addf(&target, "https:%s", location);
	} else {
		origin_write(&origin, &target);
		add_relative(rest, location, &target);
	}
	strbuf_truncate(&target, strcspn(target.data, "#"));
	if (target.overflow || !is_clean(target.data, target.length)) {
		refuse(err, "it is too long or holds characters that no address has");
	} else if (origin_parse(target.data, target.length, &origin, &rest, err)) {
		*trusted = hosts_allow(hosts, &origin);
		good = true;
		origin_write(&origin, url);
		strbuf_addstr(url, rest);
	}
	strbuf_wipe(&target);
	return good && (!url->overflow || refuse(err, "it is too long"));
}
