/*
 * queries.h - queries that have names, in the config file and in msgdeck's own file of saved ones.
 *
 *	queries = { failed-codes = "is:failed country:BR"; };
 *
 * In both it is the same text; a profile may have its own beside the file's. A later one of the same
 * name takes the place of an earlier one. What a query means is the model's business (model/filter.h).
 */
#ifndef MSGDECK_CONFIG_QUERIES_H
#define MSGDECK_CONFIG_QUERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "config/config.h"

#define QUERY_NAME_MAX 60 /* bytes */

struct named_query {
	char *name, *text;
	bool saved;        /* by msgdeck itself, not by the operator's own hand */
	unsigned int line; /* in its file */
};

struct named_queries VEC(struct named_query);

/* Whether the file can hold this name: a letter, then letters, digits, - and _. */
bool query_name_valid(const char *name);
/* Adds, or replaces the one of this name. */
void named_queries_set(struct named_queries *queries, const char *name, const char *text,
		       bool saved, unsigned int line);
void named_queries_remove(struct named_queries *queries, size_t index);
/* SIZE_MAX when there is none. */
size_t named_queries_find(const struct named_queries *queries, const char *name);
/* Adds the group's "queries"; the group may be NULL. What was read before an error is to be released,
 * too. */
bool named_queries_read(struct named_queries *queries, const struct config_file *file,
			const struct config_node *group, bool saved, struct error *err);
/* Appends those that were saved, as named_queries_read() reads them. */
void named_queries_write(const struct named_queries *queries, struct strbuf *out);
void named_queries_release(struct named_queries *queries);

#endif
