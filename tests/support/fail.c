#include "support/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/strbuf.h"

static void (*on_failure)(const char *text);

void test_on_failure(void (*handler)(const char *text))
{
	on_failure = handler;
}

noreturn void test_fail(const char *format, ...)
{
	static struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	va_list args;

	strbuf_reset(&text);
	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	if (on_failure)
		on_failure(text.data);
	fprintf(stderr, "%s\n", text.data);
	exit(1);
}
