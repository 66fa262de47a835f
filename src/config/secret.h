/*
 * secret.h - a text that nobody may see: wiped when released, hidden from the log meanwhile.
 */
#ifndef MSGDECK_CONFIG_SECRET_H
#define MSGDECK_CONFIG_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#define SECRET_MAX 4096 /* bytes */

struct secret {
	char *text; /* NULL when there is none */
};

#define SECRET_INIT          \
	{                    \
		.text = NULL \
	}

/* Copies length bytes into an empty secret and registers the copy with log_hide(). */
void secret_set(struct secret *secret, const char *text, size_t length);
bool secret_is_set(const struct secret *secret);
/* Wipes and frees; the log no longer looks for it. */
void secret_release(struct secret *secret);

#endif
