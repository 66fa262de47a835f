/*
 * new_file.h - a file that is there under its name when it is whole, and not before.
 *
 * Until then it has no name at all where the file system can do that, so that nothing is left of it
 * in whatever way the program ends; elsewhere it is "FILE.XXXXXX". It is for its owner alone (0600).
 */
#ifndef MSGDECK_BASE_NEW_FILE_H
#define MSGDECK_BASE_NEW_FILE_H

#include <stdbool.h>

#include "base/error.h"

struct new_file {
	int fd;          /* -1: closed */
	char *temporary; /* the name it has until it is committed; owned; NULL: none */
};

/* `named`: with a temporary name in any case, so that fd may be closed and opened again. */
bool new_file_open(struct new_file *file, const char *path, bool named, struct error *err);
/* Makes it durable and gives it its name, in place of another file only where `replace` says so. Closes
 * fd. What cannot be named is removed. */
bool new_file_commit(struct new_file *file, const char *path, bool replace, struct error *err);
/* Removes what there is of it. Harmless when that has been done, or it is committed. */
void new_file_drop(struct new_file *file);

#endif
