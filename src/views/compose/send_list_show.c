/*
 * send_list_show.c - what a list of messages comes to, on its screen and in its review: size, price by
 * country, time, and the rows that are wrong.
 */
#include <string.h>

#include "base/mem.h"
#include "ui/keytext.h"
#include "ui/shell.h"
#include "views/changes/changes.h"
#include "views/compose/send_list.h"
#include "views/list/cells.h"
#include "views/prices/country_list.h"
#include "views/services/service_list.h"
#include "views/session/lists.h"

/* Messages that are shown before they are sent. */
#define FIRST_SHOWN 3

const struct estimate *send_list_estimate(const struct send_list_view *view)
{
	const struct mailing *mailing = view->list && !view->reading ? sendlist_mailing(view->list)
								     : NULL;

	return mailing ? mailing_estimate(mailing) : NULL;
}

/* -- prices ------------------------------------------------------------------------------------ */

void send_list_want_prices(struct send_list_view *view)
{
	const struct estimate *estimate = send_list_estimate(view);

	for (size_t i = 0; estimate && i < estimate->countries.count; i++) {
		struct list_id id = country_prices_id(estimate->countries.items[i].iso);

		lists_want(view->session, &id);
	}
}

struct list_cost {
	struct estimate_cost sum;
	size_t priced;  /* countries */
	size_t loading; /* countries */
	size_t unknown; /* messages without a price */
};

static bool is_loading(const struct send_list_view *view, const char *iso)
{
	struct list_id id = country_prices_id(iso);
	const struct collection *list = lists_peek(view->session, &id);

	return collection_state(list) != COLLECTION_FAILED && !collection_is_complete(list);
}

/* Of one country; false while, or where, none is known. */
static bool cost_of(const struct send_list_view *view, const struct estimate_country *country,
		    struct estimate_cost *cost)
{
	const struct country_prices *prices = country_prices_of(view->session, country->iso);

	return prices && estimate_country_cost(country, prices, cost);
}

static void sum_up(const struct send_list_view *view, const struct estimate *estimate,
		   struct list_cost *cost)
{
	*cost = (struct list_cost){ .unknown = estimate->unknown };
	for (size_t i = 0; i < estimate->countries.count; i++) {
		const struct estimate_country *country = &estimate->countries.items[i];
		struct estimate_cost one;

		if (cost_of(view, country, &one)) {
			estimate_sum(&cost->sum, &one);
			cost->priced++;
		} else if (is_loading(view, country->iso)) {
			cost->loading++;
		} else {
			cost->unknown += country->messages;
		}
	}
}

bool send_list_asks_prices(const struct send_list_view *view)
{
	const struct estimate *estimate = send_list_estimate(view);
	struct list_cost cost = { .loading = 0 };

	if (estimate)
		sum_up(view, estimate, &cost);
	return cost.loading > 0;
}

/* What is not in the sum. */
static void add_unpriced(const struct estimate *estimate, const struct list_cost *cost,
			 struct strbuf *out)
{
	const struct {
		size_t count;
		const char *words;
	} parts[] = {
		{ cost->unknown, "without a known price" },
		{ estimate->channel, "to channels, which have prices of their own" },
		{ estimate->media, "with media, which cost more" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		char count[COUNT_SIZE];

		if (!parts[i].count)
			continue;
		count_format(parts[i].count, count);
		strbuf_addf(out, "%s%s %s", out->length ? "; " : "", count, parts[i].words);
	}
}

void send_list_note_cost(const struct send_list_view *view, struct plan *plan)
{
	const struct estimate *estimate = send_list_estimate(view);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct list_cost cost;

	sum_up(view, estimate, &cost);
	if (cost.priced && !cost.sum.inexact) {
		estimate_add_cost(&cost.sum, &text);
		plan_note(plan, "It costs %s, in %zu countr%s", text.data, cost.priced,
			  cost.priced == 1 ? "y" : "ies");
		strbuf_reset(&text);
	}
	add_unpriced(estimate, &cost, &text);
	if (text.length)
		plan_note(plan, "Beside that: %s", text.data);
	strbuf_release(&text);
}

/* -- what is shown ----------------------------------------------------------------------------- */

static void build_country(const struct send_list_view *view, const struct estimate_country *country,
			  struct pager_lines *lines)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char messages[COUNT_SIZE], segments[COUNT_SIZE];
	struct estimate_cost cost;

	count_format(country->messages, messages);
	count_format((size_t)country->segments, segments);
	pager_line(lines, 2);
	pager_format(lines, STYLE_STRONG, "%-3s", country->iso);
	pager_format(lines, STYLE_TEXT, "%9s message%s %9s segment%s  ", messages,
		     country->messages == 1 ? " " : "s", segments,
		     country->segments == 1 ? " " : "s");
	if (cost_of(view, country, &cost)) {
		estimate_add_cost(&cost, &text);
		pager_span_foreign(lines, STYLE_TEXT, text.data, text.length);
	} else if (is_loading(view, country->iso)) {
		pager_format(lines, STYLE_WAITING, "asking for prices…");
	} else {
		pager_format(lines, STYLE_WARNING, "no price known");
	}
	strbuf_release(&text);
}

static void build_cost(const struct send_list_view *view, const struct estimate *estimate,
		       struct pager_lines *lines)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct list_cost cost;

	sum_up(view, estimate, &cost);
	for (size_t i = 0; i < estimate->countries.count; i++)
		build_country(view, &estimate->countries.items[i], lines);
	if (cost.priced && !cost.loading && !cost.sum.inexact) {
		estimate_add_cost(&cost.sum, &text);
		pager_line(lines, 2);
		pager_format(lines, STYLE_STRONG, "In all ");
		pager_span_foreign(lines, STYLE_STRONG, text.data, text.length);
		strbuf_reset(&text);
	}
	add_unpriced(estimate, &cost, &text);
	if (text.length) {
		pager_line(lines, 2);
		pager_span(lines, STYLE_DIM, text.data, text.length);
	}
	pager_line(lines, 0);
	strbuf_release(&text);
}

struct first {
	struct pager_lines *lines;
	int width;
};

static void build_message(void *context, const char *to, const char *body)
{
	const struct first *first = context;

	pager_line(first->lines, 2);
	pager_span_foreign(first->lines, STYLE_STRONG, to, strlen(to));
	if (body)
		pager_text(first->lines, STYLE_TEXT, 4, first->width - 6, body, strlen(body));
}

/* So that whoever is about to send them has read some. */
static void build_first(const struct send_list_view *view, const struct estimate *estimate,
			int width, struct pager_lines *lines)
{
	struct first first = { .lines = lines, .width = width };

	if (estimate->messages) {
		pager_line(lines, 2);
		pager_format(lines, STYLE_TITLE,
			     estimate->messages > FIRST_SHOWN ? "THE FIRST OF THEM"
							      : "THE MESSAGES");
	}
	sendlist_show_first(view->list, FIRST_SHOWN, build_message, &first);
	pager_line(lines, 0);
}

/* Where every row lacks the same, it need not be in the file. */
static void build_hint(int width, struct pager_lines *lines)
{
	static const char hint[] =
		"What every row lacks can be given for all of them: :from NUMBER or :service NAME, "
		":text TEXT or :template NAME, :send-at TIME, or with the keys below.";

	pager_text(lines, STYLE_TEXT, 2, width - 4, hint, strlen(hint));
	pager_line(lines, 0);
}

static void build_said_line(const char *name, const char *value, struct pager_lines *lines)
{
	pager_line(lines, 2);
	pager_format(lines, STYLE_DIM, "%-9s", name);
	pager_span_foreign(lines, STYLE_TEXT, value, strlen(value));
}

/* What is said of all rows. */
static void build_said(const struct send_list_view *view, struct pager_lines *lines)
{
	static const char *const names[SAIDS] = {
		[SAID_TEMPLATE] = "template", [SAID_TEXT] = "text",    [SAID_FROM] = "from",
		[SAID_SERVICE] = "service",   [SAID_SEND_AT] = "when",
	};
	bool any = false;

	for (unsigned i = 0; i < SAIDS; i++) {
		const struct service *service = NULL;
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
		struct sid sid;

		if (!view->said[i])
			continue;
		any = true;
		if (i == SAID_SERVICE && sid_parse(view->said[i], strlen(view->said[i]), &sid))
			service = service_find(view->session, &sid);
		if (service)
			cell_text(service->friendly_name, &text);
		else
			strbuf_addstr(&text, view->said[i]);
		build_said_line(names[i], text.data, lines);
		strbuf_wipe(&text);
	}
	if (any)
		pager_line(lines, 0);
}

static void build_size(const struct send_list_view *view, const struct estimate *estimate,
		       int width, struct pager_lines *lines)
{
	const struct mailing_count *count = mailing_count(sendlist_mailing(view->list));
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char messages[COUNT_SIZE], rows[COUNT_SIZE];
	struct review_pace pace;
	int64_t duration;

	count_format(estimate->messages, messages);
	count_format(count->rows, rows);
	pager_line(lines, 2);
	pager_format(lines, STYLE_STRONG, "%s message%s", messages,
		     estimate->messages == 1 ? "" : "s");
	pager_format(lines, STYLE_TEXT, " from %s row%s", rows, count->rows == 1 ? "" : "s");
	if (!estimate->messages) {
		pager_line(lines, 0);
		return;
	}
	sendlist_add_size(estimate, &text);
	pager_line(lines, 2);
	pager_span(lines, STYLE_TEXT, text.data, text.length);
	strbuf_reset(&text);
	sendlist_add_times(view->list, &text);
	pager_text(lines, STYLE_TEXT, 2, width - 4, text.data, text.length);
	changes_pace(view->session->changes, view->session->health.latency_ms, &pace);
	duration = review_duration(estimate->messages, &pace);
	strbuf_reset(&text);
	if (duration >= 0) {
		review_add_duration(&text, duration);
		pager_line(lines, 2);
		pager_format(lines, STYLE_TEXT, "It takes %s", text.data);
	}
	pager_line(lines, 0);
	strbuf_release(&text);
}

static void build_faults(const struct send_list_view *view, int width, struct pager_lines *lines)
{
	const struct mailing *mailing = sendlist_mailing(view->list);
	const struct mailing_count *count = mailing_count(mailing);
	const struct mailing_fault *faults;
	size_t shown = mailing_faults(mailing, &faults);
	size_t all = count->bad + (view->repeats == REPEATS_REFUSED ? count->repeated : 0);

	for (size_t i = 0; i < shown; i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&text, "%s:%u: %s", sendlist_name(view->list), faults[i].line,
			    faults[i].words);
		pager_text(lines, STYLE_TEXT, 2, width - 4, text.data, text.length);
		strbuf_wipe(&text);
	}
	if (all > shown) {
		char more[COUNT_SIZE];

		count_format(all - shown, more);
		pager_line(lines, 2);
		pager_format(lines, STYLE_DIM, "and %s more", more);
	}
}

/* What is in the way, in the words that say what to do. */
static void build_trouble(const struct error *err, int width, struct pager_lines *lines)
{
	pager_text(lines, STYLE_BAD, 2, width - 4, error_text(err), strlen(error_text(err)));
	pager_line(lines, 0);
}

/* The keys that take it out of the way. */
static void build_ways_out(const struct send_list_view *view, int width, struct pager_lines *lines)
{
	const struct mailing_count *count = mailing_count(sendlist_mailing(view->list));
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (count->bad && count->bad < count->rows && !view->skip_bad)
		strbuf_addstr(&text, "{send-list skip-bad} leaves them out. ");
	if (count->repeated && view->repeats == REPEATS_REFUSED)
		strbuf_addstr(&text,
			      "{send-list duplicates} lets the first row of each count, or all.");
	if (text.length && !count->broken) {
		struct strbuf words = STRBUF_INIT(STRBUF_LINE);

		keytext_expand(shell_keymap(view->base.shell), text.data, &words);
		pager_text(lines, STYLE_TEXT, 2, width - 4, words.data, words.length);
		pager_line(lines, 0);
		strbuf_release(&words);
	}
	strbuf_release(&text);
}

static void build_all(const struct send_list_view *view, const struct estimate *estimate, int width,
		      struct pager_lines *lines)
{
	const struct mailing_count *count = mailing_count(sendlist_mailing(view->list));

	build_size(view, estimate, width, lines);
	if (estimate->messages)
		build_cost(view, estimate, lines);
	if (count->rows && count->bad == count->rows)
		build_hint(width, lines);
	if (view->skip_bad || !(count->bad || count->repeated))
		build_first(view, estimate, width, lines);
	build_faults(view, width, lines);
}

static void build(void *data, size_t index, int width, struct pager_lines *lines)
{
	const struct send_list_view *view = data;
	const struct estimate *estimate = send_list_estimate(view);
	struct error err = ERROR_INIT;

	(void)index;
	pager_line(lines, 0);
	build_said(view, lines);
	if (!view->list) {
		build_trouble(&view->error, width, lines);
		build_hint(width, lines);
	} else if (view->reading) {
		pager_line(lines, 2);
		pager_format(lines, STYLE_WAITING, "Reading the list…");
	} else {
		if (!sendlist_check(view->list, view->skip_bad, &err)) {
			build_trouble(&err, width, lines);
			if (estimate)
				build_ways_out(view, width, lines);
		}
		if (estimate)
			build_all(view, estimate, width, lines);
		else
			build_hint(width, lines);
	}
	error_release(&err);
}

static size_t source_count(void *data)
{
	(void)data;
	return 1;
}

static uint64_t source_key(void *data, size_t index)
{
	(void)data;
	return index + 1;
}

static bool source_find(void *data, uint64_t key, size_t *index)
{
	(void)data;
	*index = 0;
	return key == 1;
}

const struct pager_source send_list_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.build = build,
};
