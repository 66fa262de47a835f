/*
 * exchange.h - one request and its answer on their way through the server. For server.c,
 * exchange.c and body.c only.
 */
#ifndef MSGDECK_SANDBOX_EXCHANGE_H
#define MSGDECK_SANDBOX_EXCHANGE_H

#include <microhttpd.h>

#include "base/vec.h"
#include "sandbox/buffers.h"
#include "sandbox/gzip.h"
#include "sandbox/server.h"

#define UPLOAD_MAX (256 * 1024)
#define NEVER INT64_MAX

enum stage {
	STAGE_NEW,
	STAGE_READING, /* the body arrives */
	STAGE_WAITING, /* latency */
	STAGE_STALLED, /* then the connection is closed */
	STAGE_ANSWERED,
};

struct exchange {
	struct server *server;
	enum site site; /* where it came in */
	struct MHD_Connection *connection;
	enum stage stage;
	struct request request;
	char *target; /* as it came; owned */
	struct strbuf upload;
	char request_id[SID_SIZE];
	bool counted;        /* among server->in_flight */
	uint32_t concurrent; /* how many there were when it arrived */
	int64_t arrived;     /* ns, monotonic */
	bool suspended;
	int64_t due; /* ns, monotonic: when to resume; NEVER while not suspended */
};

/* One of the two hosts. */
struct listener {
	struct server *server;
	enum site site;
	struct MHD_Daemon *daemon;
};

#define SITES 2

struct server {
	struct server_options options;
	struct sandbox *sandbox;
	struct reqlog *log;
	struct listener listeners[SITES]; /* by enum site */
	struct gzip *gzip;
	struct buffers buffers;
	struct VEC(struct exchange *) suspended;
	uint32_t in_flight;
	uint64_t requests; /* so far */
	bool stopping;     /* whatever waits is closed */
};

struct exchange *exchange_new(const struct listener *listener, const char *target);
void exchange_free(struct exchange *exchange);
/* The whole request has arrived, or what it waited for is over. */
enum MHD_Result exchange_proceed(struct exchange *exchange);
/* Takes the connection out of the loop until `due`. */
void exchange_suspend(struct exchange *exchange, int64_t due);
/* Ends the connection at once, with RST or FIN, whatever TLS would say. */
void exchange_reset(struct exchange *exchange);
void exchange_shut(struct exchange *exchange);

/* body.c: the answer's body, spoilt as the request's fault says. Takes the buffer and the reply's
 * source. */
struct MHD_Response *body_response(struct exchange *exchange, struct reply *reply,
				   struct buffer *buffer);

#endif
