#include "batch/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/sha256.h"

static const char magic[8] = "MSGDKX1\n";

#define HEAD_MAX ((size_t)64 * 1024)
#define WINDOWS_MAX 100000u
#define PAGE_MAX ((uint64_t)STRBUF_TEXT)
#define LINK_MAX 16384u
#define PIECE ((size_t)256 * 1024)

/* Before each page, then its windows, its link, its rows. */
struct page_head {
	uint32_t window, rows, window_count, link_length;
	uint64_t length; /* of its rows */
	uint8_t again, sweep, unsent_shown, has_link;
	uint8_t digest[SHA256_SIZE]; /* of all of it, with zeros here */
	uint16_t bad_records, bad_members;
};

struct file_head {
	char magic[sizeof(magic)];
	uint64_t length;
};

static bool cannot(const struct spool *spool, const char *what, struct error *err)
{
	return error_errno(err, errno, "%s cannot be %s",
			   spool->path ? spool->path : "The export's temporary file", what);
}

/* -- making it --------------------------------------------------------------------------------- */

/* Private, and gone with its last descriptor. */
static bool open_nameless(struct spool *spool, const char *output, struct error *err)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	char *name;

	strbuf_addf(&path, "%s%s-XXXXXX", output, SPOOL_SUFFIX);
	name = strbuf_detach(&path, NULL);
	spool->fd = mkostemp(name, O_CLOEXEC);
	if (spool->fd >= 0)
		unlink(name);
	free(name);
	return spool->fd >= 0 || error_errno(err, errno, "%s cannot be written", output);
}

static bool open_named(struct spool *spool, const char *output, struct error *err)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s%s", output, SPOOL_SUFFIX);
	spool->path = strbuf_detach(&path, NULL);
	if (!file_open_private(spool->path, O_RDWR | O_CREAT, &spool->fd, err))
		return false;
	if (flock(spool->fd, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (errno == EWOULDBLOCK)
		return error_set(err, ERROR_USAGE, "Another export is writing to %s", spool->path);
	return cannot(spool, "locked", err);
}

static bool write_head(struct spool *spool, const char *head, struct error *err)
{
	struct file_head file = { .length = strlen(head) };

	memcpy(file.magic, magic, sizeof(magic));
	spool->size = sizeof(file) + file.length;
	return file_write_all(spool->fd, &file, sizeof(file), err) &&
	       file_write_all(spool->fd, head, file.length, err);
}

/* -- what an earlier run left ------------------------------------------------------------------ */

static bool read_at(const struct spool *spool, void *data, size_t size, uint64_t at)
{
	char *to = data;

	while (size > 0) {
		ssize_t count = pread(spool->fd, to, size, (off_t)at);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return false;
		to += count;
		at += (uint64_t)count;
		size -= (size_t)count;
	}
	return true;
}

static bool read_head(struct spool *spool, uint64_t size, struct spool_rest *rest)
{
	struct file_head file;

	if (size < sizeof(file) || !read_at(spool, &file, sizeof(file), 0) ||
	    memcmp(file.magic, magic, sizeof(magic)) != 0 || file.length > HEAD_MAX ||
	    file.length > size - sizeof(file))
		return false;
	rest->head = xcalloc(1, file.length + 1);
	spool->size = sizeof(file) + file.length;
	return read_at(spool, rest->head, file.length, sizeof(file));
}

static struct window_saved *find_saved(const struct spool_rest *rest, uint32_t id)
{
	for (size_t i = 0; i < rest->count; i++)
		if (rest->saved[i].window.id == id)
			return &rest->saved[i];
	return NULL;
}

static struct window_saved *want_saved(struct spool_rest *rest, uint32_t id)
{
	struct window_saved *saved = find_saved(rest, id);

	if (saved)
		return saved;
	rest->saved = xreallocarray(rest->saved, rest->count + 1, sizeof(*rest->saved));
	saved = &rest->saved[rest->count++];
	*saved = (struct window_saved){ .window.id = id };
	return saved;
}

/* The messages by which a newer window knows that this one has begun. */
static void take_first(struct window_saved *saved, const struct spool_page *page, const char *rows)
{
	struct spool_row row;

	saved->first = xreallocarray(saved->first, (size_t)page->rows + 1, sizeof(*saved->first));
	for (uint64_t at = 0; at < page->length; at += sizeof(row) + row.length) {
		memcpy(&row, rows + at, sizeof(row));
		if (row.sent != DATE_NONE)
			saved->first[saved->first_count++] = row.sid;
	}
}

static void note_unsent(struct spool *spool, const char *rows, uint64_t length)
{
	struct spool_row row;

	for (uint64_t at = 0; at + sizeof(row) <= length; at += sizeof(row) + row.length) {
		memcpy(&row, rows + at, sizeof(row));
		if (row.sent == DATE_NONE && row.sid.kind != SID_NONE)
			sid_set_add(&spool->unsent, &row.sid);
	}
}

static void note_page(struct spool *spool, const struct page_head *head, const char *body,
		      struct spool_rest *rest)
{
	const char *link = body + head->window_count * sizeof(struct window);
	const struct spool_page page = {
		.window = head->window,
		.rows = head->rows,
		.bad = { .records = head->bad_records, .members = head->bad_members },
		.again = head->again,
		.at = spool->size + sizeof(*head) + (uint64_t)(link - body) + head->link_length,
		.length = head->length,
	};
	struct window_saved *saved = want_saved(rest, head->window);

	vec_clear(&spool->windows);
	for (uint32_t i = 0; i < head->window_count; i++) {
		struct window window;

		memcpy(&window, body + i * sizeof(window), sizeof(window));
		vec_push(&spool->windows, window);
		if (window.id > spool->last_id)
			spool->last_id = window.id;
		if (window.id == head->window && window.begun && !saved->window.begun) {
			take_first(saved, &page, link + head->link_length);
			saved->window.begun = true;
		}
	}
	free(saved->next);
	saved->next = head->has_link ? xstrndup(link, head->link_length) : NULL;
	spool->unsent_shown = head->unsent_shown;
	note_unsent(spool, link + head->link_length, head->length);
	vec_push(&spool->pages, page);
}

static bool is_sound(struct page_head *head, const char *body, size_t length)
{
	uint8_t digest[SHA256_SIZE], expected[SHA256_SIZE];
	struct sha256 sha;

	memcpy(expected, head->digest, sizeof(expected));
	memset(head->digest, 0, sizeof(head->digest));
	sha256_init(&sha);
	sha256_add(&sha, head, sizeof(*head));
	sha256_add(&sha, body, length);
	sha256_end(&sha, digest);
	return memcmp(digest, expected, sizeof(digest)) == 0;
}

/* A page that is whole may still say what no export wrote: flags that are none, rows that go on beyond
 * its end. */
static bool is_window(const char *bytes)
{
	return !((bytes[offsetof(struct window, done)] | bytes[offsetof(struct window, begun)] |
		  bytes[offsetof(struct window, by_time)]) &
		 ~1);
}

static bool are_rows(const struct page_head *head, const char *rows)
{
	struct spool_row row;
	uint64_t count = 0, at = 0;

	for (; head->length - at >= sizeof(row); at += sizeof(row) + row.length, count++) {
		memcpy(&row, rows + at, sizeof(row));
		if (row.length > head->length - at - sizeof(row))
			return false;
	}
	return at == head->length && count == head->rows;
}

static bool is_page(const struct page_head *head, const char *body)
{
	const size_t windows = head->window_count * sizeof(struct window);

	for (size_t at = 0; at < windows; at += sizeof(struct window))
		if (!is_window(body + at))
			return false;
	return are_rows(head, body + windows + head->link_length);
}

/* The page at the end of what is known; false where the file ends, or is no good from here on. */
static bool read_page(struct spool *spool, uint64_t size, struct spool_rest *rest)
{
	struct page_head head;
	uint64_t length;
	bool good;

	if (size - spool->size < sizeof(head) ||
	    !read_at(spool, &head, sizeof(head), spool->size) || head.window_count > WINDOWS_MAX ||
	    head.link_length > LINK_MAX || head.length > PAGE_MAX)
		return false;
	length = head.window_count * sizeof(struct window) + head.link_length + head.length;
	if (length > size - spool->size - sizeof(head))
		return false;
	char *body = xmalloc(length + 1);
	good = read_at(spool, body, length, spool->size + sizeof(head)) &&
	       is_sound(&head, body, length) && is_page(&head, body);
	/* A walk to the end of the list begins again. */
	if (good && !head.sweep)
		note_page(spool, &head, body, rest);
	mem_wipe(body, length);
	free(body);
	if (good)
		spool->size += sizeof(head) + length;
	return good;
}

static void saved_release(struct window_saved *saved)
{
	free(saved->next);
	free(saved->first);
}

/* Only windows that were there at the end, in their order, and of those what has pages. */
static void keep_windows(struct spool *spool, struct spool_rest *rest)
{
	struct window_saved *kept = xcalloc(spool->windows.count + 1, sizeof(*kept));
	size_t count = 0, pages = 0;

	for (size_t i = 0; i < spool->windows.count; i++) {
		const struct window *window = &spool->windows.items[i];
		struct window_saved *saved = find_saved(rest, window->id);

		if (!saved || (!window->done && !saved->next))
			continue;
		kept[count] = *saved;
		kept[count++].window = *window;
		*saved = (struct window_saved){ .window.id = 0 };
	}
	for (size_t i = 0; i < rest->count; i++)
		saved_release(&rest->saved[i]);
	free(rest->saved);
	rest->saved = kept;
	rest->count = count;
	for (size_t i = 0; i < spool->pages.count; i++) {
		if (!find_saved(rest, spool->pages.items[i].window))
			continue;
		rest->rows += spool->pages.items[i].rows;
		rest->bad.records += spool->pages.items[i].bad.records;
		rest->bad.members += spool->pages.items[i].bad.members;
		spool->pages.items[pages++] = spool->pages.items[i];
	}
	spool->pages.count = pages;
}

static bool read_rest(struct spool *spool, struct spool_rest *rest, struct error *err)
{
	struct stat info;

	if (fstat(spool->fd, &info) != 0)
		return cannot(spool, "read", err);
	if (info.st_size == 0)
		return true;
	if (!read_head(spool, (uint64_t)info.st_size, rest))
		return error_set(err, ERROR_USAGE,
				 "%s is not what an export leaves: remove it, or give another "
				 "--output",
				 spool->path);
	while (read_page(spool, (uint64_t)info.st_size, rest))
		;
	keep_windows(spool, rest);
	if (ftruncate(spool->fd, (off_t)spool->size) != 0 ||
	    lseek(spool->fd, (off_t)spool->size, SEEK_SET) < 0)
		return cannot(spool, "written", err);
	return true;
}

bool spool_open(struct spool *spool, const char *output, bool named, const char *head,
		struct spool_rest *rest, struct error *err)
{
	*spool = (struct spool){ .fd = -1 };
	if (!named)
		return open_nameless(spool, output, err) && write_head(spool, head, err);
	*rest = (struct spool_rest){ .head = NULL };
	if (open_named(spool, output, err) && read_rest(spool, rest, err) &&
	    (rest->head || write_head(spool, head, err)))
		return true;
	spool_close(spool, true);
	return false;
}

void spool_rest_release(struct spool_rest *rest)
{
	for (size_t i = 0; i < rest->count; i++)
		saved_release(&rest->saved[i]);
	free(rest->saved);
	free(rest->head);
}

/* -- pages ------------------------------------------------------------------------------------- */

void spool_note(struct spool *spool, const struct window_place *place)
{
	spool->unsent_shown = place->unsent_shown;
	vec_clear(&spool->windows);
	for (uint32_t i = 0; i < place->window_count; i++)
		vec_push(&spool->windows, place->windows[i]);
}

/* As far as there is room for: a page has a thousand records. */
static uint16_t as_short(uint64_t count)
{
	return count > UINT16_MAX ? UINT16_MAX : (uint16_t)count;
}

bool spool_add(struct spool *spool, const struct window_place *place, const struct strbuf *rows,
	       uint32_t count, const struct spool_bad *bad, struct error *err)
{
	const size_t windows = place->window_count * sizeof(*place->windows);
	struct strbuf before = STRBUF_INIT(STRBUF_TEXT);
	struct page_head head;
	struct sha256 sha;
	bool ok;

	memset(&head, 0, sizeof(head));
	head.window = place->window;
	head.rows = count;
	head.window_count = place->window_count;
	head.link_length = place->next.data ? (uint32_t)place->next.length : 0;
	head.length = rows->length;
	head.again = place->again;
	head.sweep = place->sweep;
	head.unsent_shown = place->unsent_shown;
	head.has_link = place->next.data != NULL;
	head.bad_records = as_short(bad->records);
	head.bad_members = as_short(bad->members);
	strbuf_add(&before, place->windows, windows);
	strbuf_add(&before, place->next.data, head.link_length);
	if (spool->path) {
		sha256_init(&sha);
		sha256_add(&sha, &head, sizeof(head));
		sha256_add(&sha, before.data, before.length);
		sha256_add(&sha, rows->data, rows->length);
		sha256_end(&sha, head.digest);
	}
	ok = file_write_all(spool->fd, &head, sizeof(head), err) &&
	     file_write_all(spool->fd, before.data, before.length, err) &&
	     file_write_all(spool->fd, rows->data, rows->length, err);
	spool->size += sizeof(head) + before.length + rows->length;
	strbuf_release(&before);
	if (!ok)
		return error_prefix(err, "What has come cannot be kept beside the file");
	vec_push(&spool->pages, ((struct spool_page){
					.window = place->window,
					.rows = count,
					.bad = *bad,
					.again = place->again,
					.sweep = place->sweep,
					.at = spool->size - rows->length,
					.length = rows->length,
				}));
	note_unsent(spool, rows->data, rows->length);
	spool_note(spool, place);
	return true;
}

bool spool_read(const struct spool *spool, const struct spool_page *page, struct strbuf *out,
		struct error *err)
{
	if (!strbuf_reserve(out, (size_t)page->length))
		return error_set(err, ERROR_LIMIT, "A page is too large to be put in order");
	errno = EIO;
	if (!read_at(spool, out->data + out->length, (size_t)page->length, page->at))
		return cannot(spool, "read", err);
	out->length += (size_t)page->length;
	out->data[out->length] = '\0';
	return true;
}

void spool_forget(const struct spool *spool, const struct spool_page *page)
{
	/* Whole blocks only; a file system that cannot do it keeps them for a while longer. */
	if (!spool->path && page->length)
		fallocate(spool->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)page->at,
			  (off_t)page->length);
}

void spool_close(struct spool *spool, bool keep)
{
	if (spool->path && !keep)
		unlink(spool->path);
	if (spool->fd >= 0)
		close(spool->fd);
	spool->fd = -1;
	free(spool->path);
	spool->path = NULL;
	vec_release(&spool->pages);
	vec_release(&spool->windows);
	sid_set_release(&spool->unsent);
}
