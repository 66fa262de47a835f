/*
 * export_internal.h - what the files of the export share.
 */
#ifndef MSGDECK_BATCH_EXPORT_INTERNAL_H
#define MSGDECK_BATCH_EXPORT_INTERNAL_H

#include "batch/export.h"
#include "batch/hint.h"
#include "batch/progress.h"
#include "batch/spool.h"
#include "batch/target.h"
#include "config/credentials.h"
#include "fetch/fetch.h"
#include "model/filter.h"

struct export;

/* One of the things that can be exported. */
struct export_kind_row {
	const struct export_sheet *sheet;
	const char *one; /* "message": for words */
	bool of_owner;   /* always of the account that signs in, whatever --account says */
	bool dated;      /* records have times, so that there may be a file for each day */
	bool (*read)(struct export *x, struct error *err);
};

struct export
{
	const struct export_kind_row *kind;
	const struct cli_export *wanted;
	const struct address_book *names; /* NULL: none */
	const struct export_format *format;
	const char *account;    /* whose records they are */
	const char *api_base;   /* NULL: Twilio's */
	struct filter *filter;  /* NULL: none */
	int64_t now;            /* what relative times count from */
	int64_t since, until;   /* DATE_NONE: open */
	struct strbuf to, from; /* as the API writes them */
	struct credentials credentials;
	unsigned max_in_flight;
	struct fetch *fetch;
	struct target target;
	struct progress progress;
	uint64_t read, written, bad_records, bad_members;
	int64_t reached;     /* in order: oldest date_sent so far, DATE_NONE before */
	size_t windows;      /* side by side: how many windows there are */
	size_t files;        /* at the end */
	struct spool spool;  /* messages to a file, before they are in order; its fd is -1: none */
	const char *kept_in; /* NULL: nothing is kept for another run */
	bool joining;        /* all has come, and is put into its order */
};

/* -- export_wanted.c: what is asked for -------------------------------------------------------- */

/* The format, addresses and where it goes; then times and filter, which x->now must be set for. */
bool export_read_wanted(struct export *x, struct error *err);
bool export_read_times(struct export *x, struct error *err);
/* Whether this message is one of those that were asked for. */
bool export_wants(const struct export *x, const struct message *message);

/* -- export_words.c: what is said -------------------------------------------------------------- */

void export_say(struct export *x, const char *text);
void export_add_count(struct strbuf *out, uint64_t count, const char *what);
void export_show_progress(struct export *x);
/* How far it came, and why not further. */
void export_say_failure(struct export *x, const struct error *err, const struct hint_facts *facts);
void export_say_summary(struct export *x);

/* -- export_records.c: what all kinds do ------------------------------------------------------- */

/* The next result, to be freed; shows how far things are while it waits. */
struct result *export_receive(struct export *x);
/* Whether it brought no error; takes the one that it brought. */
bool export_is_good(struct result *result, struct error *err);
/* Counts what could not be understood in it. */
void export_count_bad(struct export *x, const struct result *result);
/* Writes one record, whatever its time; of messages and media, that of its day. */
bool export_row(struct export *x, const void *record, int64_t when, struct error *err);

/* What is done with a result; false with err filled ends the reading. */
typedef bool export_take(struct export *x, struct result *result, void *context, struct error *err);

/* -- the kinds --------------------------------------------------------------------------------- */

bool export_read_messages(struct export *x, struct error *err);
bool export_read_chain(struct export *x, struct error *err);
bool export_read_windows(struct export *x, struct error *err);
bool export_read_unordered(struct export *x, struct error *err);
/* The history in windows, as both of these ask for it, and each of its results in turn; it ends with the
 * last one, or with the first that has an error or is not taken. */
struct job export_windows_job(const struct export *x);
bool export_take_windows(struct export *x, struct job *job, export_take *take, void *context,
			 struct error *err);
bool export_read_services(struct export *x, struct error *err);
bool export_read_short_codes(struct export *x, struct error *err);
bool export_read_numbers(struct export *x, struct error *err);
bool export_read_senders(struct export *x, struct error *err);
bool export_read_prices(struct export *x, struct error *err);
bool export_read_media(struct export *x, struct error *err);
bool export_read_deactivations(struct export *x, struct error *err);

#endif
