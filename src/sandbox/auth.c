#include "sandbox/auth.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define CREDENTIALS_MAX 256

static int base64_value(char c)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c == '\0' ? NULL : strchr(alphabet, c);

	return at == NULL ? -1 : (int)(at - alphabet);
}

/* Decodes at most size - 1 bytes and ends them with NUL; false for anything that is not base64. */
static bool base64_decode(const char *text, char *out, size_t size)
{
	unsigned bits = 0;
	unsigned held = 0;
	size_t length = 0;

	for (; *text != '\0' && *text != '='; text++) {
		int value = base64_value(*text);

		if (value < 0 || length + 1 >= size)
			return false;
		held = (held << 6 | (unsigned)value) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out[length++] = (char)(held >> bits & 0xff);
		}
	}
	out[length] = '\0';
	return true;
}

static bool is_pair(const char *credentials, const char *name, const char *secret)
{
	size_t length = strlen(name);

	return strncmp(credentials, name, length) == 0 && credentials[length] == ':' &&
	       strcmp(credentials + length + 1, secret) == 0;
}

enum credentials auth_check(const struct account *account, const char *authorization)
{
	char credentials[CREDENTIALS_MAX];
	enum credentials right = CREDENTIALS_WRONG;

	if (authorization == NULL || strncasecmp(authorization, "Basic ", 6) != 0)
		return CREDENTIALS_WRONG;
	authorization += 6;
	authorization += strspn(authorization, " ");
	if (!base64_decode(authorization, credentials, sizeof(credentials)))
		return CREDENTIALS_WRONG;
	if (is_pair(credentials, account->sid, account->token))
		right = CREDENTIALS_TOKEN;
	else if (is_pair(credentials, account->key_sid, account->key_secret))
		right = CREDENTIALS_KEY;
	mem_wipe(credentials, sizeof(credentials));
	return right;
}
