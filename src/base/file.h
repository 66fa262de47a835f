/*
 * file.h - whole small files and private files.
 */
#ifndef MSGDECK_BASE_FILE_H
#define MSGDECK_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

/* Appends the whole file to out; fails beyond out->max. */
bool file_read(const char *path, struct strbuf *out, struct error *err);
/* The rest of what is open already; `name` is what errors call it. */
bool file_read_open(int fd, const char *name, struct strbuf *out, struct error *err);
/* Whose a file is and who may do what with it, of the very file that was read: one that has its name
 * a moment later may be another. Zeroed: nobody else's. */
struct file_access {
	bool foreign; /* belongs neither to this user nor to root */
	unsigned mode;
};

/* Of an open file; false when it is no regular file. */
bool file_access_open(int fd, struct file_access *access);
/* file_read(), with who else has to do with the file. */
bool file_read_access(const char *path, struct strbuf *out, struct file_access *access,
		      struct error *err);
/* False, with the chmod command in the text, when others than the owner may read or write it, or when
 * it is somebody else's. */
bool file_check_private(const char *path, const struct file_access *access, struct error *err);
/* The same for writing alone. */
bool file_check_unwritten(const char *path, const struct file_access *access, struct error *err);
/* Opens for O_WRONLY or O_RDWR, creating it with mode 0600 where there is none, and O_CLOEXEC.
 * `flags` may add O_APPEND or O_EXCL. Refuses symbolic links, what is not a regular file, what is
 * somebody else's and what others may read or write. The caller closes *fd, which is left alone on
 * failure. */
bool file_open_private(const char *path, int flags, int *fd, struct error *err);
/* Writes a 0600 file under a temporary name, fsyncs and renames: all or nothing. */
bool file_write_private(const char *path, const void *data, size_t size, struct error *err);
/* Makes the name of this file durable, without which a new one might not outlive a power cut. */
bool file_sync_directory(const char *path, struct error *err);
/* mkdir -p with mode 0700 for what is created. */
bool file_make_directory(const char *path, struct error *err);
/* Appends the path of `name` in the directory of the running program's file. */
bool file_beside_program(const char *name, struct strbuf *path, struct error *err);
/* Sets path to another program of this project: beside the running one, as it was built, or else in the
 * directory where it is installed. False when neither can be executed. */
bool file_find_program(const char *name, const char *installed, struct strbuf *path);
/* write() until done, across EINTR and short writes; blocking descriptors only. */
bool file_write_all(int fd, const void *data, size_t size, struct error *err);

#endif
