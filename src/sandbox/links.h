/*
 * links.h - link shortening: https://www.twilio.com/docs/messaging/features/link-shortening
 */
#ifndef MSGDECK_SANDBOX_LINKS_H
#define MSGDECK_SANDBOX_LINKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

/* What short links begin with: the domain that the account has set up for campaigns. */
#define LINKS_DOMAIN "https://go.fernhill.example/"

/* Appends the text with each link in it (http or https, until a blank) replaced by a short one. */
void links_shorten(struct strbuf *out, const char *text, size_t length, uint64_t number);

#endif
