/*
 * pools.h - the sender pools of the account on the stage: what is in them, and what msgdeck asked to
 * be done to them.
 *
 * Each request that changes something must be the documented one, to the letter: POST of a pool's list
 * with the sender's SID alone (or an alpha sender's name), or DELETE of one sender of it, with
 * credentials and without a query. Anything else that is no GET fails the test; what was done through
 * the functions here does not count.
 */
#ifndef MSGDECK_TESTS_POOLS_H
#define MSGDECK_TESTS_POOLS_H

#include <stddef.h>

#include "base/strbuf.h"

enum pool_verb { POOL_ADD, POOL_REMOVE, POOL_VERBS };

/* How many phone numbers the service of this name has now. */
size_t pool_numbers(const char *service);
/* How often msgdeck asked this of the service's pool, whatever was answered, and with success. */
size_t pool_asked(enum pool_verb verb, const char *service);
size_t pool_done(enum pool_verb verb, const char *service);
/* Nothing else was changed: so many senders were taken out of one service and then put into the other,
 * each by one request. */
void pool_only_moved(const char *from, const char *to, size_t senders);
/* There was no request that changes anything. */
void pool_nothing(void);

/* -- behind msgdeck's back --------------------------------------------------------------------- */

/* Puts a number, "+15125550101", into a service, or takes it out. */
void pool_put(const char *service, const char *number);
void pool_take(const char *service, const char *number);

#endif
