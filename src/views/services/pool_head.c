#include "views/services/pool_head.h"

#include <string.h>

#include "ui/chrome.h"
#include "views/list/cells.h"
#include "views/services/service_list.h"

static const char *const words[SENDER_KINDS] = {
	[SENDER_NUMBER] = "numbers",
	[SENDER_CODE] = "codes",
	[SENDER_ALPHA] = "alpha",
	[SENDER_CHANNEL] = "channels",
};

const char *pool_head_word(enum sender_kind kind)
{
	return words[kind];
}

enum sender_kind pool_head_section(const char *word)
{
	unsigned kind = 0;

	while (kind < SENDER_KINDS && strcmp(words[kind], word) != 0)
		kind++;
	return (enum sender_kind)kind;
}

void pool_head_name(const struct sender_list *list, struct strbuf *out)
{
	const struct service *service = service_find(list->session, &list->service);
	char sid[SID_SHORT_SIZE];

	if (service) {
		cell_text(service->friendly_name, out);
		return;
	}
	sid_format_short(&list->service, sid);
	strbuf_addstr(out, sid);
}

/* What is wrong with the pool as a whole, once all of it is known. */
static void add_faults(const struct sender_list *list, struct bar *bar)
{
	struct listed_sender listed;
	const struct error *error;
	bool mms = false;

	if (!sender_list_has(list, SENDER_KINDS, &error))
		return;
	if (!sender_list_count(list, SENDER_KINDS)) {
		bar_add(bar, STYLE_BAD, 1, "✗ empty: every message fails");
		return;
	}
	for (uint32_t row = 0; !mms && sender_list_get(list, row, &listed); row++)
		mms = listed.sender.capabilities & CAPABLE_MMS ||
		      sender_kind_of(&listed.sender.sid) == SENDER_CHANNEL;
	if (!mms)
		bar_add(bar, STYLE_WARNING, 3, "! no MMS");
}

static void draw_service(const struct sender_list *list, const struct pane *pane)
{
	const struct service *service = service_find(list->session, &list->service);
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	char sid[SID_SHORT_SIZE];
	struct bar bar;

	bar_init(&bar);
	pool_head_name(list, &name);
	sid_format_short(&list->service, sid);
	bar_add(&bar, STYLE_STRONG, 1, "%s", name.data);
	if (service) {
		bar_add(&bar, STYLE_DIM, 6, " %s", sid);
		if (service->us_app_to_person_registered)
			bar_add(&bar, STYLE_ACCENT, 2, " A2P registered");
		else
			bar_add(&bar, STYLE_DIM, 4, " not A2P registered");
		bar_add(&bar, STYLE_DIM, 5, service->sticky_sender ? " sticky" : " not sticky");
		bar_to_right(&bar);
		if (service_loses_inbound(service))
			bar_add(&bar, STYLE_BAD, 2, "✗ inbound is LOST");
		add_faults(list, &bar);
	}
	bar_draw(&bar, pane, 0, STYLE_TEXT);
	bar_release(&bar);
	strbuf_release(&name);
}

static void add_section(const struct sender_list *list, enum sender_kind kind, const char *title,
			struct bar *bar)
{
	size_t count = sender_list_count(list, kind);
	const struct error *error;
	bool whole = sender_list_has(list, kind, &error);
	char text[COUNT_SIZE];

	count_format(count, text);
	bar_add(bar, list->only == kind ? STYLE_TAB_ACTIVE : STYLE_TITLE, 1, "%s%s",
		list->only == kind ? "▸" : " ", title);
	bar_glue(bar,
		 error   ? STYLE_BAD
		 : whole ? STYLE_ACCENT
			 : STYLE_WAITING,
		 " %s%s ", whole || count ? text : "",
		 error   ? "✗"
		 : whole ? ""
			 : "…");
}

void pool_head_draw(const struct sender_list *list, const struct pane *pane)
{
	struct bar bar;

	draw_service(list, pane);
	bar_init(&bar);
	add_section(list, SENDER_KINDS, "ALL", &bar);
	for (unsigned kind = 0; kind < SENDER_KINDS; kind++)
		add_section(list, (enum sender_kind)kind, sender_kind_title((enum sender_kind)kind),
			    &bar);
	bar_draw(&bar, pane, 1, STYLE_TEXT);
	bar_release(&bar);
}
