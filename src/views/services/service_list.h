/*
 * service_list.h - the account's messaging services as rows of a table: source and columns.
 *
 * The data of the table is a struct list_rows. How many senders a service has is told once its pool is
 * loaded. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_SERVICE_LIST_H
#define MSGDECK_VIEWS_SERVICES_SERVICE_LIST_H

#include "model/service.h"
#include "ui/table.h"
#include "views/list/record_view.h"
#include "views/services/sender_list.h"

#define SERVICE_COLUMN_COUNT 26
extern const struct table_column service_columns[SERVICE_COLUMN_COUNT];

/* The screens that list services: a struct record_view each. All pools are asked for, too. */
bool service_list_open(struct view *view, int argc, const char *const *argv, struct error *err);
void service_list_refresh(struct view *view);
unsigned service_list_result(struct view *view, const void *news);
void service_list_draw(struct view *view, const struct pane *pane, unsigned levels);
/* For command.ready. */
bool service_list_any(void *target, const char **why);
#define SERVICE_COMMAND_FILTER(rank) \
	FILTER_COMMAND(rank, "Show only services that match a query: words, name:, is:lost, …")

/* The services and all their pools again. */
void service_refresh_all(struct session *session);
/* The service with this SID; NULL: not loaded. */
const struct service *service_find(struct session *session, const struct sid *sid);
/* Inbound messages to it are lost. */
bool service_loses_inbound(const struct service *service);
/* Adds "12 of 48 pools read" to a status line until all are. */
void service_pools_status(struct session *session, struct bar *bar);

#endif
