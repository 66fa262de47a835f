/*
 * queries.h - queries of messages that have names: those of the config file, and those saved here.
 *
 * Saved ones are in a file of their own, "queries" below XDG_STATE_HOME/msgdeck, readable by its owner
 * alone; the config file is the operator's and is never written. A query holds what somebody typed
 * to search, addresses and words, but no text of a message. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_QUERIES_H
#define MSGDECK_VIEWS_LIST_QUERIES_H

#include "config/queries.h"
#include "ui/command.h"
#include "views/session/session.h"

struct queries;

/* Fails when the file of saved queries, or a query of either, is wrong. */
struct queries *queries_new(const struct named_queries *configured, const char *config_file,
			    struct error *err);
/* NULL is allowed. */
void queries_free(struct queries *queries);
size_t queries_count(const struct queries *queries);
const struct named_query *queries_at(const struct queries *queries, size_t index);

/* The commands; their target is the session. `query NAME` shows the messages that match. */
unsigned queries_run(struct command_call *call);
/* `save-query NAME [QUERY]`: this one, or what the messages on the screen are filtered by. */
unsigned queries_run_save(struct command_call *call);
/* `forget-query NAME` */
unsigned queries_run_forget(struct command_call *call);
/* Offers their names. */
void queries_complete(const struct command_call *call, struct completion *completion);

#endif
