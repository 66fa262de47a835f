#include "api/trouble.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

static bool has_any(const char *words, const char *const *signs)
{
	for (; *signs; signs++)
		if (strstr(words, *signs))
			return true;
	return false;
}

/* Whether a handshake was cut by the network, which is no verdict on the other side. */
static bool is_cut(const char *words)
{
	static const char *const signs[] = { "SYSCALL",    "reset",       "unexpected eof",
					     "Connection", "getpeername", NULL };
	return has_any(words, signs);
}

/* What OpenSSL and libcurl say, and what it means. */
static const struct meaning {
	const char *signs[4];
	const char *before, *after;
} meanings[] = {
	{ { "expired", NULL },
	  "the certificate of ",
	  " has expired (or this machine's clock is wrong)" },
	{ { "not yet valid", NULL },
	  "the certificate of ",
	  " is not valid yet: is this machine's clock slow?" },
	{ { "subject name", "not match", NULL },
	  "the certificate of ",
	  " is for another name; is something in between?" },
	{ { "self", "local issuer", NULL },
	  "the certificate of ",
	  " comes from an authority that is not trusted here; if it is your own proxy's or test "
	  "service's, name it with ca_file" },
	{ { "unsupported protocol", "protocol version", NULL },
	  "no secure connection to ",
	  ": it speaks no version of TLS from 1.2 on; is something in between?" },
};

static bool say_tls(const struct trouble *trouble, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(meanings); i++)
		if (has_any(trouble->words, meanings[i].signs))
			return error_set(err, ERROR_TLS, "%s%s%s", meanings[i].before,
					 trouble->host, meanings[i].after);
	return error_set(err, ERROR_TLS, "no secure connection to %s: %s", trouble->host,
			 trouble->words);
}

/* libcurl's words say three times that there is no connection, and not why. */
static bool say_refused(const struct trouble *trouble, struct error *err)
{
	error_errno(err, (int)trouble->os_error, "no connection to %s", trouble->host);
	if (err)
		err->kind = ERROR_NETWORK;
	return false;
}

/* What a proxy answered goes before how libcurl names that. */
static bool say_network(const struct trouble *trouble, struct error *err)
{
	const char *host = trouble->host;

	if (trouble->proxy_status == 407)
		return error_set(
			err, ERROR_NETWORK,
			"the proxy asks for a user name and password: put them into HTTPS_PROXY");
	if (trouble->proxy_status && trouble->proxy_status != 200)
		return error_set(err, ERROR_NETWORK,
				 "the proxy does not let through to %s (status %ld)", host,
				 trouble->proxy_status);
	if (trouble->kind == TROUBLE_PROXY_NAME)
		return error_set(err, ERROR_NETWORK,
				 "the name of the proxy cannot be resolved: look at HTTPS_PROXY");
	if (trouble->kind == TROUBLE_HOST_NAME)
		return error_set(err, ERROR_NETWORK,
				 "the name %s cannot be resolved: look at the network, or at "
				 "HTTPS_PROXY if this machine needs a proxy",
				 host);
	if (trouble->kind == TROUBLE_CONNECT && trouble->os_error)
		return say_refused(trouble, err);
	if (trouble->kind == TROUBLE_CONNECT)
		return error_set(err, ERROR_NETWORK, "no connection to %s: %s", host,
				 trouble->words);
	if (trouble->kind == TROUBLE_TIME)
		return error_set(err, ERROR_NETWORK, "%s did not answer in time", host);
	return error_set(err, ERROR_NETWORK, "the connection to %s was lost: %s", host,
			 trouble->words);
}

bool trouble_say(const struct trouble *trouble, struct error *err)
{
	switch (trouble->kind) {
	case TROUBLE_HANDSHAKE:
		return is_cut(trouble->words) ? say_network(trouble, err) : say_tls(trouble, err);
	case TROUBLE_TLS:
		return say_tls(trouble, err);
	case TROUBLE_ADDRESS:
		return error_set(err, ERROR_REFUSED, "the address is refused: %s", trouble->words);
	case TROUBLE_ENCODING:
		return error_set(err, ERROR_PROTOCOL, "the answer cannot be unpacked: %s",
				 trouble->words);
	case TROUBLE_MEMORY:
		return error_set(err, ERROR_LIMIT, "libcurl ran out of memory");
	default:
		return say_network(trouble, err);
	}
}
