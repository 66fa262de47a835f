#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { READ_SIZE = 16 * 1024 };

bool file_read_open(int fd, const char *name, struct strbuf *out, struct error *err)
{
	char bytes[READ_SIZE];
	size_t before = out->length;
	int failure = 0;

	for (;;) {
		ssize_t got = read(fd, bytes, sizeof(bytes));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			failure = errno;
		if (got <= 0 || !strbuf_add(out, bytes, (size_t)got))
			break;
	}
	mem_wipe(bytes, sizeof(bytes));
	if (!failure && !out->overflow)
		return true;

	strbuf_truncate(out, before);
	if (failure)
		return error_errno(err, failure, "%s cannot be read", name);
	return error_set(err, ERROR_LIMIT, "%s is too large: more than %zu bytes", name,
			 out->max - before);
}

static bool read_status(int fd, const char *path, struct stat *info, struct error *err)
{
	return fstat(fd, info) == 0 ? true : error_errno(err, errno, "%s cannot be examined", path);
}

static struct file_access access_of(const struct stat *info)
{
	return (struct file_access){
		.foreign = info->st_uid != geteuid() && info->st_uid != 0,
		.mode = info->st_mode,
	};
}

bool file_access_open(int fd, struct file_access *access)
{
	struct stat info;

	if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
		return false;
	*access = access_of(&info);
	return true;
}

bool file_read_access(const char *path, struct strbuf *out, struct file_access *access,
		      struct error *err)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return error_errno(err, errno, "%s cannot be opened", path);
	bool ok = read_status(fd, path, &info, err) && file_read_open(fd, path, out, err);
	close(fd);
	if (ok)
		*access = access_of(&info);
	return ok;
}

bool file_read(const char *path, struct strbuf *out, struct error *err)
{
	struct file_access access;

	return file_read_access(path, out, &access, err);
}

/* The path as a shell takes it: quoted where it has to be. */
static void add_shell_word(struct strbuf *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789/._-+,:@%";

	if (*word && *word != '-' && strspn(word, plain) == strlen(word)) {
		strbuf_addstr(out, word);
		return;
	}
	strbuf_addstr(out, *word == '-' ? "./'" : "'");
	for (; *word; word++) {
		if (*word == '\'')
			strbuf_addstr(out, "'\\''");
		else
			strbuf_addch(out, *word);
	}
	strbuf_addch(out, '\'');
}

static bool check_mode(const char *path, const struct file_access *access, unsigned not_for_others,
		       const char *problem, const char *command, struct error *err)
{
	if (access->foreign)
		return error_set(err, ERROR_USAGE, "%s belongs to another user", path);
	if (!(access->mode & not_for_others))
		return true;
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);
	add_shell_word(&word, path);
	error_set(err, ERROR_USAGE, "%s can be %s by others: run chmod %s %s", path, problem,
		  command, word.data);
	strbuf_release(&word);
	return false;
}

bool file_check_private(const char *path, const struct file_access *access, struct error *err)
{
	return check_mode(path, access, S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH, "read or written",
			  "600", err);
}

bool file_check_unwritten(const char *path, const struct file_access *access, struct error *err)
{
	return check_mode(path, access, S_IWGRP | S_IWOTH, "written", "go-w", err);
}

bool file_open_private(const char *path, int flags, int *out, struct error *err)
{
	struct file_access access;
	struct stat info = { .st_mode = 0 };
	int fd = open(path, flags | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
		      S_IRUSR | S_IWUSR);

	if (fd < 0 && errno == ELOOP)
		return error_set(err, ERROR_IO, "%s is a symbolic link, which is not followed here",
				 path);
	if (fd < 0)
		return error_errno(err, errno, "%s cannot be opened", path);
	bool ok = read_status(fd, path, &info, err);
	if (ok && !S_ISREG(info.st_mode))
		ok = error_set(err, ERROR_IO, "%s is not a regular file", path);
	access = access_of(&info);
	if (!ok || !file_check_private(path, &access, err)) {
		close(fd);
		return false;
	}
	*out = fd;
	return true;
}

bool file_write_all(int fd, const void *data, size_t size, struct error *err)
{
	const char *at = data;

	while (size > 0) {
		ssize_t written = write(fd, at, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return error_errno(err, errno, "writing failed");
		at += written;
		size -= (size_t)written;
	}
	return true;
}

/* File systems that cannot do it say EINVAL; the data is safe by then. */
bool file_sync_directory(const char *path, struct error *err)
{
	const char *slash = strrchr(path, '/');
	char *directory = slash ? xstrndup(path, slash == path ? 1 : (size_t)(slash - path))
				: xstrdup(".");
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = true;

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		ok = error_errno(err, errno, "%s cannot be made durable", directory);
	if (fd >= 0)
		close(fd);
	free(directory);
	return ok;
}

static bool fill_and_close(int fd, const void *data, size_t size, struct error *err)
{
	bool ok = file_write_all(fd, data, size, err);

	if (ok && (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || fsync(fd) != 0))
		ok = error_errno(err, errno, "writing failed");
	if (close(fd) != 0 && ok)
		ok = error_errno(err, errno, "writing failed");
	return ok;
}

bool file_write_private(const char *path, const void *data, size_t size, struct error *err)
{
	static const char suffix[] = ".XXXXXX";
	size_t length = strlen(path);
	char *temporary = xmalloc(length + sizeof(suffix));
	bool ok;

	memcpy(temporary, path, length);
	memcpy(temporary + length, suffix, sizeof(suffix));
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		ok = error_errno(err, errno, "%s cannot be written", path);
		free(temporary);
		return ok;
	}
	ok = fill_and_close(fd, data, size, err);
	if (ok && rename(temporary, path) != 0)
		ok = error_errno(err, errno, "renaming failed");
	if (!ok) {
		unlink(temporary);
		error_prefix(err, "%s cannot be written", path);
	}
	free(temporary);
	return ok && file_sync_directory(path, err);
}

static bool make_one(const char *path, struct error *err)
{
	struct stat info;

	if (mkdir(path, S_IRWXU) == 0)
		return true;
	int failure = errno;
	if (stat(path, &info) != 0)
		return error_errno(err, failure, "the directory %s cannot be made", path);
	if (!S_ISDIR(info.st_mode))
		return error_set(err, ERROR_IO, "%s is not a directory", path);
	return true;
}

bool file_make_directory(const char *path, struct error *err)
{
	char *prefix = xstrdup(path);
	bool ok = true;

	for (char *at = prefix + (*prefix == '/'); ok && *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		ok = make_one(prefix, err);
		*at = '/';
	}
	ok = ok && make_one(prefix, err);
	free(prefix);
	return ok;
}

bool file_beside_program(const char *name, struct strbuf *path, struct error *err)
{
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self));

	if (length < 0)
		return error_errno(err, errno, "Cannot tell where the program's own file is");
	while (length > 0 && self[length - 1] != '/')
		length--;
	if (strbuf_add(path, self, (size_t)length) && strbuf_addstr(path, name))
		return true;
	return error_set(err, ERROR_LIMIT, "The path of the program's own file is too long");
}

bool file_find_program(const char *name, const char *installed, struct strbuf *path)
{
	if (file_beside_program(name, path, NULL) && access(path->data, X_OK) == 0)
		return true;
	strbuf_reset(path);
	strbuf_addf(path, "%s/%s", installed, name);
	return access(path->data, X_OK) == 0;
}
