/*
 * loop.h - waiting for keys, descriptors, timers and signals in one ppoll(), and drawing.
 *
 * One turn: wait; take signals; read and handle all keys that are there; serve descriptors and
 * timers; then, unless more keys wait, draw: first what the operator looks at (LOOP_PRIMARY), then,
 * if still no key waits, the rest (LOOP_SECONDARY) as a second frame. Only a flood of input longer
 * than LOOP_FLOOD_MS is interrupted by a frame. When nothing is dirty, idle work gets what is left of
 * LOOP_SLICE_MS since the last look at the keyboard, and a quarter of it at least.
 *
 * Signals (WINCH, TERM, HUP, INT, TSTP, CONT, USR1) are blocked outside ppoll(), so none is lost and no
 * system call elsewhere is interrupted. loop_new() blocks them: call it before any thread starts,
 * so that threads inherit the mask. SIGPIPE is ignored.
 *
 * In test mode (MSGDECK_TEST=1), whenever nothing is dirty or outstanding and keys or size have
 * changed since the last time, the loop writes ESC ] 7770 ; <keys handled> ; <cols>x<rows> ;
 * <longest> BEL: the most processor time of this thread, in microseconds, that has passed between two
 * looks at the keyboard since the last such mark. Where nothing is dirty but something outstanding, it
 * writes ESC ] 7770 ; <keys handled> BEL, once for these keys: what is drawn after it is what comes in.
 *
 * Thread: UI only. Other threads ring a wake pipe that is registered with loop_add_fd().
 */
#ifndef MSGDECK_UI_LOOP_H
#define MSGDECK_UI_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/input.h"

#define LOOP_SLICE_MS 5
#define LOOP_FLOOD_MS 60

struct loop;

enum loop_level {
	LOOP_PRIMARY = 1,
	LOOP_SECONDARY = 2,
};

struct loop_handlers {
	/* An event; INPUT_MODE events do not come here. */
	void (*input)(void *context, const struct input_event *event);
	/* Draw and show these levels (a mask). LOOP_PRIMARY | LOOP_SECONDARY after a resize. */
	void (*draw)(void *context, unsigned levels);
	/* The size changed, or the terminal was taken back after a suspension. Everything is dirty. */
	void (*resized)(void *context);
	/* SIGUSR1: the operator wants the configuration read again. May be NULL. */
	void (*reload)(void *context);
	/* Whether work goes on elsewhere whose result will change the screen: requests in flight or
	 * queued, but not the wait for the next poll. Only asked in test mode. May be NULL. */
	bool (*outstanding)(void *context);
};

struct loop *loop_new(void);
void loop_free(struct loop *loop);
/* Until loop_quit(), SIGTERM, SIGHUP, or the end of the input. Returns the exit code:
 * what loop_quit() gave, or 128 + the signal's number (SIGHUP's when the terminal has gone). */
int loop_run(struct loop *loop, const struct loop_handlers *handlers, void *context);
void loop_quit(struct loop *loop, int code);
void loop_dirty(struct loop *loop, unsigned levels);
/* Give the terminal to the shell that started us (^Z), before the next turn. */
void loop_suspend(struct loop *loop);
/* Key events handled since the start; a paste and a mouse report count as one each. */
uint64_t loop_keys(const struct loop *loop);

/* Calls fn whenever fd is readable. At most one registration a descriptor. */
void loop_add_fd(struct loop *loop, int fd, void (*fn)(void *context), void *context);
void loop_remove_fd(struct loop *loop, int fd);

/* Calls fn once, after delay. Returns an id, never 0. Timers may be added and removed from within. */
unsigned loop_add_timer(struct loop *loop, int64_t delay_ms, void (*fn)(void *context),
			void *context);
void loop_remove_timer(struct loop *loop, unsigned id);

/* Work in slices: fn works until deadline (clock_mono_ns) and returns whether there is more. It is
 * called whenever nothing more urgent waits, and after it said no only once loop_work() was called.
 * It may call loop_dirty() to show what it has so far. */
void loop_set_work(struct loop *loop, bool (*fn)(void *context, int64_t deadline_ns),
		   void *context);
void loop_work(struct loop *loop);

#endif
