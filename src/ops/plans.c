#include "ops/plans.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "ops/journal_line.h"
#include "ops/review.h"

#define ENDING ".jsonl"
/* A line that ends a journal is shorter. */
#define TAIL_SIZE 512

const char *plans_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* -- which ------------------------------------------------------------------------------------- */

/* Whether the last line says that nothing is left. */
static bool is_over(const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
	char tail[TAIL_SIZE + 1];
	off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
	ssize_t got = 0;

	if (size > 0)
		got = pread(fd, tail, TAIL_SIZE, size > TAIL_SIZE ? size - TAIL_SIZE : 0);
	if (fd >= 0)
		close(fd);
	if (got < 2 || tail[got - 1] != '\n')
		return false;
	tail[got - 1] = '\0';
	const char *line = strrchr(tail, '\n');
	line = line ? line + 1 : tail;
	return strncmp(line, "{\"end\":\"complete\"", 17) == 0 ||
	       strncmp(line, "{\"aside\"", 8) == 0;
}

/* Why most of those that wait do, and when the first of them is due. */
static void note_waiting(struct plan_summary *summary, const struct plan *plan)
{
	size_t whys[WHY_COUNT] = { 0 };

	for (uint32_t i = 0; (i = plan_next(plan, i, 1u << ITEM_WAITING)) != IDSET_NONE; i++) {
		const struct plan_item *item = &plan->items.items[i];
		unsigned tries = item->tries ? item->tries : 1;
		int64_t due = (item->at ? item->at : summary->created) +
			      op_wait_ms((enum op_why)item->why, tries) / 1000;

		if (++whys[item->why] > whys[summary->why] || summary->why == WHY_NONE)
			summary->why = (enum op_why)item->why;
		if (summary->next_at == DATE_NONE || due < summary->next_at)
			summary->next_at = due;
	}
}

static void take_record(struct plan_summary *summary, struct journal_record *record)
{
	const struct plan *plan = record->plan;

	summary->account = record->account;
	summary->host = record->host;
	record->host = NULL;
	summary->created = record->created;
	summary->total = record->announced;
	summary->op = plan_op(plan);
	memcpy(summary->counts, plan->counts, sizeof(summary->counts));
	summary->open = plan_open(plan);
	summary->begun = record->begun || plan->items.count == record->announced;
	summary->stopped = record->stopped;
	summary->unseen = record->plan->erasure && !record->complete;
	note_waiting(summary, plan);
}

/* Whether there is something to be done about it. */
static bool is_open(const struct journal_record *record)
{
	const struct plan *plan = record->plan;

	return !record->aside &&
	       (!record->begun || plan_open(plan) || (plan->erasure && !record->complete));
}

/* Whether there is no whole line in it: msgdeck ended just then. */
static bool is_blank(const char *path)
{
	struct strbuf bytes = STRBUF_INIT(JOURNAL_LINE_MAX);
	bool blank = file_read(path, &bytes, NULL) &&
		     (!bytes.length || !memchr(bytes.data, '\n', bytes.length));

	strbuf_release(&bytes);
	return blank;
}

/* -- looking for them -------------------------------------------------------------------------- */

struct plans_search {
	struct search_paths VEC(char *) paths; /* the last one is next */
	struct journal_reader *reader;         /* of the last one; NULL: it has not been begun */
	struct plan_list found;
};

static struct plan_summary *add_summary(struct plans_search *search, const char *path)
{
	struct plan_summary *summary = vec_push_new(&search->found);

	*summary = (struct plan_summary){ .path = xstrdup(path),
					  .op = OP_COUNT,
					  .next_at = DATE_NONE,
					  .created = DATE_NONE,
					  .holder = journal_holder(path) };
	return summary;
}

static void add_fault(struct plans_search *search, const char *path, const struct error *err)
{
	struct plan_summary *summary = add_summary(search, path);

	if (!is_blank(path))
		summary->fault = xstrdup(error_text(err));
}

/* The next file has been read, or need not be. */
static void leave_file(struct plans_search *search)
{
	search->reader = NULL;
	free(vec_pop(&search->paths));
}

static void begin_file(struct plans_search *search, const char *path)
{
	struct error err = ERROR_INIT;

	if (!is_over(path)) {
		search->reader = journal_reader_new(path, &err);
		if (!search->reader)
			add_fault(search, path, &err);
	}
	if (!search->reader)
		leave_file(search);
	error_release(&err);
}

static void end_file(struct plans_search *search, const char *path)
{
	struct journal_record record;
	struct error err = ERROR_INIT;

	if (!journal_reader_end(search->reader, &record, &err))
		add_fault(search, path, &err);
	else if (is_open(&record))
		take_record(add_summary(search, path), &record);
	journal_record_release(&record);
	error_release(&err);
	leave_file(search);
}

/* By the file's name, which begins with the time. */
static int newest_first(const void *a, const void *b)
{
	const struct plan_summary *left = a, *right = b;

	return strcmp(plans_name(right->path), plans_name(left->path));
}

/* A pipe that has a journal's name would never come to its end. What is a link is told, as it is not
 * followed. */
static bool is_file(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0 && (S_ISREG(about.st_mode) || S_ISLNK(about.st_mode));
}

struct plans_search *plans_search_new(const char *directory)
{
	struct plans_search *search = xcalloc(1, sizeof(*search));
	DIR *folder = directory ? opendir(directory) : NULL;
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		size_t length = strlen(entry->d_name);

		if (entry->d_name[0] == '.' || length < sizeof(ENDING) ||
		    strcmp(entry->d_name + length - (sizeof(ENDING) - 1), ENDING) != 0)
			continue;
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", directory, entry->d_name);
		if (is_file(path.data))
			vec_push(&search->paths, xstrdup(path.data));
	}
	if (folder)
		closedir(folder);
	strbuf_release(&path);
	return search;
}

bool plans_search_work(struct plans_search *search, int64_t deadline_ns)
{
	while (search->paths.count) {
		const char *path = search->paths.items[search->paths.count - 1];

		if (!search->reader)
			begin_file(search, path);
		else if (!journal_reader_work(search->reader, deadline_ns))
			end_file(search, path);
		if (clock_mono_ns() >= deadline_ns)
			break;
	}
	return search->paths.count > 0;
}

void plans_search_end(struct plans_search *search, struct plan_list *list)
{
	struct journal_record record;

	if (search->reader) {
		journal_reader_end(search->reader, &record, NULL);
		journal_record_release(&record);
	}
	while (search->paths.count)
		free(vec_pop(&search->paths));
	vec_release(&search->paths);
	if (search->found.count)
		qsort(search->found.items, search->found.count, sizeof(*search->found.items),
		      newest_first);
	*list = search->found;
	free(search);
}

void plans_find(const char *directory, struct plan_list *list)
{
	struct plans_search *search = plans_search_new(directory);

	while (plans_search_work(search, INT64_MAX))
		;
	plans_search_end(search, list);
}

void plans_release(struct plan_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].path);
		free(list->items[i].host);
		free(list->items[i].fault);
	}
	vec_release(list);
}

size_t plans_choose(const struct plan_list *list, const char *name, struct error *err)
{
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < list->count; i++) {
		if (!strstr(list->items[i].path, name))
			continue;
		if (found != SIZE_MAX) {
			error_set(err, ERROR_USAGE, "\"%s\" is the name of several plans", name);
			return SIZE_MAX;
		}
		found = i;
	}
	if (found == SIZE_MAX)
		error_set(err, ERROR_USAGE, "No plan that is not at its end is called \"%s\"",
			  name);
	return found;
}

bool plans_can_go_on(const struct plan_summary *plan, const char *way, struct error *err)
{
	return plan->begun || plan->fault ||
	       error_set(
		       err, ERROR_REFUSED,
		       "Nothing was sent: msgdeck ended while these changes were written down, so "
		       "which they were is not known. Begin them anew; %s sets this plan aside",
		       way);
}

/* -- in words ---------------------------------------------------------------------------------- */

static void add_count(struct strbuf *out, const char **separator, size_t count, const char *what)
{
	if (!count)
		return;
	strbuf_addstr(out, *separator);
	review_add_number(out, count);
	strbuf_addf(out, " %s", what);
	*separator = ", ";
}

void plans_add_left(const struct plan_summary *plan, struct strbuf *out)
{
	const char *separator = ": ";

	if (plan->fault) {
		strbuf_addstr(out, plan->fault);
		return;
	}
	if (!plan->begun) {
		strbuf_addstr(out, "nothing was sent: msgdeck ended while they were written down");
		return;
	}
	review_add_number(out, plan->open);
	strbuf_addstr(out, " of ");
	review_add_number(out, plan->total);
	strbuf_addstr(out, " left");
	add_count(out, &separator, plan->counts[ITEM_SENT], "to be looked up");
	add_count(out, &separator, plan->counts[ITEM_WAITING],
		  plan->counts[ITEM_WAITING] == 1 ? "waits" : "wait");
	if (plan->counts[ITEM_WAITING])
		strbuf_addf(out, " (%s)", op_why_words(plan->why));
	if (plan->unseen && !plan->open)
		strbuf_addstr(out, ": still to be looked for");
}

/* -- going on ---------------------------------------------------------------------------------- */

static bool is_of(const struct journal_record *record, const char *account, const char *host,
		  struct error *err)
{
	char text[SID_SIZE];

	sid_format(&record->account, text);
	if (!account || strcmp(account, text) != 0)
		return error_set(err, ERROR_REFUSED,
				 "These changes are of the account %s: start msgdeck for that one",
				 text);
	if (!host || strcmp(host, record->host) != 0)
		return error_set(err, ERROR_REFUSED,
				 "These changes are of %s: start msgdeck with that service",
				 record->host);
	return true;
}

struct journal *plans_open(const char *path, const char *account, const char *host,
			   struct journal_record *record, struct error *err)
{
	struct journal *journal = NULL;
	int fd = journal_lock(path, err);

	if (fd < 0)
		return NULL;
	if (!journal_read_open(fd, path, record, err)) {
		close(fd);
		return NULL;
	}
	if (is_of(record, account, host, err))
		journal = journal_go_on(path, fd, record->whole, err);
	else
		close(fd);
	if (!journal)
		journal_record_release(record);
	return journal;
}

/* Where the next line goes; behind all there is in a file that cannot be read. */
static uint64_t find_end(const char *path, int fd, struct strbuf *line)
{
	struct journal_record record;
	off_t size;
	uint64_t whole;

	if (journal_read_open(fd, path, &record, NULL)) {
		whole = record.whole;
		journal_record_release(&record);
		return whole;
	}
	strbuf_addch(line, '\n');
	size = lseek(fd, 0, SEEK_END);
	return size > 0 ? (uint64_t)size : 0;
}

bool plans_set_aside(const char *path, struct error *err)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	struct journal *journal;
	int fd = journal_lock(path, err);
	bool good;

	if (fd < 0)
		return false;
	journal = journal_go_on(path, fd, find_end(path, fd, &line), err);
	if (!journal) {
		strbuf_release(&line);
		return false;
	}
	journal_add_aside(&line, clock_now_ms());
	journal_append(journal, line.data, line.length);
	strbuf_release(&line);
	good = journal_stop(journal);
	return good || error_set(err, ERROR_IO, "The journal %s cannot be written", path);
}
