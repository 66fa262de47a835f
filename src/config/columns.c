#include "config/columns.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "config/config_insert.h"
#include "config/xdg.h"

#define KEPT "columns.conf"

static bool read_screen(const struct config_file *file, const struct config_node *screen,
			struct column_choice *choice, struct error *err)
{
	if (config_type(screen) != CONFIG_LIST || config_count(screen) == 0)
		return config_error(
			file, screen, err,
			"the columns of %s must be a list of names: [ \"...\", \"...\" ]",
			config_name(screen));
	for (size_t i = 0; i < config_count(screen); i++) {
		const char *name = config_string(config_at(screen, i));
		if (!name)
			return config_error(file, config_at(screen, i), err,
					    "a column's name must be %s",
					    config_type_words(CONFIG_STRING));
		choice->names[choice->count++] = xstrdup(name);
	}
	return true;
}

bool columns_read(struct column_choices *choices, const struct config_file *file, struct error *err)
{
	const struct config_node *columns = config_get(config_file_root(file), "columns");

	if (columns && config_type(columns) != CONFIG_GROUP)
		return config_error(file, columns, err, "columns must be %s, not %s",
				    config_type_words(CONFIG_GROUP),
				    config_type_words(config_type(columns)));
	for (size_t i = 0; i < config_count(columns); i++) {
		const struct config_node *screen = config_at(columns, i);
		struct column_choice *choice = vec_push_new(choices);
		*choice = (struct column_choice){
			.screen = xstrdup(config_name(screen)),
			.names = xcalloc(config_count(screen) + 1, sizeof(char *)),
			.line = config_line(screen),
		};
		if (!read_screen(file, screen, choice, err))
			return false;
	}
	return true;
}

static void choice_release(struct column_choice *choice)
{
	for (size_t i = 0; i < choice->count; i++)
		free(choice->names[i]);
	free(choice->names);
	free(choice->screen);
}

void columns_release(struct column_choices *choices)
{
	for (size_t i = 0; i < choices->count; i++)
		choice_release(&choices->items[i]);
	vec_release(choices);
}

/* -- what is kept --------------------------------------------------------------------------------- */

bool columns_read_kept(struct column_choices *choices, struct error *err)
{
	char *path = xdg_path(XDG_STATE, KEPT, NULL);
	struct config_file *file;
	bool ok = true;

	if (path && (access(path, F_OK) == 0 || errno != ENOENT)) {
		file = config_file_read(path, err);
		ok = file && columns_read(choices, file, err);
		config_file_free(file);
	}
	free(path);
	return ok;
}

static void write_choice(const struct column_choice *choice, struct strbuf *out)
{
	strbuf_addf(out, "\t%s = [", choice->screen);
	for (size_t i = 0; i < choice->count; i++) {
		strbuf_addstr(out, i ? ", " : " ");
		config_quote(out, choice->names[i]);
	}
	strbuf_addstr(out, " ];\n");
}

bool columns_keep(const struct column_choices *choices, struct error *err)
{
	char *directory = xdg_path(XDG_STATE, "", err);
	char *path = directory ? xdg_path(XDG_STATE, KEPT, err) : NULL;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	bool ok;

	strbuf_addstr(&text, "# Columns that were kept in msgdeck, with keep-columns.\n"
			     "columns = {\n");
	for (size_t i = 0; i < choices->count; i++)
		write_choice(&choices->items[i], &text);
	strbuf_addstr(&text, "};\n");
	ok = path && file_make_directory(directory, err) &&
	     file_write_private(path, text.data, text.length, err);
	strbuf_release(&text);
	free(path);
	free(directory);
	return ok;
}

void columns_choose(struct column_choices *choices, const char *screen, const char *const *names,
		    size_t count)
{
	struct column_choice *choice;
	size_t at = 0;

	while (at < choices->count && strcmp(choices->items[at].screen, screen) != 0)
		at++;
	if (at < choices->count) {
		choice_release(&choices->items[at]);
		vec_remove(choices, at);
	}
	if (!count)
		return;
	choice = vec_push_new(choices);
	*choice = (struct column_choice){
		.screen = xstrdup(screen),
		.names = xcalloc(count + 1, sizeof(char *)),
		.count = count,
	};
	for (size_t i = 0; i < count; i++)
		choice->names[i] = xstrdup(names[i]);
}
