/*
 * bindings.h - the keys that the config file sets, still as text.
 *
 *	keys = [ "bind messages x open-message", "bind list 'g g' top", "unbind global q" ];
 *
 * Each is a line as ':' takes it in msgdeck, in the words that the built-in keys are written in, too.
 * What contexts, keys and commands there are is ui's business (ui/keymap.h).
 */
#ifndef MSGDECK_CONFIG_BINDINGS_H
#define MSGDECK_CONFIG_BINDINGS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/vec.h"
#include "config/config.h"

struct binding {
	char *statement;
	unsigned int line; /* in the config file */
};

struct bindings VEC(struct binding);

/* Appends the file's "keys". What was read before an error is to be released, too. */
bool bindings_read(struct bindings *bindings, const struct config_file *file, struct error *err);
void bindings_release(struct bindings *bindings);

#endif
