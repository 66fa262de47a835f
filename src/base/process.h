/*
 * process.h - what the process keeps from others: once, first thing in main().
 *
 * It holds credentials and message texts, so it leaves no core file, and no other process of the same
 * user can read its memory or attach to it (root can). Standard input, output and error are open
 * afterwards, so that no file or socket that is opened later takes their number and with it what was
 * meant for a terminal; those that were closed still fail when they are read or written. SSLKEYLOGFILE,
 * by which the TLS library would write down the keys of every connection, is taken out of the environment.
 *
 * A program started by exec can be looked at again, but leaves no core file either.
 *
 * Thread: before any other.
 */
#ifndef MSGDECK_BASE_PROCESS_H
#define MSGDECK_BASE_PROCESS_H

/* Ends the process when /dev/null cannot be opened where it is needed. */
void process_guard(void);

#endif
