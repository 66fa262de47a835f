/*
 * template.h - texts with places for values: "Hi {name}, see you {when}".
 *
 * A variable is a name of letters, digits and underscores in braces; "{{" and "}}" stand for braces.
 * Places in errors are characters from 1, as an operator counts them. Pure.
 */
#ifndef MSGDECK_MODEL_TEMPLATE_H
#define MSGDECK_MODEL_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

#define TEMPLATE_NAME_MAX 40 /* bytes of a variable's name */

enum template_kind {
	TEMPLATE_END,
	TEMPLATE_TEXT,
	TEMPLATE_VARIABLE,
	TEMPLATE_FAULT,
};

struct template_part {
	const char *data; /* the text, or the variable's name; points into the template */
	size_t length;
	size_t place; /* of a variable's brace, or of the fault */
};

/* The part at byte *at, which moves behind it. */
enum template_kind template_next(const char *text, size_t *at, struct template_part *part,
				 struct error *err);
/* Whether it can be filled in at all. */
bool template_check(const char *text, struct error *err);
/* Appends the text with its variables replaced by what value() gives. Where that is NULL the variable has no
 * value, which is an error; with `keep` it stays as it is written. */
bool template_fill(const char *text,
		   const char *(*value)(void *context, const char *name, size_t length),
		   void *context, bool keep, struct strbuf *out, struct error *err);

#endif
