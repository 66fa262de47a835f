/*
 * http.h - requests on the wire. The only file that knows libcurl.
 *
 * One pool of connections: keep-alive, HTTP/2 where offered, compressed answers where offered.
 * What always holds: https alone, certificate and name verified, TLS 1.2 at least, no redirect
 * followed, no netrc, no cookies; credentials go only where hosts_allow() says, which is checked
 * again here for every request. A request that creates goes over a connection of its own, because
 * libcurl repeats by itself a request whose reused connection dies. Proxies are those of curl's
 * conventions (HTTPS_PROXY, NO_PROXY).
 *
 * Thread: everything belongs to one thread, except http_wakeup().
 */
#ifndef MSGDECK_API_HTTP_H
#define MSGDECK_API_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "api/answer.h"
#include "api/hosts.h"
#include "api/request.h"
#include "api/settings.h"
#include "base/error.h"

struct http;
struct transfer;

/* Takes the body of a success, piece by piece; false with err filled ends the transfer. */
typedef bool http_sink(void *context, const char *bytes, size_t length, struct error *err);

/* The settings must be checked and must outlive it. NULL on failure. */
struct http *http_new(const struct api_settings *settings, struct error *err);
/* Cancels what is under way. NULL is allowed. */
void http_free(struct http *http);
const struct hosts *http_hosts(const struct http *http);

/* Starts a request, which may be released at once. `owner` comes back from transfer_owner(). NULL,
 * with nothing sent, when it is refused. */
struct transfer *http_start(struct http *http, const struct request *request, http_sink *sink,
			    void *context, void *owner, struct error *err);
/* Moves bytes; waits for at most timeout_ms or until http_wakeup(). */
void http_run(struct http *http, int timeout_ms);
/* The next transfer that has ended, or NULL. It belongs to the caller, who frees it. */
struct transfer *http_finished(struct http *http);
/* Also ends a transfer that is still under way. */
void transfer_free(struct transfer *transfer);
struct answer *transfer_answer(struct transfer *transfer);
void *transfer_owner(const struct transfer *transfer);
/* Stops taking what comes, so that the other side must wait, or goes on; what has come already may
 * still reach the sink, and going on may call it at once. A transfer that rests does not stall. */
void transfer_rest(struct transfer *transfer, bool rest);
/* Thread: any. */
void http_wakeup(struct http *http);
/* Which libcurl there is and what it was built with: "libcurl/7.88.1 OpenSSL/3.0.15 …". */
const char *http_library(void);

#endif
