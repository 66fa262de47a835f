/*
 * wildcard.h - the patterns by which numbers and short codes are looked for.
 */
#ifndef MSGDECK_SANDBOX_WILDCARD_H
#define MSGDECK_SANDBOX_WILDCARD_H

#include <stdbool.h>

/* Whether the number has the pattern somewhere: digits that stand together, where "*" is any one
 * digit. In the pattern all but digits and "*" is passed over, so that "+1 (512) 555" works. */
bool wildcard_matches(const char *pattern, const char *number);

#endif
