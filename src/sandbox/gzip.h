/*
 * gzip.h - compressed answers. The only file that knows zlib; its state is made once.
 */
#ifndef MSGDECK_SANDBOX_GZIP_H
#define MSGDECK_SANDBOX_GZIP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *gzip);
/* Appends the gzip form of the bytes; false when zlib refuses. */
bool gzip_add(struct gzip *gzip, struct strbuf *out, const struct strbuf *bytes);
/* Appends the gzip form of so many blanks and the bytes behind them, whatever a client accepts;
 * false when zlib refuses or it does not fit. */
bool gzip_bomb(struct strbuf *out, uint64_t blanks, const struct strbuf *bytes);
/* Whether the value of an Accept-Encoding header (or NULL) allows gzip. */
bool gzip_is_accepted(const char *header);

#endif
