#include "config/bindings.h"

#include "base/mem.h"

bool bindings_read(struct bindings *bindings, const struct config_file *file, struct error *err)
{
	const struct config_node *keys = config_get(config_file_root(file), "keys");

	if (keys && config_type(keys) != CONFIG_LIST)
		return config_error(file, keys, err, "keys must be %s, not %s",
				    config_type_words(CONFIG_LIST),
				    config_type_words(config_type(keys)));
	for (size_t i = 0; i < config_count(keys); i++) {
		const struct config_node *node = config_at(keys, i);
		const char *statement = config_string(node);
		if (!statement)
			return config_error(file, node, err,
					    "a key is written \"bind CONTEXT KEYS COMMAND\" or "
					    "\"unbind CONTEXT KEYS\"");
		vec_push(bindings, ((struct binding){ xstrdup(statement), config_line(node) }));
	}
	return true;
}

void bindings_release(struct bindings *bindings)
{
	for (size_t i = 0; i < bindings->count; i++)
		free(bindings->items[i].statement);
	vec_release(bindings);
}
