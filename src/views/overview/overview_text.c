/*
 * overview_text.c - the words of the overview, and the queries behind its bars.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/parse.h"
#include "model/errcode.h"
#include "views/list/cells.h"
#include "views/overview/overview.h"
#include "views/services/service_list.h"

enum stats_measure overview_measure(const struct overview *overview, enum stats_kind kind)
{
	return kind == STATS_CODE ? STATS_FAILURES : overview->measure;
}

bool overview_is_compared(const struct overview *overview)
{
	const struct period *period = &overview->result->period;

	return period->before_from != DATE_NONE &&
	       session_loaded_since(overview->session, period->before_from);
}

bool overview_is_new(const struct overview *overview, const struct stats_group *group)
{
	return overview_is_compared(overview) && !group->before.traffic.failed &&
	       group->now.traffic.failed;
}

/* -- words ------------------------------------------------------------------------------------- */

static void add_code(struct text name, struct strbuf *out)
{
	int64_t code;
	const char *title = NULL;

	if (parse_int64(name.data, name.length, INT32_MIN, INT32_MAX, &code))
		title = errcode_title((int32_t)code);
	strbuf_add(out, name.data, name.length);
	if (title)
		strbuf_addf(out, " %s", title);
}

static void add_service(const struct overview *overview, struct text name, struct strbuf *out)
{
	const struct service *service;
	char shorter[SID_SHORT_SIZE];
	struct sid sid;

	if (!sid_parse(name.data, name.length, &sid)) {
		strbuf_addstr(out, "through no service");
		return;
	}
	service = service_find(overview->session, &sid);
	if (service) {
		cell_text(service->friendly_name, out);
		return;
	}
	sid_format_short(&sid, shorter);
	strbuf_addstr(out, shorter);
}

void overview_name(const struct overview *overview, enum stats_kind kind,
		   const struct stats_group *group, struct strbuf *out)
{
	switch (kind) {
	case STATS_CODE:
		add_code(group->name, out);
		break;
	case STATS_COUNTRY:
		strbuf_add(out, group->name.data, group->name.length);
		break;
	case STATS_SENDER:
		cell_address(group->name, out);
		break;
	case STATS_SERVICE:
	case STATS_KINDS:
		add_service(overview, group->name, out);
		break;
	}
}

void overview_time(const struct stats_result *result, int64_t when, struct strbuf *out)
{
	char text[WHEN_SIZE];

	if (result->period.unit == PERIOD_BY_WEEK)
		strbuf_addstr(out, "week from ");
	if (result->period.unit == PERIOD_BY_MONTH)
		strbuf_addstr(out, "month from ");
	strbuf_add(out, text, when_day(when, clock_now(), result->zone, text));
	if (result->period.unit < PERIOD_BY_DAY) {
		when_clock(when, result->zone, text);
		strbuf_addf(out, " %s", text);
	}
}

void overview_number(const struct overview *overview, const struct stats_count *count,
		     enum stats_measure measure, struct strbuf *out)
{
	char text[COUNT_SIZE > DECIMAL_SIZE ? COUNT_SIZE : DECIMAL_SIZE];

	switch (measure) {
	case STATS_SPEND:
		decimal_format(count->spend[overview->currency], text);
		break;
	case STATS_FAILURES:
		count_format(count->traffic.failed, text);
		break;
	case STATS_VOLUME:
	case STATS_MEASURES:
		count_format((uint64_t)count->traffic.sent + count->traffic.received, text);
		break;
	}
	strbuf_addstr(out, text);
}

const char *overview_measure_word(enum stats_measure measure)
{
	static const char *const words[STATS_MEASURES] = {
		[STATS_FAILURES] = "failures",
		[STATS_VOLUME] = "volume",
		[STATS_SPEND] = "cost",
	};

	return words[measure];
}

void overview_add_change(int64_t per_mille, enum overview_change form, struct strbuf *out)
{
	long long percent = ((per_mille < 0 ? -per_mille : per_mille) + 5) / 10;
	const char *gap = form == CHANGE_SHORT ? "" : " ";

	if (!percent) {
		strbuf_addstr(out, form == CHANGE_WORDS ? "= as before" : "=");
		return;
	}
	strbuf_addf(out, "%s%s%s%lld%s%%", per_mille > 0 ? "▲" : "▼", gap, percent > 999 ? ">" : "",
		    percent > 999 ? 999 : percent, gap);
	if (form == CHANGE_WORDS)
		strbuf_addstr(out, per_mille > 0 ? " more" : " fewer");
}

enum style_role overview_change_role(enum stats_measure measure, int64_t per_mille)
{
	if (measure != STATS_FAILURES || !per_mille)
		return STYLE_DIM;
	return per_mille > 0 ? STYLE_BAD : STYLE_GOOD;
}

/* -- queries ----------------------------------------------------------------------------------- */

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

/* What tells one bar from the others comes first: the line that shows the query may be short. */
bool overview_query(const struct overview *overview, struct strbuf *query)
{
	const struct stats_result *result = overview->result;
	const struct overview_list *list;
	const struct stats_group *group;
	enum stats_kind kind = (enum stats_kind)overview->area;

	if (!result)
		return false;
	if (overview->area == AREA_CHART) {
		add_measure(overview->measure, query);
		add_times(result->period.edges[overview->bucket],
			  result->period.edges[overview->bucket + 1], query);
		return true;
	}
	list = &overview->lists[kind];
	if (!list->count)
		return false;
	group = &result->groups[kind].items[list->top[list->cursor]];
	if (!can_be_asked_for(group->name))
		return false;
	add_group(kind, group->name, query);
	if (kind != STATS_CODE)
		add_measure(overview->measure, query);
	add_times(result->period.edges[0], result->period.edges[result->period.buckets], query);
	return true;
}
