/*
 * overview_text.c - the words of the overview.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/parse.h"
#include "model/errcode.h"
#include "views/list/cells.h"
#include "views/overview/overview.h"
#include "views/prices/country_list.h"
#include "views/services/service_list.h"

enum stats_measure overview_measure(const struct overview *overview, enum stats_kind kind)
{
	return kind == STATS_CODE ? STATS_FAILURES : overview->measure;
}

bool overview_is_compared(const struct overview *overview)
{
	const struct period *period = &overview->result->period;

	return overview->result->whole && period->before_from != DATE_NONE &&
	       session_loaded_since(overview->session, period->before_from);
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

static void add_country(const struct overview *overview, struct text name, struct strbuf *out)
{
	struct strbuf iso = STRBUF_INIT(STRBUF_LINE);
	struct strbuf words = STRBUF_INIT(STRBUF_LINE);

	strbuf_add(&iso, name.data, name.length);
	country_name(overview->session, iso.data, &words);
	strbuf_add(out, iso.data, iso.length);
	if (strcmp(words.data, iso.data) != 0)
		strbuf_addf(out, " %s", words.data);
	strbuf_release(&iso);
	strbuf_release(&words);
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
		add_country(overview, group->name, out);
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

const char *overview_unit(const struct overview *overview, enum stats_measure measure)
{
	static const char *const words[] = {
		[STATS_FAILURES] = "failed",
		[STATS_VOLUME] = "messages",
	};

	return measure == STATS_SPEND ? overview->result->currencies[overview->currency]
				      : words[measure];
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

/* "41 contacts"; "" for a measure that has none. */
static void add_contacts(const struct overview *overview, const struct stats_group *group,
			 enum stats_measure measure, struct strbuf *out)
{
	char text[COUNT_SIZE];

	if (measure == STATS_SPEND || !group->contacts[measure])
		return;
	count_format(group->contacts[measure], text);
	strbuf_addf(out, " %s %s%s contact%s", measure == STATS_FAILURES ? "to" : "with",
		    overview->result->contacts_at_least ? "at least " : "", text,
		    group->contacts[measure] == 1 ? "" : "s");
}

bool overview_describe_bar(const struct overview *overview, struct strbuf *out)
{
	enum stats_kind kind = (enum stats_kind)overview->area;
	const struct stats_group *group = overview_group(overview);
	int64_t per_mille;

	if (!group)
		return false;
	enum stats_measure measure = overview_measure(overview, kind);
	overview_name(overview, kind, group, out);
	strbuf_addstr(out, ": ");
	overview_number(overview, &group->now, measure, out);
	strbuf_addf(out, " %s", overview_unit(overview, measure));
	add_contacts(overview, group, measure, out);
	if (!overview_is_compared(overview))
		return true;
	strbuf_addstr(out, ", ");
	if (stats_change(&group->now, &group->before, measure, overview->currency, &per_mille))
		overview_add_change(per_mille, CHANGE_WORDS, out);
	else
		strbuf_addstr(out, "none before");
	return true;
}
