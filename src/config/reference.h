/*
 * reference.h - documents made from the option table: the commented default config and the
 * generated parts of the manual pages.
 */
#ifndef MSGDECK_CONFIG_REFERENCE_H
#define MSGDECK_CONFIG_REFERENCE_H

#include <stdbool.h>

#include "base/strbuf.h"

/* The default config file: every option with its help and default, commented out. */
void reference_config(struct strbuf *out);
/* "command-line", "environment" or "config": roff source; false for any other part. */
bool reference_manual(const char *part, struct strbuf *out);

#endif
