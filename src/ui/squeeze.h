/*
 * squeeze.h - the same frame in fewer bytes.
 *
 * ncurses writes attributes and colours one after another, resets what it is about to set, names the
 * character set with every reset, although nothing here ever chooses another one, and goes a long way
 * within a row by naming the row again. So
 *
 *	- of the control sequences for attributes (SGR, ECMA-48 §8.3.117) that follow each other directly,
 *	  one with all of their parameters is left, and nothing of those before a reset;
 *	- the one that takes back a colour is a reset where nothing else is set, and a reset is left out
 *	  where nothing is set at all;
 *	- the designation of ASCII (ESC ( B) is left out;
 *	- a position (CUP) in the row in which the cursor is becomes a column (CHA, or CR), and the first
 *	  column of the row above or below a step there;
 *	- of blanks, all but the first become their number (REP).
 *
 * The last two only where the terminal is said to have them. Everything else stays byte for byte.
 *
 * What must hold: a frame begins and ends without attributes, and the terminal does not wrap before the
 * character after the last column comes.
 *
 * Pure; any thread.
 */
#ifndef MSGDECK_UI_SQUEEZE_H
#define MSGDECK_UI_SQUEEZE_H

#include <stddef.h>

enum squeeze {
	SQUEEZE_COLUMN = 1, /* CHA */
	SQUEEZE_REPEAT = 2, /* REP */
};

/* Rewrites in place; returns the new length, which is never more. `abilities` of enum squeeze; *row is
 * where the cursor is, from 1, or 0 where that is not known, and becomes where it is then. */
size_t squeeze(char *bytes, size_t length, unsigned abilities, unsigned *row);

#endif
