#include <ctype.h>
#include <string.h>

#include "config/options.h"
#include "config/suggest.h"

static bool same_name(const char *known, const char *name, size_t length)
{
	if (strlen(known) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (known[i] != (name[i] == '-' ? '_' : name[i]))
			return false;
	return true;
}

bool option_find(const char *name, size_t length, enum option_id *id)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!same_name(option_row((enum option_id)i)->name, name, length))
			continue;
		*id = (enum option_id)i;
		return true;
	}
	return false;
}

const char *option_nearest(const char *name)
{
	struct suggestion suggestion = { .wanted = name };

	for (size_t i = 0; i < OPTION_COUNT; i++)
		suggest_offer(&suggestion, option_row((enum option_id)i)->name);
	return suggestion.best;
}

void option_environment_name(enum option_id id, struct strbuf *out)
{
	strbuf_addstr(out, "MSGDECK_");
	for (const char *at = option_row(id)->name; *at; at++)
		strbuf_addch(out, (char)toupper((unsigned char)*at));
}

void option_command_line_name(enum option_id id, struct strbuf *out)
{
	strbuf_addstr(out, "--");
	for (const char *at = option_row(id)->name; *at; at++)
		strbuf_addch(out, *at == '_' ? '-' : *at);
}
