#include "config/secret.h"

#include <assert.h>
#include <ctype.h>

#include "base/log.h"
#include "base/mem.h"

bool secret_check(const char *text, size_t length, struct error *err)
{
	if (length == 0)
		return error_set(err, ERROR_USAGE, "is empty");
	if (isspace((unsigned char)text[0]) || isspace((unsigned char)text[length - 1]))
		return error_set(err, ERROR_USAGE, "has a stray blank before or after it");
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return error_set(err, ERROR_USAGE, "holds a control character");
	return true;
}

void secret_set(struct secret *secret, const char *text, size_t length)
{
	assert(!secret->text);
	secret->text = xstrndup(text, length);
	log_hide(secret->text);
}

bool secret_is_set(const struct secret *secret)
{
	return secret->text != NULL;
}

void secret_release(struct secret *secret)
{
	if (secret->text)
		log_unhide(secret->text);
	mem_wipe_free(secret->text);
	secret->text = NULL;
}
