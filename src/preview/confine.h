/*
 * confine.h - what the helper gives up before it looks at the first byte.
 *
 * All descriptors but the standard three are closed. Limits: CONFINE_MEMORY of address space,
 * CONFINE_CPU_S of time, CONFINE_OUTPUT of a file, no new descriptor, no new process, no core. It can't gain
 * rights (no_new_privs), and where the kernel and the processor allow it a filter answers every
 * system call with EPERM but those for memory, for reading and writing what is open, and for ending:
 * no socket, no file, no program. Thread: before any other.
 */
#ifndef MSGDECK_PREVIEW_CONFINE_H
#define MSGDECK_PREVIEW_CONFINE_H

#include <stdbool.h>

#define CONFINE_MEMORY (512u << 20)
#define CONFINE_CPU_S 5
#define CONFINE_OUTPUT (16u << 20)

/* Returns whether the filter is in force as well; the rest always is. */
bool confine(void);

#endif
