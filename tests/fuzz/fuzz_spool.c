/*
 * fuzz_spool.c - what an export left behind is no such file, or every page that is taken from it can be
 * walked row by row to its exact end, as whoever joins the windows does.
 *
 * A digest guards each page, which no mutation would ever meet: so the pages of the input are sealed
 * first, as far as they hang together.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "batch/spool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As batch/spool.c writes them. */
struct page_head {
	uint32_t window, rows, window_count, link_length;
	uint64_t length;
	uint8_t flags[4];
	uint8_t digest[SHA256_SIZE];
	uint16_t bad_records, bad_members;
};

static char folder[512], output[sizeof(folder) + 16], path[sizeof(output) + 16];

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void clean_up(void)
{
	unlink(path);
	rmdir(folder);
}

/* Seals what begins like a page at `at`; where the next begins, or SIZE_MAX. */
static size_t seal_page(uint8_t *bytes, size_t size, size_t at)
{
	struct page_head head;
	struct sha256 sha;

	if (size - at < sizeof(head))
		return SIZE_MAX;
	memcpy(&head, bytes + at, sizeof(head));
	uint64_t left = size - at - sizeof(head);
	uint64_t body = (uint64_t)head.window_count * sizeof(struct window) + head.link_length;
	if (body > left || head.length > left - body)
		return SIZE_MAX;
	body += head.length;
	memset(head.digest, 0, sizeof(head.digest));
	sha256_init(&sha);
	sha256_add(&sha, &head, sizeof(head));
	sha256_add(&sha, bytes + at + sizeof(head), body);
	sha256_end(&sha, head.digest);
	memcpy(bytes + at, &head, sizeof(head));
	return at + sizeof(head) + body;
}

static void seal(uint8_t *bytes, size_t size)
{
	uint64_t length;

	if (size < 16)
		return;
	memcpy(&length, bytes + 8, sizeof(length));
	if (length > size - 16)
		return;
	for (size_t at = 16 + length; at < size;)
		at = seal_page(bytes, size, at);
}

static void write_input(const uint8_t *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	demand(fd >= 0 && file_write_all(fd, bytes, size, NULL));
	close(fd);
}

static void check_page(const struct spool *spool, const struct spool_page *page)
{
	struct strbuf rows = STRBUF_INIT(STRBUF_TEXT);
	struct spool_row row;
	size_t at = 0, count = 0;

	demand(spool_read(spool, page, &rows, NULL) && rows.length == page->length);
	for (; at < rows.length; at += sizeof(row) + row.length, count++) {
		demand(rows.length - at >= sizeof(row));
		memcpy(&row, rows.data + at, sizeof(row));
		demand(rows.length - at - sizeof(row) >= row.length);
	}
	demand(at == rows.length && count == page->rows);
	strbuf_release(&rows);
}

/* The seal is what spool.c itself would have written. */
static void check_seal(void)
{
	static const struct window window = { .id = 1, .begun = true };
	const struct window_place place = { .window = 1, .windows = &window, .window_count = 1 };
	const struct spool_bad bad = { .records = 2, .members = 3 };
	struct strbuf rows = STRBUF_INIT(256), file = STRBUF_INIT(4096);
	struct spool_row row;
	struct spool_rest rest;
	struct spool spool;

	memset(&row, 0, sizeof(row));
	row.sent = row.when = DATE_NONE;
	row.length = 3;
	strbuf_add(&rows, &row, sizeof(row));
	strbuf_addstr(&rows, "row");
	demand(spool_open(&spool, output, true, "head", &rest, NULL));
	demand(spool_add(&spool, &place, &rows, 1, &bad, NULL));
	spool_close(&spool, true);
	spool_rest_release(&rest);
	demand(file_read(path, &file, NULL));
	char *before = xmemdup(file.data, file.length);
	memset(file.data + 20 + offsetof(struct page_head, digest), 1, SHA256_SIZE);
	seal((uint8_t *)file.data, file.length);
	demand(memcmp(before, file.data, file.length) == 0);
	free(before);
	strbuf_release(&rows);
	strbuf_release(&file);
	unlink(path);
}

static void prepare(void)
{
	const char *temporary = getenv("TMPDIR");

	snprintf(folder, sizeof(folder), "%s/fuzz-spool-XXXXXX", temporary ? temporary : ".");
	demand(mkdtemp(folder) != NULL);
	snprintf(output, sizeof(output), "%s/export", folder);
	snprintf(path, sizeof(path), "%s%s", output, SPOOL_SUFFIX);
	atexit(clean_up);
	check_seal();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = ERROR_INIT;
	struct spool_rest rest;
	struct spool spool;

	if (!*output)
		prepare();
	uint8_t *bytes = xmalloc(size + 1);
	memcpy(bytes, data, size);
	seal(bytes, size);
	write_input(bytes, size);
	free(bytes);
	if (spool_open(&spool, output, true, "head", &rest, &err)) {
		demand(rest.head != NULL || size == 0);
		for (size_t i = 0; i < spool.pages.count; i++)
			check_page(&spool, &spool.pages.items[i]);
		spool_close(&spool, false);
	} else {
		demand(err.kind == ERROR_USAGE && *error_text(&err));
	}
	spool_rest_release(&rest);
	error_release(&err);
	return 0;
}
