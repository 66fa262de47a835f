/*
 * trouble.h - why nothing came back, in words for the operator.
 *
 * libcurl reports one code for most of what TLS may do; only the text of the library below tells an
 * expired certificate from one for another name. What is not recognised is shown as it came. Pure.
 */
#ifndef MSGDECK_API_TROUBLE_H
#define MSGDECK_API_TROUBLE_H

#include <stdbool.h>

#include "base/error.h"

enum trouble_kind {
	TROUBLE_HANDSHAKE, /* TLS did not come about: the words tell a verdict from a cut line */
	TROUBLE_TLS,
	TROUBLE_ADDRESS,  /* libcurl does not ask there */
	TROUBLE_ENCODING, /* a compressed body that is damaged */
	TROUBLE_MEMORY,
	TROUBLE_PROXY_NAME, /* not known to the name service */
	TROUBLE_HOST_NAME,
	TROUBLE_CONNECT,
	TROUBLE_TIME,
	TROUBLE_LOST, /* everything else */
};

struct trouble {
	enum trouble_kind kind;
	const char *host;  /* who was asked */
	const char *words; /* of the libraries */
	long os_error;     /* errno of a connection that did not come about; 0: not known */
	long proxy_status; /* what a proxy answered to CONNECT; 0: there was none */
};

/* Fills err: ERROR_TLS, ERROR_REFUSED, ERROR_PROTOCOL, ERROR_LIMIT or ERROR_NETWORK. Returns false. */
bool trouble_say(const struct trouble *trouble, struct error *err);

#endif
