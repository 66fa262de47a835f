/*
 * form.h - parameters of a POST that set members of a record, by a table.
 *
 * All of them are checked before any is set, so that a refused request changes nothing. What is not
 * sent stays as it is. An empty URL or text is null.
 */
#ifndef MSGDECK_SANDBOX_FORM_H
#define MSGDECK_SANDBOX_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "sandbox/request.h"

enum form_type {
	FORM_NAME,   /* char *, owned: 1 to 64 characters */
	FORM_TEXT,   /* char *, owned, or NULL */
	FORM_URL,    /* char *, owned, or NULL: absolute, http or https */
	FORM_WORD,   /* const char *: one of `words`, as it stands there */
	FORM_SWITCH, /* bool: true or false, in either case */
	FORM_NUMBER, /* int: from min to max */
};

struct form_field {
	const char *name; /* of the parameter */
	enum form_type type;
	size_t member;            /* offset in the record */
	const char *const *words; /* end with NULL */
	int min, max;
	int code; /* of the refusal; 0: 20001 */
};

extern const char *const form_methods[]; /* GET, POST */

/* False, with the answer given, for a value that is not allowed. */
bool form_check(const struct form_field *fields, size_t count, const struct request *request,
		struct reply *reply);
/* Sets what was sent, after form_check(). */
void form_apply(const struct form_field *fields, size_t count, const struct request *request,
		void *record);
/* The parameter, which must be there and not empty: otherwise NULL, with the answer given. */
const char *form_require(const struct request *request, struct reply *reply, const char *name);
/* A SID with these letters, which must be there: otherwise NULL, with the answer given. */
const char *form_require_sid(const struct request *request, struct reply *reply, const char *name,
			     const char *letters);
/* An absolute http or https URL with a host in which there is no underscore. */
bool form_is_url(const char *text);

#endif
