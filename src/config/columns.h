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

#endif
