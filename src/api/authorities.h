/*
 * authorities.h - the certificate authorities that are trusted where ca_file names more than the
 * system's.
 *
 * Reads files; no other state. Thread: any.
 */
#ifndef MSGDECK_API_AUTHORITIES_H
#define MSGDECK_API_AUTHORITIES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strbuf.h"

/* Of both files together. */
#define AUTHORITIES_MAX_BYTES (16 * 1024 * 1024)

/* Where the system's authorities are one bundle, appends both in one, which is then all that is to be
 * trusted. Appends nothing where a library can be given both as they are: without a ca_file, and where
 * the system's are a folder or there are none. NULL for what there is not. ERROR_USAGE when ca_file
 * holds no certificate. */
bool authorities_load(struct strbuf *out, const char *ca_file, const char *system_file,
		      const char *system_folder, struct error *err);

#endif
