/*
 * session.h - what all screens share: the cache, the thread that fills it, and what is known about
 * the account and the connection.
 *
 * Data flows one way: views ask (session_want_…), the fetch thread answers, session_receive() puts
 * answers into the store, whose observers tell the tables. Views hear of everything else as news
 * (view_ops.result gets a `const struct news *`).
 *
 * Keeping fresh: history is loaded once, newest first; while it runs and afterwards new messages are
 * polled for, and messages younger than SESSION_MOVING_S that are not final are read again. The
 * pace of polling slows by steps from `poll_ms` to `poll_idle_ms` while nothing happens.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SESSION_SESSION_H
#define MSGDECK_VIEWS_SESSION_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/vec.h"
#include "config/columns.h"
#include "config/templates.h"
#include "fetch/fetch.h"
#include "model/conversation.h"
#include "model/filter.h"
#include "model/store.h"
#include "ui/loop.h"
#include "ui/shell.h"

/* Messages that are not final are read again until they are this old. */
#define SESSION_MOVING_S (36 * 3600)

/* How far back the message list goes: about 13 months, by Twilio's support pages. For estimates. */
#define SESSION_REACH_S (400LL * 24 * 3600)

/* What only the program as a whole can do. Each fails with what is here left as it is. */
struct session_program {
	/* Begin anew with another account, or another profile of the config file, once the loop runs
	 * again; all screens are then gone. */
	bool (*look_at)(void *context, const char *sid, struct error *err);
	bool (*use_profile)(void *context, const char *name, struct error *err);
	/* Another theme, at once, until the end. */
	bool (*use_theme)(void *context, const char *name, struct error *err);
	/* Reads the config file again: keys, columns, theme, times, viewer. Appends what there is to say. */
	bool (*reload)(void *context, struct strbuf *said, struct error *err);
	void *context;
};

struct session_options {
	const char *label; /* profile's name or "demo"; static for the run */
	bool demo;
	bool read_only;
	bool production; /* marked loudly */
	bool hide_bodies;
	const char *viewer;      /* command, NULL: none */
	unsigned alert_failures; /* per cent, 0: off (model/alerts.h) */
	int64_t alert_balance;   /* 0: off */
	bool alert_deactivated;
	bool alert_bell;
	const char *alert_command; /* NULL: none */
	int64_t history_since;     /* DATE_NONE for everything that the list returns */
	int64_t poll_ms;           /* 0: never */
	int64_t poll_idle_ms;
	uint64_t memory_limit;                    /* bytes of cache, 0 for no limit */
	const struct config_templates *templates; /* from the config file, checked */
	struct column_choices *kept_columns;      /* by keep-columns; these go before */
	const struct column_choices *columns;     /* from the config file, checked */
	struct queries *queries; /* (views/list/queries.h); whoever has the options frees it */
	const char *plans;       /* directory of the journals of changes */
	const char *account;     /* for their first line: SID and host */
	const char *host;
	const uint8_t *erasure_key; /* as erase_wanted.key; lives as long as the session */
	double changes_per_second;  /* 0: as fast as it goes */
	unsigned changes_in_flight;
	const char *quiet_hours; /* as the option has it */
	unsigned restore; /* as the option restore_session has it (views/session/restore.h) */
	bool other;       /* the account is not the one that signs in */
	const struct session_program *program;
	const char *theme;     /* the one in use */
	const char *profile;   /* NULL: none */
	char *const *profiles; /* those of the config file */
	size_t profile_count;
};

enum history_state {
	HISTORY_NONE,  /* nothing asked yet */
	HISTORY_FIRST, /* the first page is on its way */
	HISTORY_LOADING,
	HISTORY_UNSENT, /* all that was sent has come; what was not yet is still looked for */
	HISTORY_COMPLETE,
	HISTORY_FAILED, /* history_error says why; retried by refresh */
};

struct act;
struct alarm;
struct changes;
struct draft;
struct erasure;
struct go_to;
struct links;
struct lists;
struct media_index;
struct message_choice;
struct queries;
struct restore;
struct writer;
struct session_wanted;
struct spending;
struct traffic;
struct wanted_list VEC(struct session_wanted);

/* What a query asked Twilio for because the cache has not got it. */
struct session_beyond {
	const void *owner; /* whose query it is */
	bool asked;
	struct beyond_question {
		char from[FILTER_WORD_MAX + 1], to[FILTER_WORD_MAX + 1], with[FILTER_WORD_MAX + 1];
		bool named;           /* one of those is not "" */
		int64_t since, until; /* DATE_NONE, INT64_MAX: without that end */
	} question;
	uint64_t jobs[2];   /* 0: ended */
	int64_t reached[2]; /* of each job: all from then on has come; INT64_MAX: nothing is sure */
	size_t count;       /* messages that came */
	bool full;          /* there is more than may be kept */
	bool failed;        /* part of it did not come */
	bool stopped;       /* by the operator */
};

struct session {
	struct session_options options;
	struct loop *loop;
	struct shell *shell; /* set once there is one */
	struct store *store;
	struct conversation_list *conversations;
	struct fetch *fetch; /* NULL without credentials */
	struct fetch_health health;

	/* The account, once it answered. Texts are ours. */
	bool account_known;
	char *account_name;
	char *account_status;
	char *account_type;
	struct sid account_sid, account_owner;
	int64_t account_created, account_updated;
	bool balance_known;
	struct decimal balance;
	char *currency;
	struct error account_error, balance_error;

	enum history_state history;
	uint64_t history_job;
	int64_t history_oldest;      /* oldest time that came so far */
	int64_t history_complete_to; /* everything from here on has come */
	struct error history_error;
	size_t bad_records; /* left out because they could not be decoded */

	uint64_t poll_job;
	uint64_t refresh_job;
	unsigned poll_timer;
	unsigned polls;          /* since the start */
	unsigned quiet_polls;    /* in a row that brought nothing */
	size_t poll_found;       /* messages that the present poll brought or changed */
	int64_t poll_newest;     /* when the newest was sent that the present poll has shown */
	int64_t polled_to;       /* the list has been read without a gap up to this time */
	struct error poll_error; /* last poll failed; ERROR_NONE otherwise */

	struct changes *changes; /* what changes the account (views/changes/changes.h) */
	struct writer *writer; /* a file that is being written (views/session/writer.h), or NULL */
	bool reviewing;        /* a selection is on its way to its review */
	char *theme_before;    /* while others are looked at (views/custom.c) */
	struct draft *draft;   /* what was written last (views/compose/draft.h), or NULL */
	struct message_choice
		*piped; /* what the screen that opens takes over (views/messages/output.c) */
	char *pasted;   /* what is offered to be shown (views/find.h); owned; NULL: nothing */
	struct session_beyond beyond;
	struct beyond_left VEC(uint64_t) beyond_left; /* its jobs that were given up */
	unsigned beyond_timer;     /* what came for an earlier query is leaving; 0: it has left */
	struct erasure *erasure;   /* (views/changes/erasure.h), or NULL */
	struct plans_offer *offer; /* what is left of earlier changes, until that is read (plans.h) */
	struct act *act;   /* what is looked at, until it is answered (views/changes/act.h) */
	bool changes_news; /* the news that are due are also of changes */
	/* While it is shown, says itself why what is carried out came to nothing; NULL: nobody does.
	 * For one plan. */
	const struct view *speaker;

	unsigned news_timer, tick_timer;
	int64_t news_at;           /* when the screens heard of news last, clock_mono_ms() */
	struct wanted_list wanted; /* what screens asked for */
	struct lists *lists;       /* (views/session/lists.h) */
	struct go_to *go_to;       /* (views/go_to.h) */
	struct restore *restore;   /* (views/session/restore.h); NULL: nothing is kept */
	struct links *links;       /* (views/links.h), of what was looked at last; NULL: none */
	struct media_index *media; /* (views/media/media_index.h) */
	unsigned working;    /* programs that were started and whose answer changes the screen */
	struct alarm *alarm; /* (views/session/alarm.h), NULL where nothing is looked at */
	struct traffic *traffic;    /* (model/traffic.h), once a screen asked for it */
	struct spending *spending;  /* (model/spending.h), likewise */
	struct VEC(uint64_t) asked; /* jobs of session_ask() that have not given their last result */
};

enum news_kind {
	NEWS_STORE,    /* messages came or changed */
	NEWS_PROGRESS, /* history, health or account changed */
	NEWS_MESSAGE,  /* the answer to session_want_message() */
	NEWS_CHANGES,  /* the plan that is carried out came further */
	NEWS_CONTACT,  /* the answer to session_want_contact() is complete */
	NEWS_LIST, /* `list` has changed: came, failed, or a record of it (views/session/lists.h) */
	NEWS_RESULT, /* a result of the job that session_ask() submitted, `result` */
	NEWS_NAMES,  /* contacts have other names: the configuration was read again */
};

struct news {
	enum news_kind kind;
	struct sid sid;  /* NEWS_MESSAGE */
	struct text raw; /* NEWS_MESSAGE: its JSON, null on error; valid during the call */
	const struct error *error;  /* NEWS_MESSAGE, NEWS_CONTACT: NULL when it worked */
	uint32_t contact;           /* NEWS_CONTACT */
	const struct list_id *list; /* NEWS_LIST */
	struct result *result;      /* NEWS_RESULT: valid during the call; may be moved out of */
};

/* Makes store and changes; no thread yet. The strings of the options must stay. */
void session_init(struct session *session, const struct session_options *options,
		  struct loop *loop);
/* Takes over the fetch thread's handle and asks for account and history. */
void session_start(struct session *session, struct fetch *fetch);
/* Stops the thread and the timers; what came stays readable until session_release(). */
void session_stop(struct session *session);
/* Frees everything. */
void session_release(struct session *session);

/* Takes results for at most a few milliseconds. Registered on the fetch thread's descriptor. */
void session_receive(void *session);
/* Whether requests are on their way whose answers will change the screen; for test mode. */
bool session_outstanding(const struct session *session);

/* Asks for new messages now, and for history again where it failed. */
void session_refresh(struct session *session);
/* Reads account and balance again. */
void session_read_account(struct session *session);
/* Reads one message again with its raw JSON; answered by NEWS_MESSAGE. Asking twice is once. */
void session_want_message(struct session *session, const struct sid *sid);
/* Loads all that the server has to and from a contact, ahead of the history. False when there is
 * nothing to load: the history is complete, or it was asked for before. */
bool session_want_contact(struct session *session, uint32_t contact);
/* Whether that is under way. */
bool session_loading_contact(const struct session *session, uint32_t contact);
/* Whether everything of the contact (within history_since) is in the store. */
bool session_has_contact(const struct session *session, uint32_t contact);
/* Whether nothing of the contact is missing at all: not for what is older than history_since, nor for
 * want of memory. */
bool session_has_whole_contact(const struct session *session, uint32_t contact);

/* Where the cache does not reach as far back as the query looks (memory_limit, history_since, a history
 * that still loads) and the query names an address or a time, asks Twilio for those messages and takes
 * them beside the cache. What has come for a query is not asked for again for a part of it; what was
 * stopped or failed is gone on with. Forgets what was asked for before, of whatever owner; with NULL that
 * alone. */
void session_want_beyond(struct session *session, const void *owner, const struct filter *filter);
/* Asks no more; what came stays. */
void session_stop_beyond(struct session *session);
/* What came for this owner leaves. */
void session_forget_beyond(struct session *session, const void *owner);
bool session_asks_beyond(const struct session *session);
/* All from then on has come; INT64_MAX: nothing is sure yet. */
int64_t session_beyond_reached(const struct session *session);

/* Submits a job whose results go to the screens as NEWS_RESULT (JOB_CONTENT, JOB_DEACTIVATED, JOB_READ
 * of one record, JOB_LIST): whoever asked knows its own by the id that this returns. Takes over
 * what the job owns. */
uint64_t session_ask(struct session *session, struct job *job);
/* Nobody waits for it any more. */
void session_ask_no_more(struct session *session, uint64_t job);

/* Whether all messages from that time on are in the store. */
bool session_loaded_since(const struct session *session, int64_t since);
/* Estimate of all messages of the history while it loads, from dates; 0 where unknown. */
size_t session_estimate(const struct session *session);

#endif
