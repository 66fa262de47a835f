/*
 * clock.h - the time of day and the time that only goes forward.
 *
 * Thread: any. MSGDECK_TEST_NOW=<seconds> in the environment pins the time of day (read once by
 * clock_init()), so that tests see the same screens each day; the monotonic clock always runs.
 */
#ifndef MSGDECK_BASE_CLOCK_H
#define MSGDECK_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Reads the pin. Call once at start, before threads. */
void clock_init(void);
/* Pins the time of day for tests; a negative value removes the pin. */
void clock_pin(int64_t unix_seconds);
bool clock_is_pinned(void);

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t clock_now(void);
/* Milliseconds since 1970-01-01T00:00:00Z. */
int64_t clock_now_ms(void);
/* Nanoseconds and milliseconds of CLOCK_MONOTONIC. */
int64_t clock_mono_ns(void);
int64_t clock_mono_ms(void);
/* Nanoseconds of processor time that the calling thread has had. */
int64_t clock_thread_ns(void);

#endif
