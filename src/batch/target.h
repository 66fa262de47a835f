/*
 * target.h - where the rows of an export go: standard output, a file, or a file for each day.
 *
 * A path with %Y, %m or %d in it (%% is a percent sign) is a pattern: each row goes to the file whose
 * name its time gives, by the time zone that is set. Rows of one file keep their order; a time that
 * comes again later is added to its file. All files get their names at the end, when all of them are
 * whole (batch/output.h); a pattern that no row has filled makes no file.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_TARGET_H
#define MSGDECK_BATCH_TARGET_H

#include "base/vec.h"
#include "batch/output.h"
#include "model/export_row.h"

struct day_file;

struct target {
	const struct export_format *format;
	const struct export_sheet *sheet;
	const char *path; /* as asked for; NULL: standard output. Not owned */
	bool by_day;      /* path is a pattern */
	bool overwrite;
	struct output output;               /* unless by_day */
	struct VEC(struct day_file *) days; /* by name */
	struct day_file *day;               /* the rows are for it */
	struct strbuf rows;                 /* not written yet */
	bool begun;                         /* the head is written */
};

/* ERROR_USAGE when there is such a file already, or nothing can be written there. */
bool target_init(struct target *target, const char *path, bool overwrite, struct error *err);
void target_release(struct target *target);
bool target_is_terminal(const struct target *target);
/* Nobody reads standard output any more. */
bool target_is_gone(const struct target *target);
bool target_open(struct target *target, struct error *err);
/* Where a row of this time is to be added, before it is. `when` only matters by day. */
struct strbuf *target_row(struct target *target, int64_t when, struct error *err);
/* Writes what has come together, when it is much. */
bool target_write(struct target *target, struct error *err);
/* Writes it however little it is. */
bool target_flush(struct target *target, struct error *err);
/* All there was to write is written. How many files there are now is in *files. */
bool target_commit(struct target *target, size_t *files, struct error *err);
void target_abandon(struct target *target);

#endif
