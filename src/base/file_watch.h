/*
 * file_watch.h - told when files change (door to inotify).
 *
 * A file is watched by its name in its directory, for editors write another file and give it the
 * name; behind a symbolic link, where it leads to, too. A file that is not there yet may come. What is
 * in a directory that cannot be watched, or is not there, is not told of. Other files of these
 * directories wake whoever waits, but are not told of. Nothing wakes anybody while nothing is written
 * there.
 */
#ifndef MSGDECK_BASE_FILE_WATCH_H
#define MSGDECK_BASE_FILE_WATCH_H

#include <stdbool.h>

struct file_watch;

/* NULL where the system has no more of them. */
struct file_watch *file_watch_new(void);
void file_watch_free(struct file_watch *watch);
/* Readable when something happened in one of the directories: ask file_watch_take(). */
int file_watch_fd(const struct file_watch *watch);
/* An absolute path. */
void file_watch_add(struct file_watch *watch, const char *path);
/* All files beside this one whose names end like that, too: ".theme". */
void file_watch_add_suffix(struct file_watch *watch, const char *path, const char *suffix);
/* Takes what has happened; whether a file that is watched was written, came or went. */
bool file_watch_take(struct file_watch *watch);

#endif
