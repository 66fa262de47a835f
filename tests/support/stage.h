/*
 * stage.h - end to end scenarios that read like a story.
 *
 *	static void opens_a_thread(void **state)
 *	{
 *		stage(.sandbox = { "--messages", "200" });
 *		press("jj<Enter>");
 *		see("Message SM");
 *		see_screen("message");
 *		leave("q", 0);
 *	}
 *
 * One program plays at a time, on one terminal, in front of its own sandbox where it asks for one. A
 * stage that is set while another is there ends that one's program and keeps its sandbox, unless it
 * asks for a new one. The clock stands still and polling is off: <F5> asks for news. Whatever fails
 * ends the test and prints the screen as it was; strike(), the teardown of every story, clears the
 * stage.
 */
#ifndef MSGDECK_TESTS_STAGE_H
#define MSGDECK_TESTS_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/sandbox.h"
#include "support/screen.h"
#include "support/term.h"

#define STAGE_WORDS 16

/* Lists end with their first NULL. */
struct stage_options {
	const char *argv[STAGE_WORDS];    /* default: msgdeck */
	const char *sandbox[STAGE_WORDS]; /* its options; none: no new sandbox */
	const char *env[STAGE_WORDS];     /* "NAME=VALUE", on top of what points at the sandbox */
	const char *type;                 /* TERM */
	int cols, rows;
	bool count_writes, synchronizes, no_answers; /* see term.h */
	bool no_wait; /* do not wait until the program has come to rest */
};

#define stage(...) stage_set(&(struct stage_options){ __VA_ARGS__ })
void stage_set(const struct stage_options *options);
/* Teardown of every test. */
int strike(void **state);
#define story(function) cmocka_unit_test_teardown(function, strike)

struct term *on_stage(void);
/* The program goes on beside the next one. The caller ends it: term_close(). */
struct term *stage_keep(void);
struct sandbox *behind_stage(void);

/* Presses keys one by one (keys.h), each until the program has come to rest. */
void press(const char *keys);
/* Waits until the text, or what the extended regular expression matches, is in a row. */
void see(const char *text);
void see_match(const char *regex);
/* The text is not there now. */
void see_not(const char *text);
/* The whole screen is as tests/e2e/screens/NAME.txt says. */
void see_screen(const char *name);
/* The same without the cursor, which some terminals cannot hide. */
void see_rows(const char *name);
/* The same whatever the ids of requests are, which depend on what else was under way. */
void see_but_ids(const char *name);
/* The same, and whatever the first row says: the tabs, which are the shell's. */
void see_but_tabs(const char *name);
/* The same with how each cell is drawn. */
void see_styled(const char *name);
void resize(int cols, int rows);
/* Sends the last keys, waits for the end, and wants this exit status and a restored terminal. */
void leave(const char *keys, int status);

#endif
