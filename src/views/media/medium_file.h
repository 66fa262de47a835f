/*
 * medium_file.h - the content of a medium as a file: kept, or handed to a viewer.
 *
 * Files are for their owner alone (0600) and never replace another one. A viewer is a command of the
 * operator's (option `viewer`), split into words without a shell; the file's name is its last word. It
 * has the terminal until it ends, and no variable of the environment that could be a secret; then
 * the file is removed. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_MEDIUM_FILE_H
#define MSGDECK_VIEWS_MEDIA_MEDIUM_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "views/session/session.h"

/* "~/" is the home directory. */
bool medium_file_save(const char *path, const void *bytes, size_t length, struct error *err);
/* Returns when the viewer has ended; the whole screen must be drawn again. `name` is the file's. */
bool medium_file_view(const struct session *session, const char *name, const void *bytes,
		      size_t length, struct error *err);

#endif
