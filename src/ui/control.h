/*
 * control.h - the parts of a control sequence (ECMA-48 §5.4): CSI < 64 ; 10 ; 3 M.
 *
 * What they mean is said by those who read them (input.c). Pure.
 */
#ifndef MSGDECK_UI_CONTROL_H
#define MSGDECK_UI_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

/* Parameters after these are left out. */
#define CONTROL_PARAMETERS_MAX 8

struct control {
	char prefix; /* one of < = > ?, or 0 */
	char final;
	bool dollar; /* it is the intermediate byte, as in DECRPM */
	bool odd;    /* other intermediates: no key */
	int count;
	int parameters[CONTROL_PARAMETERS_MAX]; /* -1 where empty; at most 999999 */
};

/* A whole sequence from the byte after CSI to the final byte, so at least one. Sub-parameters, which
 * kitty's keys have, are left out. */
void control_parse(struct control *control, const char *bytes, size_t length);
/* The parameter at an index from 0; the fallback where it is empty or not there. */
int control_parameter(const struct control *control, int index, int fallback);

#endif
