#include "base/clock.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/parse.h"

/* The year 9999; what lies beyond has no date (base/date.h). */
#define PIN_MAX INT64_C(253402300799)
#define NOT_PINNED INT64_C(-1)

static _Atomic int64_t pin = NOT_PINNED;

void clock_init(void)
{
	const char *text = getenv("MSGDECK_TEST_NOW");
	int64_t seconds;

	if (text && parse_int64(text, strlen(text), 0, PIN_MAX, &seconds))
		clock_pin(seconds);
}

void clock_pin(int64_t unix_seconds)
{
	atomic_store(&pin, unix_seconds < 0 ? NOT_PINNED : unix_seconds);
}

bool clock_is_pinned(void)
{
	return atomic_load(&pin) != NOT_PINNED;
}

static struct timespec read_clock(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return now;
}

int64_t clock_now(void)
{
	int64_t pinned = atomic_load(&pin);

	return pinned != NOT_PINNED ? pinned : read_clock(CLOCK_REALTIME).tv_sec;
}

int64_t clock_now_ms(void)
{
	int64_t pinned = atomic_load(&pin);

	if (pinned != NOT_PINNED)
		return pinned * 1000;
	struct timespec now = read_clock(CLOCK_REALTIME);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_mono_ns(void)
{
	struct timespec now = read_clock(CLOCK_MONOTONIC);

	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clock_mono_ms(void)
{
	return clock_mono_ns() / 1000000;
}

int64_t clock_thread_ns(void)
{
	struct timespec used = read_clock(CLOCK_THREAD_CPUTIME_ID);

	return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}
