/*
 * seq.h - an ordered sequence of 32-bit handles with cheap insertion anywhere.
 *
 * The shape is a B+tree of counts over leaves of 512 handles, so that "the handle at rank r", "insert
 * at rank r" and "find by comparison" cost some tens of nanoseconds (and the comparisons) at millions
 * of handles. Memory: 4 bytes a handle divided by the fill of the leaves, and 1 to 2 % for the tree.
 * Handles that are appended, prepended, or inserted as a long run anywhere (a page of history) leave
 * full leaves behind; random insertion leaves them 69 % full on average. When splits and removals
 * bring the fill below 2/5, everything is packed again.
 *
 * It orders the cache by time and holds the order of a sorted or filtered table.
 */
#ifndef MSGDECK_BASE_SEQ_H
#define MSGDECK_BASE_SEQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seq;

/* <0, 0, >0 as the wanted item sorts before, at or after the handle `item`. */
typedef int seq_compare(uint32_t item, const void *wanted, void *context);

struct seq *seq_new(void);
void seq_free(struct seq *seq);
void seq_clear(struct seq *seq);
size_t seq_count(const struct seq *seq);
size_t seq_memory(const struct seq *seq); /* bytes */
uint32_t seq_at(const struct seq *seq, size_t rank);
void seq_insert(struct seq *seq, size_t rank, uint32_t item);
void seq_append(struct seq *seq, uint32_t item);
void seq_remove(struct seq *seq, size_t rank);
/* First rank whose item does not sort before the wanted one (0..count). */
size_t seq_lower_bound(const struct seq *seq, seq_compare *compare, const void *wanted,
		       void *context);
/* Copies up to count handles from rank on; returns how many. */
size_t seq_copy(const struct seq *seq, size_t rank, uint32_t *items, size_t count);
/* Replaces everything by the given handles, in order, packed full. */
void seq_assign(struct seq *seq, const uint32_t *items, size_t count);

#endif
