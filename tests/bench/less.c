#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "measure.h"
#include "parts.h"
#include "support/fail.h"
#include "support/sandbox.h"
#include "support/term.h"

#define PAGES 100
#define QUIET_MS 40 /* it does not say when it has come to rest */
#define REPEATS 40

static const struct term_options size = { .cols = 120, .rows = 40 };

/* An absolute path, or NULL where it is not installed. */
static char *find_program(const char *name)
{
	const char *at = getenv("PATH");

	while (at && *at) {
		size_t length = strcspn(at, ":");
		struct strbuf path = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&path, "%.*s/%s", (int)length, at, name);
		if (*at == '/' && access(path.data, X_OK) == 0)
			return strbuf_detach(&path, NULL);
		strbuf_release(&path);
		at += length + (at[length] == ':');
	}
	return NULL;
}

/* What msgdeck shows of an account's messages, page after page, in a file of its home. */
static char *write_rows(struct term *term)
{
	struct strbuf rows = STRBUF_INIT(STRBUF_TEXT), path = STRBUF_INIT(STRBUF_LINE);

	term_settle(term);
	term_keys(term, "2");
	for (int page = 0; page < PAGES; page++) {
		for (int row = 2; row < term_rows(term) - 2; row++) {
			term_row(term, row, &rows);
			strbuf_addch(&rows, '\n');
		}
		term_keys(term, "<PgDn>");
	}
	strbuf_addf(&path, "%s/rows", term_home(term));
	int fd = open(path.data, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, rows.data, rows.length) != (ssize_t)rows.length)
		test_fail("the rows cannot be written: %m");
	close(fd);
	strbuf_release(&rows);
	return strbuf_detach(&path, NULL);
}

static void wait_for_quiet(struct term *term)
{
	size_t before;

	do {
		before = term_stream(term)->length;
		term_watch(term, QUIET_MS);
	} while (term_stream(term)->length != before);
}

static void measure_key(struct term *term, const char *name, const char *key)
{
	struct samples bytes = { 0 }, last_ms = { 0 };

	for (int i = 0; i < REPEATS; i++) {
		struct term_cost cost;

		term_measure(term);
		term_send(term, key);
		wait_for_quiet(term);
		term_measured(term, &cost);
		samples_add(&bytes, (double)cost.bytes);
		samples_add(&last_ms, (double)cost.last_ns / 1e6);
	}
	printf("  less: %-20s %8.0f %8.0f %6s   %7s %7s   %7.2f %7.2f\n", name,
	       samples_at(&bytes, 50), samples_mean(&bytes), "", "", "", samples_at(&last_ms, 50),
	       samples_at(&last_ms, 99));
	samples_release(&bytes);
	samples_release(&last_ms);
}

void measure_less(struct sandbox *sandbox)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	char *less = find_program("less");
	struct term_options options = size;

	if (!less) {
		printf("  less is not installed here\n");
		return;
	}
	options.env = sandbox_environment(sandbox);
	struct term *ours = term_open(&options, msgdeck);
	char *rows = write_rows(ours);
	const char *const argv[] = { less, "-S", rows, NULL };
	struct term *term = term_open(&size, argv);
	wait_for_quiet(term);
	measure_key(term, "lines scroll", "j");
	measure_key(term, "page down", "<Space>");
	measure_key(term, "page up", "b");
	term_close(term);
	term_close(ours);
	free(rows);
	free(less);
}
