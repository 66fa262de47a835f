#include "views/session/writer.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/new_file.h"
#include "config/xdg.h"
#include "views/list/cells.h"

#define SLICE_NS (4 * 1000000LL)
#define FLUSH_BYTES (256 * 1024)

struct writer {
	struct session *session;
	struct writer_source source;
	char *path;
	struct new_file file;
	size_t next;
	size_t written;
	struct strbuf rows;
	unsigned timer;
};

static void release(struct writer *writer)
{
	if (writer->timer)
		loop_remove_timer(writer->session->loop, writer->timer);
	new_file_drop(&writer->file);
	writer->source.release(writer->source.data);
	strbuf_wipe(&writer->rows);
	free(writer->path);
	free(writer);
}

void writer_abandon(struct session *session)
{
	struct writer *writer = session->writer;

	session->writer = NULL;
	if (writer)
		release(writer);
}

static void fail(struct writer *writer, struct error *err)
{
	shell_error(writer->session->shell, err);
	error_release(err);
	writer_abandon(writer->session);
}

static bool flush(struct writer *writer, struct error *err)
{
	bool good = file_write_all(writer->file.fd, writer->rows.data, writer->rows.length, err);

	strbuf_reset(&writer->rows);
	return good || error_prefix(err, "%s cannot be written", writer->path);
}

static void finish(struct writer *writer)
{
	struct session *session = writer->session;
	struct error err = ERROR_INIT;
	char count[COUNT_SIZE];

	if (!flush(writer, &err) || !new_file_commit(&writer->file, writer->path, false, &err)) {
		fail(writer, &err);
		return;
	}
	count_format(writer->written, count);
	shell_message(session->shell, STYLE_GOOD, "%s %s written to %s", count,
		      writer->written == 1 ? writer->source.one : writer->source.many,
		      writer->path);
	writer_abandon(session);
}

static void work(void *context)
{
	struct writer *writer = context;
	int64_t deadline = clock_mono_ns() + SLICE_NS;
	struct error err = ERROR_INIT;

	writer->timer = 0;
	while (writer->next < writer->source.count && clock_mono_ns() < deadline) {
		writer->written +=
			writer->source.row(writer->source.data, writer->next++, &writer->rows);
		if (writer->rows.length >= FLUSH_BYTES && !flush(writer, &err)) {
			fail(writer, &err);
			return;
		}
	}
	if (writer->next < writer->source.count)
		writer->timer = loop_add_timer(writer->session->loop, 0, work, writer);
	else
		finish(writer);
}

static bool open_file(struct writer *writer, const char *path, struct error *err)
{
	writer->path = xdg_expand_home(path, err);
	if (!writer->path)
		return false;
	if (access(writer->path, F_OK) == 0)
		return error_set(err, ERROR_USAGE, "%s exists already; give another name",
				 writer->path);
	return new_file_open(&writer->file, writer->path, false, err);
}

bool writer_start(struct session *session, const char *path, const struct writer_source *source,
		  struct error *err)
{
	struct writer *writer;

	if (session->writer) {
		source->release(source->data);
		return error_set(err, ERROR_USAGE, "Another file is still being written");
	}
	writer = xcalloc(1, sizeof(*writer));
	writer->session = session;
	writer->source = *source;
	writer->file.fd = -1;
	strbuf_init(&writer->rows, STRBUF_TEXT);
	if (!open_file(writer, path, err)) {
		release(writer);
		return false;
	}
	if (source->head)
		source->head(source->data, &writer->rows);
	session->writer = writer;
	writer->timer = loop_add_timer(session->loop, 0, work, writer);
	return true;
}

/* -- asking for the name ----------------------------------------------------------------------- */

struct asked {
	struct session *session;
	const char *command;
};

static void answered(void *context, const char *path)
{
	struct asked *asked = context;
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);

	if (path && *path) {
		strbuf_addf(&line, "%s ", asked->command);
		command_quote(&line, path);
		shell_execute(asked->session->shell, line.data);
	}
	strbuf_release(&line);
	free(asked);
}

void writer_ask(struct session *session, const char *command, const char *suggestion)
{
	struct asked *asked = xcalloc(1, sizeof(*asked));

	*asked = (struct asked){ session, command };
	shell_prompt(session->shell, &(struct shell_prompt){
					     .label = "write to: ",
					     .initial = suggestion,
					     .done = answered,
					     .context = asked,
				     });
}
