/*
 * secret.h - a JSON document without its secrets.
 */
#ifndef MSGDECK_API_SECRET_H
#define MSGDECK_API_SECRET_H

#include <stdbool.h>

#include "base/strbuf.h"

/* Takes every member of this name, at any depth, out of the document, its comma too; the bytes that
 * held it are overwritten. The rest stays as it came. False, with the document as it was, when it is
 * not strict JSON. */
bool secret_drop(struct strbuf *json, const char *name);

#endif
