#include "config/saved_session.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/config.h"
#include "config/config_insert.h"
#include "config/xdg.h"

#define DIRECTORY "sessions"
#define FORMAT 1

static void release_list(struct saved_list *list)
{
	free(list->screen);
	free(list->sort);
	mem_wipe_free(list->query);
}

void saved_session_release(struct saved_session *saved)
{
	free(saved->screen);
	for (size_t i = 0; i < saved->above.count; i++)
		mem_wipe_free(saved->above.items[i]);
	vec_release(&saved->above);
	for (size_t i = 0; i < saved->lists.count; i++)
		release_list(&saved->lists.items[i]);
	vec_release(&saved->lists);
	*saved = (struct saved_session){ .screen = NULL };
}

static size_t find(const struct saved_session *saved, const char *screen)
{
	size_t at = 0;

	while (at < saved->lists.count && strcmp(saved->lists.items[at].screen, screen) != 0)
		at++;
	return at;
}

const struct saved_list *saved_session_list(const struct saved_session *saved, const char *screen)
{
	size_t at = find(saved, screen);

	return at < saved->lists.count ? &saved->lists.items[at] : NULL;
}

void saved_session_set_list(struct saved_session *saved, const struct saved_list *list)
{
	struct saved_list copy = {
		.screen = xstrdup(list->screen),
		.sort = list->sort ? xstrdup(list->sort) : NULL,
		.descending = list->descending,
		.query = list->query ? xstrdup(list->query) : NULL,
	};
	size_t at = find(saved, list->screen);

	if (at < saved->lists.count) {
		release_list(&saved->lists.items[at]);
		saved->lists.items[at] = copy;
	} else {
		vec_push(&saved->lists, copy);
	}
}

static char *path_of(const char *account, struct error *err)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	char *path;

	strbuf_addf(&name, DIRECTORY "/%s.conf", account);
	path = xdg_path(XDG_STATE, name.data, err);
	strbuf_release(&name);
	return path;
}

/* -- reading ----------------------------------------------------------------------------------- */

/* A member that is a string, or is not there. */
static bool take_text(const struct config_file *file, const struct config_node *group,
		      const char *name, const char **text, struct error *err)
{
	const struct config_node *node = config_get(group, name);

	*text = config_string(node);
	return !node || *text || config_error(file, node, err, "%s must be a string", name);
}

static bool take_list(struct saved_session *saved, const struct config_file *file,
		      const struct config_node *node, struct error *err)
{
	struct saved_list list = { .screen = (char *)(uintptr_t)config_name(node) };
	const char *sort, *query;

	if (config_type(node) != CONFIG_GROUP)
		return config_error(file, node, err, "%s must be a group", list.screen);
	if (!take_text(file, node, "sort", &sort, err) ||
	    !take_text(file, node, "query", &query, err))
		return false;
	list.sort = (char *)(uintptr_t)sort;
	list.query = (char *)(uintptr_t)query;
	config_bool(config_get(node, "descending"), &list.descending);
	saved_session_set_list(saved, &list);
	return true;
}

static bool take_file(struct saved_session *saved, const struct config_file *file,
		      struct error *err)
{
	const struct config_node *root = config_file_root(file);
	const struct config_node *above = config_get(root, "above");
	const struct config_node *lists = config_get(root, "lists");
	const char *screen;
	int64_t version;

	if (!config_integer(config_get(root, "version"), &version) || version != FORMAT)
		return config_error(file, root, err, "it is of no version that is known here");
	if (!take_text(file, root, "screen", &screen, err))
		return false;
	saved->screen = screen ? xstrdup(screen) : NULL;
	for (size_t i = 0; i < config_count(above); i++) {
		const char *line = config_string(config_at(above, i));
		if (!line)
			return config_error(file, above, err, "above must be a list of strings");
		vec_push(&saved->above, xstrdup(line));
	}
	for (size_t i = 0; i < config_count(lists); i++)
		if (!take_list(saved, file, config_at(lists, i), err))
			return false;
	return true;
}

bool saved_session_read(struct saved_session *saved, const char *account, struct error *err)
{
	char *path = path_of(account, err);
	struct config_file *file;
	bool good = path != NULL;

	if (path && (access(path, F_OK) == 0 || errno != ENOENT)) {
		file = config_file_read(path, err);
		good = file && file_check_private(path, config_file_access(file), err) &&
		       take_file(saved, file, err);
		config_file_free(file);
	}
	free(path);
	if (!good)
		saved_session_release(saved);
	return good;
}

/* -- writing ----------------------------------------------------------------------------------- */

static void add_member(const char *name, const char *text, struct strbuf *out)
{
	if (!text)
		return;
	strbuf_addf(out, " %s = ", name);
	config_quote(out, text);
	strbuf_addch(out, ';');
}

static void add_lists(const struct saved_session *saved, struct strbuf *out)
{
	strbuf_addstr(out, "lists = {\n");
	for (size_t i = 0; i < saved->lists.count; i++) {
		const struct saved_list *list = &saved->lists.items[i];

		strbuf_addf(out, "\t%s = {", list->screen);
		add_member("sort", list->sort, out);
		if (list->sort)
			strbuf_addf(out, " descending = %s;", list->descending ? "true" : "false");
		add_member("query", list->query, out);
		strbuf_addstr(out, " };\n");
	}
	strbuf_addstr(out, "};\n");
}

bool saved_session_write(const struct saved_session *saved, const char *account, struct error *err)
{
	char *directory = xdg_path(XDG_STATE, DIRECTORY, err);
	char *path = directory ? path_of(account, err) : NULL;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	bool good;

	strbuf_addf(&text,
		    "# Where msgdeck was left (restore_session); forget-session removes it.\n"
		    "version = %d;\n",
		    FORMAT);
	add_member("screen", saved->screen, &text);
	strbuf_addstr(&text, "\nabove = [");
	for (size_t i = 0; i < saved->above.count; i++) {
		strbuf_addstr(&text, i ? ", " : " ");
		config_quote(&text, saved->above.items[i]);
	}
	strbuf_addstr(&text, " ];\n");
	add_lists(saved, &text);
	good = path && file_make_directory(directory, err) &&
	       file_write_private(path, text.data, text.length, err);
	strbuf_wipe(&text);
	free(path);
	free(directory);
	return good;
}

bool saved_session_forget(const char *account, struct error *err)
{
	char *path = path_of(account, err);
	bool good = path && (unlink(path) == 0 || errno == ENOENT);

	if (path && !good)
		error_errno(err, errno, "%s could not be removed", path);
	free(path);
	return good;
}
