/*
 * columns.h - the columns that the config file chooses for screens, by name and in order.
 *
 *	columns = { messages = [ "time", "from", "to", "status", "body" ]; };
 *
 * What screens and columns there are is known to the views.
 */
#ifndef MSGDECK_CONFIG_COLUMNS_H
#define MSGDECK_CONFIG_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/vec.h"
#include "config/config.h"

struct column_choice {
	char *screen;
	char **names;
	size_t count;      /* at least 1 */
	unsigned int line; /* in the config file */
};

struct column_choices VEC(struct column_choice);

/* Appends the file's "columns". What was read before an error is to be released, too. */
bool columns_read(struct column_choices *choices, const struct config_file *file,
		  struct error *err);
void columns_release(struct column_choices *choices);

/* What was chosen while msgdeck ran and is to hold next time, too: XDG_STATE/columns.conf, written in
 * the same words. Without such a file there is nothing. */
bool columns_read_kept(struct column_choices *choices, struct error *err);
/* Writes that file (0600), as a whole or not at all. */
bool columns_keep(const struct column_choices *choices, struct error *err);
/* The choice of a screen from now on, in place of one before; without names the one before goes. */
void columns_choose(struct column_choices *choices, const char *screen, const char *const *names,
		    size_t count);

#endif
