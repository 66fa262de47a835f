#include "config/environment.h"

#include <stdlib.h>

#include "base/mem.h"

/* The names live as long as the program, for settings_origin(). */
static const char *own_name(enum option_id id)
{
	static char *names[OPTION_COUNT];

	if (!names[id]) {
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);
		option_environment_name(id, &name);
		names[id] = strbuf_detach(&name, NULL);
	}
	return names[id];
}

/* The kernel shows a process's first environment to its user (/proc/PID/environ) for as long as the
 * bytes are there; unsetenv() alone would leave them. */
static void wipe_variable(const char *name)
{
	char *value = getenv(name);

	if (!value)
		return;
	mem_wipe(value, strlen(value));
	unsetenv(name);
}

static bool take(struct settings *settings, enum option_id id, const char *name, struct error *err)
{
	const char *value = name ? getenv(name) : NULL;

	if (!value || !*value || (settings->demo && option_row(id)->account_bound))
		return true;
	return settings_set_from(settings, LAYER_ENVIRONMENT, id, value, 0, name, NULL, err);
}

bool environment_load(struct settings *settings, struct error *err)
{
	bool ok = true;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		const char *official = option_row(id)->official_name, *own = own_name(id);
		const char *value = getenv(own);

		ok = ok && take(settings, id, value && *value ? own : official, err);
		if (option_row(id)->type != OPTION_TYPE_SECRET)
			continue;
		wipe_variable(own);
		if (official)
			wipe_variable(official);
	}
	return ok;
}
