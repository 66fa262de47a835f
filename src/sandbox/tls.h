/*
 * tls.h - a certificate authority of its own and a certificate for each host, made at each start.
 *
 * ECDSA on P-256; one for 127.0.0.1, ::1 and localhost, where the API is, one for 127.0.0.2, where
 * content is. The authority's key is gone once they are signed; nothing is installed anywhere.
 */
#ifndef MSGDECK_SANDBOX_TLS_H
#define MSGDECK_SANDBOX_TLS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strbuf.h"

/* Of the content host, in the order of the machine's bytes: 127.0.0.2. */
#define TLS_CONTENT_ADDRESS 0x7f000002u

enum certificate_kind {
	CERTIFICATE_GOOD,
	CERTIFICATE_EXPIRED,     /* since yesterday */
	CERTIFICATE_EARLY,       /* from tomorrow on */
	CERTIFICATE_SELF_SIGNED, /* the authority that is handed out did not sign it */
	CERTIFICATE_WRONG_NAME,  /* for elsewhere.example only */
	CERTIFICATE_TWILIO,      /* also for the API's own names, here and in other regions */
};

/* PEM. */
struct tls_pair {
	struct strbuf certificate;
	struct strbuf key;
};

/* Initialise with TLS_FILES_INIT; release with tls_files_release(), which wipes the keys. */
struct tls_files {
	struct strbuf authority; /* PEM */
	struct tls_pair api;
	struct tls_pair content;
};

#define TLS_PAIR_INIT                                                                     \
	{                                                                                 \
		.certificate = STRBUF_INIT(STRBUF_LINE), .key = STRBUF_INIT(STRBUF_LINE), \
	}
#define TLS_FILES_INIT                                                       \
	{                                                                    \
		.authority = STRBUF_INIT(STRBUF_LINE), .api = TLS_PAIR_INIT, \
		.content = TLS_PAIR_INIT                                     \
	}

/* Both certificates are of that kind. */
bool tls_make(struct tls_files *files, enum certificate_kind kind, struct error *err);
void tls_files_release(struct tls_files *files);

#endif
