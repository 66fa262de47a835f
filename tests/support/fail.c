#include "support/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void (*on_failure)(const char *text);

void test_on_failure(void (*handler)(const char *text))
{
	on_failure = handler;
}

/* Where the handler leaves by longjmp() nobody else could free the text. */
static struct strbuf last = STRBUF_INIT(STRBUF_TEXT);

static noreturn void fail_with_last(void)
{
	if (on_failure)
		on_failure(last.data);
	fprintf(stderr, "%s\n", last.data);
	exit(1);
}

noreturn void test_fail(const char *format, ...)
{
	va_list args;

	strbuf_reset(&last);
	va_start(args, format);
	strbuf_vaddf(&last, format, args);
	va_end(args);
	fail_with_last();
}

noreturn void test_fail_buffer(struct strbuf *text)
{
	strbuf_reset(&last);
	strbuf_add(&last, text->data, text->length);
	strbuf_release(text);
	fail_with_last();
}
