/*
 * query.h - the query language (model/filter.h) as it is typed: completion.
 */
#ifndef MSGDECK_VIEWS_QUERY_H
#define MSGDECK_VIEWS_QUERY_H

#include <stddef.h>

#include "base/strbuf.h"
#include "ui/command.h"

struct search;

/* Offers the fields of the search's language, or values for the field that is being typed: its words,
 * and what occurs in the rows that the table shows first. */
void query_complete(const struct search *search, const char *line, size_t length,
		    struct completion *completion);

#endif
