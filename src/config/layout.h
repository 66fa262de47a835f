/*
 * layout.h - plain ASCII text broken into lines, for --help and the default config.
 */
#ifndef MSGDECK_CONFIG_LAYOUT_H
#define MSGDECK_CONFIG_LAYOUT_H

#include <stddef.h>

#include "base/strbuf.h"

#define LAYOUT_WIDTH 79

/* Adds the words of `text`, breaking at blanks so that no line passes LAYOUT_WIDTH (a longer word
 * stands alone). The first word comes at `column`, where the caller's line is already; further
 * lines begin with `prefix`. Ends the last line. */
void layout_wrap(struct strbuf *out, const char *text, size_t column, const char *prefix);

#endif
