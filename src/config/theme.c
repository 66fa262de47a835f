#include "config/theme.h"

#include <dirent.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "config/config.h"
#include "config/suggest.h"
#include "config/xdg.h"

enum { PATH_LIMIT = 64 * 1024 };

static const struct theme_role roles[THEME_ROLES] = {
	{ "text", "plain text" },
	{ "dim", "what is less important" },
	{ "strong", "what is more important" },
	{ "title", "column titles and headings" },
	{ "header", "the top line" },
	{ "tab", "the name of a screen in the header" },
	{ "tab_active", "the name of the screen that is shown" },
	{ "footer", "the bottom line" },
	{ "key", "the key in a hint" },
	{ "border", "rules and frames" },
	{ "accent", "what catches the eye: numbers, counts" },
	{ "badge", "a small label, such as \"2 new\"" },
	{ "good", "delivered" },
	{ "bad", "failed" },
	{ "waiting", "queued, scheduled, loading" },
	{ "warning", "what needs attention" },
	{ "inbound", "what they wrote" },
	{ "outbound", "what was sent to them" },
	{ "profile", "the name of the profile in the header" },
	{ "live", "the mark of a real account" },
	{ "production", "the mark of an account that real people depend on" },
	{ "demo", "the mark of the demo" },
	{ "readonly", "the mark of a session that may not change anything" },
	{ "input", "text that is being edited" },
	{ "button", "a button of a dialog" },
	{ "button_active", "the button that Enter would press" },
	{ "bar", "the filled part of a bar or chart" },
	{ "dialog", "the ground of a dialog" },
	{ "menu", "the completions of a command" },
	{ "menu_active", "the completion that is chosen" },
	{ "cursor", "the row under the cursor, where the cursor is a bar" },
	{ "selected", "the mark of a selected row" },
	{ "match", "what was searched for" },
};

struct names VEC(char *);

static bool load(struct theme *theme, const char *name, int depth, struct error *err);

const struct theme_role *theme_roles(void)
{
	return roles;
}

static size_t find_role(const char *name)
{
	size_t role = 0;

	while (role < THEME_ROLES && strcmp(roles[role].name, name) != 0)
		role++;
	return role;
}

static void look_release(struct theme_look *look)
{
	free(look->fg);
	free(look->bg);
	free(look->attrs);
	free(look->file);
	*look = (struct theme_look){ .fg = NULL };
}

static bool read_look(const struct config_file *file, const struct config_node *node,
		      struct theme_look *look, struct error *err)
{
	for (size_t i = 0; i < config_count(node); i++) {
		const struct config_node *member = config_at(node, i);
		const char *name = config_name(member);
		char **place = strcmp(name, "fg") == 0      ? &look->fg
			       : strcmp(name, "bg") == 0    ? &look->bg
			       : strcmp(name, "attrs") == 0 ? &look->attrs
							    : NULL;
		if (!place)
			return config_error(file, member, err,
					    "a role has fg, bg and attrs, but no \"%s\"", name);
		if (!config_string(member))
			return config_error(file, member, err, "%s must be %s, not %s", name,
					    config_type_words(CONFIG_STRING),
					    config_type_words(config_type(member)));
		*place = xstrdup(config_string(member));
	}
	return true;
}

static bool read_role(const struct config_file *file, const struct config_node *node,
		      struct theme *theme, struct error *err)
{
	struct suggestion suggestion = { .wanted = config_name(node) };
	size_t role = find_role(config_name(node));

	for (size_t i = 0; i < THEME_ROLES; i++)
		suggest_offer(&suggestion, roles[i].name);
	if (role == THEME_ROLES && suggestion.best)
		return config_error(file, node, err, "unknown role \"%s\"; did you mean \"%s\"?",
				    config_name(node), suggestion.best);
	if (role == THEME_ROLES)
		return config_error(file, node, err,
				    "unknown role \"%s\"; msgdeck.conf(5) lists them",
				    config_name(node));
	if (config_type(node) != CONFIG_GROUP)
		return config_error(file, node, err,
				    "a role must be a group: %s = { fg = \"...\"; bg = \"...\"; "
				    "attrs = \"...\"; }",
				    config_name(node));
	look_release(&theme->looks[role]);
	theme->looks[role].file = xstrdup(config_file_name(file));
	theme->looks[role].line = config_line(node);
	return read_look(file, node, &theme->looks[role], err);
}

static bool take_text(const struct config_file *file, const char *name, const char **text,
		      struct error *err)
{
	const struct config_node *node = config_get(config_file_root(file), name);

	*text = config_string(node);
	if (!node || *text)
		return true;
	return config_error(file, node, err, "%s must be %s, not %s", name,
			    config_type_words(CONFIG_STRING), config_type_words(config_type(node)));
}

static bool check_names(const struct config_file *file, struct error *err)
{
	const struct config_node *root = config_file_root(file);

	for (size_t i = 0; i < config_count(root); i++) {
		const char *name = config_name(config_at(root, i));
		if (strcmp(name, "description") != 0 && strcmp(name, "based_on") != 0 &&
		    strcmp(name, "roles") != 0)
			return config_error(file, config_at(root, i), err,
					    "a theme has description, based_on and roles, but no "
					    "\"%s\"",
					    name);
	}
	return true;
}

static bool take_file(const struct config_file *file, struct theme *theme, int depth,
		      struct error *err)
{
	const struct config_node *all = config_get(config_file_root(file), "roles");
	const char *description, *base;

	if (!check_names(file, err) || !take_text(file, "description", &description, err) ||
	    !take_text(file, "based_on", &base, err))
		return false;
	if (base && depth == THEME_BASES_MAX)
		return config_error(file, config_get(config_file_root(file), "based_on"), err,
				    "more than %d themes are based on each other", THEME_BASES_MAX);
	if (base && !load(theme, base, depth + 1, err))
		return error_prefix(err, "%s", config_file_name(file));
	free(theme->description);
	theme->description = description ? xstrdup(description) : NULL;
	if (all && config_type(all) != CONFIG_GROUP)
		return config_error(file, all, err, "roles must be %s, not %s",
				    config_type_words(CONFIG_GROUP),
				    config_type_words(config_type(all)));
	for (size_t i = 0; i < config_count(all); i++)
		if (!read_role(file, config_at(all, i), theme, err))
			return false;
	return true;
}

bool theme_parse(struct theme *theme, const char *name, const char *text, size_t length,
		 struct error *err)
{
	struct config_file *file = config_file_parse(name, text, length, err);
	bool ok = file && take_file(file, theme, 1, err);

	config_file_free(file);
	return ok;
}

/* A build has its themes beside the program. */
static void add_program_directory(struct names *directories)
{
	struct strbuf path = STRBUF_INIT(PATH_LIMIT);

	if (file_beside_program("themes", &path, NULL))
		vec_push(directories, strbuf_detach(&path, NULL));
}

static void find_directories(struct names *directories)
{
	char *own = xdg_path(XDG_CONFIG, "themes", NULL);

	if (own)
		vec_push(directories, own);
	vec_push(directories, xstrdup(MSGDECK_PKGDATADIR "/themes"));
	add_program_directory(directories);
}

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	vec_release(names);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_directory(struct names *names, const char *directory)
{
	DIR *dir = opendir(directory);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		size_t length = strlen(entry->d_name), suffix = strlen(THEME_SUFFIX);
		if (length > suffix && strcmp(entry->d_name + length - suffix, THEME_SUFFIX) == 0)
			vec_push(names, xstrndup(entry->d_name, length - suffix));
	}
	if (dir)
		closedir(dir);
}

/* Each once, by name. */
static void find_names(struct names *known, const struct names *directories)
{
	struct names all = { .items = NULL };

	vec_push(&all, xstrdup(THEME_BUILT_IN));
	for (size_t i = 0; i < directories->count; i++)
		list_directory(&all, directories->items[i]);
	qsort(all.items, all.count, sizeof(*all.items), compare_names);
	for (size_t i = 0; i < all.count; i++)
		if (i == 0 || strcmp(all.items[i], all.items[i - 1]) != 0)
			vec_push(known, xstrdup(all.items[i]));
	names_release(&all);
}

static bool not_found(const char *name, const struct names *directories, struct error *err)
{
	struct suggestion suggestion = { .wanted = name };
	struct strbuf list = STRBUF_INIT(STRBUF_LINE);
	struct names known = { .items = NULL };

	find_names(&known, directories);
	for (size_t i = 0; i < known.count; i++) {
		suggest_offer(&suggestion, known.items[i]);
		strbuf_addf(&list, "%s%s", i ? ", " : "", known.items[i]);
	}
	if (suggestion.best)
		error_set(err, ERROR_USAGE, "There is no theme \"%.60s\"; did you mean \"%s\"?",
			  name, suggestion.best);
	else
		error_set(err, ERROR_USAGE, "There is no theme \"%.60s\"; there is %s", name,
			  list.data);
	names_release(&known);
	strbuf_release(&list);
	return false;
}

char *theme_path(const char *name, struct error *err)
{
	struct names directories = { .items = NULL };
	char *found = NULL;

	if (strchr(name, '/'))
		return xdg_expand_home(name, err);
	find_directories(&directories);
	for (size_t i = 0; i < directories.count && !found; i++) {
		struct strbuf path = STRBUF_INIT(PATH_LIMIT);
		strbuf_addf(&path, "%s/%s" THEME_SUFFIX, directories.items[i], name);
		if (access(path.data, F_OK) == 0)
			found = strbuf_detach(&path, NULL);
		else
			strbuf_release(&path);
	}
	if (!found)
		not_found(name, &directories, err);
	names_release(&directories);
	return found;
}

static bool load(struct theme *theme, const char *name, int depth, struct error *err)
{
	char *path = theme_path(name, err);
	struct config_file *file = path ? config_file_read(path, err) : NULL;
	bool ok = file && take_file(file, theme, depth, err);

	config_file_free(file);
	free(path);
	return ok;
}

bool theme_load(struct theme *theme, const char *name, struct error *err)
{
	return load(theme, name, 1, err);
}

void theme_list(struct strbuf *out)
{
	struct names directories = { .items = NULL }, known = { .items = NULL };

	find_directories(&directories);
	find_names(&known, &directories);
	for (size_t i = 0; i < known.count; i++)
		strbuf_addf(out, "%s\n", known.items[i]);
	names_release(&known);
	names_release(&directories);
}

void theme_release(struct theme *theme)
{
	for (size_t i = 0; i < THEME_ROLES; i++)
		look_release(&theme->looks[i]);
	free(theme->description);
	*theme = (struct theme)THEME_INIT;
}
