/*
 * proxy.h - an HTTP proxy for contract tests, in processes of its own: CONNECT alone.
 *
 * Tunnels lead to this machine, whatever host a client names.
 */
#ifndef MSGDECK_TESTS_PROXY_H
#define MSGDECK_TESTS_PROXY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct proxy_options {
	bool wants_password; /* answers 407 to who gives none */
	int to_port;         /* where tunnels lead; 0: to the port that the client names */
};

struct proxy {
	pid_t process;
	int port;
	int heard; /* what clients said to it, up to the tunnel */
};

void proxy_start(struct proxy *proxy, const struct proxy_options *options);
/* Ends it; `heard` gets what clients said, one after another. */
void proxy_stop(struct proxy *proxy, char *heard, size_t size);
/* Sets HTTPS_PROXY; `user` is "" or "NAME:PASSWORD@". */
void proxy_use(const struct proxy *proxy, const char *user);

#endif
