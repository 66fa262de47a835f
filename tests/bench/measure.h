/*
 * measure.h - numbers that were measured, and how to print them.
 */
#ifndef MSGDECK_BENCH_MEASURE_H
#define MSGDECK_BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct samples VEC(double);

void samples_add(struct samples *samples, double value);
void samples_release(struct samples *samples);
/* The value that so many percent of the samples do not exceed, by the nearest rank: 50 is the median.
 * 0 when there are none. */
double samples_at(const struct samples *samples, size_t percent);
double samples_mean(const struct samples *samples);

/* Seconds of processor time, in user and kernel mode, that the threads of a process have had that are
 * alive; and how often they went to sleep and woke. */
double process_cpu(int process);
double process_wakeups(int process);
/* The same time of this process. */
double own_cpu(void);

/* Memory of a process that nobody else shares, in bytes; fails when it cannot be read. */
double process_memory(int process);
/* The most that it has had in memory so far, shared or not, in bytes; 0 once it has ended. */
double process_peak(int process);

#endif
