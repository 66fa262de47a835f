/*
 * live.h - what the configuration is made of, watched: the config file, the theme's files and the
 * address book are read again when they change (the option live_reload).
 *
 * Editors write a file in several steps, so what changed is read when nothing more has happened for
 * LIVE_SETTLE_MS. Without inotify nothing is watched; :reload and SIGUSR1 work all the same.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_LIVE_H
#define MSGDECK_LIVE_H

#include "base/file_watch.h"
#include "setup.h"
#include "ui/loop.h"

#define LIVE_SETTLE_MS 100

struct live {
	struct loop *loop;
	struct file_watch *watch; /* NULL: nothing is watched */
	unsigned timer;
	void (*changed)(void *context);
	void *context;
};

/* Watches what this setup was read from, in place of what was watched before; nothing where the
 * setup does not want it. `changed` is called from the loop. */
void live_watch(struct live *live, const struct setup *setup);
void live_stop(struct live *live);

#endif
