#include "config/templates.h"

#include <string.h>

#include "base/mem.h"

const struct config_template *config_template_find(const struct config_templates *templates,
						   const char *name)
{
	for (size_t i = 0; i < templates->count; i++)
		if (strcmp(templates->items[i].name, name) == 0)
			return &templates->items[i];
	return NULL;
}

const char *config_template_text(const struct config_templates *templates, const char *name)
{
	const struct config_template *template = name ? config_template_find(templates, name)
						      : NULL;

	return template ? template->text : NULL;
}

static void set(struct config_templates *templates, const char *name, const char *text,
		unsigned int line)
{
	const struct config_template template = { xstrdup(name), xstrdup(text), line };

	for (size_t i = 0; i < templates->count; i++) {
		struct config_template *old = &templates->items[i];
		if (strcmp(old->name, name) != 0)
			continue;
		free(old->name);
		free(old->text);
		*old = template;
		return;
	}
	vec_push(templates, template);
}

bool config_templates_read(struct config_templates *templates, const struct config_file *file,
			   const struct config_node *group, struct error *err)
{
	const struct config_node *nodes = config_get(group, "templates");

	if (nodes && config_type(nodes) != CONFIG_GROUP)
		return config_error(file, nodes, err, "templates must be %s, not %s",
				    config_type_words(CONFIG_GROUP),
				    config_type_words(config_type(nodes)));
	for (size_t i = 0; i < config_count(nodes); i++) {
		const struct config_node *node = config_at(nodes, i);
		const char *name = config_name(node);
		const char *text = config_string(node);
		if (!text)
			return config_error(file, node, err, "the template %s must be %s, not %s",
					    name, config_type_words(CONFIG_STRING),
					    config_type_words(config_type(node)));
		set(templates, name, text, config_line(node));
	}
	return true;
}

void config_templates_release(struct config_templates *templates)
{
	for (size_t i = 0; i < templates->count; i++) {
		free(templates->items[i].name);
		free(templates->items[i].text);
	}
	vec_release(templates);
}
