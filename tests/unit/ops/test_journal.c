#include "items.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "ops/journal.h"

#define PATIENCE_MS 60000
#define FILE_MAX ((size_t)64 << 20)

/* The disk: does its work at once, stands still, or fails. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t turn;
	bool stands, waited_for, fails;
	unsigned syncs;
} disk = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false, false, 0 };

int __wrap_fdatasync(int fd);
int __real_fdatasync(int fd);

int __wrap_fdatasync(int fd)
{
	bool fails;

	pthread_mutex_lock(&disk.lock);
	disk.syncs++;
	while (disk.stands) {
		disk.waited_for = true;
		pthread_cond_broadcast(&disk.turn);
		pthread_cond_wait(&disk.turn, &disk.lock);
	}
	fails = disk.fails;
	pthread_mutex_unlock(&disk.lock);
	if (fails) {
		errno = EIO;
		return -1;
	}
	return __real_fdatasync(fd);
}

/* Somebody is faster: the next lock is refused. */
static bool lock_is_taken;

int __wrap_flock(int fd, int operation);
int __real_flock(int fd, int operation);

int __wrap_flock(int fd, int operation)
{
	if (!lock_is_taken)
		return __real_flock(fd, operation);
	lock_is_taken = false;
	errno = EWOULDBLOCK;
	return -1;
}

/* What the system tells of locks; NULL: as it is. */
static const char *told_locks;

bool __wrap_file_read(const char *path, struct strbuf *out, struct error *err);
bool __real_file_read(const char *path, struct strbuf *out, struct error *err);

bool __wrap_file_read(const char *path, struct strbuf *out, struct error *err)
{
	if (!told_locks || strcmp(path, "/proc/locks") != 0)
		return __real_file_read(path, out, err);
	return strbuf_addstr(out, told_locks);
}

static void disk_set(bool stands, bool fails)
{
	pthread_mutex_lock(&disk.lock);
	disk.stands = stands;
	disk.fails = fails;
	disk.waited_for = false;
	disk.syncs = 0;
	pthread_cond_broadcast(&disk.turn);
	pthread_mutex_unlock(&disk.lock);
}

static void disk_await(void)
{
	pthread_mutex_lock(&disk.lock);
	while (!disk.waited_for)
		pthread_cond_wait(&disk.turn, &disk.lock);
	pthread_mutex_unlock(&disk.lock);
}

static unsigned disk_syncs(void)
{
	pthread_mutex_lock(&disk.lock);
	unsigned syncs = disk.syncs;
	pthread_mutex_unlock(&disk.lock);
	return syncs;
}

static char *new_directory(void)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	const char *base = getenv("TMPDIR");

	strbuf_addf(&path, "%s/journal.XXXXXX", base ? base : "/tmp");
	char *name = strbuf_detach(&path, NULL);
	assert_non_null(mkdtemp(name));
	return name;
}

static struct journal *open_journal(void)
{
	struct error err = ERROR_INIT;
	char *directory = new_directory();
	struct journal *journal = journal_start(directory, &err);

	if (!journal)
		fail_msg("%s", error_text(&err));
	free(directory);
	return journal;
}

static uint64_t append(struct journal *journal, const char *line)
{
	return journal_append(journal, line, strlen(line));
}

/* Until everything up to the mark is on the disk, or it fails. */
static bool await(struct journal *journal, uint64_t mark, struct error *err)
{
	uint64_t durable = 0;

	while (journal_durable(journal, &durable, err)) {
		struct pollfd fd = { .fd = journal_wake_fd(journal), .events = POLLIN };

		if (durable >= mark)
			return true;
		assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
	}
	return false;
}

static void assert_file(const char *path, const char *expected)
{
	struct strbuf bytes = STRBUF_INIT(FILE_MAX);

	assert_true(file_read(path, &bytes, NULL));
	assert_string_equal(bytes.data, expected);
	strbuf_release(&bytes);
}

static void test_file(void **state)
{
	(void)state;
	struct journal *journal = open_journal();
	char *path = xstrdup(journal_path(journal));
	struct stat info;

	assert_true(await(journal, append(journal, "one\n"), NULL));
	assert_file(path, "one\n");
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	/* Somebody works on it. */
	int fd = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
	assert_int_equal(errno, EWOULDBLOCK);
	append(journal, "two\n");
	assert_true(journal_stop(journal));
	assert_file(path, "one\ntwo\n");
	/* Nobody any more. */
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	close(fd);
	free(path);
}

/* Nothing is called durable before the disk has said so; what is given meanwhile goes together. */
static void test_group_commit(void **state)
{
	(void)state;
	struct journal *journal;
	uint64_t mark = 0, durable = 0;

	disk_set(true, false);
	journal = open_journal();
	append(journal, "first\n");
	disk_await();
	for (int i = 0; i < 1000; i++)
		mark = append(journal, "more\n");
	assert_true(journal_durable(journal, &durable, NULL));
	assert_int_equal(durable, 0);
	disk_set(false, false);
	assert_true(await(journal, mark, NULL));
	assert_true(disk_syncs() <= 2);
	assert_true(journal_stop(journal));
}

static void test_stop_writes_all(void **state)
{
	(void)state;
	struct journal *journal = open_journal();
	char *path = xstrdup(journal_path(journal));
	struct strbuf expected = STRBUF_INIT(FILE_MAX);

	for (int i = 0; i < 10000; i++) {
		char line[32];

		snprintf(line, sizeof(line), "line %d\n", i);
		strbuf_addstr(&expected, line);
		append(journal, line);
	}
	assert_true(journal_stop(journal));
	assert_file(path, expected.data);
	strbuf_release(&expected);
	free(path);
	assert_true(journal_stop(NULL));
	/* Nothing was ever given: no file is made. */
	journal = open_journal();
	path = xstrdup(journal_path(journal));
	assert_true(journal_stop(journal));
	assert_int_equal(access(path, F_OK), -1);
	free(path);
}

/* The disk is full in the middle of a line: said, and mended without a trace. */
static void test_full_disk(void **state)
{
	(void)state;
	struct journal *journal = open_journal();
	char *path = xstrdup(journal_path(journal));
	struct error err = ERROR_INIT;
	struct rlimit limit, before;
	uint64_t mark, durable = 0;

	mark = append(journal, "0123456789\n");
	assert_true(await(journal, mark, NULL));
	getrlimit(RLIMIT_FSIZE, &before);
	limit = before;
	limit.rlim_cur = 16;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	mark = append(journal, "abcdefghij\n");
	assert_false(await(journal, mark, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_non_null(strstr(error_text(&err), path));
	assert_file(path, "0123456789\nabcde");
	/* It stays so until somebody does something about it. */
	mark = append(journal, "klmnopqrst\n");
	assert_false(journal_durable(journal, &durable, NULL));
	assert_int_equal(durable, 11);
	journal_retry(journal);
	assert_false(await(journal, mark, NULL));
	setrlimit(RLIMIT_FSIZE, &before);
	journal_retry(journal);
	assert_true(await(journal, mark, NULL));
	assert_file(path, "0123456789\nabcdefghij\nklmnopqrst\n");
	assert_true(journal_stop(journal));
	error_release(&err);
	free(path);
}

/* What a sync has failed for may be lost whatever the next one says: it is written again. */
static void test_failed_sync(void **state)
{
	(void)state;
	struct journal *journal = open_journal();
	char *path = xstrdup(journal_path(journal));
	uint64_t mark, durable = 0;

	assert_true(await(journal, append(journal, "one\n"), NULL));
	disk_set(false, true);
	mark = append(journal, "two\n");
	assert_false(await(journal, mark, NULL));
	/* As if it had been lost. */
	assert_int_equal(truncate(path, 4), 0);
	disk_set(false, false);
	journal_retry(journal);
	assert_true(await(journal, mark, NULL));
	assert_file(path, "one\ntwo\n");
	disk_set(false, true);
	mark = append(journal, "three\n");
	assert_false(await(journal, mark, NULL));
	assert_false(journal_durable(journal, &durable, NULL));
	assert_int_equal(durable, 8);
	assert_false(journal_stop(journal));
	disk_set(false, false);
	free(path);
}

/* Whose lock it is, and not whose of a file that has the same number on another disk. */
static void test_holder(void **state)
{
	(void)state;
	struct journal *journal = open_journal();
	char *path = xstrdup(journal_path(journal));
	struct strbuf locks = STRBUF_INIT(STRBUF_LINE);
	struct stat about;

	assert_true(await(journal, append(journal, "one\n"), NULL));
	assert_int_equal(stat(path, &about), 0);
	strbuf_addf(&locks,
		    "1: POSIX  ADVISORY  WRITE 7 00:1b:1 0 EOF\n"
		    "2: FLOCK  ADVISORY  WRITE 4321 fe:99:%llu 0 EOF\n",
		    (unsigned long long)about.st_ino);
	told_locks = locks.data;
	assert_int_equal(journal_holder(path), 4321);
	assert_true(journal_stop(journal));
	assert_int_equal(journal_holder(path), 0);
	told_locks = NULL;
	strbuf_release(&locks);
	free(path);
}

/* Who cannot lock a journal does not write one: two could go on with it. */
static void test_lock_is_taken(void **state)
{
	(void)state;
	struct journal *journal = open_journal();
	struct error err = ERROR_INIT;

	lock_is_taken = true;
	assert_false(await(journal, append(journal, "one\n"), &err));
	assert_non_null(strstr(error_text(&err), "another msgdeck has locked"));
	assert_int_equal(access(journal_path(journal), F_OK), -1);
	journal_retry(journal);
	assert_true(await(journal, append(journal, "two\n"), NULL));
	assert_file(journal_path(journal), "one\ntwo\n");
	assert_true(journal_stop(journal));
	error_release(&err);
}

static void test_no_file(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;
	char *directory = new_directory();
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct journal *journal;

	/* The directory is no directory. */
	strbuf_addf(&path, "%s/file", directory);
	assert_true(file_write_private(path.data, "", 0, NULL));
	assert_null(journal_start(path.data, &err));
	assert_int_equal(err.kind, ERROR_IO);
	error_release(&err);
	/* It is made, and its parents, for nobody else to see. */
	struct stat info;
	strbuf_reset(&path);
	strbuf_addf(&path, "%s/state/plans", directory);
	journal = journal_start(path.data, NULL);
	assert_int_equal(stat(path.data, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0700);
	/* A link in the file's place is not followed; nor is a file there written into. */
	strbuf_addstr(&path, "/elsewhere");
	assert_int_equal(symlink(path.data, journal_path(journal)), 0);
	assert_false(await(journal, append(journal, "one\n"), &err));
	assert_non_null(strstr(error_text(&err), journal_path(journal)));
	assert_int_equal(access(path.data, F_OK), -1);
	error_release(&err);
	assert_int_equal(unlink(journal_path(journal)), 0);
	journal_retry(journal);
	assert_true(await(journal, append(journal, "two\n"), NULL));
	assert_file(journal_path(journal), "one\ntwo\n");
	assert_true(journal_stop(journal));
	strbuf_release(&path);
	free(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_group_commit),
		cmocka_unit_test(test_stop_writes_all),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_failed_sync),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_holder),
		cmocka_unit_test(test_lock_is_taken),
	};
	hash_init();
	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
