/*
 * fail.h - what a helper does when the test cannot go on.
 *
 * The helpers in tests/support serve tests, the bench and the picture maker alike, so they know no
 * test framework: each says what is wrong with test_fail(), which never returns. A test program
 * sets a handler that fails the running test (stage.h does); any other program prints and exits.
 */
#ifndef MSGDECK_TESTS_FAIL_H
#define MSGDECK_TESTS_FAIL_H

#include <stdnoreturn.h>

#include "base/strbuf.h"

/* Says what is wrong (several lines are welcome) and leaves. */
noreturn void test_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same with a text that was built before; it is released. */
noreturn void test_fail_buffer(struct strbuf *text);
/* The handler must not return. NULL brings back printing to stderr and exit(1). */
void test_on_failure(void (*handler)(const char *text));

#endif
