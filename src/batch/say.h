/*
 * say.h - what commands without a screen say to the operator: on standard error, cleaned, with the
 * program's name in front; and what they were asked for, on standard output.
 */
#ifndef MSGDECK_BATCH_SAY_H
#define MSGDECK_BATCH_SAY_H

#include <stdbool.h>
#include <stddef.h>

/* May have several lines; none at its end. */
void say(const char *text);
/* Writes to a command's output (a blocking descriptor). What could not be written is an error, which is
 * said: a command of which nobody saw the answer has not done what it was asked for. */
bool say_output(int fd, const char *bytes, size_t length);

#endif
