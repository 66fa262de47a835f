/*
 * server.h - HTTPS on loopback: one thread, an event loop of our own around libmicrohttpd.
 *
 * There are two hosts, the API at 127.0.0.1 and its content at 127.0.0.2 on a port of its own.
 * No request waits for another: latency, stalls and slow bodies suspend their connection until a
 * timer is due. HTTP/1.1 with keep-alive, TLS 1.2 and 1.3.
 */
#ifndef MSGDECK_SANDBOX_SERVER_H
#define MSGDECK_SANDBOX_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/wake.h"
#include "sandbox/reqlog.h"
#include "sandbox/sandbox.h"
#include "sandbox/tls.h"

struct hostile;

struct server_options {
	uint16_t port; /* 0: any free one */
	int64_t latency_ms;
	uint32_t concurrency;    /* 429 for more requests at a time than this; 0: no limit */
	bool gzip;               /* compress for clients that accept it */
	bool old_tls;            /* nothing newer than TLS 1.1 */
	struct hostile *hostile; /* whose texts answers have; NULL: their own */
};

struct server;

/* Everything given must outlive the server. NULL on failure. */
struct server *server_new(const struct server_options *options, struct sandbox *sandbox,
			  struct reqlog *log, const struct tls_files *tls, struct error *err);
uint16_t server_port(const struct server *server, enum site site);
/* Serves until `stop` rings or, unless it is -1, watched_fd reaches its end of file. */
void server_run(struct server *server, const struct wake *stop, int watched_fd);
void server_free(struct server *server);

#endif
