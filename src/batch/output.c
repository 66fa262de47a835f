#include "batch/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

static const int endings[] = { SIGHUP, SIGINT, SIGTERM };

/* What a signal must remove. Changed while the signals are blocked. */
static struct output *volatile opened;
static struct sigaction before[ARRAY_SIZE(endings)];

/* Only calls that are safe in a handler; then the signal takes its course. */
static void on_ending(int number)
{
	for (const struct output *output = opened; output; output = output->next)
		unlink(output->temporary);
	signal(number, SIG_DFL);
	raise(number);
}

static void set_endings(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		sigaddset(set, endings[i]);
}

/* A signal that whoever started us wants ignored (nohup) stays ignored. */
static void catch_endings(void)
{
	struct sigaction action = { .sa_handler = on_ending };

	set_endings(&action.sa_mask);
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		sigaction(endings[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(endings[i], &action, NULL);
	}
}

/* Signals are blocked: from here on one removes it. */
static void remember_temporary(struct output *output, char *name)
{
	if (!opened)
		catch_endings();
	output->temporary = name;
	output->next = opened;
	opened = output;
}

static void forget_temporary(struct output *output, bool remove)
{
	struct output *newer = opened;
	sigset_t set, old;

	if (!output->temporary)
		return;
	set_endings(&set);
	pthread_sigmask(SIG_BLOCK, &set, &old);
	while (newer != output && newer->next != output)
		newer = newer->next;
	if (newer == output)
		opened = output->next;
	else
		newer->next = output->next;
	for (size_t i = 0; !opened && i < ARRAY_SIZE(endings); i++)
		sigaction(endings[i], &before[i], NULL);
	if (remove)
		unlink(output->temporary);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	free(output->temporary);
	output->temporary = NULL;
}

bool output_init(struct output *output, const char *path, bool overwrite, struct error *err)
{
	struct stat info;

	*output = (struct output){ .path = path, .overwrite = overwrite, .fd = STDOUT_FILENO };
	if (!path || strcmp(path, "-") == 0) {
		output->path = NULL;
		return true;
	}
	output->fd = -1;
	if (lstat(path, &info) != 0)
		return errno == ENOENT || error_errno(err, errno, "%s cannot be written", path);
	if (!S_ISREG(info.st_mode))
		return error_set(err, ERROR_USAGE,
				 "%s is there and is not a regular file; without --output the "
				 "messages go to standard output",
				 path);
	return overwrite ||
	       error_set(err, ERROR_USAGE, "%s is there already; --overwrite replaces it", path);
}

bool output_is_terminal(const struct output *output)
{
	return !output->path && isatty(output->fd) == 1;
}

bool output_open(struct output *output, struct error *err)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	sigset_t set, old;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is an error like a full disk */
	if (!output->path)
		return true;
	if (!strbuf_addf(&path, "%s.XXXXXX", output->path)) {
		strbuf_release(&path);
		return error_set(err, ERROR_USAGE, "The output's path is too long");
	}
	char *name = strbuf_detach(&path, NULL);
	set_endings(&set);
	pthread_sigmask(SIG_BLOCK, &set, &old);
	output->fd = mkostemp(name, O_CLOEXEC);
	int failure = errno;
	if (output->fd >= 0)
		remember_temporary(output, name);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (output->fd >= 0)
		return true;
	free(name);
	return error_errno(err, failure, "%s cannot be written", output->path);
}

/* write() until done. Whoever made the pipe may have made it non-blocking, too. */
static bool write_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t written = write(fd, data, size);
		if (written < 0 && errno == EAGAIN)
			poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
		else if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			data += written;
			size -= (size_t)written;
		}
	}
	return true;
}

bool output_rest(struct output *output, struct error *err)
{
	int fd = output->fd;

	if (!output->path || fd < 0)
		return true;
	output->fd = -1;
	return close(fd) == 0 || error_errno(err, errno, "%s cannot be written", output->path);
}

static bool wake(struct output *output, struct error *err)
{
	if (output->fd < 0)
		output->fd = open(output->temporary, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	return output->fd >= 0 || error_errno(err, errno, "%s cannot be written", output->path);
}

bool output_write(struct output *output, const void *data, size_t size, struct error *err)
{
	if (!wake(output, err))
		return false;
	if (write_all(output->fd, data, size)) {
		output->bytes += size;
		return true;
	}
	output->gone = !output->path && errno == EPIPE;
	return error_errno(err, errno, "%s cannot be written",
			   output->path ? output->path : "Standard output");
}

/* Gives the file its name, but never another file's where that is not to be replaced. */
static bool name_file(const struct output *output, struct error *err)
{
	struct stat info;

	if (!output->overwrite && link(output->temporary, output->path) == 0) {
		unlink(output->temporary);
		return true;
	}
	/* A file system may be without links; the look beforehand is the best it has then. */
	if (!output->overwrite && (errno == EEXIST || lstat(output->path, &info) == 0))
		return error_set(err, ERROR_IO,
				 "%s has appeared meanwhile; --overwrite replaces it",
				 output->path);
	if (rename(output->temporary, output->path) == 0)
		return true;
	return error_errno(err, errno, "%s cannot be written", output->path);
}

bool output_commit(struct output *output, struct error *err)
{
	bool ok = true;

	if (!output->path)
		return true;
	ok = wake(output, err);
	if (ok && fsync(output->fd) != 0)
		ok = error_errno(err, errno, "%s cannot be written", output->path);
	ok = output_rest(output, ok ? err : NULL) && ok;
	ok = ok && name_file(output, err);
	forget_temporary(output, !ok);
	return ok && file_sync_directory(output->path, err);
}

void output_abandon(struct output *output)
{
	if (!output->path)
		return;
	if (output->fd >= 0)
		close(output->fd);
	output->fd = -1;
	forget_temporary(output, true);
}
