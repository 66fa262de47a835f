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

bool trouble_is_cut(const char *words)
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

bool trouble_tls(struct error *err, const char *host, const char *words)
{
	for (size_t i = 0; i < ARRAY_SIZE(meanings); i++)
		if (has_any(words, meanings[i].signs))
			return error_set(err, ERROR_TLS, "%s%s%s", meanings[i].before, host,
					 meanings[i].after);
	return error_set(err, ERROR_TLS, "no secure connection to %s: %s", host, words);
}
