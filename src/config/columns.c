#include "config/columns.h"

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

void columns_release(struct column_choices *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		struct column_choice *choice = &choices->items[i];
		for (size_t j = 0; j < choice->count; j++)
			free(choice->names[j]);
		free(choice->names);
		free(choice->screen);
	}
	vec_release(choices);
}
