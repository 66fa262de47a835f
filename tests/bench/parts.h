/*
 * parts.h - what `make bench` measures. Each part prints its own table, with ratios to a reference
 * that is measured in the same run, since the machine is another each time, and says what it came to
 * (figures.h).
 */
#ifndef MSGDECK_BENCH_PARTS_H
#define MSGDECK_BENCH_PARTS_H

#include <stddef.h>

struct bench {
	size_t messages; /* in the account */
	int repeats;     /* of one key */
};

/* From the start to the first rows and to all messages, against one request after another. */
void bench_history(const struct bench *bench);
/* Decoding a page, against a JSON tree. */
void bench_decode(const struct bench *bench);
/* Time and memory of an export, of as many messages and of ten times as many. */
void bench_export(const struct bench *bench);
/* Memory that each message takes, against the bytes of its text. */
void bench_memory(const struct bench *bench);
/* Bytes that the cache takes of a message, and time to put one and to look for some. */
void bench_store(const struct bench *bench);
/* One program with a million messages: memory, filter, sort, and doing nothing. */
void bench_scale(const struct bench *bench);
/* Changes a second at several latencies, against one request after another. */
void bench_changes(const struct bench *bench);
/* How long the keyboard waits at most while an operator goes about with a million messages. */
void bench_looks(const struct bench *bench);
/* Bytes, writes and time that a key takes, against a plain ncurses list. */
void bench_keys(const struct bench *bench);

struct sandbox;
/* A part of that: what less, mutt, nnn and tig, as far as they are installed, make of the rows that msgdeck
 * shows of the same account, at 120x40. */
void measure_others(struct sandbox *sandbox);

#endif
