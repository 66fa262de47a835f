/*
 * writer.h - files written from the screens, in slices: what is shown or selected, and reports.
 *
 * A file appears under its name when it is whole; an existing one is never overwritten, and nothing
 * is left behind when writing fails. It is for its owner alone (0600). The keyboard is looked at
 * between slices; one file at a time. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SESSION_WRITER_H
#define MSGDECK_VIEWS_SESSION_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "ui/command.h"
#include "views/session/session.h"

struct writer_source {
	size_t count;
	/* Appends what comes before the first row; may be NULL. */
	void (*head)(void *data, struct strbuf *out);
	/* Appends row `index`; false, and nothing, when it is gone. */
	bool (*row)(void *data, size_t index, struct strbuf *out);
	/* Frees data, once, at the end or on failure. */
	void (*release)(void *data);
	void *data;
	const char *one, *many; /* "message", "messages"; static */
};

/* Begins to write; takes over source->data, also on failure. "~/" is the home directory. The end, and
 * trouble on the way, are told in the footer. */
bool writer_start(struct session *session, const char *path, const struct writer_source *source,
		  struct error *err);
/* Ends it and removes what there is of the file. */
void writer_abandon(struct session *session);

/* Asks for the file's name and runs "COMMAND NAME". `suggestion` is what stands there at first. */
void writer_ask(struct session *session, const char *command, const char *suggestion);

#endif
