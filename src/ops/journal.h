/*
 * journal.h - the file in which changes are written down before and after they are made.
 *
 * One thread of its own writes what it is given, makes it durable (fdatasync) and says how far it
 * has come; what is given meanwhile goes with the next round, so one round serves many changes
 * (group commit) and a slow disk delays nobody but the changes themselves. It does not know what
 * the lines mean: see journal_line.h.
 *
 * What always holds: the file is new (O_EXCL, never through a symbolic link), 0600, and locked
 * (flock, exclusive) as long as the journal is open, so that whoever finds it later can tell
 * whether somebody still works on it; its directory entry is durable before anything is said to be.
 * A journal that is there is gone on with by journal_lock() and journal_go_on(), between which it is
 * read (ops/plans.h does all three).
 *
 * After a failure (disk full) nothing more is said to be durable until journal_retry(): what was
 * not durable is then written again from the last durable byte on, so a half line never stays.
 *
 * Thread: all functions belong to the UI thread.
 */
#ifndef MSGDECK_OPS_JOURNAL_H
#define MSGDECK_OPS_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Bytes that may wait to be written. */
#define JOURNAL_PENDING_MAX (512u << 20)

struct journal;

/* Makes the directory (0700) where there is none, and starts the thread, which makes the file; that
 * this fails is said by journal_durable(). NULL when there can be no thread. */
struct journal *journal_start(const char *directory, struct error *err);
/* Opens a journal that is there and locks it. -1 with ERROR_REFUSED when another process works on it,
 * which the error names where the system tells; also when somebody else owns the file or may write it. */
int journal_lock(const char *path, struct error *err);
/* The process that has the file locked, 0: nobody, or it cannot be told. */
long journal_holder(const char *path);
/* Goes on behind byte `whole` of a locked journal: what follows it is cut off before anything is
 * written. Takes over the descriptor, also when it fails. NULL when there can be no thread. */
struct journal *journal_go_on(const char *path, int fd, uint64_t whole, struct error *err);
/* Lets the thread write what there is, unless that fails, and ends it. NULL is allowed. Returns
 * whether everything is durable. */
bool journal_stop(struct journal *journal);

/* Takes whole lines. Returns the mark that journal_durable() reaches when they are on the disk. */
uint64_t journal_append(struct journal *journal, const char *lines, size_t length);
/* Everything up to *mark is on the disk. False with err filled after a failure, *mark is set all the
 * same. Drains the descriptor. */
bool journal_durable(struct journal *journal, uint64_t *mark, struct error *err);
/* Tries again after a failure. */
void journal_retry(struct journal *journal);
/* Becomes readable when the mark has moved, or after a failure. */
int journal_wake_fd(const struct journal *journal);
/* Where the file is, or will be. Valid for the life of the journal. */
const char *journal_path(const struct journal *journal);

#endif
