/*
 * columns.c - which columns the lists on the screens show: as the config file says, as they were kept.
 */
#include <string.h>

#include "base/mem.h"
#include "config/columns.h"
#include "views/views.h"

static const struct view_ops *find_view(const char *name)
{
	for (size_t i = 0; i < views_count(); i++)
		if (strcmp(views_at(i)->name, name) == 0)
			return views_at(i);
	return NULL;
}

static int find_column(const struct view_ops *ops, const char *name)
{
	for (size_t i = 0; i < ops->column_count; i++)
		if (strcmp(ops->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool check_choice(const struct column_choice *choice, struct error *err)
{
	const struct view_ops *ops = find_view(choice->screen);

	if (!ops || !ops->column_count)
		return error_set(err, ERROR_USAGE, "there is no screen \"%s\" with columns",
				 choice->screen);
	for (size_t i = 0; i < choice->count; i++) {
		if (find_column(ops, choice->names[i]) < 0)
			return error_set(
				err, ERROR_USAGE,
				"the screen \"%s\" has no column \"%s\"; its help (?) lists "
				"those there are",
				choice->screen, choice->names[i]);
		for (size_t k = 0; k < i; k++)
			if (strcmp(choice->names[i], choice->names[k]) == 0)
				return error_set(err, ERROR_USAGE, "column \"%s\" is there twice",
						 choice->names[i]);
	}
	return true;
}

bool views_check_columns(const struct column_choices *choices, const char *file, struct error *err)
{
	for (size_t i = 0; i < choices->count; i++)
		if (!check_choice(&choices->items[i], err))
			return error_prefix(err, "%s:%u", file, choices->items[i].line);
	return true;
}

/* What an earlier version kept may name columns that there are no more: such a choice is none. */
static bool use_choice(const struct column_choice *choice, const struct view_ops *ops,
		       struct table *table)
{
	int indexes[TABLE_COLUMNS_MAX];

	if (strcmp(choice->screen, ops->name) != 0 || choice->count > TABLE_COLUMNS_MAX)
		return false;
	for (size_t i = 0; i < choice->count; i++) {
		indexes[i] = find_column(ops, choice->names[i]);
		if (indexes[i] < 0)
			return false;
	}
	return table_set_columns(table, indexes, choice->count);
}

bool views_choose_columns(const struct session *session, const struct view_ops *ops,
			  struct table *table)
{
	const struct column_choices *lists[] = { session->options.columns,
						 session->options.kept_columns };
	bool chosen = false;

	for (size_t k = 0; k < ARRAY_SIZE(lists); k++)
		for (size_t i = 0; lists[k] && i < lists[k]->count; i++)
			chosen |= use_choice(&lists[k]->items[i], ops, table);
	return chosen;
}

struct table *views_table(struct view *view)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	size_t count = view->ops->scopes ? view->ops->scopes(view, scopes, COMMAND_SCOPES_MAX) : 0;

	if (view->ops->table)
		return view->ops->table(view);
	for (size_t i = 0; view->ops->column_count && i < count; i++)
		if (scopes[i].commands == table_commands)
			return scopes[i].target;
	return NULL;
}

void views_note_columns(const struct session *session, const struct view_ops *ops,
			const struct table *table)
{
	const char *names[TABLE_COLUMNS_MAX];
	int indexes[TABLE_COLUMNS_MAX];
	size_t count = table ? table_columns(table, indexes) : 0;

	for (size_t i = 0; i < count; i++)
		names[i] = ops->columns[indexes[i]].name;
	columns_choose(session->options.kept_columns, ops->name, names, count);
}
