/*
 * exit.h - exit codes by which a screen asks main() for something beyond leaving.
 */
#ifndef MSGDECK_VIEWS_EXIT_H
#define MSGDECK_VIEWS_EXIT_H

/* Leave and start again as `msgdeck --demo`. Never seen by who started us. */
#define EXIT_TO_DEMO 200
/* Leave and start again as `msgdeck import`. */
#define EXIT_TO_IMPORT 201

#endif
