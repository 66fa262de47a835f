/*
 * buffers.h - a few large buffers that answers are written to again and again, so that a page of a
 * megabyte costs no memory from the system.
 */
#ifndef MSGDECK_SANDBOX_BUFFERS_H
#define MSGDECK_SANDBOX_BUFFERS_H

#include "base/strbuf.h"

/* No answer is longer: 1000 messages of 64 KiB that need escapes do not occur. */
#define BUFFER_MAX (256 * 1024 * 1024)

struct buffer {
	struct strbuf bytes;
	struct buffer *next;
	struct buffers *home;
};

struct buffers {
	struct buffer *free;
	size_t kept;
};

/* An empty one; give it back with buffer_return(). */
struct buffer *buffer_take(struct buffers *buffers);
/* Takes a struct buffer *, for callbacks. */
void buffer_return(void *buffer);
void buffers_release(struct buffers *buffers);

#endif
