/*
 * params.h - the name=value pairs of a query or a form, decoded.
 */
#ifndef MSGDECK_SANDBOX_PARAMS_H
#define MSGDECK_SANDBOX_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"

struct param {
	const char *name;
	const char *value; /* NUL-terminated; a NUL inside ends it for all but `length` */
	size_t length;
};

struct params VEC(struct param);

/* Splits application/x-www-form-urlencoded text; the strings live in the arena. */
void params_parse(struct params *params, struct arena *arena, const char *text, size_t length);
/* The last value of that name, as the API takes it, or NULL. */
const struct param *params_get(const struct params *params, const char *name);
const char *params_value(const struct params *params, const char *name);
size_t params_count(const struct params *params, const char *name);
/* As the API writes it in its own links: space as "+", all else but letters, digits and "*-._"
 * as %XX. */
void params_encode(struct strbuf *out, const char *text, size_t length);

#endif
