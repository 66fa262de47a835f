/*
 * query.h - the query language (model/filter.h) as it is typed, completion, and as it is explained.
 */
#ifndef MSGDECK_VIEWS_LIST_QUERY_H
#define MSGDECK_VIEWS_LIST_QUERY_H

#include <stddef.h>

#include "base/strbuf.h"
#include "ui/command.h"

struct search;

/* Offers the fields of the search's language, or values for the field that is being typed: its words,
 * and what occurs in the rows that the table shows first. */
void query_complete(struct search *search, const char *line, size_t length,
		    struct completion *completion);

/* For shell_ops: the fields of a view_ops.language, which is a struct filter_language. */
bool query_word(void *session, const void *language, size_t index, struct strbuf *name,
		struct strbuf *help);

#endif
