/*
 * query_values.h - the values that a field of the query language has in what is listed, offered while one
 * types.
 *
 * Of messages the newest of the cache are looked at; of any other list its records, in the order that
 * they came in, whatever the filter hides: no more than a few thousand, some milliseconds. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_QUERY_VALUES_H
#define MSGDECK_VIEWS_LIST_QUERY_VALUES_H

#include "model/filter.h"
#include "ui/command.h"

struct search;

/* Offers the field's own words, and what occurs, where it begins with what was typed: `typed`, or as it
 * has to be typed, in quotes. */
void query_offer_values(struct search *search, const struct filter_language *language,
			const struct filter_field *field, const char *typed,
			struct completion *completion);

#endif
