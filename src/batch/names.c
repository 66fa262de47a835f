#include "batch/names.h"

#include "base/file.h"
#include "base/strbuf.h"

#define FILE_BYTES (128 * 1024 * 1024)

static bool read_file(struct address_book *names, const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT(FILE_BYTES);
	bool good = file_read(path, &text, err) &&
		    address_book_read(names, path, text.data, text.length, err);

	strbuf_wipe(&text);
	return good;
}

static bool add_contacts(struct address_book *names, const struct config *config, struct error *err)
{
	for (size_t i = 0; i < config->contacts.count; i++) {
		const struct config_contact *contact = &config->contacts.items[i];
		if (!address_book_add(names, contact->text, err))
			return error_prefix(err, "%s:%u", config->file, contact->line);
	}
	return true;
}

struct address_book *names_load(const struct settings *settings, const struct config *config,
				struct error *err)
{
	const char *path = settings_text(settings, OPTION_ADDRESS_BOOK);
	struct address_book *names = address_book_new();

	if (add_contacts(names, config, err) && (!path || read_file(names, path, err)))
		return names;
	address_book_free(names);
	return NULL;
}
