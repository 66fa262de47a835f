#include "views/list/list_view.h"

#include "views/views.h"

static struct list_view *view_of(struct view *base)
{
	return (struct list_view *)base;
}

bool list_view_open(struct list_view *view, const struct table_source *source, void *rows,
		    const struct filter_language *language)
{
	const struct view_ops *ops = view->base.ops;
	bool chosen;

	view->session = view->base.app;
	view->table = table_new(source, ops->columns, ops->column_count, rows);
	chosen = views_choose_columns(view->session, ops, view->table);
	search_init(&view->search, view->base.shell, view->table);
	if (language)
		search_speak(&view->search, view->session, language);
	strbuf_init(&view->notice, STRBUF_TEXT);
	return chosen;
}

void list_view_close(struct view *base)
{
	struct list_view *view = view_of(base);

	search_release(&view->search);
	table_free(view->table);
	strbuf_release(&view->notice);
}

void list_view_show(struct view *base)
{
	shell_work(base->shell);
}

unsigned list_view_result(struct view *base, const void *context)
{
	struct list_view *view = view_of(base);

	search_news(&view->search, context);
	if (table_busy(view->table))
		shell_work(base->shell);
	return EFFECT_REDRAW;
}

bool list_view_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	bool changed = false;
	bool more = table_work(view_of(base)->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

void list_view_draw(struct list_view *view, const struct pane *pane,
		    const struct table_notice *notice)
{
	table_set_notice(view->table, notice);
	table_draw(view->table, pane, true);
}

size_t list_view_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(view_of(base)->table);
	return 1;
}

void list_view_status(struct view *base, struct bar *bar)
{
	struct list_view *view = view_of(base);

	views_add_selection(view->table, bar);
	search_status(&view->search, bar);
}

bool list_view_escape(struct view *base)
{
	struct list_view *view = view_of(base);

	if (!table_selected(view->table))
		return search_escape(&view->search);
	table_select_none(view->table);
	return true;
}

const struct marks *list_view_marks(const struct view *base)
{
	return &((const struct list_view *)base)->search.marks;
}

unsigned list_view_run_filter(struct command_call *call)
{
	return search_command(&((struct list_view *)call->target)->search, call);
}

void list_view_store_changed(const struct store_event *event, void *context)
{
	const struct list_view *view = context;

	switch (event->kind) {
	case STORE_EVENT_ADDED:
		table_row_added(view->table, event->row);
		break;
	case STORE_EVENT_CHANGED:
		table_row_changed(view->table, event->row);
		break;
	case STORE_EVENT_REMOVING:
		table_row_removed(view->table, event->row);
		break;
	case STORE_EVENT_REMOVED:
		break;
	case STORE_EVENT_CLEARED:
		table_reset(view->table);
		break;
	}
}
