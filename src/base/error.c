#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const general_text[] = {
	[ERROR_NONE] = "no error",
	[ERROR_USAGE] = "this cannot be used as it is",
	[ERROR_IO] = "a file or the terminal could not be used",
	[ERROR_LIMIT] = "a limit was reached",
	[ERROR_NETWORK] = "the network did not answer",
	[ERROR_TLS] = "the connection could not be made secure",
	[ERROR_PROTOCOL] = "the answer was not understood",
	[ERROR_API] = "the API refused the request",
	[ERROR_AUTH] = "the API refused the credentials",
	[ERROR_REFUSED] = "msgdeck refused the request",
	[ERROR_CANCELLED] = "cancelled",
};

__attribute__((format(printf, 1, 0))) static char *format_text(const char *format, va_list args)
{
	va_list again;
	char *text = NULL;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length >= 0) {
		size_t size = (size_t)length + 1;
		text = xmalloc(size);
		vsnprintf(text, size, format, again);
	}
	va_end(again);
	return text;
}

__attribute__((format(printf, 1, 2))) static char *join_text(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = format_text(format, args);
	va_end(args);
	return text;
}

/* The new text is made before the old one goes, since the arguments may refer to it. */
static void replace(struct error *err, enum error_kind kind, char *text)
{
	free(err->text);
	*err = (struct error){ .kind = kind, .text = text };
}

bool error_vset(struct error *err, enum error_kind kind, const char *format, va_list args)
{
	if (err)
		replace(err, kind, format_text(format, args));
	return false;
}

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	error_vset(err, kind, format, args);
	va_end(args);
	return false;
}

bool error_errno(struct error *err, int number, const char *format, ...)
{
	char space[128];
	va_list args;

	if (!err)
		return false;
	va_start(args, format);
	char *what = format_text(format, args);
	va_end(args);
	replace(err, ERROR_IO,
		join_text("%s: %s", what ? what : general_text[ERROR_IO],
			  strerror_r(number, space, sizeof(space))));
	free(what);
	return false;
}

bool error_prefix(struct error *err, const char *format, ...)
{
	va_list args;

	if (!err)
		return false;
	va_start(args, format);
	char *what = format_text(format, args);
	va_end(args);
	if (what) {
		char *text = join_text("%s: %s", what, error_text(err));
		free(err->text);
		err->text = text;
		free(what);
	}
	return false;
}

const char *error_text(const struct error *err)
{
	if (err->text)
		return err->text;
	return (size_t)err->kind < ARRAY_SIZE(general_text) ? general_text[err->kind]
							    : "unknown error";
}

void error_copy(struct error *to, const struct error *from)
{
	if (to == from)
		return;
	char *text = from->text ? xstrdup(from->text) : NULL;
	free(to->text);
	*to = *from;
	to->text = text;
}

void error_move(struct error *to, struct error *from)
{
	if (to == from)
		return;
	if (!to) {
		error_release(from);
		return;
	}
	free(to->text);
	*to = *from;
	*from = (struct error)ERROR_INIT;
}

void error_release(struct error *err)
{
	free(err->text);
	*err = (struct error)ERROR_INIT;
}
