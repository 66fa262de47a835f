/*
 * trouble.h - what a TLS library says went wrong, in words for the operator.
 *
 * libcurl reports one code for most of it; only the text of the library below tells an expired
 * certificate from one for another name. What is not recognised is shown as it came.
 */
#ifndef MSGDECK_API_TROUBLE_H
#define MSGDECK_API_TROUBLE_H

#include <stdbool.h>

#include "base/error.h"

/* Whether a handshake was cut by the network, which is no verdict on the other side. */
bool trouble_is_cut(const char *words);
/* Fills err with ERROR_TLS. Returns false. */
bool trouble_tls(struct error *err, const char *host, const char *words);

#endif
