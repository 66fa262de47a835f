#include "batch/apply_words.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "batch/say.h"
#include "ops/move.h"
#include "ops/review.h"

#define PAUSE_FIRST_MS (60 * 1000)
#define PAUSE_MAX_MS (60 * PAUSE_FIRST_MS)

/* -- where somebody watches -------------------------------------------------------------------- */

static void add_waiting(const struct runner_progress *progress, struct strbuf *out)
{
	if (progress->quiet_ms > 0) {
		strbuf_addf(out, ", quiet hours: goes on in %lld min",
			    (long long)(progress->quiet_ms + 59999) / 60000);
		return;
	}
	if (progress->hold_ms > 0) {
		strbuf_addf(out, ", goes on in %lld s",
			    (long long)(progress->hold_ms + 999) / 1000);
		return;
	}
	if (!progress->waiting)
		return;
	strbuf_addstr(out, ", ");
	review_add_number(out, progress->waiting);
	strbuf_addf(out, " wait%s", progress->waiting == 1 ? "s" : "");
	if (progress->next_try_ms > 0)
		strbuf_addf(out, ", the next try is in %lld s",
			    (long long)(progress->next_try_ms + 999) / 1000);
}

/* "Deleting 312 of 381" */
static void add_count(const struct plan *plan, const struct runner_progress *progress,
		      struct strbuf *out)
{
	strbuf_addf(out, "%s ", op_verb(plan_op(plan))->doing);
	review_add_number(out, progress->total - progress->ready - progress->waiting -
				       progress->in_flight);
	strbuf_addstr(out, " of ");
	review_add_number(out, progress->total);
}

void apply_show_progress(struct progress *progress, const struct plan *plan, struct runner *runner)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	struct runner_progress now;

	if (!progress || !progress_is_due(progress))
		return;
	runner_progress(runner, &now);
	add_count(plan, &now, &line);
	if (now.state == RUNNER_STOPPING)
		strbuf_addstr(&line, ", stopping");
	else
		add_waiting(&now, &line);
	if (now.trouble)
		strbuf_addf(&line, ": %s", error_text(now.trouble));
	progress_show(progress, line.data);
	strbuf_release(&line);
}

/* -- where nobody does ------------------------------------------------------------------------- */

static enum apply_wait wait_of(const struct runner_progress *now)
{
	if (now->state != RUNNER_RUNNING)
		return APPLY_WAITS_NOT;
	if (now->quiet_ms > 0)
		return APPLY_WAITS_QUIET;
	if (now->hold_ms > 0)
		return APPLY_WAITS_TROUBLE;
	return now->waiting && !now->ready && !now->in_flight && now->next_try_ms > 0
		       ? APPLY_WAITS_LATER
		       : APPLY_WAITS_NOT;
}

/* For which most of those wait that wait. */
static enum op_why main_reason(const struct plan *plan)
{
	size_t whys[WHY_COUNT] = { 0 };
	enum op_why most = WHY_NONE;

	for (size_t i = 0; i < plan->items.count; i++) {
		const struct plan_item *item = &plan->items.items[i];

		if (item->state == ITEM_WAITING && ++whys[item->why] > whys[most])
			most = (enum op_why)item->why;
	}
	return most;
}

static void add_when(const char *words, int64_t in_ms, struct strbuf *out)
{
	char when[DATE_ISO_SIZE];

	if (date_format_iso((clock_now_ms() + in_ms + 999) / 1000, when))
		strbuf_addf(out, "%s%s", words, when);
}

static void describe(enum apply_wait wait, const struct plan *plan,
		     const struct runner_progress *now, struct strbuf *out)
{
	add_count(plan, now, out);
	if (wait == APPLY_WAITS_QUIET) {
		add_when("; quiet hours until ", now->quiet_ms, out);
	} else if (wait == APPLY_WAITS_TROUBLE) {
		strbuf_addf(out, "; %s", now->trouble ? error_text(now->trouble) : "trouble");
		add_when("; tries again at ", now->hold_ms, out);
	} else {
		strbuf_addstr(out, "; ");
		review_add_number(out, now->waiting);
		strbuf_addf(out, " wait%s (%s)", now->waiting == 1 ? "s" : "",
			    op_why_words(main_reason(plan)));
		add_when("; the next try is at ", now->next_try_ms, out);
	}
}

void apply_tell_waits(struct apply_telling *telling, const struct progress *progress,
		      const struct plan *plan, const struct runner_progress *now)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	enum apply_wait wait = wait_of(now);
	int64_t at = clock_mono_ms();

	/* Between two waits of one kind there is an attempt. */
	if (!progress || progress->watched || wait == APPLY_WAITS_NOT ||
	    (wait == telling->wait && at < telling->next_ms))
		return;
	telling->pause_ms = wait == telling->wait ? 2 * telling->pause_ms : PAUSE_FIRST_MS;
	if (telling->pause_ms > PAUSE_MAX_MS)
		telling->pause_ms = PAUSE_MAX_MS;
	telling->wait = wait;
	telling->next_ms = at + telling->pause_ms;
	describe(wait, plan, now, &text);
	say(text.data);
	strbuf_release(&text);
}

/* -- at the end -------------------------------------------------------------------------------- */

void apply_add_counts(const struct plan *plan, struct strbuf *out)
{
	static const char *const words[ITEM_STATES] = {
		[ITEM_READY] = "not begun",    [ITEM_WAITING] = "waiting",
		[ITEM_INTENDED] = "under way", [ITEM_SENT] = "under way",
		[ITEM_DONE] = "done",          [ITEM_LEFT] = "left alone",
		[ITEM_REFUSED] = "refused",    [ITEM_FAILED] = "failed",
		[ITEM_UNKNOWN] = "unknown",
	};
	const char *separator = "";

	for (unsigned state = 0; state < ITEM_STATES; state++) {
		if (!plan->counts[state] && state != ITEM_DONE)
			continue;
		strbuf_addstr(out, separator);
		review_add_number(out, plan->counts[state]);
		strbuf_addf(out, " %s", words[state]);
		separator = ", ";
	}
	if (moves_stranded(plan)) {
		strbuf_addstr(out, ", ");
		review_add_number(out, moves_stranded(plan));
		strbuf_addstr(out, " in no service");
	}
}
