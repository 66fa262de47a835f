#include "views/session/alarm.h"

#include <stdlib.h>
#include <sys/types.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "config/command.h"
#include "model/alerts.h"
#include "ui/term.h"
#include "views/session/session.h"

#define SLICE_NS INT64_C(2000000)
#define REAP_MS 100
#define CHILDREN_MAX 8

struct alarm {
	struct session *session;
	struct stats *stats;
	struct alerts alerts;
	struct alert_limits limits;
	char day[DATE_ISO_SIZE]; /* of the deactivations that were read; "": none */
	uint32_t deactivated;
	unsigned work_timer, reap_timer;
	struct VEC(pid_t) children;
};

/* -- the command ------------------------------------------------------------------------------- */

/* The list is in the help of the option `alert_command`. */
static const char *const passed_on[] = { CHILD_PASS_COMMON, NULL };

static void reap(void *context)
{
	struct alarm *alarm = context;
	int status;

	alarm->reap_timer = 0;
	for (size_t i = alarm->children.count; i-- > 0;)
		if (child_ended(alarm->children.items[i], &status))
			vec_remove(&alarm->children, i);
	if (alarm->children.count)
		alarm->reap_timer = loop_add_timer(alarm->session->loop, REAP_MS, reap, alarm);
}

static bool start(struct alarm *alarm, const char *const *argv, const struct alert *alert,
		  const char *text, struct error *err)
{
	struct strbuf set[3] = { STRBUF_INIT(STRBUF_TEXT), STRBUF_INIT(STRBUF_TEXT),
				 STRBUF_INIT(STRBUF_TEXT) };
	pid_t pid;

	if (alarm->children.count == CHILDREN_MAX)
		return error_set(err, ERROR_REFUSED, "%d of them are running already",
				 CHILDREN_MAX);
	strbuf_addf(&set[0], "MSGDECK_ALERT=%s", alert_word(alert->kind));
	strbuf_addf(&set[1], "MSGDECK_ALERT_SUBJECT=%s", alert->subject);
	strbuf_addf(&set[2], "MSGDECK_ALERT_TEXT=%s", text);
	const char *const variables[] = { set[0].data, set[1].data, set[2].data, NULL };
	bool good = child_start(&(struct child_spec){ .argv = argv,
						      .pass = passed_on,
						      .set = variables,
						      .input = -1,
						      .output = -1,
						      .errors = -1,
						      .detached = true },
				&pid, err);
	for (size_t i = 0; i < ARRAY_SIZE(set); i++)
		strbuf_release(&set[i]);
	if (!good)
		return false;
	vec_push(&alarm->children, pid);
	if (!alarm->reap_timer)
		reap(alarm);
	return true;
}

static void run_command(struct alarm *alarm, const struct alert *alert, const char *text)
{
	struct error err = ERROR_INIT;
	struct VEC(const char *) argv = { .items = NULL };
	char **words = command_split(alarm->session->options.alert_command, &err);

	for (char **word = words; word && *word; word++)
		vec_push(&argv, *word);
	vec_push(&argv, alert_word(alert->kind));
	vec_push(&argv, NULL);
	if (!words || !start(alarm, argv.items, alert, text, &err)) {
		error_prefix(&err, "alert_command");
		shell_error(alarm->session->shell, &err);
	}
	vec_release(&argv);
	command_free(words);
	error_release(&err);
}

/* -- looking ----------------------------------------------------------------------------------- */

static void raise(struct alarm *alarm, const struct alert *alert)
{
	const struct session_options *options = &alarm->session->options;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);

	alert_describe(alert, &text);
	text_clean(&clean, text.data, text.length, TEXT_ONE_LINE);
	shell_message(alarm->session->shell, STYLE_BAD, "%s", clean.data);
	if (options->alert_bell)
		term_bell();
	if (options->alert_command)
		run_command(alarm, alert, clean.data);
	strbuf_release(&text);
	strbuf_release(&clean);
}

static void update(struct alarm *alarm)
{
	const struct session *session = alarm->session;
	const struct stats_result *result = stats_result(alarm->stats);

	if (result && !session_loaded_since(session, result->period.before_from))
		result = NULL;
	const struct alert_facts facts = {
		.result = result,
		.balance = session->balance_known ? &session->balance : NULL,
		.currency = session->currency ? session->currency : "",
		.day = alarm->day[0] ? alarm->day : NULL,
		.deactivated = alarm->deactivated,
	};
	if (!alerts_update(&alarm->alerts, &facts, &alarm->limits))
		return;
	/* The worst comes first and is said last. */
	for (size_t i = alarm->alerts.items.count; i-- > 0;)
		if (alarm->alerts.items.items[i].fresh)
			raise(alarm, &alarm->alerts.items.items[i]);
	shell_apply(session->shell, EFFECT_REDRAW);
}

static void work(void *context)
{
	struct alarm *alarm = context;

	alarm->work_timer = 0;
	if (stats_work(alarm->stats, clock_mono_ns() + SLICE_NS))
		alarm->work_timer = loop_add_timer(alarm->session->loop, 1, work, alarm);
	else
		update(alarm);
}

void alarm_look(struct alarm *alarm)
{
	const struct stats_result *result;
	struct period period;

	if (!alarm || alarm->work_timer || !alarm->session->shell)
		return;
	period_set(&period, PERIOD_HOUR, 0, clock_now(), DATE_NONE, WHEN_LOCAL);
	result = stats_result(alarm->stats);
	if (alarm->limits.failures && session_loaded_since(alarm->session, period.before_from) &&
	    (!result || stats_stale(alarm->stats) || result->period.edges[0] != period.edges[0]))
		stats_start(alarm->stats, &period, WHEN_LOCAL);
	work(alarm);
}

void alarm_deactivated(struct alarm *alarm, int64_t day, size_t contacts)
{
	if (!alarm)
		return;
	date_format_day(day, alarm->day);
	alarm->deactivated = (uint32_t)contacts;
	alarm_look(alarm);
}

bool alarm_busy(const struct alarm *alarm)
{
	return alarm && (alarm->work_timer || alarm->children.count);
}

struct alarm *alarm_new(struct session *session)
{
	struct alarm *alarm;

	if (!session->options.alert_failures && !session->options.alert_balance &&
	    !session->options.alert_deactivated)
		return NULL;
	alarm = xcalloc(1, sizeof(*alarm));
	alarm->session = session;
	alarm->stats = stats_new(session->store);
	alarm->limits = (struct alert_limits){
		.failures = session->options.alert_failures,
		.balance = session->options.alert_balance,
		.deactivated = session->options.alert_deactivated,
	};
	return alarm;
}

void alarm_free(struct alarm *alarm)
{
	if (!alarm)
		return;
	if (alarm->work_timer)
		loop_remove_timer(alarm->session->loop, alarm->work_timer);
	if (alarm->reap_timer)
		loop_remove_timer(alarm->session->loop, alarm->reap_timer);
	stats_free(alarm->stats);
	alerts_release(&alarm->alerts);
	vec_release(&alarm->children);
	free(alarm);
}

/* -- what is in force -------------------------------------------------------------------------- */

void alarm_status(const struct alarm *alarm, struct bar *bar)
{
	size_t count = alarm ? alarm->alerts.items.count : 0;

	if (count)
		bar_add(bar, STYLE_BAD, 1, "! %zu alert%s (:alerts)", count, count == 1 ? "" : "s");
}

unsigned alarm_command(struct command_call *call)
{
	const struct session *session = call->target;
	const struct alarm *alarm = session->alarm;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	for (size_t i = 0; alarm && i < alarm->alerts.items.count; i++) {
		if (i)
			strbuf_addstr(&text, "\n");
		alert_describe(&alarm->alerts.items.items[i], &text);
	}
	if (!alarm)
		strbuf_addstr(&text, "Nothing is looked at: set alert_failures, alert_balance or "
				     "alert_deactivated.");
	else if (!text.length)
		strbuf_addstr(&text, "All is well.");
	shell_dialog(session->shell,
		     &(struct dialog_spec){
			     .kind = DIALOG_MESSAGE,
			     .title = "Alerts",
			     .text = text.data,
		     },
		     NULL, NULL);
	strbuf_release(&text);
	return EFFECT_REDRAW;
}
