#include "base/date.h"
#include "base/mem.h"
#include "views/session/session_internal.h"

static struct session_wanted *find_job(struct session *session, uint64_t job)
{
	for (size_t i = 0; i < session->wanted.count; i++) {
		struct session_wanted *wanted = &session->wanted.items[i];
		if (job && (wanted->jobs[0] == job || wanted->jobs[1] == job))
			return wanted;
	}
	return NULL;
}

static struct session_wanted *find_contact(const struct session *session, uint32_t contact)
{
	for (size_t i = 0; i < session->wanted.count; i++) {
		struct session_wanted *wanted = &session->wanted.items[i];
		if (wanted->kind == NEWS_CONTACT && wanted->contact == contact)
			return wanted;
	}
	return NULL;
}

static void message_ended(struct session *session, struct session_wanted *wanted,
			  const struct result *result)
{
	struct news news = { .kind = NEWS_MESSAGE, .sid = wanted->sid, .raw = result->raw };

	if (result->error.kind != ERROR_NONE)
		news.error = &result->error;
	vec_remove(&session->wanted, wanted - session->wanted.items);
	session_say(session, &news);
}

static void contact_ended(struct session *session, struct session_wanted *wanted,
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
	session_say(session, &news);
}

void session_wanted_ended(struct session *session, const struct result *result)
{
	struct session_wanted *wanted = find_job(session, result->job);

	if (wanted && wanted->kind == NEWS_MESSAGE)
		message_ended(session, wanted, result);
	else if (wanted)
		contact_ended(session, wanted, result);
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
					   .jobs = { session_submit(session, &job) },
				   }));
}

bool session_has_contact(const struct session *session, uint32_t contact)
{
	const struct session_wanted *wanted = find_contact(session, contact);

	return session->history == HISTORY_UNSENT || session->history == HISTORY_COMPLETE ||
	       (wanted && !wanted->jobs[0] && !wanted->jobs[1]);
}

bool session_has_whole_contact(const struct session *session, uint32_t contact)
{
	return session_has_contact(session, contact) &&
	       session->options.history_since == DATE_NONE && !store_evicted(session->store, NULL);
}

bool session_loading_contact(const struct session *session, uint32_t contact)
{
	const struct session_wanted *wanted = find_contact(session, contact);

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
	    find_contact(session, contact))
		return false;
	store_contact(session->store, contact, &about);
	struct session_wanted wanted = { .kind = NEWS_CONTACT, .contact = contact };
	job.to = about.address;
	wanted.jobs[0] = session_submit(session, &job);
	job.to = (struct text){ NULL, 0 };
	job.from = about.address;
	wanted.jobs[1] = session_submit(session, &job);
	vec_push(&session->wanted, wanted);
	return true;
}

/* -- jobs of the screens' own -------------------------------------------------------------------- */

static size_t find_asked(const struct session *session, uint64_t job)
{
	size_t i = 0;

	while (i < session->asked.count && session->asked.items[i] != job)
		i++;
	return i;
}

uint64_t session_ask(struct session *session, struct job *job)
{
	if (!session->fetch) {
		job->to = job->from = (struct text){ .data = NULL }; /* never owned */
		job_release(job);
		return 0;
	}
	uint64_t id = session_submit(session, job);
	vec_push(&session->asked, id);
	return id;
}

void session_ask_no_more(struct session *session, uint64_t job)
{
	size_t at = find_asked(session, job);

	if (at == session->asked.count)
		return;
	vec_remove(&session->asked, at);
	if (session->fetch)
		fetch_cancel(session->fetch, job);
}

void session_asked(struct session *session, struct result *result)
{
	size_t at = find_asked(session, result->job);

	if (at == session->asked.count)
		return;
	if (result->last)
		vec_remove(&session->asked, at);
	session_say(session, &(struct news){ .kind = NEWS_RESULT, .result = result });
}
