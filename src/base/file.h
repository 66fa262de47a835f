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
/* False, with the chmod command in the text, when others than the owner may read or write it. */
bool file_check_private(const char *path, struct error *err);
/* Writes a 0600 file under a temporary name, fsyncs and renames: all or nothing. */
bool file_write_private(const char *path, const void *data, size_t size, struct error *err);
/* mkdir -p with mode 0700 for what is created. */
bool file_make_directory(const char *path, struct error *err);
/* write() until done, across EINTR and short writes; blocking descriptors only. */
bool file_write_all(int fd, const void *data, size_t size, struct error *err);

#endif
