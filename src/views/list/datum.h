/*
 * datum.h - what the languages of the lists (languages.h) answer with: pieces of a record put into a
 * struct filter_datum.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_DATUM_H
#define MSGDECK_VIEWS_LIST_DATUM_H

#include "model/filter.h"
#include "model/service.h"

void datum_text(struct filter_datum *datum, struct text text);
/* One of several things that bare words are searched in: no word goes over its end. */
void datum_line(struct filter_datum *datum, struct text text);
void datum_sid(struct filter_datum *datum, const struct sid *sid);
/* Its SID and its name; NULL: nothing. */
void datum_service(struct filter_datum *datum, const struct service *service);
/* The word of a state, where the record is in it. */
void datum_word(struct filter_datum *datum, bool is, const char *word);

/* Fields of a time: since and until. */
#define SINCE_UNTIL_FIELDS(field, what)                                                 \
	{ .name = "since",                                                              \
	  .alias = "after",                                                             \
	  .kind = FILTER_SINCE,                                                         \
	  .help = what " at that time or later",                                        \
	  .example = "since:7d",                                                        \
	  .id = field },                                                                \
	{                                                                               \
		.name = "until", .alias = "before", .kind = FILTER_UNTIL,               \
		.help = what " at that time or earlier", .example = "until:2024-03-31", \
		.id = field,                                                            \
	}

#endif
