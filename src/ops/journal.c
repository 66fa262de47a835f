#include "ops/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/wake.h"

/* How many directories journal_start() may have made: XDG's, msgdeck's and that of the plans. */
#define NEW_DIRECTORIES_MAX 3

/* Of /proc/locks, all processes of the machine. */
#define LOCKS_MAX (1024 * 1024)

struct journal {
	/* The UI thread's. */
	pthread_t thread;
	uint64_t given; /* bytes so far */
	char *directory;
	char *path;

	/* Shared, under the lock. */
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct wake wake;
	struct strbuf pending; /* not taken by the thread yet */
	uint64_t durable;      /* bytes */
	bool failed;
	struct error error;
	bool stop;

	/* The thread's. */
	int fd;              /* -1 before the file is made */
	struct strbuf bytes; /* taken, but not durable: they follow byte `durable` of the file */
	bool torn;           /* more than `durable` bytes may be in the file */
};

/* -- the thread -------------------------------------------------------------------------------- */

/* Errno, or 0. File systems that cannot do it say EINVAL. */
static int sync_directory(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failure = fd < 0 || fsync(fd) != 0 ? errno : 0;

	if (fd >= 0)
		close(fd);
	return failure == EINVAL ? 0 : failure;
}

/* The directory, and those above it, since they may be new, too; those we may not even read are
 * not. */
static bool sync_directories(const char *path, struct error *err)
{
	struct strbuf above = STRBUF_INIT(STRBUF_LINE);
	int failure = sync_directory(path);

	strbuf_addstr(&above, path);
	for (int i = 0; i < NEW_DIRECTORIES_MAX && !failure; i++) {
		strbuf_addstr(&above, "/..");
		sync_directory(above.data);
	}
	strbuf_release(&above);
	return !failure || error_errno(err, failure, "%s cannot be made durable", path);
}

/* False: somebody else has it. Where there are no locks there is no second msgdeck to keep away either. */
static bool take_lock(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

static bool make_file(struct journal *journal, struct error *err)
{
	int fd = open(journal->path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY,
		      S_IRUSR | S_IWUSR);

	if (fd < 0)
		return error_errno(err, errno, "the journal %s cannot be made", journal->path);
	bool good = take_lock(fd) ||
		    error_set(err, ERROR_IO, "another msgdeck has locked the new journal %s",
			      journal->path);
	if (!good || !sync_directories(journal->directory, err)) {
		unlink(journal->path);
		close(fd);
		return false;
	}
	journal->fd = fd;
	return true;
}

/* `durable` is changed by this thread alone, so it may be read here without the lock. */
static bool cut_tail(struct journal *journal, struct error *err)
{
	off_t end = (off_t)journal->durable;

	if (ftruncate(journal->fd, end) != 0 || lseek(journal->fd, end, SEEK_SET) != end)
		return error_errno(err, errno, "the journal %s cannot be written", journal->path);
	return true;
}

static bool write_down(struct journal *journal, struct error *err)
{
	if (journal->fd < 0 && !make_file(journal, err))
		return false;
	if (journal->torn && !cut_tail(journal, err))
		return false;
	journal->torn = true;
	if (!file_write_all(journal->fd, journal->bytes.data, journal->bytes.length, err))
		return error_prefix(err, "the journal %s", journal->path);
	if (fdatasync(journal->fd) != 0)
		return error_errno(err, errno, "the journal %s cannot be made durable",
				   journal->path);
	journal->torn = false;
	return true;
}

static void take_pending(struct journal *journal)
{
	struct strbuf empty = journal->bytes;

	if (empty.length) {
		strbuf_add(&journal->bytes, journal->pending.data, journal->pending.length);
	} else {
		journal->bytes = journal->pending;
		journal->pending = empty;
	}
	strbuf_reset(&journal->pending);
}

/* Waits for something to do and takes it; false when there is nothing left and never will be. */
static bool take_work(struct journal *journal)
{
	bool more;

	pthread_mutex_lock(&journal->lock);
	while (!journal->stop &&
	       (journal->failed || (!journal->pending.length && !journal->bytes.length)))
		pthread_cond_wait(&journal->work, &journal->lock);
	take_pending(journal);
	more = journal->bytes.length > 0 && !journal->failed;
	pthread_mutex_unlock(&journal->lock);
	return more;
}

static void tell(struct journal *journal, bool written, struct error *err)
{
	pthread_mutex_lock(&journal->lock);
	if (written) {
		journal->durable += journal->bytes.length;
		strbuf_reset(&journal->bytes);
	} else {
		journal->failed = true;
		error_move(&journal->error, err);
	}
	pthread_mutex_unlock(&journal->lock);
	wake_ring(&journal->wake);
}

static void *run(void *context)
{
	struct journal *journal = context;

	while (take_work(journal)) {
		struct error err = ERROR_INIT;
		tell(journal, write_down(journal, &err), &err);
		error_release(&err);
	}
	return NULL;
}

/* -- the UI thread's side ---------------------------------------------------------------------- */

/* "20261123T211020Z-3f9a2c107be4.jsonl" */
static char *make_path(const char *directory)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct civil now;

	date_to_utc(clock_now(), &now);
	strbuf_addf(&path, "%s/%04d%02d%02dT%02d%02d%02dZ-%012llx.jsonl", directory, now.year,
		    now.month, now.day, now.hour, now.minute, now.second,
		    (unsigned long long)random_below(UINT64_C(1) << 48));
	return strbuf_detach(&path, NULL);
}

/* Of whom /proc/locks says that he has locked a file with this number; 0: nobody, as far as it tells. */
static long find_holder(const char *locks, unsigned long long inode)
{
	for (const char *line = locks; line; line = strchr(line, '\n'), line += line != NULL) {
		unsigned long long locked = 0;
		long pid = 0;

		if (sscanf(line, "%*d: FLOCK %*s %*s %ld %*x:%*x:%llu", &pid, &locked) == 2 &&
		    locked == inode)
			return pid;
	}
	return 0;
}

/* The number may be another file's, on another file system: whether it is this one shows when it is tried. */
static bool is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
	bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

	if (fd >= 0)
		close(fd);
	return locked;
}

long journal_holder(const char *path)
{
	struct strbuf locks = STRBUF_INIT(LOCKS_MAX);
	struct stat about;
	long holder = 0;

	if (stat(path, &about) == 0 && file_read("/proc/locks", &locks, NULL) && locks.length)
		holder = find_holder(locks.data, about.st_ino);
	strbuf_release(&locks);
	return holder && is_locked(path) ? holder : 0;
}

static bool refuse_second(const char *path, struct error *err)
{
	long holder = journal_holder(path);

	if (holder > 0)
		return error_set(err, ERROR_REFUSED,
				 "Another msgdeck works on these changes (process %ld): go on "
				 "there, or end it first",
				 holder);
	return error_set(err, ERROR_REFUSED,
			 "Another msgdeck works on these changes: go on there, "
			 "or end it first");
}

/* What others can write may be a plan of theirs. */
static bool is_our_own(int fd, const char *path, struct error *err)
{
	struct file_access access;

	if (!file_access_open(fd, &access))
		return error_set(err, ERROR_IO, "the journal %s is no regular file", path);
	return file_check_unwritten(path, &access, err);
}

int journal_lock(const char *path, struct error *err)
{
	int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);

	if (fd < 0) {
		error_errno(err, errno, "the journal %s cannot be opened", path);
		return -1;
	}
	if (is_our_own(fd, path, err) && (take_lock(fd) || refuse_second(path, err)))
		return fd;
	close(fd);
	return -1;
}

static void release(struct journal *journal)
{
	if (journal->fd >= 0)
		close(journal->fd);
	wake_close(&journal->wake);
	strbuf_release(&journal->pending);
	strbuf_release(&journal->bytes);
	error_release(&journal->error);
	pthread_mutex_destroy(&journal->lock);
	pthread_cond_destroy(&journal->work);
	free(journal->directory);
	free(journal->path);
	free(journal);
}

/* Signals are the UI thread's: the new thread starts with all of them blocked. */
static bool start_thread(struct journal *journal, struct error *err)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&journal->thread, NULL, run, journal);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return !failed || error_errno(err, failed, "the journal's thread cannot start");
}

/* Takes over path and descriptor. */
static struct journal *start(const char *directory, char *path, int fd, uint64_t whole,
			     struct error *err)
{
	struct journal *journal = xcalloc(1, sizeof(*journal));

	journal->fd = fd;
	journal->given = journal->durable = whole;
	journal->torn = fd >= 0;
	journal->wake = (struct wake)WAKE_INIT;
	journal->error = (struct error)ERROR_INIT;
	journal->directory = xstrdup(directory);
	journal->path = path;
	strbuf_init(&journal->pending, JOURNAL_PENDING_MAX);
	strbuf_init(&journal->bytes, JOURNAL_PENDING_MAX);
	pthread_mutex_init(&journal->lock, NULL);
	pthread_cond_init(&journal->work, NULL);
	if (wake_open(&journal->wake, err) && start_thread(journal, err))
		return journal;
	release(journal);
	return NULL;
}

struct journal *journal_start(const char *directory, struct error *err)
{
	if (!file_make_directory(directory, err))
		return NULL;
	return start(directory, make_path(directory), -1, 0, err);
}

struct journal *journal_go_on(const char *path, int fd, uint64_t whole, struct error *err)
{
	return start("", xstrdup(path), fd, whole, err);
}

bool journal_stop(struct journal *journal)
{
	bool complete;

	if (!journal)
		return true;
	pthread_mutex_lock(&journal->lock);
	journal->stop = true;
	pthread_cond_signal(&journal->work);
	pthread_mutex_unlock(&journal->lock);
	pthread_join(journal->thread, NULL);
	complete = journal->durable == journal->given;
	release(journal);
	return complete;
}

uint64_t journal_append(struct journal *journal, const char *lines, size_t length)
{
	pthread_mutex_lock(&journal->lock);
	if (!strbuf_add(&journal->pending, lines, length) && !journal->failed) {
		journal->failed = true;
		error_set(&journal->error, ERROR_LIMIT,
			  "the journal cannot keep up: more than %u bytes wait to be written",
			  JOURNAL_PENDING_MAX);
		wake_ring(&journal->wake);
	}
	pthread_cond_signal(&journal->work);
	pthread_mutex_unlock(&journal->lock);
	journal->given += length;
	return journal->given;
}

bool journal_durable(struct journal *journal, uint64_t *mark, struct error *err)
{
	bool good;

	wake_drain(&journal->wake);
	pthread_mutex_lock(&journal->lock);
	*mark = journal->durable;
	good = !journal->failed;
	if (!good && err)
		error_copy(err, &journal->error);
	pthread_mutex_unlock(&journal->lock);
	return good;
}

void journal_retry(struct journal *journal)
{
	pthread_mutex_lock(&journal->lock);
	journal->failed = false;
	error_release(&journal->error);
	pthread_cond_signal(&journal->work);
	pthread_mutex_unlock(&journal->lock);
}

int journal_wake_fd(const struct journal *journal)
{
	return journal->wake.read_fd;
}

const char *journal_path(const struct journal *journal)
{
	return journal->path;
}
