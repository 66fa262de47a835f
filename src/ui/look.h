/*
 * look.h - from a theme's words (config/theme.h) to what the terminal is told (ui/style.h).
 */
#ifndef MSGDECK_UI_LOOK_H
#define MSGDECK_UI_LOOK_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/style.h"

/* Sets the roles by the theme of this name, THEME_BUILT_IN or a file; `theme` is only changed on
 * success. Errors name file and line. */
bool look_load(struct style_theme *theme, const char *name, struct error *err);
/* Puts the role "profile" on a ground of this colour, with black or white on it. */
bool look_mark_profile(struct style_theme *theme, const char *color, struct error *err);

#endif
