#include "config/xdg.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"

enum { PATH_LIMIT = 64 * 1024 };

static const struct {
	const char *variable;
	const char *below_home;
} places[] = {
	[XDG_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
	[XDG_STATE] = { "XDG_STATE_HOME", ".local/state" },
	[XDG_CACHE] = { "XDG_CACHE_HOME", ".cache" },
	[XDG_RUNTIME] = { "XDG_RUNTIME_DIR", NULL },
};

static const char *absolute_variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value == '/' ? value : NULL;
}

static const char *home(struct error *err)
{
	const char *value = absolute_variable("HOME");

	if (!value)
		error_set(
			err, ERROR_USAGE,
			"HOME is not set to an absolute path, so there is no place for your files");
	return value;
}

static char *finish(struct strbuf *path, struct error *err)
{
	if (!path->overflow)
		return strbuf_detach(path, NULL);
	strbuf_release(path);
	error_set(err, ERROR_LIMIT, "A path is longer than %d bytes", PATH_LIMIT);
	return NULL;
}

char *xdg_path(enum xdg_place place, const char *name, struct error *err)
{
	struct strbuf path = STRBUF_INIT(PATH_LIMIT);
	const char *base = absolute_variable(places[place].variable);

	if (!base && !places[place].below_home) {
		char *state = xdg_path(XDG_STATE, "run", err);
		if (!state)
			return NULL;
		strbuf_addstr(&path, state);
		free(state);
	} else if (base) {
		strbuf_addf(&path, "%s/msgdeck", base);
	} else {
		base = home(err);
		if (!base)
			return NULL;
		strbuf_addf(&path, "%s/%s/msgdeck", base, places[place].below_home);
	}
	if (*name)
		strbuf_addf(&path, "/%s", name);
	return finish(&path, err);
}

char *xdg_expand_home(const char *path, struct error *err)
{
	struct strbuf out = STRBUF_INIT(PATH_LIMIT);

	if (path[0] != '~' || (path[1] != '/' && path[1] != '\0'))
		return xstrdup(path);
	const char *base = home(err);
	if (!base)
		return NULL;
	strbuf_addf(&out, "%s%s", base, path + 1);
	return finish(&out, err);
}
