#include "config/contacts.h"

#include <string.h>

#include "base/mem.h"

bool config_contacts_read(struct config_contacts *contacts, const struct config_file *file,
			  struct error *err)
{
	const struct config_node *list = config_get(config_file_root(file), "contacts");

	if (list && config_type(list) != CONFIG_LIST)
		return config_error(file, list, err, "contacts must be %s, not %s",
				    config_type_words(CONFIG_LIST),
				    config_type_words(config_type(list)));
	for (size_t i = 0; i < config_count(list); i++) {
		const struct config_node *node = config_at(list, i);
		const char *text = config_string(node);
		if (!text)
			return config_error(file, node, err,
					    "a contact is written \"NUMBER = NAME\"");
		vec_push(contacts, ((struct config_contact){ xstrdup(text), config_line(node) }));
	}
	return true;
}

void config_contacts_release(struct config_contacts *contacts)
{
	for (size_t i = 0; i < contacts->count; i++) {
		mem_wipe(contacts->items[i].text, strlen(contacts->items[i].text));
		free(contacts->items[i].text);
	}
	vec_release(contacts);
}
