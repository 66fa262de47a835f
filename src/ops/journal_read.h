/*
 * journal_read.h - a plan as a journal tells it: what was to be done, what has been done.
 *
 * A file may end anywhere, because a machine may stop anywhere: a last line that is not whole is
 * left out, and what it would have said has not happened as far as anybody knows. Anything else
 * that is not as docs/journal.md describes it is an error: a journal is not guessed at.
 */
#ifndef MSGDECK_OPS_JOURNAL_READ_H
#define MSGDECK_OPS_JOURNAL_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "ops/plan.h"

struct journal_record {
	char *program;
	struct sid account;
	char *host;
	int64_t created;  /* seconds since 1970 */
	size_t announced; /* items, by the first line; there are fewer where not all were written */
	/* Its items are in the state of the journal's last word on them: ITEM_SENT is an intent
	 * without an outcome, so the request may or may not have left; `tries` counts outcomes. */
	struct plan *plan;
	bool begun;     /* all items are there; before that, nothing was sent */
	bool ended;     /* the run came to its end, or was stopped */
	bool stopped;   /* by the operator, with items left */
	bool complete;  /* nothing is left; of an erasure: and its items were looked for */
	bool aside;     /* set aside: nobody wants to go on with it */
	bool torn;      /* the last line was not whole */
	uint64_t whole; /* bytes of whole lines */
};

/* ERROR_PROTOCOL for a file that is no journal, is of another version, or contradicts itself; the
 * text says which line. */
bool journal_read(const char *path, struct journal_record *record, struct error *err);
/* The same from the start of an open file. */
bool journal_read_open(int fd, const char *path, struct journal_record *record, struct error *err);
void journal_record_release(struct journal_record *record);
/* The next line, without its end, becomes part of what the record says. */
bool journal_take_line(struct journal_record *record, const char *text, size_t length,
		       struct error *err);

/* The same in slices: one of half a million items takes a second and a half. */
struct journal_reader;
/* NULL: it cannot be opened. */
struct journal_reader *journal_reader_new(const char *path, struct error *err);
/* Reads until the deadline (clock_mono_ns), a piece at least; returns whether there is more. */
bool journal_reader_work(struct journal_reader *reader, int64_t deadline_ns);
/* As journal_read(), of what has been read; frees the reader. Before the end it may be given up with a
 * record that is then released. */
bool journal_reader_end(struct journal_reader *reader, struct journal_record *record,
			struct error *err);

#endif
