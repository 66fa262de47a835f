/*
 * sendlist.h - a plan whose sends are the rows of a CSV file (model/mailing.h), and going on with one.
 *
 * The file is read, hashed and checked in slices, so that a hundred thousand rows do not stop the
 * keyboard:
 *
 *	list = sendlist_open(&options, &err);
 *	while (sendlist_work(list, deadline)) …
 *	plan = sendlist_take_plan(list, skip_bad, &err);
 *	sendlist_free(list);
 *
 * The plan keeps the file's bytes and makes the form of a row when it is sent. A journal holds the path,
 * the file's SHA-256, each message's row and the salted hash of its recipient and text; going on with it
 * needs that file unchanged, and what was given beside it (sendlist_resume()).
 *
 * Thread: one at a time.
 */
#ifndef MSGDECK_OPS_SENDLIST_H
#define MSGDECK_OPS_SENDLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "model/mailing.h"
#include "ops/plan.h"

#define SENDLIST_PATH_MAX 2000 /* bytes: it stands on one line of the journal */

/* NULL where nothing is said. */
struct sendlist_options {
	const char *path;
	const char *template_name; /* with template_text: a template of the config file */
	const char *template_text;
	const char *text; /* a template that was typed; not with a template of the config file */
	const char *from, *service, *send_at; /* for rows that say nothing of it */
	enum mailing_repeats repeats;
};

struct sendlist;

/* Copies the options. Fails where the file cannot be read, or what is said for all rows is wrong. */
struct sendlist *sendlist_open(const struct sendlist_options *options, struct error *err);
/* Also the plan, unless it was taken. NULL is allowed. */
void sendlist_free(struct sendlist *list);
/* Goes on until the deadline (clock_mono_ns; INT64_MAX: to the end). Returns whether there is more. */
bool sendlist_work(struct sendlist *list, int64_t deadline_ns);
/* Why the file as a whole is no list; NULL: it is one, as far as is known. */
const struct error *sendlist_error(const struct sendlist *list);
/* What was found so far; NULL before the file was read. Valid until the plan goes. */
const struct mailing *sendlist_mailing(const struct sendlist *list);
/* The name by which the operator knows the file. */
const char *sendlist_name(const struct sendlist *list);
/* Passes the first messages that would be sent, at most so many, to show(); `body` is NULL where one has
 * no text of its own. */
void sendlist_show_first(const struct sendlist *list, uint32_t count,
			 void (*show)(void *context, const char *to, const char *body),
			 void *context);
/* Why nothing can be sent as it is, and what to do about it; false with err filled. */
bool sendlist_check(const struct sendlist *list, bool skip_bad, struct error *err);
/* After sendlist_check(): the plan with what it says in its review; not judged. The list then only knows
 * its mailing. */
struct plan *sendlist_take_plan(struct sendlist *list);
/* Adds to a plan's notes, or another text, a sentence for each thing that the rows come to. */
void sendlist_add_size(const struct estimate *estimate, struct strbuf *out);

/* The same for when they are sent: "All are sent at once". Before its plan is taken. */
void sendlist_add_times(const struct sendlist *list, struct strbuf *out);

/* Reads the file of a plan that was read from a journal, and makes sure that it gives the same messages
 * as then. `options`: what was given beside the file then; path, service and names are the plan's own. */
bool sendlist_resume(struct plan *plan, const struct sendlist_options *options, struct error *err);

#endif
