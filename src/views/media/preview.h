/*
 * preview.h - a picture out of bytes that anybody may have sent, by the helper msgdeck-preview.
 *
 * The helper is looked for beside this program, then in libexec. It gets the bytes as its input, an
 * empty environment and nothing else; its answer is read as it comes, so the keyboard never waits;
 * after PREVIEW_LIMIT_MS it is killed. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_PREVIEW_H
#define MSGDECK_VIEWS_MEDIA_PREVIEW_H

#include <stddef.h>

#include "ui/picture.h"
#include "views/session/session.h"

#define PREVIEW_LIMIT_MS 10000

struct preview;

/* The answer: `picture` is NULL on failure, and then err says why; else the callee may move it out.
 * The preview is freed afterwards. */
typedef void preview_done(void *context, struct picture *picture,
			  const struct picture_origin *origin, const struct error *err);

/* Starts it for a picture within so many pixels. The bytes are copied. done() is called from the loop,
 * never from here. NULL on failure. */
struct preview *preview_start(struct session *session, const void *bytes, size_t length,
			      unsigned width, unsigned height, preview_done *done, void *context,
			      struct error *err);
/* Ends it without a word. NULL is allowed. */
void preview_cancel(struct preview *preview);

#endif
