/*
 * alarm.h - alerts in the session: what is said, rung and run when one is raised.
 *
 * Looks at the last two hours of messages in slices whenever there are news, once they are loaded, and at
 * the balance that the account had when it was asked for, and at the deactivations that were looked at.
 * Nothing is asked of Twilio for it. What is in
 * force stands in the status line; a new one is said in the footer, too.
 *
 * alert_command gets one more argument, the fixed word of the kind (model/alerts.h), and in its
 * environment MSGDECK_ALERT, the same, MSGDECK_ALERT_SUBJECT and MSGDECK_ALERT_TEXT. No shell is
 * involved. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SESSION_ALARM_H
#define MSGDECK_VIEWS_SESSION_ALARM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/chrome.h"
#include "ui/command.h"

struct alarm;
struct session;

/* NULL when nothing is to be looked at. The session's options and store must outlive it. */
struct alarm *alarm_new(struct session *session);
/* NULL is allowed, as everywhere here. A command that still runs goes on by itself. */
void alarm_free(struct alarm *alarm);
/* There are news. */
void alarm_look(struct alarm *alarm);
/* The deactivations of that day, the start of a day of UTC, were read whole, and so many numbers in them
 * are of contacts. */
void alarm_deactivated(struct alarm *alarm, int64_t day, size_t contacts);
/* Whether something is about to be said, or a command runs. */
bool alarm_busy(const struct alarm *alarm);
/* Adds what is in force to the status line. */
void alarm_status(const struct alarm *alarm, struct bar *bar);
/* The command "alerts", whose target is the session: all that are in force, in a box. */
unsigned alarm_command(struct command_call *call);

#endif
