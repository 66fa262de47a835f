/*
 * manual.h - the parts of the manual page that are made from the tables of screens, commands, keys and
 * the query language (docs/generate puts them in place; a lint compares).
 */
#ifndef MSGDECK_VIEWS_MANUAL_H
#define MSGDECK_VIEWS_MANUAL_H

#include <stdbool.h>

#include "base/strbuf.h"

/* "keys" or "query", as roff source; false for any other part. */
bool manual_write(const char *part, struct strbuf *out);

/* The names of the "screens", each with a tab and its help, or of the "commands" of all of them: screen,
 * tab, command, tab, arguments; a line each. False for anything else. */
bool manual_names(const char *what, struct strbuf *out);

#endif
