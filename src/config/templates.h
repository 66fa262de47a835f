/*
 * templates.h - the texts of messages that stand in the config file, by name.
 *
 *	templates = { reminder = "Hi {name}, see you {when}"; };
 *
 * A profile may have templates of its own, which go before those of the same name. What braces mean is
 * known to the model (model/template.h).
 */
#ifndef MSGDECK_CONFIG_TEMPLATES_H
#define MSGDECK_CONFIG_TEMPLATES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/vec.h"
#include "config/config.h"

struct config_template {
	char *name, *text;
	unsigned int line; /* in the config file */
};

struct config_templates VEC(struct config_template);

/* Adds the "templates" of the file, or of a profile in it, in place of those of the same names. What was
 * read before an error is to be released, too. */
bool config_templates_read(struct config_templates *templates, const struct config_file *file,
			   const struct config_node *group, struct error *err);
void config_templates_release(struct config_templates *templates);
/* NULL when there is none of this name. */
const struct config_template *config_template_find(const struct config_templates *templates,
						   const char *name);

/* Its text; NULL when there is none, or `name` is NULL. */
const char *config_template_text(const struct config_templates *templates, const char *name);

#endif
