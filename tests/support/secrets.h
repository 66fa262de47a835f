/*
 * secrets.h - that none of a story's secrets is where somebody could see it.
 *
 * Looked through are all bytes that went to the terminal, every file below the program's home (log,
 * journals, exports, whatever a crash or a child left there), and what the kernel shows of the
 * program and of all that it started: arguments and environment. A password is also looked for as it
 * is sent, behind its user name in base64.
 */
#ifndef MSGDECK_TESTS_SECRETS_H
#define MSGDECK_TESTS_SECRETS_H

#include <stdbool.h>

/* Copied; the list is emptied by secrets_forget(). */
void secrets_add(const char *secret);
void secrets_add_password(const char *user, const char *password);
/* One that the environment of the program itself may keep, as curl takes it from there: a proxy's. */
void secrets_add_own(const char *secret);
void secrets_forget(void);

/* Fails the test, and says where, when the program on the stage, be it running or over, shows one. */
void secrets_are_nowhere(void);
/* The same for one text: whether a file of the home, or the terminal, has it. For proving that the
 * search finds what is there. */
bool secrets_would_find(const char *text);

#endif
