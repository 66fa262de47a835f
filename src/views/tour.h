/*
 * tour.h - the first five minutes: a few cards over the screens that they tell about (ui/shell.h).
 */
#ifndef MSGDECK_VIEWS_TOUR_H
#define MSGDECK_VIEWS_TOUR_H

#include "ui/command.h"
#include "views/session/session.h"

/* Begins the tour. Thread: UI. */
void tour_start(struct session *session);
/* The command "tour"; its target is the session. */
unsigned tour_command(struct command_call *call);

#endif
