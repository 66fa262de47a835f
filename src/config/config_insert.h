/*
 * config_insert.h - settings put into a config file that somebody wrote by hand: whatever stands
 * there stays, byte for byte, comments too.
 *
 * The result is parsed again and compared with what was there, so that neither a comment nor an
 * unusual way of writing can make it say something else. Pure.
 */
#ifndef MSGDECK_CONFIG_CONFIG_INSERT_H
#define MSGDECK_CONFIG_CONFIG_INSERT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

/* Appends `text` in quotes, with what libconfig wants escaped. */
void config_quote(struct strbuf *out, const char *text);

/*
 * Appends to out the file `old` with `members` as the last members of its outermost group called
 * `group`, which is added at the end where there is none, and with the line `setting` before that
 * (NULL: none). `members` is lines as libconfig takes them, indented by a tab. `name` stands for
 * the file in errors. False, with out as it was, when the old text has a mistake, when a name is there
 * already, or when the result would not say what it should.
 */
bool config_insert(const char *name, const struct strbuf *old, const char *setting,
		   const char *group, const char *members, struct strbuf *out, struct error *err);

#endif
