#include "views/changes/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ops/erase.h"
#include "ops/move.h"
#include "ops/sendlist.h"
#include "views/list/cells.h"

#define PROGRESS_CELLS 12
#define PROGRAM "msgdeck " PACKAGE_VERSION

struct changes {
	struct loop *loop;
	struct store *store;
	struct changes_options options;
	char *directory, *account, *host;
	struct hours quiet;
	struct plan *plan;
	struct journal *journal;
	struct runner *runner;
	char *look;  /* what one showed afterwards; owned; NULL: nobody looked */
	bool unseen; /* and there was something that it could not show */
	bool closed; /* and the journal says so */
	bool told;   /* what came of it so far */
};

/* -- the runner's surroundings ----------------------------------------------------------------- */

static int64_t host_now(void *context)
{
	(void)context;
	return clock_mono_ms();
}

static unsigned host_add_timer(void *loop, int64_t delay_ms, void (*fn)(void *), void *argument)
{
	return loop_add_timer(loop, delay_ms, fn, argument);
}

static void host_remove_timer(void *loop, unsigned id)
{
	loop_remove_timer(loop, id);
}

static void host_add_fd(void *loop, int fd, void (*fn)(void *), void *argument)
{
	loop_add_fd(loop, fd, fn, argument);
}

static void host_remove_fd(void *loop, int fd)
{
	loop_remove_fd(loop, fd);
}

/* -- life -------------------------------------------------------------------------------------- */

static char *copy(const char *text)
{
	return text ? xstrdup(text) : NULL;
}

struct changes *changes_new(struct loop *loop, struct store *store,
			    const struct changes_options *options)
{
	struct changes *changes = xcalloc(1, sizeof(*changes));

	changes->loop = loop;
	changes->store = store;
	changes->options = *options;
	changes->directory = copy(options->directory);
	changes->account = copy(options->account);
	changes->host = copy(options->host);
	/* The option was checked when it was set. */
	hours_parse(&changes->quiet, options->quiet_hours ? options->quiet_hours : "", NULL);
	return changes;
}

/* The report goes, too. */
static void drop_plan(struct changes *changes)
{
	runner_free(changes->runner);
	journal_stop(changes->journal);
	plan_free(changes->plan);
	free(changes->look);
	changes->look = NULL;
	changes->closed = false;
	changes->runner = NULL;
	changes->journal = NULL;
	changes->plan = NULL;
}

void changes_free(struct changes *changes)
{
	if (!changes)
		return;
	drop_plan(changes);
	free(changes->directory);
	free(changes->account);
	free(changes->host);
	free(changes);
}

struct journal_header changes_header(const struct changes *changes)
{
	return (struct journal_header){
		.program = PROGRAM,
		.account = changes->account ? changes->account : "",
		.host = changes->host ? changes->host : "",
	};
}

/* Takes over plan and journal. */
static void take_plan(struct changes *changes, struct plan *plan, struct journal *journal,
		      struct fetch *fetch)
{
	const struct runner_host host = {
		.context = changes->loop,
		.now_ms = host_now,
		.add_timer = host_add_timer,
		.remove_timer = host_remove_timer,
		.add_fd = host_add_fd,
		.remove_fd = host_remove_fd,
	};
	const struct runner_options options = {
		.in_flight = changes->options.in_flight,
		.per_second = changes->options.per_second,
		.quiet = &changes->quiet,
		.header = changes_header(changes),
		.changed = changes->options.changed,
		.context = changes->options.context,
	};
	struct runner_transport transport;
	struct runner_log log;

	changes_close_look(changes);
	drop_plan(changes);
	changes->plan = plan;
	changes->journal = journal;
	runner_use_fetch(&transport, fetch);
	runner_use_journal(&log, journal);
	changes->runner = runner_new(plan, changes->store, &options, &host, &transport, &log);
	changes->told = false;
	changes->options.replaced(changes->options.context);
}

static bool may_begin(const struct changes *changes, struct error *err)
{
	if (changes_running(changes))
		return error_set(
			err, ERROR_USAGE,
			"Other changes are still under way; wait, or stop them first (open "
			"changes)");
	if (!changes->directory)
		return error_set(err, ERROR_IO,
				 "There is no place for the journal of changes; set HOME or "
				 "XDG_STATE_HOME");
	return true;
}

bool changes_start(struct changes *changes, struct plan *plan, struct fetch *fetch,
		   struct error *err)
{
	struct journal *journal = NULL;

	if (may_begin(changes, err))
		journal = journal_start(changes->directory, err);
	if (!journal) {
		plan_free(plan);
		return false;
	}
	take_plan(changes, plan, journal, fetch);
	runner_start(changes->runner);
	return true;
}

/* What is sent from a file is read again. */
static bool read_list(struct plan *plan, const struct config_templates *templates,
		      struct error *err)
{
	const struct sendlist_options options = {
		.template_text =
			plan->list ? config_template_text(templates, plan->list->template_name)
				   : NULL,
	};

	return !plan->list || sendlist_resume(plan, &options, err);
}

bool changes_open_plan(struct changes *changes, const char *path,
		       const struct config_templates *templates, struct fetch *fetch,
		       struct error *err)
{
	struct journal_record record;
	struct journal *journal;
	struct plan *plan;
	bool good;

	if (!may_begin(changes, err))
		return false;
	journal = plans_open(path, changes->account, changes->host, &record, err);
	if (!journal)
		return false;
	if (!read_list(record.plan, templates, err)) {
		journal_stop(journal);
		journal_record_release(&record);
		return false;
	}
	plan = record.plan;
	record.plan = NULL;
	take_plan(changes, plan, journal, fetch);
	good = runner_adopt(changes->runner, &record, err);
	if (!good)
		drop_plan(changes);
	changes->told = true;
	journal_record_release(&record);
	return good;
}

const char *changes_directory(const struct changes *changes)
{
	return changes->directory;
}

bool changes_running(const struct changes *changes)
{
	struct runner_progress progress;

	if (!changes->runner)
		return false;
	runner_progress(changes->runner, &progress);
	return progress.state != RUNNER_ENDED;
}

bool changes_busy(const struct changes *changes)
{
	return changes->runner && runner_is_busy(changes->runner);
}

struct plan *changes_plan(const struct changes *changes)
{
	return changes->plan;
}

struct runner *changes_runner(const struct changes *changes)
{
	return changes->runner;
}

const char *changes_journal(const struct changes *changes)
{
	return changes->journal ? journal_path(changes->journal) : NULL;
}

void changes_set_look(struct changes *changes, const char *sentence, bool unseen)
{
	free(changes->look);
	changes->look = xstrdup(sentence);
	changes->unseen = unseen;
	changes->closed = false;
}

void changes_close_look(struct changes *changes)
{
	if (changes->look && !changes->unseen && !changes->closed)
		changes->closed = erase_close(changes->plan, changes->journal);
}

const char *changes_look(const struct changes *changes)
{
	return changes->look;
}

void changes_pace(const struct changes *changes, unsigned latency_ms, struct review_pace *pace)
{
	*pace = (struct review_pace){
		.per_second = changes->options.per_second,
		.in_flight = changes->options.in_flight,
		.latency_ms = latency_ms,
	};
}

bool changes_take(struct changes *changes, const struct result *result)
{
	return changes->runner && runner_take(changes->runner, result);
}

/* -- words ------------------------------------------------------------------------------------- */

static bool is_at_rest(const struct runner_progress *progress)
{
	if (progress->state == RUNNER_ENDED)
		return true;
	if (progress->state == RUNNER_PAUSED)
		return progress->trouble != NULL;
	return progress->state == RUNNER_RUNNING && progress->waiting && !progress->ready &&
	       !progress->in_flight;
}

static enum style_role role_of(const struct runner_progress *progress)
{
	if (progress->trouble || progress->refused || progress->failed || progress->unknown)
		return STYLE_BAD;
	return progress->waiting ? STYLE_WAITING : STYLE_GOOD;
}

void changes_counts(const struct changes *changes, struct changes_count counts[CHANGES_COUNTS])
{
	size_t put_back = changes->plan->whys[WHY_PUT_BACK];
	struct runner_progress progress;

	runner_progress(changes->runner, &progress);
	const struct changes_count all[CHANGES_COUNTS] = {
		{ "done", progress.done, STYLE_GOOD },
		{ "put back", put_back, STYLE_GOOD },
		{ "left alone", progress.left - put_back, STYLE_DIM },
		{ "waiting", progress.waiting, STYLE_WAITING },
		{ "refused", progress.refused, STYLE_BAD },
		{ "failed", progress.failed, STYLE_BAD },
		{ "unknown", progress.unknown, STYLE_WARNING },
		{ progress.state == RUNNER_ENDED ? "not done" : "to do",
		  progress.ready + progress.in_flight, STYLE_TEXT },
		{ "in no service", moves_stranded(changes->plan), STYLE_BAD },
	};

	memcpy(counts, all, sizeof(all));
}

static void add_counts(const struct changes *changes, struct strbuf *out)
{
	struct changes_count counts[CHANGES_COUNTS];

	changes_counts(changes, counts);
	for (size_t i = 0; i < CHANGES_COUNTS; i++) {
		if (!counts[i].count && i > 0)
			continue;
		strbuf_addstr(out, i ? ", " : "");
		review_add_number(out, counts[i].count);
		strbuf_addf(out, " %s", counts[i].word);
	}
}

void changes_tell_again(struct changes *changes)
{
	changes->told = false;
}

/* What the sentence is about. */
static void add_subject(const struct plan *plan, bool is_one_done, struct strbuf *out)
{
	const struct op_verb *verb = op_verb(plan_op(plan));
	const struct plan_detail *detail = plan_detail(plan, 0);
	const char *label = plan->items.count == 1 && detail ? detail->label : NULL;

	if (label && is_one_done)
		strbuf_addf(out, "%s: ", label);
	else if (label)
		strbuf_addf(out, "%s %s: ", verb->title, label);
	else if (is_one_done && verb->object == OP_ON_MESSAGE)
		strbuf_addstr(out, "Message ");
	else
		strbuf_addf(out, "%s: ", verb->title);
}

bool changes_tell(struct changes *changes, struct strbuf *out, enum style_role *role)
{
	struct runner_progress progress;

	if (!changes->runner)
		return false;
	runner_progress(changes->runner, &progress);
	bool was_told = changes->told;
	changes->told = is_at_rest(&progress);
	if (!changes->told || was_told)
		return false;
	*role = role_of(&progress);
	add_subject(changes->plan, progress.total == 1 && progress.done, out);
	if (progress.trouble) {
		strbuf_addstr(out, "paused: ");
		op_explain_trouble(out, progress.trouble);
	} else if (progress.total == 1) {
		plan_explain(changes->plan, 0, out);
	} else {
		add_counts(changes, out);
	}
	return true;
}

/* -- status ------------------------------------------------------------------------------------ */

static const char *doing(const struct plan *plan)
{
	for (int op = 0; op < OP_COUNT; op++)
		if (plan->ops[op])
			return op_verb((enum op)op)->doing;
	return "Changing";
}

void changes_status(struct changes *changes, struct bar *bar)
{
	struct runner_progress progress;
	char ended[COUNT_SIZE], total[COUNT_SIZE];

	if (!changes_running(changes))
		return;
	runner_progress(changes->runner, &progress);
	size_t count = progress.total - progress.ready - progress.waiting - progress.in_flight;
	count_format(count, ended);
	count_format(progress.total, total);
	bar_add(bar, STYLE_ACCENT, 1, "%s %s of %s", doing(changes->plan), ended, total);
	bar_add_progress(bar, STYLE_BAR, 3, PROGRESS_CELLS,
			 progress.total ? (double)count / (double)progress.total : 0);
	if (progress.state == RUNNER_PAUSED)
		bar_add(bar, STYLE_WARNING, 1, progress.trouble ? "paused by trouble" : "paused");
	else if (progress.quiet_ms > 0)
		bar_add(bar, STYLE_WAITING, 1, "quiet hours");
	else if (progress.hold_ms > 0)
		bar_add(bar, STYLE_WAITING, 1, "waits %lld s",
			(long long)(progress.hold_ms + 999) / 1000);
	else if (progress.waiting && !progress.ready && !progress.in_flight)
		bar_add(bar, STYLE_WAITING, 1, "%zu wait", progress.waiting);
}

void changes_ask_undo(size_t count, struct strbuf *text)
{
	strbuf_addstr(text, "Take the moves back? ");
	if (count) {
		review_add_number(text, count);
		strbuf_addf(text, " sender%s that ha%s left the service ", count == 1 ? "" : "s",
			    count == 1 ? "s" : "ve");
	} else {
		strbuf_addstr(text, "Senders that have left the service ");
	}
	strbuf_addf(text, "%s in return%s to it, and what was not begun is left alone.",
		    count == 1 ? "it was" : "they were", count == 1 ? "s" : "");
}
