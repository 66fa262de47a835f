/*
 * mailing.h - a list of messages from a CSV file (base/csv.h): a row is a message.
 *
 * The first row names the columns. Those that are called as parameters of CreateMessage (To, Body, From,
 * MessagingServiceSid, …, in either case) are these; `To` must be there. Where a cell is empty, or there
 * is no such column, what was given for all rows holds. The text comes from the column Body, or from a
 * template (model/template.h) whose variables are columns: blanks in a column's name count as
 * underscores.
 *
 * Each row is checked as the compose screen checks (model/outgoing.h). What is wrong is known by its line;
 * a row with a fault is not sent, and whether the others are is for the caller to say.
 *
 * The file's bytes stay in memory and rows are made from them when they are needed, so a row costs 16
 * bytes on top of them, and 60 and its address to know whom it repeats. Pure; any thread, one at a time.
 */
#ifndef MSGDECK_MODEL_MAILING_H
#define MSGDECK_MODEL_MAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "model/estimate.h"
#include "model/outgoing.h"

#define MAILING_FILE_MAX ((size_t)64 << 20)
#define MAILING_ROWS_MAX 100000
#define MAILING_FAULTS_MAX 40 /* that are kept; all are counted */

/* What becomes of a recipient who is in the file more than once. */
enum mailing_repeats {
	REPEATS_REFUSED, /* a fault, for the caller to decide */
	REPEATS_ONCE,    /* the first row is sent, those after it are left out */
	REPEATS_ALL,     /* each row is sent */
};

struct mailing_options {
	const char *text;                        /* a template; NULL: the column Body */
	const char *values[OUTGOING_PARAMETERS]; /* for all rows; NULL: nothing */
	enum mailing_repeats repeats;
};

struct mailing_fault {
	unsigned line;
	char *words; /* a sentence without a stop; may quote the file; owned */
};

struct mailing;

/* Takes over the bytes, also when it fails, and copies the options. `file` is the name in errors, which
 * begin with "file:line: ". Fails where the columns do not do. */
struct mailing *mailing_new(const char *file, struct strbuf *bytes,
			    const struct mailing_options *options, int64_t now, struct error *err);
/* Wipes. NULL is allowed. */
void mailing_free(struct mailing *mailing);

enum mailing_answer {
	MAILING_ROW,
	MAILING_LEFT_OUT, /* it has a fault, or repeats somebody */
	MAILING_END,
};

/* Checks the next row. Of a MAILING_ROW *form is what is sent (outgoing_form_free()). */
enum mailing_answer mailing_next(struct mailing *mailing, char ***form);
/* Reads all that is left without checking it, so that its rows can be made. False where the file is no
 * CSV to its end. */
bool mailing_index(struct mailing *mailing, struct error *err);
/* The form of a row that was read, by its number from 1, for the time at which it is scheduled (DATE_NONE:
 * at once). NULL where there is no such row. */
char **mailing_form(struct mailing *mailing, uint32_t row, int64_t send_at);
/* The line in which a row begins; 0: there is no such row. */
unsigned mailing_line(const struct mailing *mailing, uint32_t row);

struct mailing_count {
	size_t rows;     /* read, without the first */
	size_t bad;      /* that have a fault */
	size_t repeated; /* of somebody who is in a row before */
	bool broken;     /* it is no CSV, or too long: what follows the last fault was not read */
};

const struct mailing_count *mailing_count(const struct mailing *mailing);
/* Of the rows that are sent. */
const struct estimate *mailing_estimate(const struct mailing *mailing);
/* The first MAILING_FAULTS_MAX, those of repeats among them. */
size_t mailing_faults(const struct mailing *mailing, const struct mailing_fault **faults);

#endif
