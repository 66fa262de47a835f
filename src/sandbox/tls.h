/*
 * tls.h - a certificate authority of its own and a certificate for loopback, made at each start.
 *
 * ECDSA on P-256, for 127.0.0.1, ::1 and localhost. The authority's key is gone once the
 * certificate is signed; nothing is installed anywhere.
 */
#ifndef MSGDECK_SANDBOX_TLS_H
#define MSGDECK_SANDBOX_TLS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strbuf.h"

enum certificate_kind {
	CERTIFICATE_GOOD,
	CERTIFICATE_EXPIRED,     /* since yesterday */
	CERTIFICATE_SELF_SIGNED, /* the authority that is handed out did not sign it */
	CERTIFICATE_WRONG_NAME,  /* for elsewhere.example only */
};

/* PEM. Initialise with TLS_FILES_INIT; release with tls_files_release(), which wipes the key. */
struct tls_files {
	struct strbuf authority;
	struct strbuf certificate;
	struct strbuf key;
};

#define TLS_FILES_INIT                                                                          \
	{                                                                                       \
		.authority = STRBUF_INIT(STRBUF_LINE), .certificate = STRBUF_INIT(STRBUF_LINE), \
		.key = STRBUF_INIT(STRBUF_LINE)                                                 \
	}

bool tls_make(struct tls_files *files, enum certificate_kind kind, struct error *err);
void tls_files_release(struct tls_files *files);

#endif
