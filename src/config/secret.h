/*
 * secret.h - a text that nobody may see: wiped when released, hidden from the log meanwhile.
 */
#ifndef MSGDECK_CONFIG_SECRET_H
#define MSGDECK_CONFIG_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define SECRET_MAX 4096 /* bytes */

struct secret {
	char *text; /* NULL when there is none */
};

#define SECRET_INIT          \
	{                    \
		.text = NULL \
	}

/* Whether a text can be a secret: not empty, no stray blanks around it, no control characters. The error
 * says what is wrong with it, without its name and without the text. */
bool secret_check(const char *text, size_t length, struct error *err);
/* Copies length bytes into an empty secret and registers the copy with log_hide(). */
void secret_set(struct secret *secret, const char *text, size_t length);
bool secret_is_set(const struct secret *secret);
/* Wipes and frees; the log no longer looks for it. */
void secret_release(struct secret *secret);

#endif
