#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/parse.h"
#include "batch/erase_internal.h"

#define DAY INT64_C(86400)
#define DAYS_MAX 36500
#define FILE_MAX ((size_t)64 << 20)

static bool read_verb(struct erase_command *e, struct error *err)
{
	const struct cli_erase *wanted = e->wanted;

	if (wanted->redact == wanted->delete)
		return error_set(err, ERROR_USAGE,
				 "Say --delete, or --redact, which empties the texts and keeps the "
				 "rest");
	if (wanted->media && wanted->delete)
		return error_set(
			err, ERROR_USAGE,
			"--media goes with --redact: what is deleted takes its media along");
	e->op = wanted->delete ? OP_DELETE : OP_REDACT;
	return true;
}

static bool read_time(const char *option, const char *text, bool last, int64_t *when,
		      struct error *err)
{
	int64_t low, high;

	if (!text)
		return true;
	if (!filter_time(text, strlen(text), clock_now(), WHEN_LOCAL, &low, &high, err))
		return error_prefix(err, "%s", option);
	*when = last ? high : low;
	return true;
}

static bool read_age(struct erase_command *e, struct error *err)
{
	const char *text = e->wanted->older_than;
	size_t length = text ? strlen(text) : 0;
	int64_t days;

	if (!text)
		return true;
	if (e->wanted->until)
		return error_set(err, ERROR_USAGE, "Say --older-than or --until, not both");
	if (length > 1 && text[length - 1] == 'd')
		length--;
	if (!parse_int64(text, length, 1, DAYS_MAX, &days))
		return error_set(err, ERROR_USAGE,
				 "--older-than is a number of days, such as 90, not \"%.40s\"",
				 text);
	e->until = clock_now() - days * DAY;
	return true;
}

static bool read_filter(struct erase_command *e, struct error *err)
{
	const struct filter_setting setting = {
		.language = &filter_messages,
		.now = clock_now(),
		.zone = WHEN_LOCAL,
		.names = e->names,
	};
	const char *text = e->wanted->filter;
	struct filter_place place;

	if (!text)
		return true;
	e->filter = filter_compile_for(&setting, text, strlen(text), &place, err);
	if (!e->filter) {
		error_prefix(err, "--filter");
		return filter_point_at(text, strlen(text), &place, err);
	}
	return !filter_is_empty(e->filter) ||
	       error_set(err, ERROR_USAGE, "--filter is empty: it would match every message");
}

/* "older than 90 days, status:failed", for the review. */
static char *describe(const struct cli_erase *wanted)
{
	const struct {
		const char *words, *value;
	} parts[] = {
		{ "since ", wanted->since },
		{ "until ", wanted->until },
		{ "older than (days) ", wanted->older_than },
		{ "", wanted->filter },
	};
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (parts[i].value)
			strbuf_addf(&text, "%s%s%s", text.length ? ", " : "", parts[i].words,
				    parts[i].value);
	return strbuf_detach(&text, NULL);
}

bool erase_read_wanted(struct erase_command *e, struct error *err)
{
	const struct cli_erase *wanted = e->wanted;

	e->since = e->until = DATE_NONE;
	if (!wanted->addresses.count && !wanted->file && !wanted->older_than && !wanted->filter)
		return error_set(err, ERROR_USAGE,
				 "Whose messages? Name an address, --addresses, --older-than or "
				 "--filter");
	if (!hours_parse(&e->quiet, settings_text(e->settings, OPTION_QUIET_HOURS), err))
		return false;
	if (!read_verb(e, err) || !read_time("--since", wanted->since, false, &e->since, err) ||
	    !read_time("--until", wanted->until, true, &e->until, err) || !read_age(e, err) ||
	    !read_filter(e, err))
		return false;
	if (e->since != DATE_NONE && e->until != DATE_NONE && e->since > e->until)
		return error_set(err, ERROR_USAGE, "--since is later than %s",
				 wanted->until ? "--until" : "--older-than");
	if (!wanted->dry_run && !wanted->yes && !isatty(STDIN_FILENO))
		return error_set(err, ERROR_USAGE,
				 "There is no terminal to ask at: give --yes, or --dry-run to see "
				 "first what it would be");
	if (!e->directory && !wanted->dry_run)
		return error_set(err, ERROR_USAGE,
				 "There is no place for the journal of changes; set HOME or "
				 "XDG_STATE_HOME");
	e->about = describe(wanted);
	return change_new_file(&e->report, wanted->report, err);
}

static bool is_standard_input(const struct erase_command *e)
{
	return strcmp(e->wanted->file, "-") == 0;
}

static const char *file_name(const struct erase_command *e)
{
	return is_standard_input(e) ? "standard input" : e->wanted->file;
}

/* One of the lines of the file, without the blanks around it. */
static bool read_line(struct erase_command *e, const char *line, size_t length, size_t number,
		      struct error *err)
{
	line = parse_trim(line, &length);
	if (!length || *line == '#')
		return true;
	return erase_add_address(e->erase, line, length, err) ||
	       error_prefix(err, "%s, line %zu", file_name(e), number);
}

static bool read_file(struct erase_command *e, struct error *err)
{
	struct strbuf text = STRBUF_INIT(FILE_MAX);
	bool good = is_standard_input(e) ? file_read_open(STDIN_FILENO, file_name(e), &text, err)
					 : file_read(e->wanted->file, &text, err);
	size_t at = 0;

	if (good && memchr(text.data ? text.data : "", '\0', text.length))
		good = error_set(err, ERROR_USAGE, "%s is no list of addresses", file_name(e));
	for (size_t number = 1; good && at < text.length; number++) {
		size_t length = strcspn(text.data + at, "\n");

		good = read_line(e, text.data + at, length, number, err);
		at += length + 1;
	}
	strbuf_wipe(&text);
	return good;
}

bool erase_read_addresses(struct erase_command *e, struct error *err)
{
	const struct cli_words *words = &e->wanted->addresses;

	for (size_t i = 0; i < words->count; i++)
		if (!erase_add_address(e->erase, words->items[i], strlen(words->items[i]), err))
			return false;
	if (e->wanted->file && !read_file(e, err))
		return false;
	/* An empty list is not the whole account. */
	return erase_addresses(e->erase) || !e->wanted->file ||
	       error_set(err, ERROR_USAGE, "There is no address in %s", file_name(e));
}
