/*
 * alpha.h - alphanumeric sender IDs: names to send from, and where they may be used.
 * https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
#ifndef MSGDECK_SANDBOX_ALPHA_H
#define MSGDECK_SANDBOX_ALPHA_H

#include <stdbool.h>

/* 1 to 11 letters, digits, blanks and "-+_&", and not digits only. */
bool alpha_is_valid(const char *text);
/* The country's code (ISO 3166-1 alpha-2) in capitals, for good; NULL for what is none. */
const char *alpha_country(const char *text);

#endif
