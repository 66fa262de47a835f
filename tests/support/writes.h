/*
 * writes.h - how often a program writes to its terminal, counted with ptrace(2).
 *
 * What arrives at the other end of a pseudo-terminal does not tell: two writes may be read at once,
 * and one large write in parts. For the keeper of pty.h only, which is the program's parent.
 */
#ifndef MSGDECK_TESTS_WRITES_H
#define MSGDECK_TESTS_WRITES_H

#include <stdint.h>
#include <sys/types.h>

/* In the child, before exec: stands still until the parent follows it. */
void writes_wait_for_tracer(void);
/* In the parent: starts to follow the child, its main thread only. */
void writes_seize(pid_t child);
/* Waits until the child ends (a stop by job control is passed through) and returns the status as
 * waitpid() gives it; meanwhile adds each write to standard output to *count. */
int writes_wait(pid_t child, uint64_t *count);

#endif
