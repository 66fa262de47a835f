/*
 * overview_query.c - the query that narrows the overview, and those behind its bars.
 */
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "views/overview/overview.h"
#include "views/services/service_list.h"

/* -- what is counted --------------------------------------------------------------------------- */

/* By the time that it is meant it has been taken already, as it was typed. */
static void query_taken(void *context, bool done)
{
	struct overview *overview = context;

	if (done)
		return;
	stats_narrow(overview->stats, overview->search.filter);
	overview_look_elsewhere(overview);
}

void overview_open_search(struct overview *overview)
{
	search_init(&overview->search, overview->base.shell, NULL);
	search_speak(&overview->search, overview->session, &filter_messages);
	overview->search.taken = query_taken;
	overview->search.context = overview;
}

void overview_search_news(struct overview *overview, const struct news *news)
{
	struct filter *filter = overview->search.filter;

	search_news(&overview->search, news);
	if (news->kind == NEWS_LIST && filter && filter_names_services(filter))
		query_taken(overview, false);
}

bool overview_escape(struct view *base)
{
	return search_escape(&((struct overview *)base)->search);
}

const char *overview_search_text(const struct view *base)
{
	const struct search *search = &((const struct overview *)base)->search;

	return search_is_on(search) ? search->typed.data : NULL;
}

/* -- what is behind a bar ---------------------------------------------------------------------- */

/* From the first of two times to before the second. */
static void add_times(int64_t from, int64_t to, struct strbuf *query)
{
	char first[DATE_ISO_SIZE], last[DATE_ISO_SIZE];

	date_format_iso(from, first);
	date_format_iso(to - 1, last);
	strbuf_addf(query, "since:%s until:%s", first, last);
}

static void add_measure(enum stats_measure measure, struct strbuf *query)
{
	static const char *const terms[STATS_MEASURES] = {
		[STATS_FAILURES] = "is:failed ",
		[STATS_VOLUME] = "-status:scheduled,canceled ",
		[STATS_SPEND] = "price:yes ",
	};

	strbuf_addstr(query, terms[measure]);
}

static bool can_be_asked_for(struct text name)
{
	return name.length && !memchr(name.data, '\0', name.length);
}

static void add_group(enum stats_kind kind, struct text name, struct strbuf *query)
{
	static const char *const fields[STATS_KINDS] = {
		[STATS_CODE] = "error",
		[STATS_COUNTRY] = "country",
		[STATS_SERVICE] = "service",
	};

	if (kind == STATS_SENDER) {
		strbuf_addch(query, '(');
		filter_both_ways(query, name.data, name.length);
		strbuf_addstr(query, ") ");
	} else {
		strbuf_addf(query, "%s:%.*s ", fields[kind], (int)name.length, name.data);
	}
}

const struct stats_group *overview_group(const struct overview *overview)
{
	const struct overview_list *list;

	if (!overview->result || overview->area == AREA_CHART)
		return NULL;
	list = &overview->lists[overview->area];
	return list->count
		       ? &overview->result->groups[overview->area].items[list->top[list->cursor]]
		       : NULL;
}

/* Whether what stands beside it would belong to its last part alone. */
static bool has_parts(const char *query)
{
	for (const char *word = query; *word; word += strspn(word, " \t")) {
		size_t length = strcspn(word, " \t");

		if ((length == 2 && strncasecmp(word, "or", length) == 0) ||
		    (length == 1 && *word == '|'))
			return true;
		word += length;
	}
	return false;
}

/* The overview's own query, beside which another holds, too. */
static void add_typed(const struct overview *overview, struct strbuf *query)
{
	const struct strbuf *typed = &overview->search.typed;

	if (has_parts(typed->data))
		strbuf_addf(query, "(%s) ", typed->data);
	else if (typed->length)
		strbuf_addf(query, "%s ", typed->data);
}

bool overview_narrowed_query(const struct overview *overview, struct strbuf *query)
{
	const struct stats_group *group = overview_group(overview);

	if (!group || !can_be_asked_for(group->name))
		return false;
	add_typed(overview, query);
	add_group((enum stats_kind)overview->area, group->name, query);
	return true;
}

/* What tells one bar from the others comes first: the line that shows the query may be short. */
bool overview_query(const struct overview *overview, struct strbuf *query)
{
	const struct stats_result *result = overview->result;
	enum stats_kind kind = (enum stats_kind)overview->area;
	const struct stats_group *group;

	if (!result)
		return false;
	if (overview->area == AREA_CHART) {
		add_typed(overview, query);
		add_measure(overview->measure, query);
		add_times(result->period.edges[overview->bucket],
			  result->period.edges[overview->bucket + 1], query);
		return true;
	}
	group = overview_group(overview);
	if (!group || !can_be_asked_for(group->name))
		return false;
	add_group(kind, group->name, query);
	add_typed(overview, query);
	if (kind != STATS_CODE)
		add_measure(overview->measure, query);
	add_times(result->period.edges[0], result->period.edges[result->period.buckets], query);
	return true;
}
