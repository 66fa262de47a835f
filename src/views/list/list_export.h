/*
 * list_export.h - what a screen lists, or what is selected on it, as a file: one line a record.
 *
 * The name's ending chooses the format (.csv; anything else is jsonl, model/export_row.h), the
 * columns are those of a sheet (model/export_sheet.h). What is written is chosen when the command is
 * given, by keys; the records are looked up as they are written, and one that has gone meanwhile is
 * left out. Screens may close while a file is written. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_LIST_EXPORT_H
#define MSGDECK_VIEWS_LIST_LIST_EXPORT_H

#include "model/export_sheet.h"
#include "ui/command.h"
#include "ui/table.h"
#include "views/list/list_rows.h"

struct list_export {
	const struct export_sheet *sheet;
	const char *file;       /* the name that is suggested */
	const char *one, *many; /* "service", "services" */
	size_t size;            /* of what `data` points to, which is copied */
	/* The record with this key, valid until the next call; NULL: it is gone. */
	const void *(*record)(void *data, uint64_t key);
	/* Frees what the copy holds; NULL: nothing. */
	void (*release)(void *data);
};

/* The command of a screen that exports: a row for its table. */
#define EXPORT_COMMAND(runner, about, check)                                               \
	{                                                                                  \
		.name = "export", .args = "[FILE]",                                        \
		.help = "Write " about " to a new file: .csv or .jsonl", .hint = "export", \
		.hint_rank = 6, .max_args = 1, .run = runner, .ready = check,              \
	}
#define EXPORT_SHOWN "what is selected, or all that is shown,"

/* Whether the command came without a name: then it is asked for, and there is no more to do. */
bool list_export_asks(struct session *session, const struct list_export *kind,
		      const struct command_call *call);
/* Begins the file that the command names. Takes over `keys`, malloc'd; NULL: the keys are 0 to
 * count - 1. What *data holds is the copy's from here on, also on failure. Effects. */
unsigned list_export_keys(struct session *session, const struct list_export *kind, const void *data,
			  uint64_t *keys, size_t count, struct command_call *call);
/* The whole command, for what is selected on a table, or all that it shows, in its order. */
unsigned list_export(struct session *session, const struct list_export *kind, const void *data,
		     struct table *table, struct command_call *call);
/* `record` of lists that are those of the API, record by record: data is a struct list_rows. */
const void *list_export_row(void *data, uint64_t key);

#endif
