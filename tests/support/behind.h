/*
 * behind.h - what happens in the account on the stage behind msgdeck's back.
 */
#ifndef MSGDECK_TESTS_BEHIND_H
#define MSGDECK_TESTS_BEHIND_H

#include "base/strbuf.h"

/* Sends a message with these parameters: name, value, …, NULL. `sid`, which may be NULL, gets its SID
 * appended. */
void behind_send(const char *const *form, struct strbuf *sid);
/* So many messages to this number that wait for their time, some days from now. */
void behind_schedule(const char *to, size_t count);
void behind_delete(const char *sid);
void behind_cancel(const char *sid);
/* A service gets these members: name, value, …, NULL. */
void behind_update_service(const char *sid, const char *const *form);
/* A rule of the sandbox's --fault, from now on. */
void behind_break(const char *rule);
/* All rules end. */
void behind_mend(void);

#endif
