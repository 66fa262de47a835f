/*
 * services.h - what the resources of a Messaging Service share.
 */
#ifndef MSGDECK_SANDBOX_SERVICES_H
#define MSGDECK_SANDBOX_SERVICES_H

#include "sandbox/sandbox.h"

/* Appends https://…/v1/Services/MG…, at the host that the request came to. */
void service_write_url(struct strbuf *out, const struct request *request, const char *sid);
/* The service in the path's first capture; otherwise false with the answer given. */
bool service_find(const struct sandbox *sandbox, const struct request *request, struct reply *reply,
		  uint32_t *service);

#endif
