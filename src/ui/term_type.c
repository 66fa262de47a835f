#include "ui/term_type.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

static bool promises_any_color(const char *promise)
{
	return promise && (strcmp(promise, "truecolor") == 0 || strcmp(promise, "24bit") == 0);
}

static void add(struct term_types *types, const char *name)
{
	types->names[types->count++] = name;
}

void term_types_find(struct term_types *types, const char *type, const char *promise, int colors)
{
	static const char *const fallbacks[] = { "xterm-256color", "xterm", "vt100", "ansi" };
	const char *dash = type ? strstr(type, "-256color") : NULL;

	types->count = 0;
	if (dash && promises_any_color(promise) && (colors < 0 || colors > 256) &&
	    snprintf(types->direct, sizeof(types->direct), "%.*s-direct", (int)(dash - type),
		     type) < (int)sizeof(types->direct))
		add(types, types->direct);
	if (type && *type)
		add(types, type);
	types->fitting = types->count;
	for (size_t i = 0; i < ARRAY_SIZE(fallbacks); i++)
		add(types, fallbacks[i]);
}

void term_types_explain(struct strbuf *out, const char *type, const char *used)
{
	if (type && *type)
		strbuf_addf(out, "TERM=%s is not known here: drawing as for %s", type, used);
	else
		strbuf_addf(out, "TERM is not set: drawing as for %s", used);
}

bool term_type_is_xterm(const char *type)
{
	static const char *const families[] = { "xterm", "tmux", "screen", "foot", "rxvt", "st-" };

	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (strncmp(type, families[i], strlen(families[i])) == 0)
			return true;
	return false;
}
