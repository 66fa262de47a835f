#include "api/trouble.h"

#include <stddef.h>
#include <string.h>

static bool has_any(const char *words, const char *const *signs)
{
	for (; *signs; signs++)
		if (strstr(words, *signs))
			return true;
	return false;
}

bool trouble_is_cut(const char *words)
{
	static const char *const signs[] = { "SYSCALL", "reset", "unexpected eof", "Connection",
					     NULL };
	return has_any(words, signs);
}

bool trouble_tls(struct error *err, const char *host, const char *words)
{
	static const char *const expired[] = { "expired", NULL };
	static const char *const another[] = { "subject name", "not match", NULL };
	static const char *const stranger[] = { "self", "local issuer", NULL };

	if (has_any(words, expired))
		return error_set(err, ERROR_TLS,
				 "the certificate of %s has expired (or this machine's clock is "
				 "wrong)",
				 host);
	if (has_any(words, another))
		return error_set(err, ERROR_TLS,
				 "the certificate of %s is for another name; is something in "
				 "between?",
				 host);
	if (has_any(words, stranger))
		return error_set(err, ERROR_TLS,
				 "the certificate of %s comes from an authority that is not "
				 "trusted here; if it is your own proxy's or test service's, name "
				 "it with ca_file",
				 host);
	return error_set(err, ERROR_TLS, "no secure connection to %s: %s", host, words);
}
