#include "batch/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static const int endings[] = { SIGHUP, SIGINT, SIGTERM };

/* What a signal must remove. Changed while the signals are blocked. */
static struct output *volatile opened;
static struct sigaction before[ARRAY_SIZE(endings)];

/* Only calls that are safe in a handler; then the signal takes its course. */
static void on_ending(int number)
{
	for (const struct output *output = opened; output; output = output->next)
		unlink(output->file.temporary);
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
static void remember(struct output *output)
{
	if (!opened)
		catch_endings();
	output->next = opened;
	opened = output;
}

static void forget(struct output *output)
{
	struct output *newer = opened;

	while (newer && newer != output && newer->next != output)
		newer = newer->next;
	if (!newer)
		return;
	if (newer == output)
		opened = output->next;
	else
		newer->next = output->next;
	for (size_t i = 0; !opened && i < ARRAY_SIZE(endings); i++)
		sigaction(endings[i], &before[i], NULL);
}

static void block_endings(sigset_t *old)
{
	sigset_t set;

	set_endings(&set);
	pthread_sigmask(SIG_BLOCK, &set, old);
}

bool output_init(struct output *output, const char *path, bool overwrite, struct error *err)
{
	struct stat info;

	*output = (struct output){ .path = path, .overwrite = overwrite };
	output->file.fd = STDOUT_FILENO;
	if (!path || strcmp(path, "-") == 0) {
		output->path = NULL;
		return true;
	}
	output->file.fd = -1;
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
	return !output->path && isatty(output->file.fd) == 1;
}

bool output_open(struct output *output, struct error *err)
{
	sigset_t old;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is an error like a full disk */
	if (!output->path)
		return true;
	block_endings(&old);
	bool ok = new_file_open(&output->file, output->path, output->many, err);
	if (ok && output->file.temporary)
		remember(output);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return ok;
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
	int fd = output->file.fd;

	if (!output->many || fd < 0)
		return true;
	output->file.fd = -1;
	return close(fd) == 0 || error_errno(err, errno, "%s cannot be written", output->path);
}

static bool wake(struct output *output, struct error *err)
{
	if (output->file.fd < 0 && output->file.temporary)
		output->file.fd =
			open(output->file.temporary, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	return output->file.fd >= 0 ||
	       error_errno(err, errno, "%s cannot be written", output->path);
}

bool output_write(struct output *output, const void *data, size_t size, struct error *err)
{
	if (!wake(output, err))
		return false;
	if (write_all(output->file.fd, data, size)) {
		output->bytes += size;
		return true;
	}
	output->gone = !output->path && errno == EPIPE;
	return error_errno(err, errno, "%s cannot be written",
			   output->path ? output->path : "Standard output");
}

bool output_commit(struct output *output, struct error *err)
{
	sigset_t old;

	if (!output->path)
		return true;
	if (!wake(output, err)) {
		output_abandon(output);
		return false;
	}
	block_endings(&old);
	bool ok = new_file_commit(&output->file, output->path, output->overwrite, err);
	forget(output);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return ok;
}

void output_abandon(struct output *output)
{
	sigset_t old;

	if (!output->path)
		return;
	block_endings(&old);
	new_file_drop(&output->file);
	forget(output);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}
