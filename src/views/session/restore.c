#include "views/session/restore.h"

#include <string.h>

#include "base/mem.h"
#include "config/columns.h"
#include "config/saved_session.h"
#include "views/session/restore_later.h"
#include "views/views.h"

struct restore {
	struct saved_session saved;
	struct restore_later later;
	bool columns;   /* some of a screen were chosen */
	bool forgotten; /* nothing is kept this time */
};

/* In the order of the option's words. */
enum { KEEP_NOTHING, KEEP_SCREENS, KEEP_ALL };

static bool is_wanted(const struct session *session)
{
	return session->options.restore != KEEP_NOTHING && !session->options.demo && session->fetch;
}

/* -- what may be on top ------------------------------------------------------------------------ */

/* Whether a screen says no more than a SID, a country, or nothing; with KEEP_ALL numbers and what was
 * typed, too. */
static bool may_be_kept(const struct session *session, const struct view_ops *ops)
{
	const struct view_ops *const always[] = { &message_view_ops,  &pool_view_ops,
						  &country_view_ops,  &account_view_ops,
						  &activity_view_ops, &tasks_view_ops,
						  &medium_view_ops };

	for (size_t i = 0; i < ARRAY_SIZE(always); i++)
		if (ops == always[i])
			return true;
	return (ops == &traffic_view_ops || ops == &conversation_view_ops) &&
	       session->options.restore == KEEP_ALL;
}

static const struct view_ops *ops_of(const char *line)
{
	size_t length = strcspn(line, " ");

	for (size_t i = 0; i < views_count(); i++) {
		const char *name = views_at(i)->name;
		if (strlen(name) == length && memcmp(name, line, length) == 0)
			return views_at(i);
	}
	return NULL;
}

/* -- going back -------------------------------------------------------------------------------- */

/* What shows messages waits for them, and so does what is above it. */
static bool open_line(struct session *session, struct restore_later *later, const char *line)
{
	const struct view_ops *ops = ops_of(line);
	struct error err = ERROR_INIT;
	struct command_words words;
	bool good = ops && may_be_kept(session, ops);

	if (good && (later->lines.count || restore_later_is_for(line))) {
		restore_later_add(session, later, line);
		return true;
	}
	good = good && command_words_split(line, strlen(line), false, &words, &err);

	if (good) {
		good = shell_open(session->shell, words.count, (const char *const *)words.words,
				  &err);
		command_words_release(&words);
	}
	error_release(&err);
	return good;
}

void restore_begin(struct session *session)
{
	struct error err = ERROR_INIT;
	struct restore *restore;

	restore_free(session->restore);
	session->restore = NULL;
	if (!is_wanted(session))
		return;
	restore = session->restore = xcalloc(1, sizeof(*restore));
	if (!saved_session_read(&restore->saved, session->options.account, &err))
		shell_message(session->shell, STYLE_WARNING, "where you were is not known: %s",
			      error_text(&err));
	error_release(&err);
	if (shell_view(session->shell))
		restore_opened(session, shell_view(session->shell));
	/* A name of another version, or of somebody's making, is none. */
	const char *screen = restore->saved.screen;
	if (!screen || !ops_of(screen) || !shell_open(session->shell, 1, &screen, NULL))
		return;
	for (size_t i = 0; i < restore->saved.above.count; i++)
		if (!open_line(session, &restore->later, restore->saved.above.items[i]))
			break;
	restore_later_begin(session, &restore->later);
}

void restore_news(struct session *session, const struct news *news)
{
	if (session->restore)
		restore_later_news(session, &session->restore->later, news);
}

static int find_column(const struct view_ops *ops, const char *name)
{
	for (size_t i = 0; name && i < ops->column_count; i++)
		if (strcmp(ops->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

void restore_opened(void *context, struct view *view)
{
	struct session *session = context;
	const struct saved_list *list =
		session->restore ? saved_session_list(&session->restore->saved, view->ops->name)
				 : NULL;
	struct table *table = list ? views_table(view) : NULL;
	int column = table ? find_column(view->ops, list->sort) : -1;

	if (column >= 0)
		table_sort(table, column, list->descending);
	if (list && (table || view->ops->query) && list->query &&
	    session->options.restore == KEEP_ALL)
		views_filter(session->shell, list->query);
}

/* -- keeping ----------------------------------------------------------------------------------- */

static const char *query_of(const struct view *view, const struct table *table)
{
	const char *query = view->ops->query ? view->ops->query(view)
			    : table          ? table_query(table)
					     : NULL;

	return query && *query ? query : NULL;
}

static void keep_list(struct session *session, struct view *view)
{
	struct saved_list list = { .screen = (char *)(uintptr_t)view->ops->name };
	struct table *table = views_table(view);
	int column = table ? table_sort_column(table, &list.descending) : -1;

	if (!table && !view->ops->query)
		return;
	if (column >= 0)
		list.sort = (char *)(uintptr_t)view->ops->columns[column].name;
	if (session->options.restore == KEEP_ALL)
		list.query = (char *)(uintptr_t)query_of(view, table);
	saved_session_set_list(&session->restore->saved, &list);
	if (table && table_columns_were_chosen(table)) {
		views_note_columns(session, view->ops, table);
		session->restore->columns = true;
	}
}

static void keep_above(struct session *session)
{
	const struct restore_later *later = &session->restore->later;
	struct saved_session *saved = &session->restore->saved;
	const struct view *view;

	for (size_t i = 1; (view = shell_view_at(session->shell, i)); i++) {
		if (!may_be_kept(session, view->ops))
			return;
		vec_push(&saved->above, xstrdup(view->line));
	}
	/* It ended before they could be opened. */
	for (size_t i = 0; i < later->lines.count && restore_later_waits(session, later); i++)
		vec_push(&saved->above, xstrdup(later->lines.items[i]));
}

/* What an earlier time kept that is not to be kept any more. */
static void drop_queries(struct saved_session *saved)
{
	for (size_t i = 0; i < saved->lists.count; i++) {
		mem_wipe_free(saved->lists.items[i].query);
		saved->lists.items[i].query = NULL;
	}
}

bool restore_keep(struct session *session, struct error *err)
{
	const struct column_choices *columns = session->options.kept_columns;
	struct restore *restore = session->restore;
	struct saved_session *saved;
	struct view *view;

	if (!restore || restore->forgotten)
		return true;
	saved = &restore->saved;
	if (session->options.restore != KEEP_ALL)
		drop_queries(saved);
	for (size_t i = 0; i < saved->above.count; i++)
		mem_wipe_free(saved->above.items[i]);
	vec_clear(&saved->above);
	for (size_t i = 0; i < views_count(); i++)
		if ((view = shell_root(session->shell, i)))
			keep_list(session, view);
	view = shell_view_at(session->shell, 0);
	free(saved->screen);
	saved->screen = view ? xstrdup(view->ops->name) : NULL;
	keep_above(session);
	return saved_session_write(saved, session->options.account, err) &&
	       (!restore->columns || columns_keep(columns, err));
}

void restore_free(struct restore *restore)
{
	if (!restore)
		return;
	saved_session_release(&restore->saved);
	restore_later_release(&restore->later);
	free(restore);
}

unsigned restore_forget(struct command_call *call)
{
	struct session *session = call->target;

	if (!saved_session_forget(session->options.account, call->err))
		return EFFECT_FAILED;
	if (session->restore)
		session->restore->forgotten = true;
	strbuf_addstr(&call->message, "forgotten, and not kept this time: where you were");
	return EFFECT_NONE;
}
