#include "views/session/session.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/errcode.h"
#include "model/spending.h"
#include "model/traffic.h"
#include "views/changes/act.h"
#include "views/changes/changes.h"
#include "views/changes/changes_lists.h"
#include "views/changes/erasure.h"
#include "views/changes/plans.h"
#include "views/compose/draft.h"
#include "views/go_to.h"
#include "views/links.h"
#include "views/media/media_index.h"
#include "views/session/alarm.h"
#include "views/session/lists.h"
#include "views/session/restore.h"
#include "views/session/session_internal.h"
#include "views/session/writer.h"
#include "views/views.h"

/* Of less than this no estimate is made: a burst of the last minutes is no measure. */
#define ESTIMATE_LEAST_S (24 * 3600)
/* Work on answers between two looks at the keyboard; the last one may be a little larger than that
 * before. */
#define RECEIVE_NS (4 * 1000000LL)
#define NEWS_MS 80            /* many pages a second are one redraw; the first is shown at once */
#define TICK_MS 1000          /* the connection's state is shown at this pace while it works */
#define MINUTE_MS (60 * 1000) /* "2m" becomes "3m" */

void session_say(struct session *session, const struct news *news)
{
	if (!session->shell)
		return;
	shell_news(session->shell, news);
	restore_news(session, news);
	/* There is more to go to. */
	if (news->kind == NEWS_LIST)
		shell_palette_again(session->shell);
}

static void say_kind(struct session *session, enum news_kind kind)
{
	if (kind == NEWS_STORE || kind == NEWS_PROGRESS)
		alarm_look(session->alarm);
	session_say(session, &(struct news){ .kind = kind });
}

/* -- news at a bounded pace -------------------------------------------------------------------- */

/* On whatever screen the operator is by now; but the changes' own says all of it at its top. */
static void tell_changes(struct session *session)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct error err = ERROR_INIT;
	enum style_role role;

	if (session->shell && changes_tell(session->changes, &text, &role)) {
		changes_refresh_lists(session);
		const struct view *view = shell_view(session->shell);

		if (view->ops == &changes_view_ops) {
			shell_apply(session->shell, EFFECT_REDRAW);
		} else if (role == STYLE_BAD && view == session->speaker) {
			shell_message(session->shell, role, "It was not done; the screen says why");
		} else if (role != STYLE_BAD) {
			shell_message(session->shell, role, "%s", text.data);
		} else {
			error_set(&err, ERROR_API, "%s", text.data);
			shell_error(session->shell, &err);
		}
		session->speaker = NULL;
	}
	error_release(&err);
	strbuf_release(&text);
}

static void news_due(void *context)
{
	struct session *session = context;

	session->news_timer = 0;
	session->news_at = clock_mono_ms();
	say_kind(session, NEWS_STORE);
	if (session->changes_news) {
		session->changes_news = false;
		draft_settle(session);
		erasure_changes_moved(session);
		tell_changes(session);
		say_kind(session, NEWS_CHANGES);
	}
}

static void news_soon(struct session *session)
{
	int64_t wait = session->news_at + NEWS_MS - clock_mono_ms();

	if (!session->news_timer)
		session->news_timer =
			loop_add_timer(session->loop, wait > 0 ? wait : 0, news_due, session);
}

void session_changes_news(struct session *session)
{
	session->changes_news = true;
	news_soon(session);
}

static void changes_moved(void *context)
{
	struct session *session = context;

	draft_settle(session);
	session_changes_news(session);
}

/* Nobody may draw what the plan before had. */
static void changes_replaced(void *context)
{
	say_kind(context, NEWS_CHANGES);
}

static void read_health(struct session *session)
{
	error_release(&session->health.last_error);
	fetch_health(session->fetch, &session->health);
	/* The thread's report may be a moment old: what has been answered is not in flight. */
	if (!fetch_outstanding(session->fetch))
		session->health.in_flight = session->health.queued = 0;
}

static void tick(void *context)
{
	struct session *session = context;
	bool busy = fetch_outstanding(session->fetch);

	read_health(session);
	session->tick_timer =
		loop_add_timer(session->loop, busy ? TICK_MS : MINUTE_MS, tick, session);
	say_kind(session, NEWS_PROGRESS);
}

/* After something was asked for: show it at work within a second. */
static void tick_soon(struct session *session)
{
	if (session->tick_timer)
		loop_remove_timer(session->loop, session->tick_timer);
	session->tick_timer = loop_add_timer(session->loop, TICK_MS, tick, session);
}

uint64_t session_submit(struct session *session, struct job *job)
{
	tick_soon(session);
	return fetch_submit(session->fetch, job);
}

/* -- account and history ----------------------------------------------------------------------- */

static char *copy_text(struct text text)
{
	return text.data ? xstrndup(text.data, text.length) : NULL;
}

static void forget_account(struct session *session)
{
	free(session->account_name);
	free(session->account_status);
	free(session->account_type);
	free(session->currency);
	error_release(&session->account_error);
	error_release(&session->balance_error);
}

static void take_account(struct session *session, struct result *result)
{
	const struct account *account = result->account;

	forget_account(session);
	session->account_name = session->account_status = NULL;
	session->account_type = session->currency = NULL;
	session->account_known = account != NULL;
	session->balance_known = false;
	if (!account) {
		error_move(&session->account_error, &result->error);
		return;
	}
	session->account_sid = account->sid;
	session->account_owner = account->owner;
	session->account_created = account->date_created;
	session->account_updated = account->date_updated;
	error_move(&session->balance_error, &result->balance_error);
	session->account_name = copy_text(account->friendly_name);
	session->account_status = copy_text(account->status);
	session->account_type = copy_text(account->type);
	session->balance_known = account->has_balance;
	session->balance = account->balance;
	session->currency = copy_text(account->currency);
}

static void start_history(struct session *session)
{
	struct job job = {
		.kind = JOB_HISTORY,
		.priority = PRIORITY_HISTORY,
		.since = session->options.history_since,
	};

	if (session->history == HISTORY_FAILED)
		job.until = session->history_complete_to == INT64_MAX
				    ? DATE_NONE
				    : session->history_complete_to;
	error_release(&session->history_error);
	session->history = store_count(session->store) ? HISTORY_LOADING : HISTORY_FIRST;
	session->history_job = session_submit(session, &job);
}

/* Below Twilio's own words: the code, what it means for an operator, and by what to ask support. */
static void explain(struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *title = errcode_title(err->code), *hint = errcode_hint(err->code);

	strbuf_addf(&text, "✗ %s", error_text(err));
	if (err->code)
		strbuf_addf(&text, "\nTwilio error %d%s%s", err->code, title ? ": " : "",
			    title ? title : "");
	if (err->code && hint)
		strbuf_addf(&text, "\n%s", hint);
	if (err->request_id[0])
		strbuf_addf(&text, "\nrequest %s", err->request_id);
	free(err->text);
	err->text = strbuf_detach(&text, NULL);
}

/* When the newest of a result was sent. */
static int64_t newest_sent(const struct result *result)
{
	int64_t newest = DATE_NONE;

	for (size_t i = 0; i < result->message_count; i++)
		if (result->messages[i].date_sent > newest)
			newest = result->messages[i].date_sent;
	return newest;
}

static void take_history(struct session *session, struct result *result)
{
	if (result->message_count && session->history == HISTORY_FIRST)
		session->history = HISTORY_LOADING;
	if (result->oldest != DATE_NONE &&
	    (session->history_oldest == DATE_NONE || result->oldest < session->history_oldest))
		session->history_oldest = result->oldest;
	session->history_complete_to = result->complete_to;
	/* It reads from the top on: what is above its newest is for the polls. */
	if (newest_sent(result) > session->polled_to)
		session->polled_to = newest_sent(result);
	if (session->history == HISTORY_LOADING &&
	    result->complete_to <= session->options.history_since)
		session->history = HISTORY_UNSENT;
	if (!result->last)
		return;
	session->history_job = 0;
	if (result->error.kind == ERROR_NONE) {
		session->history = HISTORY_COMPLETE;
	} else {
		session->history = HISTORY_FAILED;
		error_move(&session->history_error, &result->error);
		explain(&session->history_error);
	}
}

/* -- answers ----------------------------------------------------------------------------------- */

static void put_messages(struct session *session, struct result *result)
{
	bool is_poll = result->kind == JOB_NEWER || result->kind == JOB_REFRESH;
	bool beyond = session_is_beyond(session, result), full = false;

	if (session_left_beyond(session, result))
		return;
	for (size_t i = 0; i < result->message_count; i++) {
		const struct message *message = &result->messages[i];
		enum store_result put = beyond ? store_put_beyond(session->store, message, NULL)
					       : store_put(session->store, message, NULL);
		if (is_poll && (put == STORE_ADDED || put == STORE_CHANGED))
			session->poll_found++;
		full |= put == STORE_FULL;
	}
	if (beyond)
		session_beyond_came(session, result, full);
	session->bad_records += result->bad_records;
	if (result->gone.kind != SID_NONE) {
		uint32_t row = store_find(session->store, &result->gone);
		if (row != STORE_NO_ROW)
			store_remove(session->store, row);
	}
	if (result->message_count || result->gone.kind != SID_NONE)
		news_soon(session);
}

static void take_result(struct session *session, struct result *result)
{
	bool changed = changes_take(session->changes, result);

	if (media_index_take(session->media, result))
		news_soon(session);
	if (!changed)
		session_asked(session, result);
	if (lists_take(session, result) || changed)
		return;
	put_messages(session, result);
	erasure_take(session, result);
	if (result->job == session->history_job)
		take_history(session, result);
	if (result->kind == JOB_NEWER && newest_sent(result) > session->poll_newest)
		session->poll_newest = newest_sent(result);
	if (result->kind == JOB_ACCOUNT && result->last)
		take_account(session, result);
	if (result->last)
		session_wanted_ended(session, result);
	if (result->last && (result->kind == JOB_NEWER || result->kind == JOB_REFRESH))
		session_poll_ended(session, result);
}

void session_receive(void *context)
{
	struct session *session = context;
	int64_t now = clock_mono_ns(), deadline = now + RECEIVE_NS, took = 0;
	enum history_state before = session->history;
	struct result *result;

	/* As many as there is time for, if the next one takes as long as the last; the descriptor brings us
	 * back for the rest. */
	while (now + took < deadline && (result = fetch_receive(session->fetch))) {
		take_result(session, result);
		result_free(result);
		took = clock_mono_ns() - now;
		now += took;
	}
	read_health(session);
	session_poll_later(session);
	lists_tell(session);
	if (session->history != before) /* the first rows, and the end, are shown at once */
		say_kind(session, NEWS_STORE);
	else
		news_soon(session);
}

/* -- life -------------------------------------------------------------------------------------- */

void session_init(struct session *session, const struct session_options *options, struct loop *loop)
{
	*session = (struct session){
		.options = *options,
		.loop = loop,
		.history_oldest = DATE_NONE,
		.history_complete_to = DATE_NONE,
		.polled_to = DATE_NONE,
	};
	session->store = store_new();
	session->lists = lists_new(session);
	session->go_to = go_to_new(session);
	session->media = media_index_new(session);
	store_set_limit(session->store, options->memory_limit);
	store_set_start(session->store, options->history_since);
	store_start_unread(session->store, clock_now());
	session->alarm = alarm_new(session);
	session->conversations = conversation_list_new(session->store);
	session->changes = changes_new(loop, session->store,
				       &(struct changes_options){
					       .directory = options->plans,
					       .account = options->account,
					       .host = options->host,
					       .per_second = options->changes_per_second,
					       .in_flight = options->changes_in_flight,
					       .quiet_hours = options->quiet_hours,
					       .changed = changes_moved,
					       .replaced = changes_replaced,
					       .context = session,
				       });
}

void session_start(struct session *session, struct fetch *fetch)
{
	session->fetch = fetch;
	loop_add_fd(session->loop, fetch_wake_fd(fetch), session_receive, session);
	start_history(session);
	session_read_account(session);
}

void session_read_account(struct session *session)
{
	struct job account = { .kind = JOB_ACCOUNT, .priority = PRIORITY_AHEAD };

	if (session->fetch)
		session_submit(session, &account);
}

void session_refresh(struct session *session)
{
	if (!session->fetch)
		return;
	session->quiet_polls = 0;
	if (!session->account_known)
		session_read_account(session);
	if (session->history == HISTORY_FAILED)
		start_history(session);
	if (session->history == HISTORY_FIRST)
		return;
	if (session->poll_timer)
		loop_remove_timer(session->loop, session->poll_timer);
	session_poll_now(session);
}

void session_stop(struct session *session)
{
	unsigned *timers[] = { &session->news_timer, &session->tick_timer, &session->poll_timer,
			       &session->beyond_timer };

	for (size_t i = 0; i < ARRAY_SIZE(timers); i++) {
		if (*timers[i])
			loop_remove_timer(session->loop, *timers[i]);
		*timers[i] = 0;
	}
	/* Before the thread: what it still does is then for nobody, and the journal knows it. */
	alarm_free(session->alarm);
	session->alarm = NULL;
	writer_abandon(session);
	plans_offer_drop(session);
	draft_drop(session);
	erasure_drop(session);
	changes_free(session->changes);
	session->changes = NULL;
	if (!session->fetch)
		return;
	loop_remove_fd(session->loop, fetch_wake_fd(session->fetch));
	fetch_stop(session->fetch);
	session->fetch = NULL;
	lists_stopped(session);
}

void session_release(struct session *session)
{
	session_stop(session);
	act_release(session);
	conversation_list_free(session->conversations);
	traffic_free(session->traffic);
	spending_free(session->spending);
	restore_free(session->restore);
	media_index_free(session->media);
	store_free(session->store);
	forget_account(session);
	error_release(&session->health.last_error);
	error_release(&session->history_error);
	error_release(&session->poll_error);
	vec_release(&session->wanted);
	vec_release(&session->asked);
	vec_release(&session->beyond_left);
	lists_free(session->lists);
	go_to_free(session->go_to);
	links_free(session->links);
	free(session->theme_before);
	mem_wipe_free(session->pasted);
}

bool session_outstanding(const struct session *session)
{
	return session->fetch &&
	       (fetch_outstanding(session->fetch) || session->news_timer || session->reviewing ||
		session->writer || session->working || session->offer || session->beyond_timer ||
		alarm_busy(session->alarm) || lists_outstanding(session) ||
		changes_busy(session->changes));
}

bool session_loaded_since(const struct session *session, int64_t since)
{
	int64_t evicted;

	if (store_evicted(session->store, &evicted) && evicted >= since)
		return false;
	switch (session->history) {
	case HISTORY_NONE:
	case HISTORY_FIRST:
		return false;
	case HISTORY_LOADING:
	case HISTORY_FAILED:
		return session->history_complete_to != DATE_NONE &&
		       session->history_complete_to <= since;
	case HISTORY_UNSENT:
	case HISTORY_COMPLETE:
		break;
	}
	return session->options.history_since <= since;
}

size_t session_estimate(const struct session *session)
{
	int64_t now = clock_now();
	int64_t wanted = session->options.history_since;
	int64_t since = wanted == DATE_NONE ? now - SESSION_REACH_S : wanted;
	int64_t reached = session->history_complete_to;

	if (session->history != HISTORY_LOADING || reached == DATE_NONE ||
	    now - reached < ESTIMATE_LEAST_S || since >= reached)
		return 0;
	/* Only what has come without gaps says how many there are to a day. */
	return (size_t)((double)store_rank_at(session->store, reached) * (double)(now - since) /
			(double)(now - reached));
}
