/*
 * answer.h - what came back for one request, apart from the records in it.
 *
 * Header lines go in one by one as they arrive; header names are those of facts seen on real
 * answers (Twilio-Request-Id, Twilio-Concurrent-Requests, Retry-After). The body of an answer that
 * is no success, or is not JSON where JSON is documented, is kept here, cut at ANSWER_BODY_MAX.
 */
#ifndef MSGDECK_API_ANSWER_H
#define MSGDECK_API_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/endpoint.h"
#include "base/error.h"
#include "base/strbuf.h"

#define ANSWER_BODY_MAX (64 * 1024)
#define ANSWER_HEAD_MAX (256 * 1024) /* all header lines of a transfer, interim answers too */
#define RETRY_AFTER_MAX_MS 3600000

struct answer {
	int status; /* HTTP status, 0 when none came */
	char request_id[40];
	int64_t concurrent;     /* Twilio-Concurrent-Requests, -1 where absent */
	int64_t retry_after_ms; /* -1 where absent or unreadable */
	int64_t date;           /* when the service's clock says that it was made; DATE_NONE */
	bool json;              /* the content type is JSON */
	char content_type[64];
	char *location;    /* of a redirect, as it came; owned; NULL where absent or too long */
	size_t head_bytes; /* header lines so far */
	struct strbuf body;
	uint64_t bytes;     /* of the body, decoded */
	int64_t latency_ms; /* from the request's last byte to the answer's first; -1 if none came */
	bool sent;          /* bytes of the request may have left */
	struct error error; /* why the transfer failed, or why the sink refused; else none */
};

void answer_init(struct answer *answer);
void answer_release(struct answer *answer);
/* One header line as it came; a status line starts over. `now` is for Retry-After dates. False, with
 * the answer's error set, beyond ANSWER_HEAD_MAX: the transfer must end. */
bool answer_header(struct answer *answer, const char *line, size_t length, int64_t now);
bool answer_is_success(const struct answer *answer);
/* 301, 302, 303, 307 or 308, and it says where to. */
bool answer_is_redirect(const struct answer *answer);
/* Of an answer that is bytes or a redirect to them: where there is no Location header, the JSON body may
 * say where to, as "redirect_to" (https://www.twilio.com/docs/messaging/api/deactivations-resource). */
void answer_find_redirect(struct answer *answer);
/* Fills the answer's error where a success is not what is documented: somebody else's page, as a rule. */
void answer_check(struct answer *answer, const struct endpoint *endpoint);
/* Puts the status and the request id into the error that is there. */
void answer_mark_error(struct answer *answer);

#endif
