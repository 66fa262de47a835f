/*
 * attachment.h - the bytes behind a medium: whole files that programs open, of every kind that the
 * account has. The same number gives the same bytes.
 */
#ifndef MSGDECK_SANDBOX_ATTACHMENT_H
#define MSGDECK_SANDBOX_ATTACHMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "sandbox/script.h"

/* What a line's picture really is. People send photographs as JPEG and more seldom as PNG or GIF;
 * from contacts come now and then films, documents, cards and sounds instead. */
enum media_kind attachment_kind(enum media_kind kind, bool inbound, uint64_t number);
/* Appends the file. Half of the GIFs move, a quarter of the PNGs have an alpha channel. */
void attachment_write(struct strbuf *out, enum media_kind kind, uint64_t number);

/* film.c: MP4 (ISO/IEC 14496-12), a second of Motion JPEG. */
void film_write(struct strbuf *out, uint64_t number);

#endif
