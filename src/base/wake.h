/*
 * wake.h - a non-blocking pipe that makes ppoll() return: one thread (or a signal handler) rings,
 * the other drains. Many rings before a drain are one.
 */
#ifndef MSGDECK_BASE_WAKE_H
#define MSGDECK_BASE_WAKE_H

#include <stdbool.h>

#include "base/error.h"

struct wake {
	int read_fd;
	int write_fd;
};

#define WAKE_INIT                             \
	{                                     \
		.read_fd = -1, .write_fd = -1 \
	}

bool wake_open(struct wake *wake, struct error *err);
void wake_close(struct wake *wake);
/* Async-signal-safe; keeps errno. */
void wake_ring(const struct wake *wake);
void wake_drain(const struct wake *wake);

#endif
