#include "support/place.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "support/fail.h"

struct place {
	char *home;
	struct VEC(char *) env; /* owned; NULL-ended by place_environment() */
};

static const char *or_else(const char *name, const char *fallback)
{
	const char *value = getenv(name);

	return value && *value ? value : fallback;
}

static void unset(struct place *place, const char *assignment)
{
	size_t length = strcspn(assignment, "=");

	for (size_t i = 0; i < place->env.count; i++) {
		char *old = place->env.items[i];

		if (strncmp(old, assignment, length) == 0 && old[length] == '=') {
			free(old);
			vec_remove(&place->env, i);
			return;
		}
	}
}

static void set(struct place *place, const char *name, const char *value)
{
	struct strbuf assignment = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&assignment, "%s=%s", name, value);
	vec_push(&place->env, strbuf_detach(&assignment, NULL));
}

static void set_folder(struct place *place, const char *name, const char *folder)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s/%s", place->home, folder);
	if (mkdir(path.data, 0700) < 0)
		test_fail("cannot make %s: %m", path.data);
	set(place, name, path.data);
	strbuf_release(&path);
}

static void make_home(struct place *place)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s/msgdeck-XXXXXX", or_else("TMPDIR", "/tmp"));
	if (!mkdtemp(path.data))
		test_fail("cannot make %s: %m", path.data);
	place->home = strbuf_detach(&path, NULL);
}

static void pass_on(struct place *place, const char *name)
{
	const char *value = getenv(name);

	if (value)
		set(place, name, value);
}

static void suppress_leaks(struct place *place)
{
	struct strbuf options = STRBUF_INIT(STRBUF_LINE);
	char *list = place_source("tests/support/leaks.supp");

	strbuf_addf(&options, "suppressions=%s:print_suppressions=0", list);
	set(place, "LSAN_OPTIONS", options.data);
	free(list);
	strbuf_release(&options);
}

struct place *place_new(const char *term, int64_t now, const char *const *extra)
{
	struct place *place = xcalloc(1, sizeof(*place));
	char number[32];

	make_home(place);
	set(place, "HOME", place->home);
	set_folder(place, "XDG_CONFIG_HOME", "config");
	set_folder(place, "XDG_CACHE_HOME", "cache");
	set_folder(place, "XDG_DATA_HOME", "data");
	set_folder(place, "XDG_STATE_HOME", "state");
	set_folder(place, "XDG_RUNTIME_DIR", "run");
	set_folder(place, "TMPDIR", "tmp");
	set(place, "PATH", or_else("PATH", "/usr/bin:/bin"));
	set(place, "SHELL", "/bin/sh");
	set(place, "LC_ALL", "C.UTF-8");
	set(place, "TZ", "UTC");
	set(place, "TERM", term);
	set(place, "MSGDECK_TEST", "1");
	pass_on(place, "ASAN_OPTIONS");
	pass_on(place, "UBSAN_OPTIONS");
	pass_on(place, "TSAN_OPTIONS");
	suppress_leaks(place);
	if (now >= 0) {
		snprintf(number, sizeof(number), "%" PRId64, now);
		set(place, "MSGDECK_TEST_NOW", number);
	}
	for (; extra && *extra; extra++) {
		unset(place, *extra);
		if (strchr(*extra, '='))
			vec_push(&place->env, xstrdup(*extra));
	}
	return place;
}

void place_append(struct place *place, const char *name, const char *value)
{
	struct strbuf list = STRBUF_INIT(STRBUF_LINE);
	size_t length = strlen(name);

	for (size_t i = 0; i < place->env.count; i++)
		if (strncmp(place->env.items[i], name, length) == 0 &&
		    place->env.items[i][length] == '=')
			strbuf_addf(&list, "%s:", place->env.items[i] + length + 1);
	strbuf_addstr(&list, value);
	unset(place, name);
	set(place, name, list.data);
	strbuf_release(&list);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

void place_free(struct place *place)
{
	if (!place)
		return;
	if (nftw(place->home, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		fprintf(stderr, "# %s was not removed: %m\n", place->home);
	for (size_t i = 0; i < place->env.count; i++)
		free(place->env.items[i]);
	vec_release(&place->env);
	free(place->home);
	free(place);
}

const char *place_home(const struct place *place)
{
	return place->home;
}

const char *const *place_environment(struct place *place)
{
	if (place->env.count == 0 || place->env.items[place->env.count - 1])
		vec_push(&place->env, NULL);
	return (const char *const *)place->env.items;
}

static char *absolute(const char *folder, const char *name)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	char *resolved;

	strbuf_addf(&path, "%s/%s", folder, name);
	resolved = realpath(path.data, NULL);
	if (!resolved)
		test_fail("%s: %m", path.data);
	strbuf_release(&path);
	return resolved;
}

char *place_program(const char *name)
{
	if (*name == '/')
		return xstrdup(name);
	return absolute(or_else("TEST_BINDIR", or_else("builddir", ".")), name);
}

char *place_source(const char *name)
{
	return absolute(or_else("srcdir", "."), name);
}
