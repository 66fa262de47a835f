/* body.c - how an answer's body leaves: at once, or slowly, in part, or with a bad end. */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/exchange.h"

#define SECOND 1000000000LL
#define DRIPS_A_SECOND 10
#define STALL_SECONDS 600

/* What comes after `stop` bytes. */
enum tail { TAIL_GOOD, TAIL_RESET, TAIL_SHUT, TAIL_STALL };

struct body {
	struct exchange *exchange; /* while MHD reads */
	struct buffer *buffer;
	struct reply_source source; /* instead of the buffer, where it has `read` */
	uint64_t padding;           /* blanks in front */
	uint64_t stop;
	enum tail tail;
	int64_t drip; /* bytes at a time; 0: all */
	int64_t next; /* ns, monotonic: when the next drip is due */
	bool stalled;
};

static void body_free(void *cls)
{
	struct body *body = cls;

	buffer_return(body->buffer);
	if (body->source.free != NULL)
		body->source.free(body->source.cls);
	free(body);
}

static ssize_t end_badly(struct body *body)
{
	struct exchange *exchange = body->exchange;

	if (body->tail == TAIL_STALL && !body->stalled && !exchange->server->stopping) {
		body->stalled = true;
		exchange_suspend(exchange, clock_mono_ns() + STALL_SECONDS * SECOND);
		return 0;
	}
	if (body->tail == TAIL_RESET)
		exchange_reset(exchange);
	else
		exchange_shut(exchange);
	return MHD_CONTENT_READER_END_WITH_ERROR;
}

static size_t copy_part(const struct body *body, uint64_t at, char *to, size_t room)
{
	uint64_t left;

	if (at < body->padding) {
		left = body->padding - at;
		room = left < room ? (size_t)left : room;
		memset(to, ' ', room);
		return room;
	}
	at -= body->padding;
	if (body->source.read != NULL)
		return body->source.read(body->source.cls, at, to, room);
	left = body->buffer->bytes.length - at;
	room = left < room ? (size_t)left : room;
	memcpy(to, body->buffer->bytes.data + at, room);
	return room;
}

static ssize_t read_body(void *cls, uint64_t at, char *to, size_t room)
{
	struct body *body = cls;

	if (at >= body->stop)
		return body->tail == TAIL_GOOD ? MHD_CONTENT_READER_END_OF_STREAM : end_badly(body);
	if (body->stop - at < room)
		room = (size_t)(body->stop - at);
	if (body->drip > 0) {
		int64_t now = clock_mono_ns();

		if (now < body->next && !body->exchange->server->stopping) {
			exchange_suspend(body->exchange, body->next);
			return 0;
		}
		body->next = now + SECOND / DRIPS_A_SECOND;
		room = (size_t)body->drip < room ? (size_t)body->drip : room;
	}
	return (ssize_t)copy_part(body, at, to, room);
}

static enum tail tail_of(enum fault_kind kind)
{
	switch (kind) {
	case FAULT_RESET_BODY:
		return TAIL_RESET;
	case FAULT_CUT:
		return TAIL_SHUT;
	case FAULT_STALL_BODY:
		return TAIL_STALL;
	default:
		return TAIL_GOOD;
	}
}

static bool needs_reader(const struct fault *fault)
{
	return fault != NULL && (tail_of(fault->kind) != TAIL_GOOD || fault->kind == FAULT_DRIP ||
				 fault->kind == FAULT_HUGE || fault->kind == FAULT_LENGTH);
}

/* Sets what the fault (or NULL) makes of the body; returns the size that is announced. */
static uint64_t spoil(struct body *body, const struct fault *fault)
{
	uint64_t size = body->source.read != NULL ? body->source.size : body->buffer->bytes.length;

	body->stop = size;
	if (fault == NULL)
		return size;
	if (fault->kind == FAULT_TRUNCATE && (uint64_t)fault->number < size)
		size = (uint64_t)fault->number;
	body->padding = fault->kind == FAULT_HUGE ? (uint64_t)fault->number : 0;
	size += body->padding;
	body->tail = tail_of(fault->kind);
	body->stop = size;
	if (body->tail != TAIL_GOOD && (uint64_t)fault->number < size)
		body->stop = (uint64_t)fault->number;
	if (fault->kind == FAULT_DRIP)
		body->drip = fault->number < DRIPS_A_SECOND ? 1 : fault->number / DRIPS_A_SECOND;
	return size;
}

struct MHD_Response *body_response(struct exchange *exchange, struct reply *reply,
				   struct buffer *buffer)
{
	const struct fault *fault = exchange->request.fault;
	struct MHD_Response *response;
	struct body *body;
	uint64_t size;

	if (reply->source.read == NULL && !needs_reader(fault)) {
		response = MHD_create_response_from_buffer_with_free_callback_cls(
			buffer->bytes.length, buffer->bytes.data, buffer_return, buffer);
		if (response == NULL)
			buffer_return(buffer);
		return response;
	}
	body = xcalloc(1, sizeof(*body));
	body->exchange = exchange;
	body->buffer = buffer;
	body->source = reply->source;
	reply->source = (struct reply_source){ 0 };
	size = spoil(body, fault);
	/* Of unknown size, so that the library announces none of its own. */
	if (fault != NULL && fault->kind == FAULT_LENGTH)
		size = MHD_SIZE_UNKNOWN;
	response = MHD_create_response_from_callback(size, 64 * 1024, read_body, body, body_free);
	if (response == NULL)
		body_free(body);
	return response;
}
