/*
 * lists.h - the session's cache of the API's lists: services, senders, numbers, prices, …
 *
 * A screen says which list it shows and gets a collection (model/collection.h), which stays the same
 * for as long as the session lives; what is not there yet is asked for. Screens hear of what came by
 * NEWS_LIST. A list that the key may not read (401, 403) fails alone: its collection has the error,
 * other screens work. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SESSION_LISTS_H
#define MSGDECK_VIEWS_SESSION_LISTS_H

#include "model/collection.h"
#include "ui/table.h"
#include "views/session/session.h"

struct lists;

struct lists *lists_new(struct session *session);
/* NULL is allowed. */
void lists_free(struct lists *lists);

/* The list, loading unless it is there or on its way. Never NULL. One that failed stays as it is until
 * lists_refresh(): screens may call this whenever they hear of something. */
struct collection *lists_want(struct session *session, const struct list_id *id);
/* The same for what will be looked at soon: asked for when nobody waits for anything else. */
struct collection *lists_want_ahead(struct session *session, const struct list_id *id);
/* The same without asking for anything: what there is. */
struct collection *lists_peek(struct session *session, const struct list_id *id);
/* Loads it again; nothing happens while it is loading. */
void lists_refresh(struct session *session, const struct list_id *id);
/* Offers a result of fetch; true when it was a list's. Results of changes that bring a record back
 * (a service, a short code) put it into its list, and what they took away leaves it: its arena is
 * then the list's. */
bool lists_take(struct session *session, struct result *result);
/* Tells the screens of all that changed; of the pools of services by one of them. */
void lists_tell(struct session *session);
/* No more results will come. */
void lists_stopped(struct session *session);
/* Whether any is loading; for test mode. */
bool lists_outstanding(const struct session *session);

/* The pools of all services together: services, then each one's four lists. Asks for what was never
 * asked for; to be called again at each NEWS_LIST of RESOURCE_SERVICES. Returns whether all of it is
 * there. */
bool lists_want_pools(struct session *session);
/* Whether nothing of them is missing or on its way any more, and how many lists of how many are there:
 * fewer when some failed. The pointers may be NULL. */
bool lists_have_pools(struct session *session, size_t *done, size_t *total);
/* The service whose pool has this sender (PN, SC, XE), as far as loaded; NULL: none known. */
const struct service *lists_service_of(struct session *session, const struct sid *sender);

/* What a table of a list says when it is empty, loading, failed, partly loaded, or not permitted; the
 * words are made from the resource's names. `text` holds them as long as the notice is used. */
void lists_notice(const struct collection *collection, bool filtered, bool any, struct strbuf *text,
		  struct table_notice *notice);
/* Appends why something of the API could not be read: its words, Twilio's code and the request. */
void lists_add_reason(const struct error *err, struct strbuf *text);

#endif
