/*
 * fuzz_erase_file.c - the file with the addresses of an erasure: one that is refused is so with a reason,
 * and one that is taken names somebody, and the same ones whatever blanks, comments, line ends and
 * repetitions are around them.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/erase_internal.h"

#define TEXT_MAX ((size_t)1 << 20)
#define DECORATION sizeof("# who has asked\n \t \r\n\n\n")

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static uint64_t submit_none(void *context, struct job *job)
{
	(void)context, (void)job;
	abort();
}

static void for_none(void *context, uint64_t job)
{
	(void)context, (void)job;
	abort();
}

/* How many addresses are taken; 0: the file is refused. */
static size_t take(const char *bytes, size_t size)
{
	static const struct erase_transport nowhere = { .submit = submit_none,
							.more = for_none,
							.cancel = for_none };
	struct cli_erase wanted = { .delete = true };
	struct erase_wanted about = { .op = OP_DELETE };
	struct erase_command command = { .wanted = &wanted, .erase = erase_new(&about, &nowhere) };
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;
	int file = memfd_create("addresses", MFD_CLOEXEC);
	size_t count = 0;

	demand(file_write_all(file, bytes, size, NULL));
	strbuf_addf(&path, "/proc/self/fd/%d", file);
	wanted.file = path.data;
	if (erase_read_addresses(&command, &err)) {
		count = erase_addresses(command.erase);
		demand(count > 0 && err.kind == ERROR_NONE);
	} else {
		demand(err.kind == ERROR_USAGE && strstr(error_text(&err), path.data));
	}
	close(file);
	erase_free(command.erase);
	error_release(&err);
	strbuf_release(&path);
	return count;
}

/* Each line between a comment and its repetition. */
static size_t take_decorated(const char *bytes, size_t size)
{
	struct strbuf text = STRBUF_INIT(TEXT_MAX);
	size_t count;

	for (size_t at = 0; at < size;) {
		const char *line = bytes + at, *end = memchr(line, '\n', size - at);
		size_t length = end ? (size_t)(end - line) : size - at;

		strbuf_addstr(&text, "# who has asked\n \t");
		strbuf_add(&text, line, length);
		strbuf_addstr(&text, " \r\n\n");
		strbuf_add(&text, line, length);
		strbuf_addstr(&text, "\n");
		at += length + 1;
	}
	count = take(text.data ? text.data : "", text.length);
	strbuf_release(&text);
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	size_t count;

	if (size > TEXT_MAX / DECORATION)
		return 0;
	count = take(bytes, size);
	demand(take_decorated(bytes, size) == count);
	return 0;
}
