/* The file of a journal, read in pieces: see journal_read.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ops/journal_line.h"
#include "ops/journal_read.h"

#define READ_SIZE (64 * 1024)

struct journal_reader {
	int fd;
	char *path; /* for messages */
	struct strbuf buf;
	char *bytes;
	size_t line;
	struct journal_record record;
	struct error err; /* why it is not a journal */
	bool done;
};

/* Takes the whole lines out of the buffer. */
static bool parse_lines(struct journal_reader *reader)
{
	struct strbuf *buf = &reader->buf;
	size_t start = 0;
	const char *end;

	while ((end = memchr(buf->data + start, '\n', buf->length - start))) {
		size_t length = (size_t)(end - buf->data) - start;

		reader->line++;
		if (!journal_take_line(&reader->record, buf->data + start, length, &reader->err))
			return error_prefix(&reader->err, "line %zu", reader->line);
		start += length + 1;
		reader->record.whole += length + 1;
	}
	memmove(buf->data, buf->data + start, buf->length - start);
	strbuf_truncate(buf, buf->length - start);
	return true;
}

/* One piece of the file; false when it is the last, or wrong. */
static bool read_piece(struct journal_reader *reader)
{
	struct error *err = &reader->err;
	ssize_t got = read(reader->fd, reader->bytes, READ_SIZE);

	if (got < 0)
		return errno == EINTR || error_errno(err, errno, "it cannot be read");
	if (got > 0 && !strbuf_add(&reader->buf, reader->bytes, (size_t)got))
		return error_set(err, ERROR_PROTOCOL, "a line is too long");
	if (got > 0)
		return parse_lines(reader);
	reader->record.torn = reader->buf.length > 0;
	if (!reader->record.plan)
		error_set(err, ERROR_PROTOCOL, "it has no first line");
	return false;
}

static void reader_init(struct journal_reader *reader, int fd, const char *path)
{
	*reader = (struct journal_reader){
		.fd = fd,
		.path = xstrdup(path),
		.buf = STRBUF_INIT(JOURNAL_LINE_MAX + READ_SIZE),
		.bytes = xmalloc(READ_SIZE),
	};
}

/* What it has read goes to the caller. */
static bool reader_end(struct journal_reader *reader, struct journal_record *record,
		       struct error *err)
{
	bool good = reader->err.kind == ERROR_NONE;

	*record = reader->record;
	if (!good) {
		journal_record_release(record);
		error_prefix(&reader->err, "the journal %s", reader->path);
		if (err)
			error_move(err, &reader->err);
	}
	error_release(&reader->err);
	strbuf_release(&reader->buf);
	free(reader->bytes);
	free(reader->path);
	return good;
}

bool journal_read_open(int fd, const char *path, struct journal_record *record, struct error *err)
{
	struct journal_reader reader;

	reader_init(&reader, fd, path);
	while (read_piece(&reader))
		;
	return reader_end(&reader, record, err);
}

struct journal_reader *journal_reader_new(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
	struct journal_reader *reader;

	if (fd < 0) {
		error_errno(err, errno, "the journal %s cannot be opened", path);
		return NULL;
	}
	reader = xcalloc(1, sizeof(*reader));
	reader_init(reader, fd, path);
	return reader;
}

bool journal_reader_work(struct journal_reader *reader, int64_t deadline_ns)
{
	while (!reader->done) {
		reader->done = !read_piece(reader);
		if (clock_mono_ns() >= deadline_ns)
			break;
	}
	return !reader->done;
}

bool journal_reader_end(struct journal_reader *reader, struct journal_record *record,
			struct error *err)
{
	bool good;

	close(reader->fd);
	good = reader_end(reader, record, err);
	free(reader);
	return good;
}

bool journal_read(const char *path, struct journal_record *record, struct error *err)
{
	struct journal_reader *reader = journal_reader_new(path, err);

	*record = (struct journal_record){ .plan = NULL };
	if (!reader)
		return false;
	while (journal_reader_work(reader, INT64_MAX))
		;
	return journal_reader_end(reader, record, err);
}
