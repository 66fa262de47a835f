/*
 * fetch.h - the background thread that talks to Twilio, seen from the UI thread.
 *
 * fetch_start() makes the thread, fetch_submit() gives it a job, fetch_receive() takes results; the
 * descriptor of fetch_wake_fd() becomes readable when there is a result. A job or a result has one
 * owner at a time and is self-contained. Nothing else is shared. Every result carries the id of its
 * job; a job gives any number of results and exactly one with `last` set.
 *
 * Thread: all functions here belong to the UI thread.
 */
#ifndef MSGDECK_FETCH_FETCH_H
#define MSGDECK_FETCH_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "fetch/window.h"
#include "model/account.h"
#include "model/message.h"
#include "model/resource.h"

struct fetch;
struct api_settings; /* api/settings.h: hosts, credentials, limits; copied at start */

enum job_kind {
	JOB_ACCOUNT, /* the account and its balance */
	JOB_HISTORY, /* messages, newest first, as far back as `since` */
	JOB_NEWER,   /* page one until it meets `known`, following links after a burst */
	JOB_MESSAGE, /* one message by SID, with its raw JSON */
	JOB_REFRESH, /* messages whose state may have moved: by GET when few, by window when many */
	JOB_CHANGE,  /* one request that changes the account */
	JOB_LIST,    /* messages in the list's order, no faster than they are taken: fetch_more() */
	JOB_READ,    /* `list`, page by page; with `sid` that one record of it */
	JOB_CONTENT, /* the bytes of medium `sid` of message `of`, at most `limit` */
	JOB_ACTIVITY,    /* no request: what the thread has asked of Twilio, see struct activity */
	JOB_DEACTIVATED, /* the US numbers deactivated on the day `since`, no faster than they are
			  * taken: fetch_more(); see struct deactivated */
};

/* What a JOB_CHANGE asks for; fetch/change.c has the request of each. Those that make something
 * (CHANGE_SEND, CHANGE_SERVICE_CREATE, CHANGE_FEEDBACK) are repeated only when no byte of them can
 * have left, and after 429. The others come to the same when they arrive twice, so they are repeated
 * after failures that leave it open whether they arrived. A sender that is in the service already is
 * answered with 21710, one that is no longer there with 404: both are given as the errors that they
 * are, with code and status, and ops (ops/verb.h) knows that nothing is left to do. */
enum change {
	CHANGE_REDACT,         /* the text of message `sid` becomes empty */
	CHANGE_DELETE,         /* message `sid` goes, with its media */
	CHANGE_CANCEL,         /* message `sid`, which is scheduled, is not sent */
	CHANGE_SEND,           /* a message is made as `form` says */
	CHANGE_FEEDBACK,       /* message `sid`: `form` has the Outcome */
	CHANGE_MEDIUM_DELETE,  /* medium `sid` of message `of` */
	CHANGE_SHORT_CODE,     /* `form` into short code `sid` */
	CHANGE_SERVICE_CREATE, /* as `form` says */
	CHANGE_SERVICE,        /* `form` into service `sid` */
	CHANGE_SERVICE_DELETE, /* service `sid` */
	CHANGE_SENDER_ADD, /* sender `sid` (PN, SC, XE), or the alpha sender in `form`, into service `of` */
	CHANGE_SENDER_REMOVE, /* sender `sid` (PN, SC, AI, XE) out of service `of` */
	CHANGES
};

enum job_priority {
	PRIORITY_NOW,   /* the operator waits */
	PRIORITY_AHEAD, /* prefetch near the cursor */
	PRIORITY_HISTORY,
	PRIORITY_POLL,
};

struct job {
	uint64_t id; /* set by fetch_submit() */
	enum job_kind kind;
	enum job_priority priority;
	int64_t since;        /* JOB_HISTORY, JOB_LIST: DATE_NONE for everything */
	struct text to, from; /* likewise: server-side filters, copied; may be null */
	struct sid sid;       /* JOB_MESSAGE, JOB_CHANGE, JOB_CONTENT; JOB_READ: or SID_NONE */
	struct sid of;        /* JOB_CHANGE, JOB_CONTENT: what `sid` belongs to */
	struct list_id list;  /* JOB_READ */
	size_t limit;         /* JOB_CONTENT: bytes */
	struct sid *sids; /* JOB_NEWER: the newest known, none above `newest`; JOB_REFRESH: which;
			   * malloc'd, owned */
	size_t sid_count;
	int64_t newest; /* JOB_NEWER: up to this time everything is known; DATE_NONE: nothing is */
	/* JOB_HISTORY: starts below this time, to go on where a failed one was complete to;
	 * 0 or DATE_NONE: from now. JOB_REFRESH by window: `since` and `newest` are the times of
	 * the oldest and newest of `sids`, 0 or DATE_NONE where they are not known. JOB_LIST: see
	 * fetch/list.c. */
	int64_t until;
	/* JOB_LIST: how many are read before the first fetch_more(); 1... JOB_HISTORY with `place`: how
	 * many are asked for, or given and not answered with fetch_more(), at a time. */
	unsigned pages;
	bool place; /* JOB_HISTORY: results say where their pages belong; all come in such results */
	bool sent_only; /* JOB_HISTORY: messages without date_sent need not come */
	struct window_saved
		*saved; /* JOB_HISTORY: of an earlier one, newest first; malloc'd, owned */
	size_t saved_count;
	bool unsent_shown;    /* JOB_HISTORY: that one had found out so */
	uint32_t last_window; /* JOB_HISTORY: ids that it gave, up to this */
	enum change change;   /* JOB_CHANGE */
	char **form;          /* JOB_CHANGE: name, value, …, NULL; malloc'd, owned, wiped */
};

/* Deactivated US numbers of one day (model/deactivated.h), as far as the file has been read. The file
 * is never held: it streams by, in results of at most DEACTIVATED_BATCH numbers, of which at most
 * DEACTIVATED_AHEAD are given before the first is answered by fetch_more(), once each. When the
 * connection breaks the file is read again, and what was given is not given twice.
 * Source: https://www.twilio.com/docs/messaging/api/deactivations-resource */
#define DEACTIVATED_BATCH 8192
#define DEACTIVATED_AHEAD 32

struct deactivated {
	uint64_t count;          /* numbers given so far, these included */
	uint64_t bad;            /* lines that hold something else */
	uint64_t bytes;          /* of the file, so far */
	const uint64_t *numbers; /* those that came since the result before, in the file's order */
	size_t number_count;
};

enum activity_outcome {
	ACTIVITY_FLYING,
	ACTIVITY_DONE,
	ACTIVITY_AGAIN,     /* failed, and asked again */
	ACTIVITY_THROTTLED, /* 429: refused unread, and asked again unless that was the last try */
	ACTIVITY_FAILED,    /* for good */
	ACTIVITY_CANCELLED,
	ACTIVITY_OUTCOMES
};

/* One request on the wire. Names are static; no URL, since those name people. */
struct activity_request {
	uint64_t number; /* 1 for the first of the session */
	const char *verb;
	const char *endpoint;
	enum activity_outcome outcome;
	enum job_priority priority;
	unsigned attempt;        /* 1.. */
	int64_t started;         /* seconds UTC */
	int64_t started_mono_ms; /* for those that are still under way */
	int64_t latency_ms;      /* to the answer's first byte; -1: none came yet */
	int64_t took_ms;         /* to its last; -1 while under way */
	int status;              /* 0: none came yet */
	uint64_t bytes;          /* of the answer, decoded */
	char request_id[40];     /* Twilio's, "" where none came */
};

/* What was asked of one endpoint since the start. */
struct activity_sum {
	const char *verb;
	const char *endpoint;
	unsigned in_flight;
	uint64_t requests, answers, retries, throttled, failures;
	uint64_t bytes;
	uint64_t latency_sum_ms; /* of `answers` */
	int64_t latency_max_ms;
};

struct activity {
	const struct activity_request *requests; /* under way, then ended, each newest first */
	size_t request_count;
	const struct activity_sum *sums; /* in a fixed order; only what was asked */
	size_t sum_count;
	unsigned limit_max; /* more requests at a time are never made */
};

/* The service's clock beside ours, by the Date header of its answers. */
struct service_clock {
	bool known;
	int64_t ahead_s; /* below 0: behind */
};

struct result {
	uint64_t job;
	enum job_kind kind;
	bool last;
	struct error error;         /* kind ERROR_NONE when it worked */
	struct service_clock clock; /* when it was made */
	struct arena arena;         /* owns all that follows */
	struct message *messages;
	size_t message_count;
	size_t bad_records; /* could not be decoded and were left out of this page */
	size_t bad_members; /* of `messages`: not of their kind, left empty */
	/* JOB_READ, and JOB_CHANGE where the answer is a record of list.resource: a page of them. */
	struct list_id list;
	void *records;
	size_t record_count;
	const struct account *account; /* NULL unless JOB_ACCOUNT */
	struct error balance_error;    /* JOB_ACCOUNT: the key may not read the balance */
	struct text raw;               /* JOB_MESSAGE: the JSON as it came, secrets absent */
	/* JOB_MESSAGE, JOB_REFRESH, JOB_READ: answered 404. JOB_CHANGE: what it took out of `list`,
	 * or found gone from there. */
	struct sid gone;
	/* JOB_CONTENT: the bytes, and the type as the server that had them said (may be null). */
	struct text content, content_type;
	const struct activity *activity;       /* JOB_ACTIVITY; else NULL */
	const struct deactivated *deactivated; /* JOB_DEACTIVATED; NULL where it was cancelled */
	int64_t complete_to;       /* JOB_HISTORY: everything at or after this time has come */
	struct window_place place; /* JOB_HISTORY with job.place */
	int64_t oldest; /* JOB_HISTORY: oldest time seen so far; JOB_LIST: of this page */
	/* JOB_CHANGE: of the answer, whether it is yes or no; 0 and "" where none came. Where the API
	 * gives the message back it is in `messages`. */
	int http_status;
	char request_id[40];
	bool unclear;        /* JOB_CHANGE that failed: it may have been carried out all the same */
	struct result *next; /* queue */
};

/* The state of the connection, for the header: a copy, never older than a second. Whoever asked
 * releases last_error. */
struct fetch_health {
	unsigned in_flight;
	unsigned queued;
	unsigned limit;               /* requests in flight that are allowed at present */
	unsigned latency_ms;          /* smoothed */
	unsigned account_concurrency; /* Twilio-Concurrent-Requests, last seen */
	bool waiting;                 /* after 429 or Retry-After */
	int64_t wait_until_mono_ms;
	uint64_t requests, retries, throttled, failures;
	uint64_t bytes_in;
	struct error last_error;
};

struct fetch *fetch_start(const struct api_settings *settings, struct error *err);
/* Stops, wakes, joins, frees queued jobs and results. NULL is allowed. */
void fetch_stop(struct fetch *fetch);

/* Wipes and frees what a job owns that was never submitted. `to` and `from` are only owned after. */
void job_release(struct job *job);
/* Takes over what job owns; returns the id. */
uint64_t fetch_submit(struct fetch *fetch, struct job *job);
/* One more page of this JOB_LIST, or JOB_HISTORY with `place`, may be read: one has been dealt with. */
void fetch_more(struct fetch *fetch, uint64_t job);
/* What was under way may still come, then one `last` with ERROR_CANCELLED; a job that is over gives
 * nothing more. */
void fetch_cancel(struct fetch *fetch, uint64_t job);
int fetch_wake_fd(const struct fetch *fetch);
/* The next result or NULL. The descriptor stays readable until NULL was given, so that one may stop before.
 * The caller frees with result_free(). */
struct result *fetch_receive(struct fetch *fetch);
void result_free(struct result *result);
void fetch_health(struct fetch *fetch, struct fetch_health *out);
/* Whether any job has not given its last result. */
bool fetch_outstanding(const struct fetch *fetch);

#endif
