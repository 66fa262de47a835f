/*
 * program.h - the operator's own programs: what they may know, and giving one the terminal and a file.
 *
 * A program is a command of the operator's, split into words without a shell (config/command.h). It
 * sees few variables of the environment, none with a secret. A file that it is given is for its owner
 * alone (0600), in a directory of its own below XDG_RUNTIME_DIR, and both are removed when the program
 * has ended, with whatever the program left beside it. Thread: UI; blocks while the program runs.
 */
#ifndef MSGDECK_VIEWS_SESSION_PROGRAM_H
#define MSGDECK_VIEWS_SESSION_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

/* The variables that are passed on, for struct child_spec; the list is in the help of the option
 * `viewer`. */
extern const char *const program_variables[];

/* Makes a new file of these bytes, mode 0600; nothing is left of it on failure. */
bool program_write_new(const char *path, const void *bytes, size_t length, struct error *err);
/* Runs the command with the path of a file `name` as its last word, on the terminal. `what` is what the
 * command is called in errors: "viewer". The whole screen must be drawn again, also on failure. */
bool program_show(const char *what, const char *command, const char *name, const void *bytes,
		  size_t length, struct error *err);
/* Appends how a program ended: "ended with status 3", "was ended by signal 9". `status` is that of
 * waitpid(). */
void program_add_end(int status, struct strbuf *out);

#endif
