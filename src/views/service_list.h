/*
 * service_list.h - the account's messaging services as rows of a table: source and columns.
 *
 * The data of the table is a struct service_list. How many senders a service has is told once its
 * pool is loaded; all pools are asked for by service_list_want(). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICE_LIST_H
#define MSGDECK_VIEWS_SERVICE_LIST_H

#include "model/service.h"
#include "ui/table.h"
#include "views/lists.h"
#include "views/search.h"
#include "views/sender_list.h"

struct service_list {
	struct list_rows rows; /* what list_source works on */
	const struct search *search;
	struct sid mark; /* a service that is marked as "here"; SID_NONE: none */
};

#define SERVICE_COLUMN_COUNT 26
extern const struct table_column service_columns[SERVICE_COLUMN_COUNT];

void service_list_init(struct service_list *list, struct session *session,
		       const struct search *search);
/* NULL when there is no such row any more. */
const struct service *service_list_at(const struct service_list *list, uint32_t row);
/* Asks for what is missing of the services and their pools. */
void service_list_want(struct service_list *list);
/* The services and all their pools again. */
void service_refresh_all(struct session *session);
/* Says why rows or pools are missing: "12 of 48 pools read". */
void service_list_notice(const struct service_list *list, const struct table *table,
			 struct strbuf *text, struct table_notice *notice);
/* The service with this SID; NULL: not loaded. */
const struct service *service_find(struct session *session, const struct sid *sid);
/* Inbound messages to it are lost. */
bool service_loses_inbound(const struct service *service);
/* Adds "12 of 48 pools read" to a status line until all are. */
void service_pools_status(struct session *session, struct bar *bar);

#endif
