/*
 * theme.h - theme files: what each role looks like, as words.
 *
 *	description = "For dark backgrounds";
 *	based_on = "dark";
 *	roles = { bad = { fg = "#e06c75"; attrs = "bold"; }; };
 *
 * This layer knows the file and the names of the roles; what colours and attributes there are is
 * ui's business (ui/style.h), so the words are handed on with their line for errors. A role that a
 * theme leaves out is as in the theme it is based on, else as the role "text".
 *
 * Thread: UI thread.
 */
#ifndef MSGDECK_CONFIG_THEME_H
#define MSGDECK_CONFIG_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

/* The theme that is compiled into ui and needs no file. */
#define THEME_BUILT_IN "default"
#define THEME_SUFFIX ".theme"
#define THEME_BASES_MAX 4 /* themes in a row that are based on each other */

/* The same roles in the same order as enum style_role of ui/style.h (a test compares them). */
#define THEME_ROLES 33

struct theme_role {
	const char *name;
	const char *help;
};

const struct theme_role *theme_roles(void); /* THEME_ROLES of them */

/* The words of one role; NULL where the theme does not say. */
struct theme_look {
	char *fg;
	char *bg;
	char *attrs;
	char *file; /* the file that says so, NULL when none does */
	unsigned int line;
};

struct theme {
	char *description; /* may be NULL */
	struct theme_look looks[THEME_ROLES];
};

#define THEME_INIT                  \
	{                           \
		.description = NULL \
	}

/*
 * Finds NAME.theme in the user's directory, then where msgdeck is installed, then beside the
 * program as it was built; a name with a slash is the path of a file. When there is none, the error
 * lists those there are. THEME_BUILT_IN is not a file and must not be asked for.
 */
bool theme_load(struct theme *theme, const char *name, struct error *err);
/* The same from memory. `name` stands for the file in errors. */
bool theme_parse(struct theme *theme, const char *name, const char *text, size_t length,
		 struct error *err);
/* The path of the file that theme_load() reads, to be freed; NULL when there is none. */
char *theme_path(const char *name, struct error *err);
void theme_release(struct theme *theme);
/* The names of all themes there are, THEME_BUILT_IN among them, each on a line of its own. */
void theme_list(struct strbuf *out);

#endif
