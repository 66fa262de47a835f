/*
 * posted.h - which requests that change anything the sandbox behind the stage got, to the letter.
 */
#ifndef MSGDECK_TESTS_POSTED_H
#define MSGDECK_TESTS_POSTED_H

#include <stddef.h>

/* How many requests that are no GET had a path with this text in it; "" for all. */
size_t posted(const char *part);
/* The last of them had this method, exactly this path behind its host ("*" stands for one SID), no
 * query, credentials, exactly this form (name, value, …, NULL), and this answer. */
void posted_last(const char *method, const char *path, int status, const char *const *form);

#define SENT(...) ((const char *const[]){ __VA_ARGS__, NULL })

#endif
