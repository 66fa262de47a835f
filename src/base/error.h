/*
 * error.h - why something did not work, in a form that is fit to show.
 *
 * A function that can fail returns bool and takes `struct error *err` last. On success err is
 * untouched; on failure it is filled exactly once, where the cause is known. Callers may pass
 * NULL when they do not want to know. The text is a sentence for the operator that says what to do
 * next where there is something to do; it never holds secrets or message texts.
 *
 * Start with `struct error err = ERROR_INIT;` and end with error_release(&err).
 */
#ifndef MSGDECK_BASE_ERROR_H
#define MSGDECK_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum error_kind {
	ERROR_NONE = 0,
	ERROR_USAGE,     /* what the operator typed or configured is wrong */
	ERROR_IO,        /* a file, pipe or terminal */
	ERROR_LIMIT,     /* a named maximum was reached */
	ERROR_NETWORK,   /* name look-up, connection, time limit: nothing was decided */
	ERROR_TLS,       /* certificate or TLS version: never repeated */
	ERROR_PROTOCOL,  /* the answer was not what the API documents */
	ERROR_API,       /* the API said no: http_status and code are set */
	ERROR_AUTH,      /* the API said no to the credentials or the permission */
	ERROR_REFUSED,   /* we refused ourselves: read-only, foreign host, plain http */
	ERROR_CANCELLED, /* somebody took the request back */
};

struct error {
	enum error_kind kind;
	int http_status;     /* 0 where there was no HTTP answer */
	int code;            /* Twilio's error code, 0 where there is none */
	char request_id[40]; /* Twilio-Request-Id, "" where there is none */
	char *text;          /* owned; a sentence without a final full stop */
};

#define ERROR_INIT                 \
	{                          \
		.kind = ERROR_NONE \
	}

/* Fills err (when it is not NULL) and returns false, so that callers can `return error_set(…)`. What
 * err held before is gone, but may be among the arguments. Set http_status and code afterwards. */
bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
bool error_vset(struct error *err, enum error_kind kind, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));
/* As error_set(), with ": " and the words for errno value number behind the text. */
bool error_errno(struct error *err, int number, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Puts "what: " in front of the text that is there. Returns false. */
bool error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text, or a general one for the kind where none was set; never NULL, owned by err. */
const char *error_text(const struct error *err);
void error_copy(struct error *to, const struct error *from);
/* Moves: `from` is empty afterwards. A NULL `to` drops it. */
void error_move(struct error *to, struct error *from);
/* Frees and makes err equal to ERROR_INIT. */
void error_release(struct error *err);

#endif
