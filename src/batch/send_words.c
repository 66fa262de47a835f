#include <stdio.h>
#include <string.h>

#include "batch/say.h"
#include "batch/send_internal.h"
#include "ops/plans.h"
#include "ops/review.h"

static void add_count(struct strbuf *out, size_t count, const char *what)
{
	review_add_number(out, count);
	strbuf_addf(out, " %s%s", what, count == 1 ? "" : "s");
}

/* -- faults ------------------------------------------------------------------------------------ */

void send_say_faults(const struct send_command *s)
{
	const struct mailing *mailing = sendlist_mailing(s->list);
	const struct mailing_fault *faults;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	size_t count = mailing ? mailing_faults(mailing, &faults) : 0;
	size_t all;

	if (!count)
		return;
	all = mailing_count(mailing)->bad +
	      (s->wanted->duplicates ? 0 : mailing_count(mailing)->repeated);
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&text, "%s%s:%u: %s", i ? "\n" : "", sendlist_name(s->list),
			    faults[i].line, faults[i].words);
	if (all > count) {
		strbuf_addstr(&text, "\nand ");
		review_add_number(&text, all - count);
		strbuf_addstr(&text, " more");
	}
	say(text.data);
	strbuf_wipe(&text);
}

/* -- before ------------------------------------------------------------------------------------ */

/* "US: 12 messages, 14 segments: 0.1106 to 0.1624 USD" */
static void add_country(const struct estimate_country *country, const struct send_price *price,
			struct strbuf *out)
{
	strbuf_addf(out, "%s: ", country->iso);
	add_count(out, country->messages, "message");
	strbuf_addstr(out, ", ");
	add_count(out, (size_t)country->segments, "segment");
	strbuf_addstr(out, ": ");
	if (price->known)
		estimate_add_cost(&price->cost, out);
	else
		strbuf_addstr(out, "no price known");
	strbuf_addch(out, '\n');
}

static void add_sum(const struct send_command *s, const struct estimate *estimate,
		    struct strbuf *out)
{
	struct estimate_cost sum = { .inexact = false };
	size_t unpriced = estimate->unknown, priced = 0;

	for (size_t i = 0; i < s->prices.count; i++) {
		if (s->prices.items[i].known) {
			estimate_sum(&sum, &s->prices.items[i].cost);
			priced++;
		} else {
			unpriced += estimate->countries.items[i].messages;
		}
	}
	if (priced && !sum.inexact) {
		strbuf_addstr(out, "In all: ");
		estimate_add_cost(&sum, out);
		strbuf_addch(out, '\n');
	}
	if (unpriced) {
		strbuf_addstr(out, "No price is known of ");
		add_count(out, unpriced, "message");
		if (s->price_error.kind != ERROR_NONE)
			strbuf_addf(out, ": %s", error_text(&s->price_error));
		strbuf_addch(out, '\n');
	}
	if (estimate->channel) {
		add_count(out, estimate->channel, "message");
		strbuf_addstr(out, " to channels, which have prices of their own, not listed\n");
	}
	if (estimate->media) {
		add_count(out, estimate->media, "message");
		strbuf_addstr(out, " with media, which cost more than their text\n");
	}
}

static struct review_pace pace_of(const struct send_command *s)
{
	return (struct review_pace){
		.per_second = settings_rate(s->settings, OPTION_CHANGES_PER_SECOND),
		.in_flight = (unsigned)settings_number(s->settings, OPTION_CHANGES_IN_FLIGHT),
	};
}

void send_add_numbers(const struct send_command *s, struct strbuf *out)
{
	const struct mailing *mailing = sendlist_mailing(s->list);
	const struct estimate *estimate = mailing_estimate(mailing);
	const struct review_pace pace = pace_of(s);
	int64_t duration = review_duration(s->plan->items.count, &pace);

	strbuf_addf(out, "%s: ", sendlist_name(s->list));
	add_count(out, s->plan->items.count, "message");
	strbuf_addch(out, '\n');
	/* What the plan says of the rows; the first of its notes is the file. */
	for (size_t i = 1; i < s->plan->notes.count; i++)
		strbuf_addf(out, "%s\n", s->plan->notes.items[i]);
	for (size_t i = 0; i < estimate->countries.count; i++)
		add_country(&estimate->countries.items[i], &s->prices.items[i], out);
	add_sum(s, estimate, out);
	if (duration >= 0) {
		strbuf_addstr(out, "It takes ");
		review_add_duration(out, duration);
		strbuf_addf(out, " at %g a second\n", pace.per_second);
	}
}

bool send_agree(const struct send_command *s)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct review review;
	bool good;

	if (s->wanted->yes)
		return true;
	review_make(&review, s->plan, &(struct review_pace){ .per_second = 0 });
	send_add_numbers(s, &text);
	if (review.warning)
		strbuf_addstr(&text, review.warning);
	say(text.data);
	good = change_agree(&review);
	review_release(&review);
	strbuf_release(&text);
	return good;
}

/* -- at the end -------------------------------------------------------------------------------- */

int send_say_end(const struct send_command *s)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	change_add_end(s->plan, s->journal, &s->end, &text);
	say(text.data);
	strbuf_release(&text);
	return s->end.complete && s->plan->counts[ITEM_DONE] == s->plan->items.count
		       ? EXIT_SUCCESS
		       : EXIT_INCOMPLETE;
}
