/*
 * windows_internal.h - what the files of the windows share: windows.c (chains, and where they meet) and
 * windows_cut.c (where new ones begin).
 */
#ifndef MSGDECK_FETCH_WINDOWS_INTERNAL_H
#define MSGDECK_FETCH_WINDOWS_INTERNAL_H

#include "fetch/windows.h"

#define WINDOWS_DAY 86400

/* Makes a chain that takes over from `newer` at a bound. */
struct chain *windows_cut(struct chain *newer, int64_t bound, bool by_time);

#endif
