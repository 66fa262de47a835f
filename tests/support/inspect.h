/*
 * inspect.h - may a program send these bytes to a terminal?
 *
 * The list of what msgdeck's terminal layer has reason to send is short, and everything else is
 * refused: control characters, escape sequences and strings that are not on it, C1 in either form,
 * ill-formed UTF-8, characters that reorder or hide text (bidirectional controls, zero-width and
 * tag characters, separators), more than two combining marks on a character. What is on the list but
 * came out of a message is known by the mark that hostile.h puts into its sequences.
 */
#ifndef MSGDECK_TESTS_INSPECT_H
#define MSGDECK_TESTS_INSPECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

/* False, with what is wrong and where, when there is something that must not be there. */
bool inspect_bytes(const char *bytes, size_t length, bool linux_console, struct strbuf *complaint);

#endif
