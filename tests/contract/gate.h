/*
 * gate.h - a port of 127.0.0.1 that leads to a sandbox, and, from one moment to the next, to another
 * one, or to nothing: so that a fault of the connection itself begins and ends under a client that
 * keeps its address.
 */
#ifndef MSGDECK_TESTS_GATE_H
#define MSGDECK_TESTS_GATE_H

#include <sys/types.h>

struct gate {
	int port;
	pid_t process; /* killed with the test */
	int control;
};

/* Opens it, leading to `to`, a port of 127.0.0.1. */
void gate_open(struct gate *gate, int to);
/* From now on it leads there; 0: it resets each connection as soon as it is made. All connections that
 * went through it are reset before this returns. */
void gate_turn(struct gate *gate, int to);
void gate_close(struct gate *gate);

#endif
