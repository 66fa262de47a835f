#include "views/list/record_view.h"

#include "ui/keytext.h"
#include "ui/shell.h"

static struct record_view *view_of(struct view *base)
{
	return (struct record_view *)base;
}

void record_view_open(struct record_view *view, const struct list_id *id,
		      const struct filter_language *language)
{
	list_rows_init(&view->rows, view->list.base.app, id, &view->list.search);
	list_view_open(&view->list, &list_source, &view->rows, language);
}

void record_view_refresh(struct view *base)
{
	lists_refresh(base->app, collection_id(view_of(base)->rows.collection));
}

unsigned record_view_result(struct view *base, const void *context)
{
	struct record_view *view = view_of(base);
	const struct news *news = context;

	if (news->kind == NEWS_LIST)
		list_rows_update(&view->rows, view->list.table);
	return list_view_result(base, news);
}

void record_view_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct record_view *view = view_of(base);
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	lists_notice(view->rows.collection, search_is_on(&view->list.search),
		     table_count(view->list.table) > 0, &view->list.notice, &notice);
	if (view->empty && collection_is_complete(view->rows.collection) &&
	    !collection_count(view->rows.collection) && notice.role == STYLE_DIM) {
		strbuf_addch(&view->list.notice, '\n');
		keytext_expand(shell_keymap(view->list.base.shell), view->empty,
			       &view->list.notice);
		notice.text = view->list.notice.data;
	}
	list_view_draw(&view->list, pane, &notice);
}

const void *record_view_cursor(const void *context)
{
	const struct record_view *view = context;

	return list_rows_cursor(&view->rows, view->list.table);
}
