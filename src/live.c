#include "live.h"

#include <stdlib.h>
#include <string.h>

#include "config/theme.h"

void live_stop(struct live *live)
{
	if (live->timer)
		loop_remove_timer(live->loop, live->timer);
	live->timer = 0;
	if (live->watch)
		loop_remove_fd(live->loop, file_watch_fd(live->watch));
	file_watch_free(live->watch);
	live->watch = NULL;
}

static void settled(void *context)
{
	struct live *live = context;

	live->timer = 0;
	live->changed(live->context);
}

static void happened(void *context)
{
	struct live *live = context;

	if (!file_watch_take(live->watch))
		return;
	if (live->timer)
		loop_remove_timer(live->loop, live->timer);
	live->timer = loop_add_timer(live->loop, LIVE_SETTLE_MS, settled, live);
}

/* A theme may be based on others, which are beside it. */
static void add_theme(struct file_watch *watch, const char *name)
{
	char *path = strcmp(name, THEME_BUILT_IN) == 0 ? NULL : theme_path(name, NULL);

	if (path) {
		file_watch_add(watch, path);
		file_watch_add_suffix(watch, path, THEME_SUFFIX);
	}
	free(path);
}

void live_watch(struct live *live, const struct setup *setup)
{
	const char *book = settings_text(&setup->settings, OPTION_ADDRESS_BOOK);

	live_stop(live);
	if (!settings_bool(&setup->settings, OPTION_LIVE_RELOAD))
		return;
	live->watch = file_watch_new();
	if (!live->watch)
		return;
	char *config = config_path(setup->config.file, NULL);
	if (config)
		file_watch_add(live->watch, config);
	add_theme(live->watch, settings_text(&setup->settings, OPTION_THEME));
	if (book)
		file_watch_add(live->watch, book);
	free(config);
	loop_add_fd(live->loop, file_watch_fd(live->watch), happened, live);
}
