#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "batch/erase_internal.h"

/* Bytes that are collected before they are written. */
#define PIECE (64 * 1024)

/* "person.csv", then "person-2.csv". */
static char *path_of(const char *path, size_t round)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t length = dot && dot != name ? (size_t)(dot - path) : strlen(path);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	strbuf_add(&text, path, length);
	if (round > 1)
		strbuf_addf(&text, "-%zu", round);
	strbuf_addstr(&text, path + length);
	return strbuf_detach(&text, NULL);
}

static bool is_csv(const char *path)
{
	size_t length = strlen(path);

	return length > 4 && strcmp(path + length - 4, ".csv") == 0;
}

bool erase_export_open(struct erase_command *e, size_t round, struct error *err)
{
	const char *path = e->wanted->export;

	if (!path)
		return true;
	free(e->export_path);
	e->export_path = path_of(path, round);
	e->format = export_format_find(is_csv(path) ? "csv" : "jsonl");
	if (!change_new_file(&e->export, e->export_path, err) || !output_open(&e->export, err))
		return false;
	if (e->format->head)
		e->format->head(&e->rows, &sheet_messages);
	return true;
}

static void write_rows(struct erase_command *e)
{
	if (e->export_error.kind == ERROR_NONE)
		output_write(&e->export, e->rows.data, e->rows.length, &e->export_error);
	strbuf_reset(&e->rows);
}

void erase_export_message(void *command, const struct message *message)
{
	struct erase_command *e = command;

	e->format->row(&e->rows, &sheet_messages, message, e->ground.account);
	if (e->rows.length >= PIECE)
		write_rows(e);
}

bool erase_export_close(struct erase_command *e, struct error *err)
{
	if (!e->wanted->export)
		return true;
	write_rows(e);
	if (e->export_error.kind != ERROR_NONE) {
		error_move(err, &e->export_error);
		output_abandon(&e->export);
		return false;
	}
	if (e->rounds.count && !erase_count(e->erase)->messages) {
		output_abandon(&e->export);
		return true;
	}
	return output_commit(&e->export, err);
}

void erase_export_abandon(struct erase_command *e)
{
	if (e->wanted->export)
		output_abandon(&e->export);
	error_release(&e->export_error);
	strbuf_wipe(&e->rows);
	free(e->export_path);
}
