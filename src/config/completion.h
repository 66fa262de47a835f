/*
 * completion.h - completion of the command line in shells, made from the tables that read it.
 *
 * The scripts are in completions/ and are kept in step by a lint. What only the machine knows, the
 * names of themes and profiles, they ask msgdeck for (--print-names).
 */
#ifndef MSGDECK_CONFIG_COMPLETION_H
#define MSGDECK_CONFIG_COMPLETION_H

#include <stdbool.h>

#include "base/strbuf.h"

/* The script for "bash", "zsh" or "fish"; false for any other shell. */
bool completion_write(const char *shell, struct strbuf *out);

#endif
