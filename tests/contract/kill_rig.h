/*
 * kill_rig.h - plans that are carried out by a process which is killed, and gone on with by another one,
 * until they are at their end; and the proof from the sandbox's log that nothing was done twice.
 *
 * The moment is a number of lines in the journal, or of requests in the sandbox's log: the process gets
 * SIGKILL as soon as so many are there.
 */
#ifndef MSGDECK_TESTS_KILL_RIG_H
#define MSGDECK_TESTS_KILL_RIG_H

#include "change_rig.h"

struct kill_at {
	size_t lines;    /* of the journal; 0: not by them */
	size_t requests; /* that change something; 0: not by them */
	unsigned in_flight;
};

struct kill_rig {
	struct change_rig rig; /* without fetch: each process has its own */
	struct sids senders;   /* of a move */
	struct sid from, to;
	char *number; /* that messages are sent from */
	char *list;   /* the file that they are in; NULL: they are in none */
	off_t seen;   /* bytes of the sandbox's log that earlier runs wrote */
	size_t runs;
	size_t kills; /* processes that were killed before their end */
};

/* A sandbox for plans of this verb; "OPTION", "VALUE", …, NULL. Where messages are to be cancelled, so
 * many wait for their time. */
void kill_open(struct kill_rig *killer, enum op op, size_t scheduled, const char *const *options);
/* The messages of the plans to come are the rows of a file. */
void kill_use_list(struct kill_rig *killer);
void kill_close(struct kill_rig *killer);
/* A plan of so many items, begun, killed, gone on with, and checked. */
void kill_run(struct kill_rig *killer, enum op op, size_t count, const struct kill_at *at);

#endif
