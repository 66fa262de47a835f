/*
 * request.h - what came, and what goes back; free of any HTTP library.
 */
#ifndef MSGDECK_SANDBOX_REQUEST_H
#define MSGDECK_SANDBOX_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "sandbox/faults.h"
#include "sandbox/params.h"

/* The host that a request came to: the API's, or the one that its redirects lead to (content.h). */
enum site { SITE_API, SITE_CONTENT };

enum method { METHOD_GET = 1, METHOD_POST = 2, METHOD_DELETE = 4, METHOD_OTHER = 8 };

#define CAPTURES_MAX 4
#define REPLY_HEADERS_MAX 8

struct request {
	enum site site;
	enum method method;
	const char *method_name;
	const char *path;          /* without the query; escapes of plain letters taken back */
	const char *query_text;    /* as it came, "" where there is none */
	const char *authorization; /* the header, or NULL */
	const char *host;          /* the header, or "" */
	const char *encoding;      /* what it accepts: the header, or NULL */
	struct params query;
	struct params form;
	const char *captures[CAPTURES_MAX]; /* what stood for the {}s of the route */
	const struct fault *fault;          /* what is to go wrong, or NULL */
	struct arena arena;                 /* everything above */
};

struct reply_header {
	const char *name;
	char *value; /* owned */
};

/* A body that is made while it is sent, from any offset. */
struct reply_source {
	/* Writes 1 to `room` bytes of those at `at`, and says how many. */
	size_t (*read)(const void *cls, uint64_t at, char *to, size_t room);
	void (*free)(void *cls);
	void *cls;
	uint64_t size; /* in bytes */
};

struct reply {
	int status;
	const char *content_type;
	struct strbuf *body;        /* borrowed: belongs to the server */
	struct reply_source source; /* where it has `read`, it stands for the body */
	struct reply_header headers[REPLY_HEADERS_MAX];
	size_t header_count;
};

void request_init(struct request *request, const char *method, const char *target);
void request_release(struct request *request);

void reply_header(struct reply *reply, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void reply_release(struct reply *reply);
/* Replaces the answer by the API's error body, with the table's HTTP status and message. */
void reply_error(struct reply *reply, int code);
/* The same with the message said more precisely. */
void reply_error_text(struct reply *reply, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same with another HTTP status. */
void reply_error_status(struct reply *reply, int code, int status);
/* 404, 20404, naming the path. */
void reply_not_found(struct reply *reply, const struct request *request);

#endif
