/*
 * place.h - where a program under test lives: an empty home and a pinned environment.
 *
 * The home is a fresh folder under $TMPDIR with the XDG folders in it, removed at the end. Of the
 * caller's environment only PATH and the sanitizers' options are passed on, so neither credentials
 * nor proxies nor a user's settings reach the program.
 */
#ifndef MSGDECK_TESTS_PLACE_H
#define MSGDECK_TESTS_PLACE_H

#include <stdint.h>

struct place;

/* `now` is MSGDECK_TEST_NOW, below 0 to leave the clock alone. `extra`, NULL-ended, may be NULL:
 * "NAME=VALUE" adds or replaces, "NAME" removes. */
struct place *place_new(const char *term, int64_t now, const char *const *extra);
/* Removes the home and all in it. NULL is allowed. */
void place_free(struct place *place);
/* Adds to a sanitizer's options (a list with colons), or to any variable of that form. Call before
 * place_environment(). */
void place_append(struct place *place, const char *name, const char *value);
/* Absolute; also the directory to start in. */
const char *place_home(const struct place *place);
/* NULL-ended; belongs to the place. */
const char *const *place_environment(struct place *place);
/* The path of a program, absolute: below $TEST_BINDIR where that is set, else below the build
 * folder. Fails the test when there is none. Free with free(). */
char *place_program(const char *name);
/* A source file's path: below $srcdir. Free with free(). */
char *place_source(const char *name);

#endif
