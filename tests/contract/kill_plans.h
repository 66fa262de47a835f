/*
 * kill_plans.h - what the plans of kill_rig.h are made of: what the account has for them, and the plans.
 */
#ifndef MSGDECK_TESTS_KILL_PLANS_H
#define MSGDECK_TESTS_KILL_PLANS_H

#include "kill_rig.h"

/* The numbers of a service, and another one that they can be moved to. */
void kill_find_senders(struct kill_rig *killer);
/* A number that messages can be sent from. */
void kill_find_number(struct kill_rig *killer);
/* Messages that wait for their time. */
void kill_schedule(struct kill_rig *killer, size_t count);
/* To whom an item of a plan of sends goes. */
void kill_recipient(size_t item, char to[static SID_SIZE]);
/* The next plan of so many items, judged. */
struct plan *kill_plan(struct kill_rig *killer, enum op op, size_t count);

#endif
