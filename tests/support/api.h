/*
 * api.h - a plain client of the sandbox, apart from msgdeck's own: one connection, kept alive, one
 * request after another. Tests use it to put things into the account behind msgdeck's back, the bench
 * to have something to compare with.
 */
#ifndef MSGDECK_TESTS_API_H
#define MSGDECK_TESTS_API_H

#include <stddef.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "support/sandbox.h"

struct api;

struct api *api_open(struct sandbox *sandbox);
void api_close(struct api *api);
/* Answers may come compressed from now on, and are inflated. */
void api_accept_gzip(struct api *api);
/* `path` starts with a slash; "{account}" in it stands for the account's SID. The body replaces what
 * was in `body`. Fails the test unless the answer has this status. */
void api_get(struct api *api, const char *path, int status, struct strbuf *body);
/* The same, with status 200, as JSON; to be freed. */
struct json *api_get_json(struct api *api, const char *path);
/* `form` is NULL-ended: name, value, name, value, …; values may be any bytes but NUL. */
void api_post(struct api *api, const char *path, const char *const *form, int status,
	      struct strbuf *body);
void api_delete(struct api *api, const char *path, int status, struct strbuf *body);
/* Appends the decoded value of the first member with this name, a JSON string, found anywhere in the
 * text; false when there is none or it is null. Good for next_page_uri, without decoding a page. */
bool api_find_member(const struct strbuf *body, const char *name, struct strbuf *value);

#endif
