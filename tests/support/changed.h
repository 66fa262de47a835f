/*
 * changed.h - what the sandbox behind the stage was asked to change, according to its log.
 *
 * Each request must be the documented one, to the letter: POST with Body= alone, POST with
 * Status=canceled alone, or DELETE, of one message, with credentials and without a query. Anything
 * else that is no GET fails the test; messages that were sent (behind.h) do not count.
 */
#ifndef MSGDECK_TESTS_CHANGED_H
#define MSGDECK_TESTS_CHANGED_H

#include <stdbool.h>
#include <stddef.h>

enum changed_verb { CHANGED_REDACT, CHANGED_DELETE, CHANGED_CANCEL, CHANGED_VERBS };

struct changed {
	size_t asked[CHANGED_VERBS];    /* requests */
	size_t done[CHANGED_VERBS];     /* those with a good answer */
	size_t messages[CHANGED_VERBS]; /* different messages among what was done */
};

void changed_read(struct changed *changed);
/* How often this was asked of a message, whatever was answered. */
size_t changed_asked(enum changed_verb verb, const char *sid);
/* There was no request that changes anything. */
void changed_nothing(void);
/* Nothing but this was asked, of so many messages, each of them once and with success. */
void changed_only(enum changed_verb verb, size_t messages);

#endif
