/*
 * sent.h - the messages that the sandbox behind the stage was asked to make, according to its log.
 *
 * Those of behind.h count, too: it is up to the story to know them.
 */
#ifndef MSGDECK_TESTS_SENT_H
#define MSGDECK_TESTS_SENT_H

#include <stddef.h>

/* How many times a message was asked for, whatever was answered. */
size_t sent_count(void);
/* The n-th request, from 0, had this form to the letter: name, value, …, NULL. A name that stands
 * there more than once was sent more than once, in this order; nothing else was sent. */
void sent_as(size_t n, const char *const *form);

#define SENT(n, ...) sent_as(n, (const char *const[]){ __VA_ARGS__, NULL })

#endif
