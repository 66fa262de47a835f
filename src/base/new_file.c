#include "base/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define DESCRIPTORS "/proc/self/fd"
#define SUFFIX ".XXXXXX"

/* -1 where the file system cannot do it, or it could get no name afterwards. */
static int open_nameless(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *directory = slash ? xstrndup(path, slash == path ? 1 : (size_t)(slash - path))
				: xstrdup(".");
	int fd = -1;

	if (access(DESCRIPTORS, X_OK) == 0)
		fd = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
	free(directory);
	return fd;
}

static char *temporary_name(const char *path)
{
	const size_t length = strlen(path);
	char *name = xmalloc(length + sizeof(SUFFIX));

	memcpy(name, path, length);
	memcpy(name + length, SUFFIX, sizeof(SUFFIX));
	return name;
}

bool new_file_open(struct new_file *file, const char *path, bool named, struct error *err)
{
	*file = (struct new_file){ .fd = named ? -1 : open_nameless(path) };
	if (file->fd >= 0)
		return true;
	char *name = temporary_name(path);
	file->fd = mkostemp(name, O_CLOEXEC);
	if (file->fd >= 0) {
		file->temporary = name;
		return true;
	}
	error_errno(err, errno, "%s cannot be written", path);
	free(name);
	return false;
}

static bool is_there(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0;
}

/* A descriptor's file gets this name, which must be free. */
static bool link_descriptor(int fd, const char *path)
{
	char from[sizeof(DESCRIPTORS) + 16];

	snprintf(from, sizeof(from), DESCRIPTORS "/%d", fd);
	return linkat(AT_FDCWD, from, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

/* One that has no name yet, in place of another file: only a name can be put there. */
static bool name_aside(struct new_file *file, const char *path)
{
	char *name = temporary_name(path);
	int fd = mkostemp(name, O_CLOEXEC);

	/* mkostemp() finds a free name; what has it must go for the link. */
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && unlink(name) == 0 && link_descriptor(file->fd, name)) {
		file->temporary = name;
		return true;
	}
	free(name);
	return false;
}

/* False with errno; EEXIST: there is one that is not to be replaced. */
static bool give_name(struct new_file *file, const char *path, bool replace)
{
	if (!file->temporary && !replace)
		return link_descriptor(file->fd, path);
	if (!file->temporary && !name_aside(file, path))
		return false;
	if (!replace && link(file->temporary, path) == 0) {
		unlink(file->temporary);
		return true;
	}
	/* A file system may be without links; to look beforehand is the best it has then. */
	if (!replace && (errno == EEXIST || is_there(path))) {
		errno = EEXIST;
		return false;
	}
	return rename(file->temporary, path) == 0;
}

bool new_file_commit(struct new_file *file, const char *path, bool replace, struct error *err)
{
	bool ok = fsync(file->fd) == 0 && give_name(file, path, replace);
	const int failure = errno;

	if (!ok && failure == EEXIST)
		error_set(err, ERROR_IO, "%s has appeared meanwhile", path);
	else if (!ok)
		error_errno(err, failure, "%s cannot be written", path);
	if (!ok) {
		new_file_drop(file);
		return false;
	}
	/* The name is given: it is not to be removed any more. */
	free(file->temporary);
	file->temporary = NULL;
	ok = close(file->fd) == 0 || error_errno(err, errno, "%s cannot be written", path);
	file->fd = -1;
	return ok && file_sync_directory(path, err);
}

void new_file_drop(struct new_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
	if (file->temporary)
		unlink(file->temporary);
	free(file->temporary);
	file->temporary = NULL;
}
