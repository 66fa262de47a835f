#include "config/bindings.h"

/* One text member of a binding. */
static bool take_text(const struct config_file *file, const struct config_node *group,
		      const char *name, char **text, struct error *err)
{
	const char *value = config_string(config_get(group, name));

	if (!value)
		return config_error(file, group, err, "a key needs %s = \"...\"", name);
	*text = xstrdup(value);
	return true;
}

static bool read_binding(const struct config_file *file, const struct config_node *node,
			 struct binding *binding, struct error *err)
{
	static const char *const names[] = { "context", "key", "command" };

	if (config_type(node) != CONFIG_GROUP)
		return config_error(file, node, err,
				    "keys must be groups: { context = \"...\"; key = \"...\"; "
				    "command = \"...\"; }");
	for (size_t i = 0; i < config_count(node); i++) {
		const struct config_node *member = config_at(node, i);
		bool known = false;
		for (size_t j = 0; j < ARRAY_SIZE(names); j++)
			known |= strcmp(config_name(member), names[j]) == 0;
		if (!known)
			return config_error(file, member, err,
					    "a key has context, key and command, but no \"%s\"",
					    config_name(member));
	}
	return take_text(file, node, "context", &binding->context, err) &&
	       take_text(file, node, "key", &binding->key, err) &&
	       take_text(file, node, "command", &binding->command, err);
}

bool bindings_read(struct bindings *bindings, const struct config_file *file, struct error *err)
{
	const struct config_node *keys = config_get(config_file_root(file), "keys");

	if (keys && config_type(keys) != CONFIG_LIST)
		return config_error(file, keys, err, "keys must be %s, not %s",
				    config_type_words(CONFIG_LIST),
				    config_type_words(config_type(keys)));
	for (size_t i = 0; i < config_count(keys); i++) {
		const struct config_node *node = config_at(keys, i);
		struct binding *binding = vec_push_new(bindings);
		*binding = (struct binding){ .line = config_line(node) };
		if (!read_binding(file, node, binding, err))
			return false;
	}
	return true;
}

void bindings_release(struct bindings *bindings)
{
	for (size_t i = 0; i < bindings->count; i++) {
		free(bindings->items[i].context);
		free(bindings->items[i].key);
		free(bindings->items[i].command);
	}
	vec_release(bindings);
}
