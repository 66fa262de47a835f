#include "sandbox/buffers.h"

#include "base/mem.h"

#define KEPT_MAX 32

struct buffer *buffer_take(struct buffers *buffers)
{
	struct buffer *buffer = buffers->free;

	if (buffer != NULL) {
		buffers->free = buffer->next;
		buffers->kept--;
		strbuf_reset(&buffer->bytes);
		return buffer;
	}
	buffer = xmalloc(sizeof(*buffer));
	buffer->home = buffers;
	strbuf_init(&buffer->bytes, BUFFER_MAX);
	return buffer;
}

void buffer_return(void *cls)
{
	struct buffer *buffer = cls;
	struct buffers *home = buffer->home;

	if (home->kept == KEPT_MAX) {
		strbuf_release(&buffer->bytes);
		free(buffer);
		return;
	}
	buffer->next = home->free;
	home->free = buffer;
	home->kept++;
}

void buffers_release(struct buffers *buffers)
{
	while (buffers->free != NULL) {
		struct buffer *buffer = buffers->free;

		buffers->free = buffer->next;
		strbuf_release(&buffer->bytes);
		free(buffer);
	}
	buffers->kept = 0;
}
