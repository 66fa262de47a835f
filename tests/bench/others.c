#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "measure.h"
#include "parts.h"
#include "support/fail.h"
#include "support/sandbox.h"
#include "support/term.h"

#define PAGES 100
#define ENTRIES 1500
#define QUIET_MS 40 /* they do not say when they have come to rest */
#define REPEATS 40

static const struct term_options size = { .cols = 120, .rows = 40 };

/* What others are that show lists, each started by a shell in the folder that write_lists() fills. */
static const struct program {
	const char *name, *script;
	bool has_cursor;
} programs[] = {
	{ "less", "exec less -S rows", false },
	{ "mutt", "exec mutt -n -F /dev/null -R -e 'set folder=. menu_scroll' -f mail", true },
	{ "nnn", "exec nnn files", true },
	{ "tig",
	  "git init -q log && cd log && git fast-import --quiet <../commits && "
	  "git symbolic-ref HEAD refs/heads/rows && exec tig",
	  true },
};

static bool is_installed(const char *name)
{
	const char *at = getenv("PATH");
	bool found = false;

	while (at && *at && !found) {
		size_t length = strcspn(at, ":");
		struct strbuf path = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&path, "%.*s/%s", (int)length, at, name);
		found = *at == '/' && access(path.data, X_OK) == 0;
		strbuf_release(&path);
		at += length + (at[length] == ':');
	}
	return found;
}

static void write_file(const char *folder, const char *name, const struct strbuf *bytes)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s/%s", folder, name);
	int fd = open(path.data, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, bytes->data, bytes->length) != (ssize_t)bytes->length)
		test_fail("%s cannot be written: %m", path.data);
	close(fd);
	strbuf_release(&path);
}

/* The rows as they are; as subjects of mails; of commits; and as names of files. */
static void write_lists(const char *folder, const struct strbuf *rows)
{
	struct strbuf mail = STRBUF_INIT(STRBUF_TEXT), commits = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), none = STRBUF_INIT(STRBUF_LINE);
	const char *row = rows->data;

	strbuf_addf(&path, "%s/files", folder);
	if (mkdir(path.data, 0700) != 0)
		test_fail("%s cannot be made: %m", path.data);
	for (int i = 0; i < ENTRIES && *row; i++) {
		int length = (int)strcspn(row, "\n");

		strbuf_addf(&mail,
			    "From a@b.example Mon Nov 23 11:02:00 2026\nFrom: a@b.example\n"
			    "Date: Mon, 23 Nov 2026 11:02:00 +0000\nSubject: %.*s\n\n\n",
			    length, row);
		strbuf_addf(&commits,
			    "commit refs/heads/rows\ncommitter A <a@b.example> %d +0000\n"
			    "data %d\n%.*s\n",
			    1795431720 + i, length, length, row);
		strbuf_reset(&none);
		strbuf_addf(&none, "files/%04d %.*s", i, length < 60 ? length : 60, row);
		for (char *slash = none.data + 6; (slash = strchr(slash, '/'));)
			*slash = '_';
		strbuf_reset(&path);
		write_file(folder, none.data, &path);
		row += length + (row[length] == '\n');
	}
	write_file(folder, "rows", rows);
	write_file(folder, "mail", &mail);
	write_file(folder, "commits", &commits);
	strbuf_release(&mail);
	strbuf_release(&commits);
	strbuf_release(&path);
	strbuf_release(&none);
}

/* What msgdeck shows of an account's messages, page after page. */
static void read_rows(struct sandbox *sandbox, struct strbuf *rows)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	struct term_options options = size;
	struct term *term;

	options.env = sandbox_environment(sandbox);
	term = term_open(&options, msgdeck);
	term_settle(term);
	term_keys(term, "2");
	for (int page = 0; page < PAGES; page++) {
		for (int row = 2; row < term_rows(term) - 2; row++) {
			term_row(term, row, rows);
			strbuf_addch(rows, '\n');
		}
		term_keys(term, "<PgDn>");
	}
	term_close(term);
}

static void wait_for_quiet(struct term *term)
{
	size_t before;

	do {
		before = term_stream(term)->length;
		term_watch(term, QUIET_MS);
	} while (term_stream(term)->length != before);
}

static void measure_keys(struct term *term, const char *name, const char *step, const char *first,
			 const char *second)
{
	struct samples bytes = { 0 }, last_ms = { 0 };

	for (int i = 0; i < REPEATS; i++) {
		struct term_cost cost;

		term_measure(term);
		term_send(term, i % 2 ? second : first);
		wait_for_quiet(term);
		term_measured(term, &cost);
		samples_add(&bytes, (double)cost.bytes);
		samples_add(&last_ms, (double)cost.last_ns / 1e6);
	}
	printf("  %-5s %-20s %8.0f %8.0f %6s   %7s %7s   %7.2f %7.2f\n", name, step,
	       samples_at(&bytes, 50), samples_mean(&bytes), "", "", "", samples_at(&last_ms, 50),
	       samples_at(&last_ms, 99));
	samples_release(&bytes);
	samples_release(&last_ms);
}

static void measure(const struct program *program, const char *folder)
{
	struct strbuf script = STRBUF_INIT(STRBUF_LINE);
	const char *argv[] = { "/bin/sh", "-c", NULL, folder, NULL };
	struct term *term;

	strbuf_addf(&script, "cd \"$0\" && %s", program->script);
	argv[2] = script.data;
	term = term_open(&size, argv);
	do
		wait_for_quiet(term);
	while (term_stream(term)->length < 1000); /* the first screen has more than that */
	if (program->has_cursor)
		measure_keys(term, program->name, "cursor moves", "j", "k");
	term_send(term, "<j*60>");
	wait_for_quiet(term);
	measure_keys(term, program->name, "lines scroll", "j", "j");
	measure_keys(term, program->name, "page down", "<PgDn>", "<PgDn>");
	measure_keys(term, program->name, "page up", "<PgUp>", "<PgUp>");
	term_close(term);
	strbuf_release(&script);
}

void measure_others(struct sandbox *sandbox)
{
	struct strbuf rows = STRBUF_INIT(STRBUF_TEXT), folder = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&folder, "%s/others", getenv("HOME"));
	if (mkdir(folder.data, 0700) != 0)
		test_fail("%s cannot be made: %m", folder.data);
	read_rows(sandbox, &rows);
	write_lists(folder.data, &rows);
	for (size_t i = 0; i < ARRAY_SIZE(programs); i++) {
		if (is_installed(programs[i].name))
			measure(&programs[i], folder.data);
		else
			printf("  %s is not installed here\n", programs[i].name);
	}
	strbuf_release(&rows);
	strbuf_release(&folder);
}
