/*
 * languages.h - in which words each list is searched (model/filter.h): one table of fields a resource.
 *
 * `list` and `record` are what search_passes() is given: see each. The first field of each language is
 * what bare words are searched in. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_LANGUAGES_H
#define MSGDECK_VIEWS_LIST_LANGUAGES_H

#include "model/filter.h"

extern const struct filter_language contact_language; /* struct contact_list, uint32_t (contact) */
extern const struct filter_language service_language; /* struct list_rows, struct service */
extern const struct filter_language sender_language;  /* struct sender_list, uint32_t (row) */
extern const struct filter_language code_language;    /* struct list_rows, struct short_code */
extern const struct filter_language account_language; /* nothing, struct account */
extern const struct filter_language country_language; /* struct list_rows, struct country */
extern const struct filter_language price_language;   /* nothing, struct price_row */
extern const struct filter_language request_language; /* nothing, struct activity_request */

/* All of them by name, for the manual; NULL behind the last. */
struct named_language {
	const char *name; /* "services" */
	const struct filter_language *language;
};
const struct named_language *languages_at(size_t index);

#endif
