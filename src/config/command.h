/*
 * command.h - runs password_command and reads the secret that it prints.
 *
 * No shell is involved. The text is split into a program and its arguments by these rules: blanks
 * separate; '…' takes everything literally; "…" does too but for \" and \\; a backslash outside
 * quotes takes the next byte literally. Nothing is expanded, but a leading "~/" of a word is HOME.
 *
 * The program gets no terminal, /dev/null as input, default signals, and only the variables named
 * in command.c: none of TWILIO_*, MSGDECK_*, or the user's other secrets.
 */
#ifndef MSGDECK_CONFIG_COMMAND_H
#define MSGDECK_CONFIG_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/secret.h"

#define COMMAND_ARGUMENTS_MAX 64
#define COMMAND_TIME_LIMIT_MS 30000

/* NULL-terminated, to be freed with command_free(); NULL and err on failure. */
char **command_split(const char *text, struct error *err);
void command_free(char **argv);

/*
 * Runs it and takes the first line of its output, without the line end, as the secret. Fails when
 * it cannot be started, prints nothing or more than SECRET_MAX bytes, exits with anything but 0
 * (the error shows its first line on stderr, but nothing in it that can be a secret), or is not done
 * within limit_ms; it is then killed with all its children.
 */
bool command_read_secret(const char *text, int limit_ms, struct secret *secret, struct error *err);

#endif
