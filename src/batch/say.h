/*
 * say.h - what commands without a screen say to the operator: on standard error, cleaned, with the
 * program's name in front.
 */
#ifndef MSGDECK_BATCH_SAY_H
#define MSGDECK_BATCH_SAY_H

/* May have several lines; none at its end. */
void say(const char *text);

#endif
