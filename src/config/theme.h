/*
 * theme.h - what each kind of text looks like: plain data, known by the names of roles.
 *
 * A theme is a libconfig file:
 *
 *	description = "Dark background";
 *	roles = { failure = { fg = "#e06c75"; attributes = "bold"; }; };
 *
 * Colours are "default", one of the 16 names ("red", "bright-blue", …), an index 0 to 255, or
 * "#rrggbb". Attributes are words with blanks between: bold dim italic underline reverse. A role
 * that a theme leaves out looks like `text`. Degrading to what the terminal has is ui's business.
 */
#ifndef MSGDECK_CONFIG_THEME_H
#define MSGDECK_CONFIG_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"

enum theme_colour_kind {
	THEME_COLOUR_DEFAULT, /* the terminal's own */
	THEME_COLOUR_INDEX,   /* value 0..255 of the 256-colour palette; 0..15 are the basic ones */
	THEME_COLOUR_RGB,     /* value 0xrrggbb */
};

struct theme_colour {
	enum theme_colour_kind kind;
	uint32_t value;
};

enum theme_attribute {
	THEME_BOLD = 1 << 0,
	THEME_DIM = 1 << 1,
	THEME_ITALIC = 1 << 2,
	THEME_UNDERLINE = 1 << 3,
	THEME_REVERSE = 1 << 4,
};

struct theme_style {
	struct theme_colour fg, bg;
	unsigned int attributes; /* theme_attribute bits */
};

#define THEME_ROLES_MAX 64

/* The roles, in the order of theme.styles; what each is for is in theme.c. */
size_t theme_role_count(void);
const char *theme_role_name(size_t role);
const char *theme_role_help(size_t role);
/* The index of a role, or theme_role_count() when there is none of that name. */
size_t theme_role(const char *name);

struct theme {
	char *name;
	char *description;
	struct theme_style styles[THEME_ROLES_MAX];
};

/*
 * Finds "NAME.theme" in the user's themes directory, then in the installed one, then in
 * `extra_directory` (may be NULL: the source tree's, for programs that are not installed). A name
 * with a slash is a path. The error of a theme that is not found lists those there are.
 */
bool theme_load(struct theme *theme, const char *name, const char *extra_directory,
		struct error *err);
bool theme_parse(struct theme *theme, const char *file_name, const char *text, size_t length,
		 struct error *err);
void theme_release(struct theme *theme);

#endif
