/*
 * setup.h - what the configuration decides, as one thing: settings, keys, columns, names, queries, theme.
 *
 * It is read as a whole or not at all, at the start and again while msgdeck runs; what it says that is
 * wrong leaves the one in use as it is.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_SETUP_H
#define MSGDECK_SETUP_H

#include <stdbool.h>

#include "base/error.h"
#include "config/load.h"
#include "config/settings.h"
#include "ui/keymap.h"
#include "ui/style.h"

struct address_book;
struct queries;

struct setup {
	struct settings settings;
	struct config config;
	struct column_choices kept; /* columns, by keep-columns */
	struct keymap *keymap;
	struct address_book *names; /* of contacts */
	struct queries *queries;    /* with names (views/list/queries.h) */
	struct style_theme theme;
};

/* Takes over what was read at the start, which is empty afterwards. */
void setup_take(struct setup *setup, struct settings *settings, struct config *config);
/* Keys and theme of what was read; also whether the columns are there. */
bool setup_finish(struct setup *setup, struct error *err);
/*
 * Reads the config file of `now` again into `next`, which is empty afterwards when it fails. `profile`
 * NULL: the same one as now, and what the command line and the environment said of the account holds
 * on. The secrets of the file are in it.
 */
bool setup_again(struct setup *next, const struct setup *now, const char *profile,
		 struct error *err);
/* Reads the keys alone, and appends a line for each that hides another (views/key_check.h). */
bool setup_check_keys(const struct config *config, struct strbuf *findings, struct error *err);
/* Appends the first of those, with the file's name without its directories, and how many more there are:
 * for the footer. */
void setup_say_keys(const struct setup *setup, struct strbuf *said);
/* Another theme in place of the settings' own; nothing changes when it fails. */
bool setup_theme(struct setup *setup, const char *name, struct error *err);
/* "", "UTC0" and so on: the C library's time zone, as the settings say. No other thread may run. */
void setup_time_zone(const struct settings *settings);
void setup_release(struct setup *setup);

#endif
