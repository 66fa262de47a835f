/*
 * frame.h - a frame is one write(): what ncurses writes piece by piece is collected in a memory
 * file, which stands in for the terminal on ncurses' output descriptor while it draws.
 *
 * Internal to ui: term.c is the only user.
 */
#ifndef MSGDECK_UI_FRAME_H
#define MSGDECK_UI_FRAME_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

/* A stream to the terminal on a descriptor of its own. Free with frame_close(). */
bool frame_open(struct error *err);
void frame_close(void);
FILE *frame_stream(void);

/* These bytes, which are not of ncurses' making, go out with the next frame, before it; in place of those
 * that wait already. */
void frame_before(const char *bytes, size_t length);
/* Between the two, what is written to the stream's descriptor is collected. */
void frame_begin(void);
/* Sends what was collected, in as few bytes as it takes (ui/squeeze.h) unless it is a `whole` screen,
 * which puts right whatever state the terminal is in; within synchronized output (DEC mode 2026) when
 * `sync` and it is worth it. `abilities` of enum squeeze. False when the terminal has gone. */
bool frame_end(bool whole, bool sync, unsigned abilities);

#endif
