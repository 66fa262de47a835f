/*
 * tty.h - the terminal as a descriptor: modes, size, plain writes, and giving it back.
 *
 * What term_restore() promises is done here: once tty_open() has saved the modes, tty_restore()
 * may be called from anywhere, a signal handler included, as often as one likes. It writes the
 * string prepared by tty_set_restore() and sets the modes that were found.
 *
 * Internal to ui: term.c is the only user.
 */
#ifndef MSGDECK_UI_TTY_H
#define MSGDECK_UI_TTY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Longest restoring string; what would pass it is not taken. */
#define TTY_RESTORE_MAX 1024

/* Checks that standard input and output are terminals, saves the modes, guards fatal signals. */
bool tty_open(struct error *err);
/* Takes the guards away and closes what was opened; does not restore. */
void tty_close(void);
int tty_in(void);
/* Whether bytes wait to be read now. */
bool tty_waits(void);
int tty_out(void);
/* Input byte by byte, no echo, no signals from keys, no translation. */
bool tty_raw(struct error *err);
/* The bytes that bring the screen back, without modes. Replaced at once, also for a handler that
 * runs meanwhile. */
void tty_set_restore(const char *bytes, size_t length);
/* Async-signal-safe; does nothing unless the terminal is taken (tty_raw). */
void tty_restore(void);
/* Stops the process group as the terminal does on ^Z; returns when it is continued, or at once where
 * there is no shell to go to. */
void tty_stop(void);
/* In one write() where the terminal takes it; waits while it does not. False when it has gone. */
bool tty_write(const char *bytes, size_t length);
/* 80 by 24 where the terminal does not know its size. */
void tty_size(int *columns, int *rows);

#endif
