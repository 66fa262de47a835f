/*
 * deactivations_draw.c - the head of the screen of deactivations, and what it says in place of rows.
 */
#include "base/mem.h"
#include "model/when.h"
#include "views/account/deactivations_view.h"
#include "views/list/cells.h"
#include "views/session/lists.h"

#define HEAD_ROWS 2

bool deactivations_are_whole(const struct deactivations_view *view)
{
	return !view->job && view->error.kind == ERROR_NONE;
}

static void draw_day(const struct deactivations_view *view, const struct pane *pane)
{
	struct strbuf size = STRBUF_INIT(STRBUF_LINE);
	char day[WHEN_SIZE], bad[COUNT_SIZE];
	struct bar bar;

	when_day(view->day, 0, WHEN_UTC, day); /* with its year */
	cell_size(view->bytes, &size);
	count_format(view->bad, bad);
	bar_init(&bar);
	bar_add(&bar, STYLE_STRONG, 1, "Deactivated in the United States on %s", day);
	bar_to_right(&bar);
	if (view->bad)
		bar_add(&bar, STYLE_WARNING, 3, "! %s lines hold no number", bad);
	if (view->job)
		bar_add(&bar, STYLE_WAITING, 2, "reading… %s", view->bytes ? size.data : "");
	else if (view->error.kind != ERROR_NONE)
		bar_add(&bar, STYLE_BAD, 2, view->total ? "✗ broken off" : "✗ not read");
	else
		bar_add(&bar, STYLE_DIM, 4, "%s", size.data);
	bar_draw(&bar, pane, 0, STYLE_TEXT);
	bar_release(&bar);
	strbuf_release(&size);
}

/* "▸CONTACTS 3 ", "ALL 81,920… " while more may come, "✗" where nothing came. */
static void add_section(const struct deactivations_view *view, const char *title, uint64_t count,
			bool active, bool whole, struct bar *bar)
{
	char text[COUNT_SIZE];

	count_format(count, text);
	bar_add(bar, active ? STYLE_TAB_ACTIVE : STYLE_TITLE, 1, "%s%s", active ? "▸" : " ", title);
	if (view->error.kind != ERROR_NONE && !view->total)
		bar_glue(bar, STYLE_BAD, " ✗ ");
	else
		bar_glue(bar, whole ? STYLE_ACCENT : STYLE_WAITING, " %s%s ", text,
			 whole ? "" : "…");
}

static bool knows_contacts(const struct deactivations_view *view)
{
	return deactivated_list_looked(&view->numbers) &&
	       view->list.session->history == HISTORY_COMPLETE;
}

static void draw_sections(const struct deactivations_view *view, const struct pane *pane)
{
	char listed[COUNT_SIZE];
	struct bar bar;

	bar_init(&bar);
	add_section(view, "CONTACTS", deactivated_list_known(&view->numbers),
		    view->numbers.contacts_only,
		    deactivations_are_whole(view) && knows_contacts(view), &bar);
	add_section(view, "ALL", view->total, !view->numbers.contacts_only,
		    deactivations_are_whole(view), &bar);
	if (view->total > deactivated_list_count(&view->numbers)) {
		count_format(deactivated_list_count(&view->numbers), listed);
		bar_add(&bar, STYLE_WARNING, 2, "%s of them are listed", listed);
	}
	bar_draw(&bar, pane, 1, STYLE_TEXT);
	bar_release(&bar);
}

/* Why no contact is shown. */
static void say_no_contact(const struct deactivations_view *view, struct strbuf *text)
{
	const struct session *session = view->list.session;
	char numbers[COUNT_SIZE], contacts[COUNT_SIZE];
	size_t count = conversation_list_count(session->conversations);
	const char *so_far = knows_contacts(view) ? "" : " so far";

	count_format(view->total, numbers);
	count_format(count, contacts);
	if (count)
		strbuf_addf(text,
			    "None of these %s numbers is one of the %s contacts in the cache%s.\n",
			    numbers, contacts, so_far);
	else
		strbuf_addf(text,
			    "The cache has no contacts%s that could be among these %s "
			    "numbers.\n",
			    so_far, numbers);
	if (session->history == HISTORY_FIRST || session->history == HISTORY_LOADING)
		strbuf_addstr(text, "Older messages are still loading.\n");
	else if (session->history == HISTORY_FAILED)
		strbuf_addstr(text, "The history of messages could not be loaded whole.\n");
	strbuf_addstr(text, "Tab shows all numbers of the day.");
}

static void say_failed(const struct deactivations_view *view, struct strbuf *text)
{
	char numbers[COUNT_SIZE];

	count_format(view->total, numbers);
	if (view->error.kind == ERROR_AUTH)
		strbuf_addstr(text, "These credentials may not read deactivations. What they may "
				    "read works without.\n");
	else if (view->total)
		strbuf_addf(text, "Only the first %s numbers of the day are here.\n", numbers);
	else
		strbuf_addstr(text, "The list of the day could not be read.\n");
	lists_add_reason(&view->error, text);
	if (view->error.kind != ERROR_AUTH)
		strbuf_addstr(text, "\nF5 asks again.");
}

static void set_notice(struct deactivations_view *view)
{
	struct table_notice notice = { .role = STYLE_DIM };
	bool any = table_count(view->list.table) > 0;

	strbuf_reset(&view->list.notice);
	if (view->error.kind != ERROR_NONE) {
		notice.role = STYLE_BAD;
		say_failed(view, &view->list.notice);
	} else if (any) {
		/* The rows speak for themselves; the head tells that more are coming. */
	} else if (view->job && (!view->total || view->numbers.contacts_only)) {
		notice.role = STYLE_WAITING;
		strbuf_addstr(&view->list.notice,
			      view->total ? "No contact among the numbers that have come so far…"
					  : "Asking Twilio for the list of the day…");
	} else if (!view->total) {
		strbuf_addstr(&view->list.notice, "No number was deactivated on this day.");
	} else if (search_is_on(&view->list.search)) {
		strbuf_addf(&view->list.notice,
			    "No number%s has these digits. Esc shows all again.",
			    view->numbers.contacts_only ? " of a contact" : "");
	} else {
		say_no_contact(view, &view->list.notice);
	}
	notice.text = view->list.notice.length ? view->list.notice.data : NULL;
	table_set_notice(view->list.table, &notice);
}

void deactivations_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct deactivations_view *view = (struct deactivations_view *)base;
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	struct pane head = pane_cut(&rest, HEAD_ROWS);
	draw_day(view, &head);
	draw_sections(view, &head);
	set_notice(view);
	table_draw(view->list.table, &rest, true);
}
