/*
 * xdg.h - where files live, by the XDG Base Directory Specification 0.8.
 *
 * A variable that is unset, empty or not absolute is ignored, as the specification demands, and
 * the place below HOME is taken; without HOME that is an error.
 */
#ifndef MSGDECK_CONFIG_XDG_H
#define MSGDECK_CONFIG_XDG_H

#include <stdbool.h>

#include "base/error.h"

enum xdg_place {
	XDG_CONFIG, /* settings and the user's themes */
	XDG_STATE,  /* journal and log */
	XDG_CACHE,
	XDG_RUNTIME, /* short-lived private files; without XDG_RUNTIME_DIR, "run" below XDG_STATE */
};

/* The path of `name` in msgdeck's directory at that place ("" is the directory itself), to be
 * freed; NULL and err on failure. Nothing is created. */
char *xdg_path(enum xdg_place place, const char *name, struct error *err);
/* "~/x" as an absolute path, anything else as it is; to be freed. */
char *xdg_expand_home(const char *path, struct error *err);

#endif
