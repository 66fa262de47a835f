/*
 * reqlog.h - one JSON line for each request: what arrived and what was answered. Never a secret.
 *
 * {"time", "method", "host", "credentials", "path", "query", "form", "authorised", "fault",
 *  "status", "request_id", "concurrent"}: host is the header, credentials says whether there was an
 * Authorization header; query and form are objects of arrays of strings; status is 0 where no answer
 * was sent. A line is written when the answer is decided, and is whole when the client reads the
 * answer.
 */
#ifndef MSGDECK_SANDBOX_REQLOG_H
#define MSGDECK_SANDBOX_REQLOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "sandbox/request.h"

struct reqlog {
	int fd; /* -1: off */
	struct strbuf line;
};

#define REQLOG_INIT                                            \
	{                                                      \
		.fd = -1, .line = STRBUF_INIT(4 * 1024 * 1024) \
	}

struct reqlog_entry {
	bool authorised;
	int status;
	const char *request_id;
	uint32_t concurrent;
	int64_t now;
};

/* Creates or empties the file, mode 0600. */
bool reqlog_open(struct reqlog *log, const char *path, struct error *err);
void reqlog_close(struct reqlog *log);
void reqlog_write(struct reqlog *log, const struct request *request,
		  const struct reqlog_entry *entry);

#endif
