/*
 * contacts.h - the names for numbers that stand in the config file.
 *
 *	contacts = [ "+1 555 123 4567 = Ada", "+44 7700 900123 = Bruno" ];
 *
 * What numbers are is known to the model (model/address_book.h).
 */
#ifndef MSGDECK_CONFIG_CONTACTS_H
#define MSGDECK_CONFIG_CONTACTS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/vec.h"
#include "config/config.h"

struct config_contact {
	char *text;        /* "NUMBER = NAME" */
	unsigned int line; /* in the config file */
};

struct config_contacts VEC(struct config_contact);

/* Appends the file's "contacts". What was read before an error is to be released, too. */
bool config_contacts_read(struct config_contacts *contacts, const struct config_file *file,
			  struct error *err);
void config_contacts_release(struct config_contacts *contacts);

#endif
