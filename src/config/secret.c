#include "config/secret.h"

#include <assert.h>

#include "base/log.h"
#include "base/mem.h"

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
