/*
 * reference.h - documents made from the tables of options, command line and themes: the commented
 * default config file, and the generated parts of the manual pages, which stand between the lines
 * '.\" generated: PART' and '.\" end generated' (a test compares them).
 */
#ifndef MSGDECK_CONFIG_REFERENCE_H
#define MSGDECK_CONFIG_REFERENCE_H

#include <stdbool.h>

#include "base/strbuf.h"

/* The default config file: every setting with its help and default, commented out. It can be read
 * as it is, and with all comments of the form "#name" opened. */
void reference_config(struct strbuf *out);
/* "options", "environment", "settings" or "roles", as roff source; false for any other part. */
bool reference_manual(const char *part, struct strbuf *out);

#endif
