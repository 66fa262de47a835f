/*
 * spool.h - what has come of an export and is not yet in its order: one private file beside the
 * export's own, to which each window's pages are appended as they come.
 *
 * Every page says which window it is of and which windows there were then (fetch/window.h), so the file
 * is a journal of itself: nothing else has to be kept in step with it. In memory is one small entry a
 * page. Without a name the file is gone as soon as the program is, whatever way that ends. With one
 * ("FILE.partial", 0600) it stays when the export stops, and another run goes on with it: a page that
 * was not written whole is cut off, and each has a digest, because a file that was not on the disk when
 * the power went may have holes.
 *
 * Thread: the main thread. The numbers in the file are as this machine writes them.
 */
#ifndef MSGDECK_BATCH_SPOOL_H
#define MSGDECK_BATCH_SPOOL_H

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "fetch/window.h"
#include "model/sid_set.h"

#define SPOOL_SUFFIX ".partial"

/* What could not be understood on a page, or on all of them. */
struct spool_bad {
	uint64_t records, members;
};

struct spool_page {
	uint32_t window;
	uint32_t rows;
	struct spool_bad bad;
	bool again, sweep; /* as in struct window_place */
	uint64_t at;       /* of its rows in the file */
	uint64_t length;
};

/* Stands before each row in a page. */
struct spool_row {
	uint32_t length;
	struct sid sid;
	int64_t sent; /* DATE_NONE: never */
	int64_t when; /* the day it belongs to */
};

struct spool {
	int fd;
	char *path; /* NULL: it has no name */
	uint64_t size;
	struct VEC(struct spool_page) pages;
	struct sid_set unsent; /* rows without date_sent, of all pages */
	/* As of the last page. */
	struct VEC(struct window) windows;
	bool unsent_shown;
	uint32_t last_id; /* the greatest of any window so far */
};

/* Of what an earlier run left. */
struct spool_rest {
	char *head; /* what spool_open() was given then; NULL: there is nothing */
	uint64_t rows;
	struct spool_bad bad;
	struct window_saved *saved; /* what is to be gone on with; malloc'd */
	size_t count;
};

/* Makes it for the export to `output`. `named`: to be gone on with; then what is there already is
 * read into *rest (else `rest` is not touched) and kept, and `head`, the words for what is exported,
 * is only written where nothing is there. ERROR_USAGE when another run is using it, or when it is no
 * such file. */
bool spool_open(struct spool *spool, const char *output, bool named, const char *head,
		struct spool_rest *rest, struct error *err);
void spool_rest_release(struct spool_rest *rest);
/* One page: `rows` of them, each behind its struct spool_row. */
bool spool_add(struct spool *spool, const struct window_place *place, const struct strbuf *rows,
	       uint32_t count, const struct spool_bad *bad, struct error *err);
/* Which windows there are by now, where no page has come with it. */
void spool_note(struct spool *spool, const struct window_place *place);
/* Appends a page's rows to out. */
bool spool_read(const struct spool *spool, const struct spool_page *page, struct strbuf *out,
		struct error *err);
/* Gives the room of a page back, where nobody can need it again. */
void spool_forget(const struct spool *spool, const struct spool_page *page);
/* `keep`: its file, if it has a name, stays for another run. */
void spool_close(struct spool *spool, bool keep);

#endif
