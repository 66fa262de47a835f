/*
 * sandbox.h - msgdeck-sandbox for one test: started, asked what it was asked, stopped.
 *
 * It picks a free port, lives in a home of its own under the tests' clock, writes its log there, and
 * ends when the test does, whatever way.
 */
#ifndef MSGDECK_TESTS_SANDBOX_H
#define MSGDECK_TESTS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json;
struct sandbox;

/* One line of its log: what was sent to it. Owned by the sandbox until the next sandbox_requests() or
 * sandbox_stop(). */
struct sandbox_request {
	const char *method, *path;
	const char *host;                /* as the client named it */
	bool credentials;                /* whether an Authorization header came */
	const char *encoding;            /* what the client accepts; NULL: it did not say */
	const struct json *query, *form; /* for sandbox_argument() */
	bool authorised;
	int status; /* of the answer; 0: none was sent */
};

/* Starts it with these options (NULL-ended; NULL: none) and waits until it serves. `now` pins its
 * clock: 0 is TERM_NOW, below 0 leaves it alone. */
struct sandbox *sandbox_start(const char *const *options, int64_t now);
/* Stops it; fails the test when it does not end well. NULL is allowed. */
void sandbox_stop(struct sandbox *sandbox);
/* What it said at start: "url", "ca_file", "account_sid", "auth_token", "api_key", "api_secret",
 * "content_url". Fails
 * when it did not. Belongs to the sandbox. */
const char *sandbox_value(struct sandbox *sandbox, const char *name);
/* The environment that points msgdeck at it, with the credentials that it takes; NULL-ended. */
const char *const *sandbox_environment(struct sandbox *sandbox);
/* All requests so far. */
const struct sandbox_request *sandbox_requests(struct sandbox *sandbox, size_t *count);
/* The first value of an argument in a query or a form; NULL: it was not sent. */
const char *sandbox_argument(const struct json *arguments, const char *name);
/* How many of them have this method and a path that ends in `tail`. */
size_t sandbox_count(struct sandbox *sandbox, const char *method, const char *tail);
/* Its process, for measuring. */
int sandbox_process(const struct sandbox *sandbox);
/* The path of its log, whose lines sandbox_requests() reads. Belongs to the sandbox. */
const char *sandbox_log(const struct sandbox *sandbox);

#endif
