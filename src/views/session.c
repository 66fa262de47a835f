#include "views/session.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/errcode.h"
#include "views/changes.h"
#include "views/writer.h"

#define RECEIVE_NS (4 * 1000000LL) /* work on answers between two looks at the keyboard */
#define NEWS_MS 80                 /* many pages a second are one redraw */
#define TICK_MS 1000               /* the connection's state is shown at this pace while it works */
#define MINUTE_MS (60 * 1000)      /* "2m" becomes "3m" */
#define KNOWN_SIDS 100             /* how many of the newest a poll must meet one of */
#define YOUNG_S (10 * 60) /* read again with each poll; older ones with each OLD_EVERY-th */
#define OLD_EVERY 30

/* Something that an operator asked for by opening it. */
struct session_wanted {
	enum news_kind kind; /* NEWS_MESSAGE or NEWS_CONTACT */
	struct sid sid;
	uint32_t contact;
	uint64_t jobs[2]; /* 0: answered */
	bool failed;
};

static void say(struct session *session, const struct news *news)
{
	if (session->shell)
		shell_news(session->shell, news);
}

static void say_kind(struct session *session, enum news_kind kind)
{
	say(session, &(struct news){ .kind = kind });
}

/* -- news at a bounded pace -------------------------------------------------------------------- */

static void news_due(void *context)
{
	struct session *session = context;

	session->news_timer = 0;
	say_kind(session, NEWS_STORE);
	if (session->changes_news) {
		session->changes_news = false;
		say_kind(session, NEWS_CHANGES);
	}
}

static void news_soon(struct session *session)
{
	if (!session->news_timer)
		session->news_timer = loop_add_timer(session->loop, NEWS_MS, news_due, session);
}

static void changes_moved(void *context)
{
	struct session *session = context;

	session->changes_news = true;
	news_soon(session);
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

static uint64_t submit(struct session *session, struct job *job)
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
}

static void take_account(struct session *session, struct result *result)
{
	const struct account *account = result->account;

	forget_account(session);
	session->account_name = session->account_status = NULL;
	session->account_type = session->currency = NULL;
	session->account_known = account != NULL;
	if (!account) {
		error_move(&session->account_error, &result->error);
		return;
	}
	session->account_sid = account->sid;
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
	session->history_job = submit(session, &job);
}

/* Below Twilio's own words: the code, what it means for an operator, and by what to ask support. */
static void explain(struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *title = errcode_title(err->code), *hint = errcode_hint(err->code);

	if (!err->code)
		return;
	strbuf_addf(&text, "✗ %s\nTwilio error %d%s%s", error_text(err), err->code,
		    title ? ": " : "", title ? title : "");
	if (hint)
		strbuf_addf(&text, "\n%s", hint);
	if (err->request_id[0])
		strbuf_addf(&text, "\nrequest %s", err->request_id);
	free(err->text);
	err->text = strbuf_detach(&text, NULL);
}

static void take_history(struct session *session, struct result *result)
{
	if (result->message_count && session->history == HISTORY_FIRST)
		session->history = HISTORY_LOADING;
	if (result->oldest != DATE_NONE &&
	    (session->history_oldest == DATE_NONE || result->oldest < session->history_oldest))
		session->history_oldest = result->oldest;
	session->history_complete_to = result->complete_to;
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

/* -- polling ----------------------------------------------------------------------------------- */

static void start_newer(struct session *session)
{
	size_t count = store_count(session->store);
	struct job job = { .kind = JOB_NEWER, .priority = PRIORITY_POLL, .newest = DATE_NONE };

	if (session->poll_job)
		return;
	if (count > KNOWN_SIDS)
		count = KNOWN_SIDS;
	if (count) {
		job.newest = store_time(session->store, store_at(session->store, 0));
		job.sids = xcalloc(count, sizeof(*job.sids));
	}
	for (size_t i = 0; i < count; i++)
		job.sids[i] = store_sid(session->store, store_at(session->store, i));
	job.sid_count = count;
	session->poll_job = submit(session, &job);
}

struct unfinished VEC(struct sid);

struct collect {
	const struct store *store;
	struct unfinished sids;
};

static bool collect_one(uint32_t row, void *context)
{
	struct collect *collect = context;

	vec_push(&collect->sids, store_sid(collect->store, row));
	return true;
}

static void start_refresh(struct session *session)
{
	bool all = session->polls % OLD_EVERY == 0;
	struct collect collect = { .store = session->store };

	if (session->refresh_job)
		return;
	store_each_unfinished(session->store, clock_now() - (all ? SESSION_MOVING_S : YOUNG_S),
			      collect_one, &collect);
	if (!collect.sids.count) {
		vec_release(&collect.sids);
		return;
	}
	struct job job = {
		.kind = JOB_REFRESH,
		.priority = PRIORITY_POLL,
		.sids = collect.sids.items,
		.sid_count = collect.sids.count,
	};
	session->refresh_job = submit(session, &job);
}

static void poll_due(void *context)
{
	struct session *session = context;

	session->poll_timer = 0;
	session->polls++;
	session->poll_found = 0;
	start_newer(session);
	start_refresh(session);
}

/* From the brisk pace to the idle one, half as fast again with each poll that brings nothing. */
static int64_t poll_delay(const struct session *session)
{
	int64_t delay = session->options.poll_ms;

	for (unsigned i = 0; i < session->quiet_polls && delay < session->options.poll_idle_ms; i++)
		delay += delay / 2 + 1;
	return delay < session->options.poll_idle_ms ? delay : session->options.poll_idle_ms;
}

static void poll_later(struct session *session)
{
	if (session->poll_timer || session->poll_job || session->refresh_job ||
	    !session->options.poll_ms || session->history == HISTORY_FIRST)
		return;
	session->poll_timer = loop_add_timer(session->loop, poll_delay(session), poll_due, session);
}

static void poll_ended(struct session *session, struct result *result)
{
	if (result->kind == JOB_NEWER) {
		session->poll_job = 0;
		error_release(&session->poll_error);
		error_move(&session->poll_error, &result->error);
	} else {
		session->refresh_job = 0;
	}
	if (session->poll_job || session->refresh_job)
		return;
	session->quiet_polls = session->poll_found ? 0 : session->quiet_polls + 1;
	poll_later(session);
}

/* -- what was asked for ------------------------------------------------------------------------ */

static struct session_wanted *find_wanted_job(struct session *session, uint64_t job)
{
	for (size_t i = 0; i < session->wanted.count; i++) {
		struct session_wanted *wanted = &session->wanted.items[i];
		if (job && (wanted->jobs[0] == job || wanted->jobs[1] == job))
			return wanted;
	}
	return NULL;
}

static struct session_wanted *find_wanted_contact(const struct session *session, uint32_t contact)
{
	for (size_t i = 0; i < session->wanted.count; i++) {
		struct session_wanted *wanted = &session->wanted.items[i];
		if (wanted->kind == NEWS_CONTACT && wanted->contact == contact)
			return wanted;
	}
	return NULL;
}

static void wanted_message_ended(struct session *session, struct session_wanted *wanted,
				 const struct result *result)
{
	struct news news = { .kind = NEWS_MESSAGE, .sid = wanted->sid, .raw = result->raw };

	if (result->error.kind != ERROR_NONE)
		news.error = &result->error;
	vec_remove(&session->wanted, wanted - session->wanted.items);
	say(session, &news);
}

static void wanted_contact_ended(struct session *session, struct session_wanted *wanted,
				 const struct result *result)
{
	struct news news = { .kind = NEWS_CONTACT, .contact = wanted->contact };

	wanted->jobs[wanted->jobs[0] == result->job ? 0 : 1] = 0;
	if (result->error.kind != ERROR_NONE) {
		wanted->failed = true;
		news.error = &result->error;
	}
	if (wanted->jobs[0] || wanted->jobs[1])
		return;
	/* What failed may be asked for again. */
	if (wanted->failed)
		vec_remove(&session->wanted, wanted - session->wanted.items);
	say(session, &news);
}

void session_want_message(struct session *session, const struct sid *sid)
{
	struct job job = { .kind = JOB_MESSAGE, .priority = PRIORITY_NOW, .sid = *sid };

	if (!session->fetch)
		return;
	for (size_t i = 0; i < session->wanted.count; i++)
		if (session->wanted.items[i].kind == NEWS_MESSAGE &&
		    sid_equal(&session->wanted.items[i].sid, sid))
			return;
	vec_push(&session->wanted, ((struct session_wanted){
					   .kind = NEWS_MESSAGE,
					   .sid = *sid,
					   .jobs = { submit(session, &job) },
				   }));
}

bool session_has_contact(const struct session *session, uint32_t contact)
{
	const struct session_wanted *wanted = find_wanted_contact(session, contact);

	return session->history == HISTORY_UNSENT || session->history == HISTORY_COMPLETE ||
	       (wanted && !wanted->jobs[0] && !wanted->jobs[1]);
}

bool session_loading_contact(const struct session *session, uint32_t contact)
{
	const struct session_wanted *wanted = find_wanted_contact(session, contact);

	return wanted && (wanted->jobs[0] || wanted->jobs[1]);
}

bool session_want_contact(struct session *session, uint32_t contact)
{
	struct store_contact about;
	struct job job = {
		.kind = JOB_HISTORY,
		.priority = PRIORITY_AHEAD,
		.since = session->options.history_since,
	};

	if (!session->fetch || session_has_contact(session, contact) ||
	    find_wanted_contact(session, contact))
		return false;
	store_contact(session->store, contact, &about);
	struct session_wanted wanted = { .kind = NEWS_CONTACT, .contact = contact };
	job.to = about.address;
	wanted.jobs[0] = submit(session, &job);
	job.to = (struct text){ NULL, 0 };
	job.from = about.address;
	wanted.jobs[1] = submit(session, &job);
	vec_push(&session->wanted, wanted);
	return true;
}

/* -- answers ----------------------------------------------------------------------------------- */

static void put_messages(struct session *session, const struct result *result)
{
	bool is_poll = result->kind == JOB_NEWER || result->kind == JOB_REFRESH;

	for (size_t i = 0; i < result->message_count; i++) {
		enum store_result put = store_put(session->store, &result->messages[i], NULL);
		if (is_poll && (put == STORE_ADDED || put == STORE_CHANGED))
			session->poll_found++;
	}
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
	if (changes_take(session->changes, result))
		return;
	struct session_wanted *wanted = find_wanted_job(session, result->job);

	put_messages(session, result);
	if (result->job == session->history_job)
		take_history(session, result);
	if (result->kind == JOB_ACCOUNT && result->last)
		take_account(session, result);
	if (result->last && wanted && wanted->kind == NEWS_MESSAGE)
		wanted_message_ended(session, wanted, result);
	else if (result->last && wanted)
		wanted_contact_ended(session, wanted, result);
	if (result->last && (result->kind == JOB_NEWER || result->kind == JOB_REFRESH))
		poll_ended(session, result);
}

static void receive_again(void *context)
{
	struct session *session = context;

	session->receive_timer = 0;
	session_receive(session);
}

void session_receive(void *context)
{
	struct session *session = context;
	int64_t deadline = clock_mono_ns() + RECEIVE_NS;
	enum history_state before = session->history;
	struct result *result = NULL;

	while (clock_mono_ns() < deadline && (result = fetch_receive(session->fetch))) {
		take_result(session, result);
		result_free(result);
	}
	if (result && !session->receive_timer)
		session->receive_timer = loop_add_timer(session->loop, 0, receive_again, session);
	read_health(session);
	poll_later(session);
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
	};
	session->store = store_new();
	store_set_limit(session->store, options->memory_limit);
	store_start_unread(session->store, clock_now());
	session->conversations = conversation_list_new(session->store);
	session->changes = changes_new(loop, session->store,
				       &(struct changes_options){
					       .directory = options->plans,
					       .account = options->account,
					       .host = options->host,
					       .per_second = options->changes_per_second,
					       .in_flight = options->changes_in_flight,
					       .changed = changes_moved,
					       .context = session,
				       });
}

void session_start(struct session *session, struct fetch *fetch)
{
	struct job account = { .kind = JOB_ACCOUNT, .priority = PRIORITY_AHEAD };

	session->fetch = fetch;
	loop_add_fd(session->loop, fetch_wake_fd(fetch), session_receive, session);
	start_history(session);
	submit(session, &account);
}

void session_refresh(struct session *session)
{
	if (!session->fetch)
		return;
	session->quiet_polls = 0;
	if (!session->account_known) {
		struct job account = { .kind = JOB_ACCOUNT, .priority = PRIORITY_AHEAD };
		submit(session, &account);
	}
	if (session->history == HISTORY_FAILED)
		start_history(session);
	if (session->history == HISTORY_FIRST)
		return;
	if (session->poll_timer)
		loop_remove_timer(session->loop, session->poll_timer);
	poll_due(session);
}

void session_stop(struct session *session)
{
	unsigned *timers[] = { &session->news_timer, &session->tick_timer, &session->poll_timer,
			       &session->receive_timer };

	for (size_t i = 0; i < ARRAY_SIZE(timers); i++) {
		if (*timers[i])
			loop_remove_timer(session->loop, *timers[i]);
		*timers[i] = 0;
	}
	/* Before the thread: what it still does is then for nobody, and the journal knows it. */
	writer_abandon(session);
	changes_free(session->changes);
	session->changes = NULL;
	if (!session->fetch)
		return;
	loop_remove_fd(session->loop, fetch_wake_fd(session->fetch));
	fetch_stop(session->fetch);
	session->fetch = NULL;
}

void session_release(struct session *session)
{
	session_stop(session);
	conversation_list_free(session->conversations);
	store_free(session->store);
	forget_account(session);
	error_release(&session->health.last_error);
	error_release(&session->history_error);
	error_release(&session->poll_error);
	vec_release(&session->wanted);
}

bool session_outstanding(const struct session *session)
{
	return session->fetch && (fetch_outstanding(session->fetch) || session->news_timer ||
				  session->receive_timer || session->reviewing || session->writer ||
				  changes_busy(session->changes));
}

size_t session_estimate(const struct session *session)
{
	int64_t now = clock_now();
	int64_t wanted = session->options.history_since;
	int64_t since = wanted == DATE_NONE ? now - SESSION_REACH_S : wanted;
	int64_t reached = session->history_complete_to;
	size_t count = store_count(session->store);

	if (session->history != HISTORY_LOADING || reached == DATE_NONE || reached >= now ||
	    since >= reached)
		return 0;
	return (size_t)((double)count * (double)(now - since) / (double)(now - reached));
}
