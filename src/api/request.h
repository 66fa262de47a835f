/*
 * request.h - one request before it is sent: an endpoint, a URL and a form.
 *
 * Parameters are encoded as application/x-www-form-urlencoded. A filter such as `DateSent<` is the
 * parameter's whole name: `DateSent%3C=2024-05-03`, where the = is the ordinary separator.
 *
 * Source: the OpenAPI document's ListMessage parameters and examples.
 */
#ifndef MSGDECK_API_REQUEST_H
#define MSGDECK_API_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "api/endpoint.h"
#include "api/hosts.h"
#include "base/error.h"
#include "base/strbuf.h"

#define FORM_MAX_BYTES (256 * 1024)

struct request {
	const struct endpoint *endpoint;
	struct strbuf url;
	struct strbuf form; /* of VERB_POST */
	bool has_query;
	bool away;    /* leads to a foreign host: no credentials go along */
	size_t limit; /* most bytes of its answer; 0: as the settings say */
};

/* What fills the {names} of a path; NULL where it has none of that name. */
struct request_names {
	const char *account, *sid, *of, *word;
};

void request_init(struct request *request, const struct hosts *hosts, enum endpoint_id id,
		  const struct request_names *names);
/* Where a next link leads; the endpoint gives family, verb and shape. */
bool request_init_link(struct request *request, const struct hosts *hosts, enum endpoint_id id,
		       const char *link, size_t length, struct error *err);
/* Where a redirect leads that answered a request for `from`, perhaps to a foreign host. Only for
 * endpoints whose answer is bytes. */
bool request_init_redirect(struct request *request, const struct hosts *hosts, enum endpoint_id id,
			   const char *from, const char *location, struct error *err);
/* Wipes: addresses and texts are personal data. */
void request_release(struct request *request);
/* Into the query of GET and DELETE, into the form of POST. The same name may come again. */
void request_add(struct request *request, const char *name, const char *value, size_t length);
void request_addstr(struct request *request, const char *name, const char *value);
void request_addf(struct request *request, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* False when it grew beyond its maximum. To be asked once, before sending. */
bool request_ready(const struct request *request, struct error *err);

#endif
