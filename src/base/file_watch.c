#include "base/file_watch.h"

#include <limits.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/vec.h"

#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)

struct watched {
	int directory; /* of inotify */
	char *name;
	bool is_suffix;
};

struct file_watch {
	int fd;
	struct VEC(struct watched) files;
};

struct file_watch *file_watch_new(void)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	struct file_watch *watch;

	if (fd < 0)
		return NULL;
	watch = xcalloc(1, sizeof(*watch));
	watch->fd = fd;
	return watch;
}

void file_watch_free(struct file_watch *watch)
{
	if (!watch)
		return;
	for (size_t i = 0; i < watch->files.count; i++)
		free(watch->files.items[i].name);
	vec_release(&watch->files);
	close(watch->fd);
	free(watch);
}

int file_watch_fd(const struct file_watch *watch)
{
	return watch->fd;
}

/* The same directory has the same number, however often it is added. */
static void add(struct file_watch *watch, const char *path, const char *suffix)
{
	const char *slash = strrchr(path, '/');
	char *directory = xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
	int number = inotify_add_watch(watch->fd, directory, EVENTS | IN_ONLYDIR);

	if (number >= 0)
		vec_push(&watch->files,
			 ((struct watched){ number, xstrdup(suffix ? suffix : slash + 1),
					    suffix != NULL }));
	free(directory);
}

void file_watch_add_suffix(struct file_watch *watch, const char *path, const char *suffix)
{
	char *end = realpath(path, NULL);

	add(watch, path, suffix);
	if (end && strcmp(end, path) != 0)
		add(watch, end, suffix);
	free(end);
}

void file_watch_add(struct file_watch *watch, const char *path)
{
	file_watch_add_suffix(watch, path, NULL);
}

static bool is_watched(const struct file_watch *watch, const struct inotify_event *event)
{
	size_t length = strlen(event->name);

	for (size_t i = 0; i < watch->files.count; i++) {
		const struct watched *file = &watch->files.items[i];
		size_t wanted = strlen(file->name);

		if (file->directory == event->wd && length >= wanted &&
		    (file->is_suffix || length == wanted) &&
		    strcmp(event->name + length - wanted, file->name) == 0)
			return true;
	}
	return false;
}

bool file_watch_take(struct file_watch *watch)
{
	alignas(struct inotify_event) char events[sizeof(struct inotify_event) + NAME_MAX + 1];
	bool any = false;
	ssize_t got;

	while ((got = read(watch->fd, events, sizeof(events))) > 0) {
		for (char *at = events; at < events + got;) {
			const struct inotify_event *event = (const void *)at;

			/* Too many at once: any of them may have been one. */
			any |= event->mask & IN_Q_OVERFLOW ||
			       (event->len && is_watched(watch, event));
			at += sizeof(*event) + event->len;
		}
	}
	return any;
}
