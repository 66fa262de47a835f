/*
 * traffic.h - draws the episodes of a plan: how many of which kind, with whom and when.
 *
 * Days have their shape: verifications peak in the evening, reminders go out at ten and at four,
 * campaigns in bursts, support in office hours; nights in the contact's country are quiet, and
 * weekends quieter. A few contacts have most of the talks. Who answered STOP to a campaign is not
 * written to by the next one, or refused (21610).
 */
#ifndef MSGDECK_SANDBOX_TRAFFIC_H
#define MSGDECK_SANDBOX_TRAFFIC_H

#include <stdint.h>

#include "sandbox/plan.h"

/* How long before the end of the history verifications in Brazil begin to fail. */
#define TRAFFIC_OUTAGE_SECONDS (7 * 3600)

void traffic_history(struct plan *plan, uint32_t messages, uint32_t days);
/* Without days and nights, so that there is always something to see. */
void traffic_future(struct plan *plan, int64_t from, int64_t until, uint32_t per_minute);

#endif
